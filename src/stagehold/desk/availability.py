"""Which stages are free: those that qualify and have the days, those that do not and why, and the nearest dates.

A search changes nothing and is a function of the desk, what is asked and the moment of asking. A stage is *free* on
days that no lease of others, closure or confirmed booking takes, the clear days around bookings included; holds leave
it free at a rank, up to the deepest that the policy takes. Stages qualify as they do for a plan (SPEC §2), and what
does not is said in the same words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import islice

from stagehold.desk.confirmation import beats_at_once
from stagehold.desk.found import Found, Free, Taken
from stagehold.desk.free import Days, FreeDays, deeper, in_both, runs_without
from stagehold.desk.lasting import first_to_hold
from stagehold.desk.leased import with_assumptions
from stagehold.desk.obstacles import confirm_obstacles, last_ahead, nearest_starts, queue_obstacles, starts_allowed
from stagehold.desk.placing import goes_ahead
from stagehold.desk.refusal import Obstacle
from stagehold.desk.remembered import remembered
from stagehold.desk.sought import Sought
from stagehold.desk.state import Desk
from stagehold.desk.step import policy_of
from stagehold.domain.days import Span
from stagehold.domain.errors import InputError, NotSupported
from stagehold.domain.findings import nearest
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.studio import Space, SpaceKind
from stagehold.planning.plan import Reason
from stagehold.planning.qualify import all_unfit, neighbours
from stagehold.planning.screen import Screen

MOST_SETS = 2000  # sets of stages side by side looked at; beyond that the search is refused
OF_OBSTACLE = {
    "lease": Reason.NOT_LEASED,
    "booking": Reason.TAKEN,
    "turnover": Reason.TAKEN,
    "closure": Reason.CLOSED,
    "service": Reason.CLOSED,
    "policy": Reason.OUT_OF_WINDOW,
}


def search(desk: Desk, sought: Sought, today: date, now: datetime | None = None) -> Found:
    """The stages that are free, those that are not with the reason and nearest dates, and those that do not qualify.

    Free ones come by rank, then by how near their days are to those liked best; taken ones by how near free days are.
    With the moment ``now``, days of which a hold would have to be over by then can be booked only.

    Raises
    ------
    InputError
        If there is no such studio.
    NotSupported
        If too many sets of neighbouring stages would have to be looked at.
    """
    look = _Look(desk, sought, today, now)
    stages = _stages_of(desk.portfolio)
    among = _where(desk.portfolio, sought, stages)
    if not among:
        return Found(free=(), taken=(), unfit=(), free_in_all=0, taken_in_all=0, unfit_in_all=0)
    wholes = stages.screen.wholes(replace(sought.need(), allowed=tuple(among)))
    single = [whole[0] for whole in wholes if len(whole) == 1]
    units = list(wholes) if sought.stages == 1 else _side_by_side(single, stages, sought.stages)
    free: list[tuple[int, int, int, _Start]] = []
    taken: list[tuple[int, int, tuple[str, ...], _Near]] = []
    for place, unit in enumerate(units):
        start = look.best_start(unit)
        if start is not None:
            free.append((start.rank, abs(start.day - sought.start), place, start))
        else:
            near = look.nearest(unit, sought.start)
            taken.append((_distance(near, sought.start), place, unit, near))
    free.sort(key=lambda row: row[:3])
    taken.sort(key=lambda row: row[:2])
    unfit = (why for why in all_unfit(sought.need(), [stages.spaces[id_] for id_ in among]))
    return Found(
        free=tuple(look.free(start) for _, _, _, start in free[: sought.most]),
        taken=tuple(look.taken(unit, near) for _, _, unit, near in taken[: sought.most]),
        unfit=tuple(islice(unfit, sought.most)),
        free_in_all=len(free),
        taken_in_all=len(taken),
        unfit_in_all=len(among) - len(single),
    )


# --- what qualifies ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Stages:
    """All stages of a portfolio, assumptions about them in place."""

    spaces: dict[str, Space]
    joins: dict[str, set[str]]
    screen: Screen


def _stages_of(portfolio: Portfolio) -> _Stages:
    return remembered(_read_stages, (portfolio.spaces, portfolio.assumptions), portfolio)


def _read_stages(portfolio: Portfolio) -> _Stages:
    pinned = with_assumptions(portfolio, ("space",)).spaces
    spaces = {id_: space for id_, space in pinned.items() if space.kind is SpaceKind.STAGE}
    return _Stages(spaces, neighbours(spaces), Screen(spaces))


def _where(portfolio: Portfolio, sought: Sought, stages: _Stages) -> list[str]:
    """The stages in the place asked for."""
    if sought.studio is not None and sought.studio not in portfolio.studios:
        close = nearest(sought.studio, portfolio.studios)
        raise InputError(f"no studio {sought.studio!r}" + (f"; did you mean {close!r}?" if close else ""))
    studios = {
        id_
        for id_, studio in portfolio.studios.items()
        if sought.studio in (None, id_) and sought.country in (None, studio.country)
    }
    return [id_ for id_, space in stages.spaces.items() if space.studio in studios]


def _side_by_side(single: Sequence[str], stages: _Stages, count: int) -> list[tuple[str, ...]]:
    """The sets of so many of these stages that open into each other."""
    among = set(single)
    layer: set[tuple[str, ...]] = {(id_,) for id_ in single}
    for _ in range(count - 1):
        grown: set[tuple[str, ...]] = set()
        for part in layer:
            for other in {beside for id_ in part for beside in stages.joins[id_]} & among - set(part):
                grown.add(tuple(sorted((*part, other))))
        layer = grown
        if len(layer) > MOST_SETS:
            raise NotSupported(
                f"more than {MOST_SETS} sets of {count} neighbouring stages: name a studio or more needs"
            )
    return sorted(layer)


_Near = tuple[int | None, int | None]


def _distance(near: _Near, liked: int) -> int:
    """How far the nearer of two starts is."""
    return min((abs(day - liked) for day in near if day is not None), default=date.max.toordinal())


# --- what is free ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Start:
    unit: tuple[str, ...]
    day: int
    rank: int
    book_only: bool = False


class _Look:
    """One search at work."""

    def __init__(self, desk: Desk, sought: Sought, today: date, now: datetime | None) -> None:
        self.desk, self.sought, self.today, self.now = desk, sought, today, now
        self._hold_from: dict[str, int] = {}  # by studio
        self._days_free = FreeDays(desk, sought.party, today)

    def best_start(self, unit: tuple[str, ...]) -> _Start | None:
        """The best start at which a hold is taken, else one at which the days can be booked; None without any."""
        first, last = self._starts(unit)
        held_from = max(self._first_to_hold(space) for space in unit)
        start = self._best_start(unit, (max(first, held_from), last))
        if start is not None and not self._is_full(start):
            return start
        booked = self._best_start(unit, (first, min(last, held_from - 1)))
        if booked is None or (booked.rank > 1 and not all(beats_at_once(policy_of(self.desk, one)) for one in unit)):
            return None
        return replace(booked, book_only=True)

    def _first_to_hold(self, space: str) -> int:
        """The first day number from today on of which a hold is taken now."""
        if self.now is None:
            return self.today.toordinal()
        id_ = self.desk.portfolio.spaces[space].studio
        if id_ not in self._hold_from:
            studio = self.desk.portfolio.studios[id_]
            day = first_to_hold(policy_of(self.desk, space), studio, self.today, self.now)
            self._hold_from[id_] = day.toordinal()
        return self._hold_from[id_]

    def _is_full(self, start: _Start) -> bool:
        """Whether a hold would stand deeper than the policy takes; not where the party may stand further ahead."""
        span, party = self._days(start.day), self.sought.party
        return any(
            most is not None and start.rank > most and not goes_ahead(self.desk, party, space, span)
            for space in start.unit
            for most in [policy_of(self.desk, space).max_rank]
        )

    def _best_start(self, unit: tuple[str, ...], starts: Days) -> _Start | None:
        """The start of the best rank, of those the one nearest to the one liked best; None when nothing is free."""
        length, liked = self.sought.length, self.sought.start
        if starts[0] > starts[1]:
            return None
        within = (starts[0], starts[1] + length)
        unbooked = self._days_free.unbooked(unit, within)
        if unbooked.nearest(length, liked, starts) is None:
            return None
        first = self._days_free.unheld(unit, within).nearest(length, liked, starts)
        if first is not None:
            return _Start(unit, first, 1)
        held = [self._days_free.held(space, within) for space in unit]
        for depth in range(1, 1 + max(map(len, held))):
            full = runs_without(sorted(span for holds in held for span in deeper(holds, depth)))
            start = in_both(unbooked, full).nearest(length, liked, starts)
            if start is not None:
                return _Start(unit, start, depth + 1)
        raise AssertionError("behind all who hold a day there is a place")

    def free(self, start: _Start) -> Free:
        """A free result in full."""
        span = self._days(start.day)
        ahead = tuple(
            thing for space in start.unit for thing in queue_obstacles(self.desk, self.sought.party, space, span)
        )
        before, after = self.nearest(start.unit, start.day) if start.rank > 1 else (None, None)
        rate, currency = self._rate(start.unit)
        return Free(
            spaces=start.unit,
            span=span,
            rank=start.rank,
            book_only=start.book_only,
            ahead=ahead,
            before=None if before is None else self._days(before),
            after=None if after is None else self._days(after),
            rate=rate,
            currency=currency,
        )

    def taken(self, unit: tuple[str, ...], near: _Near) -> Taken:
        """A result that is not free, in full."""
        first, last = self.sought.starts
        span = Span(date.fromordinal(first), date.fromordinal(last + self.sought.length))
        obstacles = tuple(thing for space in unit for thing in self._obstacles(space, span))
        reasons = [OF_OBSTACLE[thing.kind] for thing in obstacles if thing.kind in OF_OBSTACLE]
        first_allowed, last_allowed = self._starts(unit)
        if not reasons and obstacles and first_allowed <= last_allowed:
            reasons = [Reason.TAKEN]  # by as many holds as the policy takes, or too late to queue behind them
        return Taken(
            spaces=unit,
            span=span,
            reason=reasons[0] if reasons else Reason.OUT_OF_WINDOW,
            obstacles=obstacles,
            before=None if near[0] is None else self._days(near[0]),
            after=None if near[1] is None else self._days(near[1]),
        )

    def nearest(self, unit: tuple[str, ...], day: int) -> _Near:
        """The nearest starts before and after a day at which nobody has or holds the days."""
        starts = starts_allowed(self.desk, unit, date.fromordinal(day), self.today)
        return nearest_starts(self._days_free.unheld(unit), self.sought.length, day, starts)

    def _starts(self, unit: tuple[str, ...]) -> Days:
        """The first and last start that will do and that is allowed today."""
        first, last = self.sought.starts
        for space in unit:
            allowed = last_ahead(self.desk, space, self.today)
            last = last if allowed is None else min(last, allowed.toordinal())
        return max(first, self.today.toordinal()), last

    def _obstacles(self, space: str, span: Span) -> Iterator[Obstacle]:
        yield from confirm_obstacles(self.desk, self.sought.party, space, span)
        last = last_ahead(self.desk, space, self.today)
        if last is not None and last < span.start:
            policy = policy_of(self.desk, space)
            yield Obstacle(kind="policy", space=space, span=span, id=policy.id)
        yield from queue_obstacles(self.desk, self.sought.party, space, span)

    def _days(self, start: int) -> Span:
        return Span(date.fromordinal(start), date.fromordinal(start + self.sought.length))

    def _rate(self, unit: tuple[str, ...]) -> tuple[Decimal | None, str | None]:
        """What a day of all these stages costs by their policy; nothing where it does not say, or in two currencies."""
        policies = [policy_of(self.desk, space) for space in unit]
        rates = [policy.rates.get(self.sought.phase) for policy in policies if self.sought.phase is not None]
        known = [rate for rate in rates if rate is not None]
        if len(known) < len(unit) or len({policy.currency for policy in policies}) > 1:
            return None, None
        return sum(known, Decimal(0)), policies[0].currency
