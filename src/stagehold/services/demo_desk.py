"""A desk to look at: the East Asia example with a published plan, and what a desk has besides, invented and named so.

Nobody's bookings at the stages of the example are known. What stands there beside the plan is therefore made up, by
companies that do not exist; each name says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from stagehold.desk.requests import ChallengeHolds, Close, Confirm, Hold, Import, Publish, Request, Wanted
from stagehold.desk.state import Desk
from stagehold.domain.booking import Policy
from stagehold.domain.days import Span, parse_duration
from stagehold.domain.errors import InputError
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.studio import Party, PartyKind, PhaseKind
from stagehold.planning.budget import Budget
from stagehold.reports.plan_data import plan_as_data
from stagehold.services.counter import Counter
from stagehold.services.demo import EXAMPLE, example_folder
from stagehold.services.planning import plan_loaded
from stagehold.services.portfolios import open_portfolio
from stagehold.store import Store

BY = "demo"  # who did all this, in the journal
STUDIO = "toho-studios"
FREE = ("toho-8", "toho-9")  # stages of the example that nobody leases
KAEDE, MINATO = "invented-kaede", "invented-minato"
POLICY = "invented-rules"
SECONDS = 3.0  # of search
_BEFORE = timedelta(days=60)  # that the plan was published before its first day
_WHY = "invented for the demonstration"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """A hold of an invented company: days are counted from today on."""

    party: str
    title: str
    spaces: tuple[str, ...]
    first: int
    days: int
    phase: PhaseKind | None = None
    confirm: bool = False
    challenge: bool = False


_SCENES = (
    _Scene(party=KAEDE, title="Lantern Street (invented)", spaces=("toho-9",), first=14, days=45, confirm=True),
    _Scene(party=MINATO, title="The Ferry (invented)", spaces=("toho-8",), first=30, days=40, confirm=True),
    _Scene(party=MINATO, title="Glass Harbour (invented)", spaces=("toho-9",), first=80, days=50),
    _Scene(party=KAEDE, title="Night Kiln (invented)", spaces=("toho-9",), first=110, days=40, challenge=True),
    _Scene(party=KAEDE, title="Tin Rain (invented)", spaces=FREE, first=190, days=30),
)


def require_free(store: Store) -> bool:
    """Whether the desk is empty; one that was filled for a demonstration before may be looked at again.

    Raises
    ------
    InputError
        If it is somebody's desk.
    """
    first = next(iter(store.events(limit=1)), None)
    if first is None:
        return True
    if first.by != BY:
        raise InputError("this desk is in use: a demonstration is shown on one of its own; leave --desk out")
    return False


def fill(store: Store, budget: Budget, now: datetime) -> None:
    """Fill an empty desk.

    Raises
    ------
    StageholdError
        If the example is not there, or the desk cannot be written.
    """
    loaded = open_portfolio(example_folder(EXAMPLE))
    planned = plan_loaded(loaded, budget=budget)
    plan = {**plan_as_data(planned.plan), "party": planned.plan.party}
    moment = min(now, _moment(min(item.start for item in planned.plan.placements)) - _BEFORE)
    clock = _Clock(moment)
    counter = Counter(store, clock)

    def ask(request: Request, why: str = _WHY) -> tuple[str, ...]:
        return counter.ask(request, by=BY, why=why).result().made

    try:
        ask(Import(portfolio=_with_invented(loaded.portfolio)), "the East Asia example")
        ask(Publish(plan=plan), "the plan made at the first start")
        for booking in _first_bookings(counter.desk):
            ask(Confirm(booking=booking))
        clock.moment = now
        _act(ask, now.date())
    finally:
        counter.close()


class _Clock:
    """A clock that is set by hand: the plan was published before its first day."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(1), UTC)


def _with_invented(portfolio: Portfolio) -> Portfolio:
    """The example with companies and house rules that do not exist."""
    for id_, name in ((KAEDE, "Kaede Pictures (invented)"), (MINATO, "Minato Films (invented)")):
        portfolio = portfolio.put(Party(id=id_, name=name, kind=PartyKind.CLIENT, note=_WHY))
    rules = Policy(
        id=POLICY,
        name="House rules (invented)",
        challenge_clock=parse_duration("PT48H"),
        confirm_clock=parse_duration("PT48H"),
        note="Invented for the demonstration: no source states what the studio asks of those who hold its stages.",
    )
    return portfolio.put(rules).put(replace(portfolio.studios[STUDIO], policy=POLICY))


def _first_bookings(desk: Desk, count: int = 2) -> list[str]:
    """The bookings of the plan that begin first: nearest to being made, so they are confirmed."""
    firsts = {
        booking.id: min(line.span.start for line in desk.lines_of(booking.id)) for booking in desk.bookings.values()
    }
    return sorted(firsts, key=lambda id_: (firsts[id_], id_))[:count]


def _act(ask: Callable[[Request], tuple[str, ...]], today: date) -> None:
    """What the invented companies do, and a day on which a floor is painted."""
    for scene in _SCENES:
        start = today + timedelta(days=scene.first)
        span = Span(start, start + timedelta(days=scene.days))
        lines = tuple(Wanted(space=space, span=span, phase=scene.phase) for space in scene.spaces)
        (booking, *_) = ask(Hold(party=scene.party, title=scene.title, lines=lines, one_of=len(lines) > 1))
        if scene.confirm:
            ask(Confirm(booking=booking))
        if scene.challenge:
            ask(ChallengeHolds(booking=booking))
    painted = Span(today + timedelta(days=90), today + timedelta(days=97))
    ask(Close(space="toho-8", span=painted, reason="The floor is painted (invented)"))
