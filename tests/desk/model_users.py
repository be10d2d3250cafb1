"""Random users of a desk with three stages and a calendar of forty days: what they ask, and how time passes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import hypothesis
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from desk.playing import portfolio
from stagehold.desk.deciding import decide
from stagehold.desk.event import Event
from stagehold.desk.passing import pass_time
from stagehold.desk.queue import rank
from stagehold.desk.records import Answer, ChallengeState, Line, Target
from stagehold.desk.refusal import Refused
from stagehold.desk.requests import (
    AnswerChallenge,
    Book,
    Cancel,
    ChallengeHolds,
    Close,
    Confirm,
    Hold,
    Meet,
    Move,
    MoveStay,
    Release,
    Renew,
    Reopen,
    Request,
    Wanted,
    WithdrawChallenge,
)
from stagehold.desk.state import STANDING, Desk
from stagehold.domain import edtf
from stagehold.domain.booking import AfterConfirm, ClockKind, LineState, Policy, PolicyCondition
from stagehold.domain.days import Duration, Span, parse_duration
from stagehold.domain.hours import parse_hours
from stagehold.domain.lease import Lease, LeaseKind
from stagehold.domain.provenance import Record
from stagehold.domain.studio import PhaseKind

FIRST = date(2027, 4, 19)  # a Monday; Golden Week is in the calendar
DAYS = 40
CALENDAR = Span(FIRST, FIRST + timedelta(days=DAYS))
START = datetime(2027, 4, 19, 1, tzinfo=UTC)  # 10:00 in Tokyo
PARTIES, SPACES = "pqrs", "abc"


def _one_of(*lengths: str | None) -> st.SearchStrategy[Duration | None]:
    return st.sampled_from([None if length is None else parse_duration(length) for length in lengths])


def _conditions() -> st.SearchStrategy[tuple[PolicyCondition, ...]]:
    agreement = PolicyCondition(kind="agreement", within=parse_duration("PT48H"))
    deposit = PolicyCondition(kind="deposit", within=parse_duration("P4D"), share=Decimal("0.5"))
    insurance = PolicyCondition(kind="insurance")
    return st.sampled_from([(), (agreement,), (agreement, deposit, insurance)])


def policies() -> st.SearchStrategy[Policy]:
    """Policies of every kind that the presets are of."""
    return st.builds(
        Policy,
        id=st.just("rules"),
        holds_ahead=_one_of(None, None, "P14D"),
        max_rank=st.sampled_from([None, None, 2, 4]),
        hold_expiry=_one_of(None, "P3D", "P7D"),
        renewals=st.sampled_from([None, 1, 2]),
        release_before=_one_of(None, None, "P7D", "P2D"),
        decide_before=_one_of(None, None, "P6DT12H"),
        clock=st.sampled_from([ClockKind.WALL, ClockKind.BUSINESS]),
        business_hours=st.sampled_from([None, parse_hours("09:00-18:00")]),
        challenge_clock=_one_of("PT24H", "PT48H", "P1D"),
        challenge_conditions=st.sampled_from([(), (), (), (PolicyCondition(kind="contract"),)]),
        confirm_clock=_one_of("PT48H", "PT24H"),
        confirm_clock_covers_conditions=st.booleans(),
        offer_clock=_one_of(None, "PT24H", "PT48H"),
        firm_beats_holds=st.booleans(),
        firm_answer_clock=_one_of(None, "PT24H"),
        after_confirm=st.sampled_from(AfterConfirm),
        first_refusal_days=st.sampled_from([0, 0, 3]),
        conditions=_conditions(),
        turnover_before=st.sampled_from([None, None, 1]),
        turnover_after=st.sampled_from([None, None, 1]),
        currency=st.just("JPY"),
        rates=st.sampled_from([{}, {PhaseKind.SHOOT: Decimal(100), PhaseKind.BUILD: Decimal(60)}]),
    )


def leases() -> st.SearchStrategy[list[Record]]:
    """An exclusive lease on stage c for some days, a first call on b, both or none."""
    exclusive = Lease(
        id="own", lessee="s", spaces=("c",), term=edtf.parse_interval("2027-05-03/2027-05-10"), studio=("lot",)
    )
    first_call = Lease(
        id="call",
        kind=LeaseKind.FIRST_CALL,
        lessee="r",
        spaces=("b",),
        term=edtf.parse_interval("2027-04-30/2027-05-12"),
        studio=("lot",),
    )
    return st.sampled_from([[], [], [exclusive], [first_call], [exclusive, first_call]])


def spans() -> st.SearchStrategy[Span]:
    """A few days of the calendar; most overlap others."""
    starts = st.one_of(*[st.integers(10, 16)] * 4, st.integers(2, DAYS - 8))
    return st.builds(
        lambda start, days: Span(FIRST + timedelta(days=start), FIRST + timedelta(days=start + days)),
        starts,
        st.integers(1, 7),
    )


def wanted(space: str | None = None) -> st.SearchStrategy[Wanted]:
    """A space and some days."""
    places = st.sampled_from("aaaabbbc") if space is None else st.just(space)
    return st.builds(Wanted, space=places, span=spans(), phase=st.sampled_from([None, PhaseKind.BUILD]))


class Users(RuleBasedStateMachine):
    """Users who ask for anything, of a desk whose time passes now and then."""

    steps = 0  # of all runs of the class

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.events: list[Event] = []
        self.desk = Desk()

    @initialize(policy=policies(), more=leases())
    def opened(self, policy: Policy, more: list[Record]) -> None:
        """A desk opens with one policy."""
        self.desk = Desk(portfolio(policy, *more))
        self.begun(policy, more)

    def begun(self, policy: Policy, more: list[Record]) -> None:
        """A desk has been opened."""

    def asking(self, request: Request) -> None:
        """A request is about to be decided."""

    def done(self, request: Request, event: Event) -> None:
        """A request was accepted."""

    def refused(self, request: Request, refused: Refused) -> None:
        """A request was refused."""

    def clock_ended(self, event: Event) -> None:
        """A clock has ended while time passes."""

    def passed(self, events: list[Event]) -> None:
        """Time has passed."""

    def ask(self, request: Request) -> None:
        """Hand a request in."""
        type(self).steps += 1
        self.asking(request)
        try:
            event = decide(self.desk, request, at=self.now, by="someone")
        except Refused as refused:
            self.refused(request, refused)
        else:
            self.events.append(event)
            self.done(request, event)

    # --- what users do -----------------------------------------------------------------------------------------------

    @rule(hours=st.one_of(st.integers(1, 6), st.integers(6, 30), st.integers(6, 30), st.integers(30, 100)))
    def time_passes(self, hours: int) -> None:
        """Some hours."""
        type(self).steps += 1
        self.now += timedelta(hours=hours)
        events = []
        for event in pass_time(self.desk, self.now):
            events.append(event)
            self.clock_ended(event)
        self.events += events
        self.passed(events)

    @rule(party=st.sampled_from(PARTIES), line=wanted())
    def hold_one(self, party: str, line: Wanted) -> None:
        """Hold one space."""
        self.ask(Hold(party=party, lines=(line,)))

    @precondition(lambda self: self.desk.lines)
    @rule(party=st.sampled_from(PARTIES), data=st.data())
    def hold_behind(self, party: str, data: Any) -> None:
        """Hold days near those of somebody else: what users do most."""
        line = data.draw(st.sampled_from(list(self.desk.lines.values())))
        span = data.draw(st.one_of(st.just(line.span), self._near(line.span)))
        self.ask(Hold(party=party, lines=(Wanted(space=line.space, span=span),)))

    @rule(party=st.sampled_from(PARTIES), lines=st.lists(wanted(), max_size=3), one_of=st.booleans())
    def hold_several(self, party: str, lines: list[Wanted], one_of: bool) -> None:
        """Hold several spaces, perhaps as alternatives."""
        self.ask(Hold(party=party, lines=tuple(lines), one_of=one_of))

    @precondition(lambda self: self.held())
    @rule(party=st.sampled_from(PARTIES), data=st.data())
    def hold_jointly(self, party: str, data: Any) -> None:
        """Share the place of another hold."""
        line = data.draw(st.sampled_from(self.held()))
        span = data.draw(st.one_of(st.just(line.span), self._part(line.span), spans()))
        mine = Wanted(space=line.space, span=span)
        self.ask(Hold(party=party, lines=(mine,), joint_with=line.booking))

    @rule(party=st.sampled_from(PARTIES), line=wanted())
    def book(self, party: str, line: Wanted) -> None:
        """Hold and confirm at once."""
        self.ask(Book(hold=Hold(party=party, lines=(line,))))

    @precondition(lambda self: self.held())
    @rule(data=st.data())
    def confirm(self, data: Any) -> None:
        """Confirm a booking or lines of it."""
        booking = self._booking(data)
        self.ask(Confirm(booking=booking, lines=self._some_lines(data, booking)))

    @precondition(lambda self: self.desk.lines)
    @rule(data=st.data())
    def move(self, data: Any) -> None:
        """Give a line other days."""
        standing = [line for line in self.desk.lines.values() if line.state in STANDING]
        line = data.draw(st.sampled_from(standing or list(self.desk.lines.values())))
        span = data.draw(st.one_of(spans(), self._near(line.span), self._part(line.span)))
        space = data.draw(st.sampled_from([None, None, None, *SPACES]))
        self.ask(Move(line=line.id, span=span, space=space))

    @precondition(lambda self: self.desk.lines)
    @rule(data=st.data(), later=st.integers(-6, 6), longer=st.integers(-3, 3), space=st.sampled_from([None, *SPACES]))
    def move_stay(self, data: Any, later: int, longer: int, space: str | None) -> None:
        """Give all standing lines of a booking other days together, or one more or less of the last of them."""
        standing = [line for line in self.desk.lines.values() if line.state in STANDING]
        booking = data.draw(st.sampled_from([line.booking for line in standing] or list(self.desk.bookings)))
        lines = [line for line in standing if line.booking == booking]
        lines = data.draw(
            st.sampled_from([lines, lines, [line for line in lines if line.state is LineState.HOLD], lines[:1]])
        )
        to = []
        for number, line in enumerate(lines, start=1):
            start = line.span.start + timedelta(days=later)
            end = line.span.end + timedelta(days=later + (longer if number == len(lines) else 0))
            if start < end:
                to.append(Wanted(space=space or line.space, span=Span(start, end), phase=line.phase))
        self.ask(MoveStay(booking=booking, lines=tuple(line.id for line in lines), to=tuple(to)))

    @precondition(lambda self: self.held())
    @rule(data=st.data())
    def renew(self, data: Any) -> None:
        """Let holds last another time."""
        self.ask(Renew(booking=self._booking(data)))

    @precondition(lambda self: self.held())
    @rule(data=st.data())
    def release(self, data: Any) -> None:
        """Let holds go, all or some days."""
        booking = self._booking(data)
        lines = self._some_lines(data, booking)
        self.ask(Release(booking=booking, lines=lines, span=self._some_days(data, booking)))

    @precondition(lambda self: self.booked())
    @rule(data=st.data())
    def cancel(self, data: Any) -> None:
        """Cancel confirmed lines."""
        line = data.draw(st.sampled_from(self.booked()))
        self.ask(Cancel(booking=line.booking, lines=data.draw(st.sampled_from([(), (line.id,)]))))

    @precondition(lambda self: self.desk.bookings)
    @rule(data=st.data(), kind=st.sampled_from(["agreement", "deposit", "insurance", "contract", "contract"]))
    def meet(self, data: Any, kind: str) -> None:
        """Meet a condition."""
        needy = [booking.id for booking in self.desk.bookings.values() if booking.conditions or kind == "contract"]
        self.ask(Meet(booking=data.draw(st.sampled_from(needy or list(self.desk.bookings))), kind=kind))

    @precondition(lambda self: self.held())
    @rule(data=st.data())
    def challenge(self, data: Any) -> None:
        """Challenge those who stand first, if there are any."""
        booking = self._booking(data)
        lines = self._some_lines(data, booking)
        self.ask(ChallengeHolds(booking=booking, lines=lines, span=self._some_days(data, booking)))

    @precondition(lambda self: self.behind())
    @rule(data=st.data())
    def challenge_those_before(self, data: Any) -> None:
        """Challenge those who stand before a hold."""
        line = data.draw(st.sampled_from(self.behind()))
        span = data.draw(st.one_of(st.none(), self._part(line.span)))
        self.ask(ChallengeHolds(booking=line.booking, lines=(line.id,), span=span))

    @precondition(lambda self: self.asked())
    @rule(data=st.data(), answer=st.sampled_from(Answer))
    def answer(self, data: Any, answer: Answer) -> None:
        """Answer a challenge that is open."""
        id_, target = data.draw(st.sampled_from(self.asked()))
        line = data.draw(st.sampled_from([None, target.line]))
        self.ask(AnswerChallenge(challenge=id_, booking=target.booking, answer=answer, line=line))

    @precondition(lambda self: self.asked())
    @rule(data=st.data(), answer=st.sampled_from([Answer.STAND, Answer.RELEASE_DAYS, Answer.CONFIRM]))
    def answer_as_asked(self, data: Any, answer: Answer) -> None:
        """Answer a challenge that is open for all that a booking holds."""
        id_, target = data.draw(st.sampled_from(self.asked()))
        self.ask(AnswerChallenge(challenge=id_, booking=target.booking, answer=answer))

    @precondition(lambda self: self.desk.challenges)
    @rule(data=st.data(), answer=st.sampled_from([None, *Answer]))
    def withdraw(self, data: Any, answer: Answer | None) -> None:
        """Give a challenge up; or answer one, whether or not that is possible."""
        id_ = data.draw(st.sampled_from([*self.desk.challenges, "c0"]))
        if answer is None:
            self.ask(WithdrawChallenge(challenge=id_))
        else:
            booking = data.draw(st.sampled_from([*self.desk.bookings]))
            self.ask(AnswerChallenge(challenge=id_, booking=booking, answer=answer))

    @rule(space=st.sampled_from(SPACES), span=spans(), displace=st.booleans(), data=st.data())
    def close_or_reopen(self, space: str, span: Span, displace: bool, data: Any) -> None:
        """Lift a closure; where there is none, close a space for a day or two."""
        closures = list(self.desk.portfolio.closures)
        if closures:
            self.ask(Reopen(closure=data.draw(st.sampled_from([*closures, "none"]))))
        else:
            days = Span(span.start, min(span.end, span.start + timedelta(days=2)))
            self.ask(Close(space=space, span=days, displace=displace))

    # --- what there is -----------------------------------------------------------------------------------------------

    def held(self) -> list[Line]:
        """The holds."""
        return [line for line in self.desk.lines.values() if line.state is LineState.HOLD]

    def booked(self) -> list[Line]:
        """The confirmed lines."""
        return [line for line in self.desk.lines.values() if line.state is LineState.CONFIRMED]

    def behind(self) -> list[Line]:
        """The holds that others stand before."""
        return [line for line in self.held() if rank(self.desk, line) > 1]

    def asked(self) -> list[tuple[str, Target]]:
        """Who has still to answer, by challenge."""
        challenges = [found for found in self.desk.challenges.values() if found.state is ChallengeState.OPEN]
        return [(found.id, target) for found in challenges for target in found.targets if not target.settled]

    # --- what they name ----------------------------------------------------------------------------------------------

    def _booking(self, data: Any) -> str:
        """One of the bookings that hold something."""
        return str(data.draw(st.sampled_from(list(dict.fromkeys(line.booking for line in self.held())))))

    def _some_lines(self, data: Any, booking: str) -> tuple[str, ...]:
        lines = [line.id for line in self.desk.lines_of(booking)]
        return tuple(data.draw(st.one_of(st.just([]), st.lists(st.sampled_from(lines), unique=True, max_size=2))))

    def _some_days(self, data: Any, booking: str) -> Span | None:
        """None for all; or some days that the booking has, or any others."""
        parts = [self._part(line.span) for line in self.desk.lines_of(booking)]
        return data.draw(st.one_of(st.none(), *parts, spans()))

    def _part(self, span: Span) -> st.SearchStrategy[Span]:
        """Some days of a span."""
        days = st.integers(0, span.days - 1)
        return st.builds(
            lambda one, other: Span(
                span.start + timedelta(days=min(one, other)), span.start + timedelta(days=max(one, other) + 1)
            ),
            days,
            days,
        )

    def _near(self, span: Span) -> st.SearchStrategy[Span]:
        """A span that keeps some days of another."""
        return st.builds(
            lambda before, after: Span(span.start - timedelta(days=before), span.end + timedelta(days=after)),
            st.integers(1 - span.days if span.days > 1 else 0, 3),
            st.integers(0, 3),
        )


def run(users: type[Users], *, steps: int, seed: int) -> None:
    """Let users do at least so many steps in all, in runs of sixty at most."""
    users.steps = 0
    for number in count():
        if users.steps >= steps:
            break
        settings = hypothesis.settings(
            max_examples=max(1, (steps - users.steps) // 40), stateful_step_count=60, derandomize=False, database=None
        )
        hypothesis.seed(seed + number)(users)
        run_state_machine_as_test(users, settings=settings)


def days_of(span: Span) -> Iterator[date]:
    """Every day of a span."""
    return (span.start + timedelta(days=number) for number in range(span.days))
