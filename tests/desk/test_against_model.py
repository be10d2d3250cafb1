"""The rules of the desk against the naive model: the same answers, the same state on every day, after every step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from desk.model import Model
from desk.model_challenges import Contest
from desk.model_queue import Spot
from desk.model_users import START, Users, days_of, run
from desk.playing import ALL_DAYS
from stagehold.desk.event import Event
from stagehold.desk.records import Challenge, Line
from stagehold.desk.refusal import Refused
from stagehold.desk.requests import Request
from stagehold.desk.settling import is_challenged
from stagehold.desk.state import UNDECIDED, Desk, Draft
from stagehold.desk.step import Step
from stagehold.domain.booking import LineState, Policy
from stagehold.domain.provenance import Record


class Compared(Users):
    """Users whose every request is answered by the rules and by the model."""

    model: Model
    expected: set[str]
    names: dict[datetime, list[tuple[str, Spot, str]]]  # of lines, after the clocks of a moment have ended

    def begun(self, policy: Policy, more: list[Record]) -> None:
        """The model opens with the same facts."""
        self.model = Model(self.desk.portfolio, START)
        self.names = {}

    def asking(self, request: Request) -> None:
        """What the model says first."""
        self.expected = self.model.refusals(request)

    def refused(self, request: Request, refused: Refused) -> None:
        """The model refuses by the same rule."""
        assert refused.refusal.rule in self.expected, (request, refused.refusal, self.expected)

    def done(self, request: Request, event: Event) -> None:
        """The model accepts, and comes to the same state."""
        assert not self.expected, (request, self.expected)
        made = [id_ for id_ in event.made if not id_.startswith("first-call")]
        self.model.do(request, tuple(made))
        self.compare()

    def clock_ended(self, event: Event) -> None:
        """What lines are called now."""
        self.names[event.at] = names_of(self.desk)

    def passed(self, events: list[Event]) -> None:
        """The same clocks have ended."""
        for moment, names in self.names.items():
            self.model.pass_time(moment)
            self.model.learn(names)
        self.names.clear()
        self.model.pass_time(self.now)
        self.compare()

    def compare(self) -> None:
        """Everything the model knows, against the desk."""
        stays = self.model.stays
        self.model.learn(names_of(self.desk))
        assert queues_of(self.desk) == self._queues()
        assert booked_of(self.desk) == {
            spot: booking for (booking, spot), stay in stays.items() if stay.state is LineState.CONFIRMED
        }
        assert {found.id: seen(found) for found in self.desk.challenges.values()} == {
            id_: self._seen(contest) for id_, contest in self.model.contests.items()
        }
        held = [key for key, stay in stays.items() if stay.state is LineState.HOLD]
        assert offers_of(self.desk) == {key: stays[key].offered for key in held if stays[key].offered is not None}
        assert ends_of(self.desk) == {key: self.model.ends(*key) for key in held if not self.model.kept(*key)}
        assert {
            booking.id: [(item.kind, item.deadline, item.met) for item in booking.conditions]
            for booking in self.desk.bookings.values()
            if booking.conditions
        } == {
            id_: [(need.kind, need.deadline, need.met) for need in claim.needs]
            for id_, claim in self.model.claims.items()
            if claim.needs
        }

    def _queues(self) -> dict[Spot, list[set[str]]]:
        return {spot: [set(place) for place in places] for spot, places in self.model.queues.items() if places}

    def _seen(self, contest: Contest) -> tuple[Any, ...]:
        answers = {(aim.booking, aim.answer) for aim in contest.aims if not aim.settled}
        days = set(contest.days) if contest.state in UNDECIDED else set()
        return (contest.booking, days, contest.state, contest.deadline, contest.confirm_by, answers)


def standing(desk: Desk) -> list[Line]:
    """All lines that stand."""
    return [line for space in desk.portfolio.spaces for line in desk.standing(space, ALL_DAYS)]


def queues_of(desk: Desk) -> dict[Spot, list[set[str]]]:
    """Who holds each space-day, by their places."""
    found: dict[Spot, dict[int, set[str]]] = {}
    for line in standing(desk):
        if line.state is LineState.HOLD:
            for day in days_of(line.span):
                found.setdefault((line.space, day), {}).setdefault(line.place, set()).add(line.booking)
    return {spot: [places[place] for place in sorted(places)] for spot, places in found.items()}


def booked_of(desk: Desk) -> dict[Spot, str]:
    """Who is booked on each space-day."""
    lines = [line for line in standing(desk) if line.state is LineState.CONFIRMED]
    return {(line.space, day): line.booking for line in lines for day in days_of(line.span)}


def ends_of(desk: Desk) -> dict[tuple[str, Spot], datetime | None]:
    """When each hold ends by itself on each day, if no challenge keeps it."""
    step = Step(desk=desk, draft=Draft(desk), number=0, at=desk.at, by="")
    return {
        (line.booking, (line.space, day)): line.until
        for line in standing(desk)
        if line.state is LineState.HOLD and not is_challenged(step, line)
        for day in days_of(line.span)
    }


def offers_of(desk: Desk) -> dict[tuple[str, Spot], datetime]:
    """Until when each hold has an offer of each day, over or not."""
    return {
        (line.booking, (line.space, day)): line.offered_until
        for line in standing(desk)
        if line.offered_until is not None
        for day in days_of(line.span)
    }


def names_of(desk: Desk) -> list[tuple[str, Spot, str]]:
    """What each line is called, on each of its days."""
    return [(line.booking, (line.space, day), line.id) for line in standing(desk) for day in days_of(line.span)]


def seen(challenge: Challenge) -> tuple[Any, ...]:
    """Where a challenge stands."""
    answers = {(target.booking, target.answer) for target in challenge.targets if not target.settled}
    asked = challenge.days if challenge.state in UNDECIDED else ()
    days = {(item.space, day) for item in asked for day in days_of(item.span)}
    return (challenge.booking, days, challenge.state, challenge.deadline, challenge.confirm_by, answers)


def test_the_rules_and_the_model_agree_on_whatever_users_do(count: Callable[[int, int], int], seed: int) -> None:
    run(Compared, steps=count(500, 100_000), seed=seed)
