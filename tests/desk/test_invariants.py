"""What holds at the desk after every step, whatever users do, published plans and changed facts included."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from desk.model_users import Users, leases, policies, run, spans
from desk.playing import ALL_DAYS, snapshot
from stagehold.desk.event import Event, Put
from stagehold.desk.pricing import price_of
from stagehold.desk.queue import rank, ranks
from stagehold.desk.records import Line
from stagehold.desk.refusal import Refused
from stagehold.desk.requests import (
    AnswerChallenge,
    Book,
    Cancel,
    ChallengeHolds,
    ChangeFacts,
    Close,
    Confirm,
    Hold,
    Meet,
    Move,
    MoveStay,
    Publish,
    Release,
    Renew,
    Reopen,
    Request,
    WithdrawChallenge,
)
from stagehold.desk.settling import is_challenged
from stagehold.desk.state import STANDING, Desk, Draft
from stagehold.desk.step import Step
from stagehold.domain.booking import LineState, Policy
from stagehold.domain.days import Span
from stagehold.domain.provenance import Record

OVER = (LineState.RELEASED, LineState.EXPIRED, LineState.LAPSED, LineState.CANCELLED)


class Anyone(Users):
    """Users who also publish plans and change facts, of policies that leave out what they like."""

    before: dict[str, Line]
    whole: tuple[Any, ...]
    actor: str | None

    def begun(self, policy: Policy, more: list[Record]) -> None:
        """Any clock of the policy may be left out, so that nothing ends by it."""
        self.opening = self.desk.portfolio

    @rule(left_out=st.sets(st.sampled_from(["challenge_clock", "confirm_clock", "offer_clock", "conditions"])))
    def leave_out(self, left_out: set[str]) -> None:
        """The studio lets some clocks go."""
        rules = self.desk.portfolio.policies["rules"]
        changes: dict[str, Any] = {name: () if name == "conditions" else None for name in left_out}
        self.ask(ChangeFacts(put=(replace(rules, **changes),)))

    @rule(policy=policies())
    def change_rules(self, policy: Policy) -> None:
        """The studio takes other rules."""
        self.ask(ChangeFacts(put=(policy,)))

    @rule(more=leases())
    def change_leases(self, more: list[Record]) -> None:
        """Leases begin and end."""
        now = [("lease", id_) for id_ in self.desk.portfolio.leases]
        self.ask(ChangeFacts(put=tuple(more), drop=() if more else tuple(now)))

    @rule(
        party=st.sampled_from("pq"), placed=st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("abc"), spans()))
    )
    def publish(self, party: str, placed: list[tuple[str, str, Span]]) -> None:
        """Publish a plan that places some productions."""
        placements = {production: (stage, span) for production, stage, span in placed}
        self.ask(Publish(plan={"party": party, "placements": [_placement(*item) for item in placements.items()]}))

    # --- before and after every step ---------------------------------------------------------------------------------

    def asking(self, request: Request) -> None:
        """Remember how things are."""
        self.whole = snapshot(self.desk)
        self.before = dict(self.desk.lines)
        self.actor = _actor(self.desk, request)

    def refused(self, request: Request, refused: Refused) -> None:
        """A refused request changes nothing."""
        assert snapshot(self.desk) == self.whole

    def done(self, request: Request, event: Event) -> None:
        """Whoever loses something by another's doing is told; all else holds too."""
        self._told(event)
        self.check()
        self.before = dict(self.desk.lines)

    def clock_ended(self, event: Event) -> None:
        """Whoever loses something by time alone is told."""
        self.actor = None
        self._told(event)
        self.before = dict(self.desk.lines)

    def passed(self, events: list[Event]) -> None:
        """No clock that is over has been left waiting."""
        for challenge in self.desk.undecided():
            clocks = [moment for moment in (challenge.deadline, challenge.confirm_by) if moment is not None]
            assert all(moment > self.now for moment in clocks), challenge
        self.check()

    def _told(self, event: Event) -> None:
        for change in event.changes:
            if not isinstance(change, Put) or not isinstance(change.record, Line):
                continue
            line = change.record
            known = self.before.get(line.id)
            party = self.desk.bookings[line.booking].party
            if line.state in OVER and (known is None or known.state in STANDING) and party != self.actor:
                assert any(item.party == party for item in event.notices), (line, event)

    def check(self) -> None:
        """What holds of any desk."""
        self._checks_of_lines()
        self._checks_of_queues()
        assert [event.number for event in self.events] == list(range(1, len(self.events) + 1))
        assert all(one.at <= other.at for one, other in pairwise(self.events))

    def _checks_of_lines(self) -> None:
        step = Step(desk=self.desk, draft=Draft(self.desk), number=0, at=self.now, by="")
        indexed = [line for space in "abc" for line in self.desk.standing(space, ALL_DAYS)]
        standing = [line for line in self.desk.lines.values() if line.state in STANDING]
        assert sorted(indexed, key=lambda line: line.id) == sorted(standing, key=lambda line: line.id)
        for index, line in enumerate(standing):
            for other in standing[:index]:
                if line.space == other.space and line.span.overlap(other.span):
                    assert LineState.HOLD in (line.state, other.state), (line, other)
                    assert line.booking != other.booking, (line, other)
            if line.state is LineState.HOLD:
                assert line.price is None
                assert line.until is None or line.until > self.now or is_challenged(step, line), line
                assert line.until is not None or line.lease is not None, line

    def _checks_of_queues(self) -> None:
        for space in "abc":
            holds = self.desk.holds(space, ALL_DAYS)
            for index, line in enumerate(holds):
                assert rank(self.desk, line) == max(rank_ for _, rank_ in ranks(self.desk, line)) >= 1
                for other in holds[:index]:
                    if line.place == other.place and line.span.overlap(other.span):
                        assert self._may_share(line, other), (line, other)

    def _may_share(self, line: Line, other: Line) -> bool:
        """Joint holds share a place; so does a later hold by a first call with who was joint with an earlier one."""
        ours, others = self.desk.bookings[line.booking], self.desk.bookings[other.booking]
        return others.id in ours.joint or ours.id in others.joint or "call" in (line.lease, other.lease)

    def teardown(self) -> None:
        """The desk is what its journal says."""
        again = Desk(self.opening if self.events else self.desk.portfolio)
        for event in self.events:
            again.apply(event)
        assert snapshot(again) == snapshot(self.desk)


