"""A desk to play on in tests: two studios, a clock that is set by hand, and requests that are decided at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from stagehold.desk.deciding import decide
from stagehold.desk.event import Event
from stagehold.desk.passing import pass_time
from stagehold.desk.queue import rank
from stagehold.desk.records import Challenge, Line, Notice
from stagehold.desk.refusal import Refusal, Refused
from stagehold.desk.requests import Hold, Request, Wanted
from stagehold.desk.state import Desk
from stagehold.domain.booking import LineState, Policy
from stagehold.domain.days import Span
from stagehold.domain.fields import Name
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.provenance import Record
from stagehold.domain.studio import Party, PartyKind, Space, SpaceKind, Studio

LOT, YARD = "lot", "yard"
TOKYO = "Asia/Tokyo"


def portfolio(
    policy: Policy | None = None, *records: Record, zone: str = TOKYO, country: str = "JP", turnover: int = 0
) -> Portfolio:
    """Stages a, b and c of one lot under one policy, and parties p, q, r and the studio."""
    rules = replace(policy or Policy(id="rules"), id="rules")
    lot = Studio(id=LOT, name=Name(en="Lot"), operator="studio", country=country, time_zone=zone, policy="rules")
    spaces = [Space(id=id_, studio=LOT, kind=SpaceKind.STAGE, turnover_after=turnover) for id_ in "abc"]
    parties = [Party(id=id_, name=id_.upper(), kind=PartyKind.CLIENT) for id_ in "pqrs"]
    return Portfolio.of([rules, lot, *spaces, *parties, Party(id="studio", name="The studio"), *records])


def days(first: str, last: str) -> Span:
    """From the first to the last day, both included."""
    return Span(date.fromisoformat(first), date.fromordinal(date.fromisoformat(last).toordinal() + 1))


class Playing:
    """A desk with its clock; ``events`` are all that happened."""

    def __init__(self, portfolio: Portfolio, now: str, zone: str = TOKYO) -> None:
        self.desk = Desk(portfolio)
        self.zone = ZoneInfo(zone)
        self.now = self.moment(now)
        self.events: list[Event] = []

    def moment(self, text: str) -> datetime:
        """A local time of the studio, as ``2027-03-05 18:00``, in UTC."""
        return datetime.fromisoformat(text).replace(tzinfo=self.zone).astimezone(UTC)

    def local(self, moment: datetime | None) -> str | None:
        """A moment as the studio's clock shows it."""
        return None if moment is None else f"{moment.astimezone(self.zone):%Y-%m-%d %H:%M}"

    def at(self, text: str) -> Playing:
        """Let time pass until then."""
        self.now = self.moment(text)
        self.events += pass_time(self.desk, self.now)
        return self

    def ask(self, request: Request, by: str = "someone") -> Event:
        """Hand a request in now."""
        self.events += pass_time(self.desk, self.now)
        event = decide(self.desk, request, at=self.now, by=by)
        self.events.append(event)
        return event

    def refused(self, request: Request) -> Refusal:
        """Hand in a request that is refused and changes nothing."""
        before = snapshot(self.desk)
        with pytest.raises(Refused) as caught:
            self.ask(request)
        assert snapshot(self.desk) == before
        return caught.value.refusal

    def hold(self, party: str, space: str, first: str, last: str, **more: Any) -> str:
        """A hold on one space; the id of its booking."""
        event = self.ask(Hold(party=party, lines=(Wanted(space=space, span=days(first, last)),), **more))
        return event.made[0]

    def line(self, booking: str, index: int = 0) -> Line:
        """A line of a booking."""
        return self.desk.lines_of(booking)[index]

    def states(self, booking: str) -> list[tuple[str, str, str, str]]:
        """(space, first day, last day, state) of all lines of a booking."""
        return [
            (line.space, str(line.span.start), str(date.fromordinal(line.span.end.toordinal() - 1)), str(line.state))
            for line in self.desk.lines_of(booking)
        ]

    def standing(self, booking: str) -> list[tuple[str, str, str, str]]:
        """The same of those that stand, in order of their days."""
        stands = (str(LineState.HOLD), str(LineState.CONFIRMED))
        return sorted(row for row in self.states(booking) if row[3] in stands)

    def rank(self, booking: str) -> int:
        """The worst rank of the first hold of a booking."""
        return rank(self.desk, next(line for line in self.desk.lines_of(booking) if line.state is LineState.HOLD))

    def challenge(self) -> Challenge:
        """The last challenge."""
        return list(self.desk.challenges.values())[-1]

    def told(self, party: str, kinds: Iterable[str] = ()) -> list[str]:
        """The kinds of the notices a party got, in order."""
        return [item.kind for item in self.notices(party) if not kinds or item.kind in kinds]

    def notices(self, party: str) -> list[Notice]:
        """The notices a party got, in order."""
        return [notice for event in self.events for notice in event.notices if notice.party == party]


def snapshot(desk: Desk) -> tuple[Any, ...]:
    """All that a desk knows, to compare."""
    return (
        desk.number,
        desk.portfolio,
        dict(desk.bookings),
        dict(desk.lines),
        dict(desk.challenges),
        dict(desk.plans),
        [found.id for found in desk.undecided()],
        {space: sorted(line.id for line in desk.standing(space, ALL_DAYS)) for space in desk.portfolio.spaces},
    )


ALL_DAYS = Span(date.min, date.max)