class Priced(Anyone):
    """Users of a studio whose policy is not changed, so that prices can be compared with it."""

    def leave_out(self, left_out: set[str]) -> None:
        """The rules stay."""

    def change_rules(self, policy: Policy) -> None:
        """The rules stay."""

    def done(self, request: Request, event: Event) -> None:
        """A confirmed line has a price exactly where the policy has a rate for it."""
        super().done(request, event)
        self._priced()

    def passed(self, events: list[Event]) -> None:
        """The same of what time has confirmed."""
        super().passed(events)
        self._priced()

    def _priced(self) -> None:
        facts = self.desk.portfolio
        for line in self.desk.lines.values():
            if line.state is LineState.CONFIRMED:
                priced = price_of(facts.policies["rules"], facts.studios["lot"], line.span, line.phase)
                assert (line.price is None) == (priced is None), line


def _placement(production: str, placed: tuple[str, Span]) -> dict[str, Any]:
    stage, span = placed
    middle = span.start + timedelta(days=span.days // 2)
    phases = [("build", span.start, middle), ("shoot", middle, span.end)]
    return {
        "production": production,
        "need": "main",
        "stages": [stage],
        "start": str(span.start),
        "end": str(span.end),
        "phases": [{"phase": name, "start": str(start), "end": str(end)} for name, start, end in phases],
    }


def _actor(desk: Desk, request: Request) -> str | None:
    """The party whose doing a request is; None for the studio."""
    match request:
        case Hold(party=party) | Book(hold=Hold(party=party)):
            return party
        case Publish(plan=plan):
            return str(plan["party"])
        case Move(line=line):
            return desk.bookings[desk.lines[line].booking].party if line in desk.lines else None
        case WithdrawChallenge(challenge=challenge):
            known = desk.challenges.get(challenge)
            return None if known is None else desk.bookings[known.booking].party
        case Close() | Reopen() | ChangeFacts():
            return None
        case (
            Confirm(booking=booking)
            | MoveStay(booking=booking)
            | Renew(booking=booking)
            | Release(booking=booking)
            | Cancel(booking=booking)
            | Meet(booking=booking)
            | ChallengeHolds(booking=booking)
            | AnswerChallenge(booking=booking)
        ):
            known_booking = desk.bookings.get(booking)
            return None if known_booking is None else known_booking.party
    raise AssertionError(request)


def test_whatever_users_and_the_studio_do_the_desk_holds_together(count: Callable[[int, int], int], seed: int) -> None:
    run(Anyone, steps=count(400, 50_000), seed=seed)


def test_whatever_users_do_exactly_the_confirmed_lines_that_have_a_rate_have_a_price(
    count: Callable[[int, int], int], seed: int
) -> None:
    run(Priced, steps=count(200, 20_000), seed=seed)
