"""Names, days and clocks of the desk, as people read them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from stagehold.cli.reading import reader_of
from stagehold.domain.days import Span

if TYPE_CHECKING:
    from stagehold.desk.records import Line
    from stagehold.desk.state import Desk

UTC = "UTC"
FAR = 9000  # a clock that ends in such a year never ends


class DeskWords:
    """How what stands at a desk is named. Days are first and last days; clocks show the time at the studio."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.reader = reader_of(desk.portfolio)
        zones = {studio.time_zone or UTC for studio in desk.portfolio.studios.values()}
        self._home = ZoneInfo(zones.pop() if len(zones) == 1 else UTC)

    # --- names ----------------------------------------------------------------------------------------------------

    def party(self, id_: str | None) -> str:
        """The name of a party, with its id."""
        record = self.desk.portfolio.parties.get(id_ or "")
        return _named(None if record is None else record.name, id_ or "")

    def space(self, id_: str) -> str:
        """The name of a space, with its id."""
        record = self.desk.portfolio.spaces.get(id_)
        return _named(None if record is None or record.name is None else self.reader.name(record.name), id_)

    def party_of(self, booking: str) -> str:
        """Whose booking it is."""
        record = self.desk.bookings.get(booking)
        return "" if record is None else self.party(record.party)

    def purpose(self, booking: str) -> str:
        """What a booking is for: its title, else its production and need."""
        record = self.desk.bookings.get(booking)
        if record is None:
            return ""
        return record.title or "/".join(part for part in (record.production, record.need) if part)

    def stands(self, line: Line) -> str:
        """A line in a queue: its booking and whose it is."""
        if line.lease is not None and line.lease in self.desk.portfolio.leases:
            return f"{line.lease} {self.party(self.desk.portfolio.leases[line.lease].lessee)}"
        return f"{line.booking} {self.party_of(line.booking)}"

    def ordinal(self, rank: int) -> str:
        """A place in the queue: 1st, 2nd, 3rd."""
        ending = {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th") if rank % 100 not in (11, 12, 13) else "th"
        return f"{rank}{ending}"

    # --- days and clocks ------------------------------------------------------------------------------------------

    def day(self, day: date) -> str:
        """A day."""
        return self.reader.day(day)

    def last(self, span: Span) -> str:
        """The last day of a span."""
        return self.day(span.end - timedelta(days=1))

    def days(self, span: Span | None) -> str:
        """A span by its first and last day."""
        if span is None:
            return ""
        return self.day(span.start) if span.days == 1 else f"{self.day(span.start)} to {self.last(span)}"

    def written_days(self, first: str, end: str) -> str:
        """Half-open days as a notice has them in its facts; as they are where they are none."""
        try:
            return self.days(Span(date.fromisoformat(first), date.fromisoformat(end)))
        except ValueError:
            return f"{first} to {end}"

    def clock(self, moment: datetime | None, space: str | None = None, party: str | None = None) -> str:
        """A moment at the studio of a space, and in the zone of a party where that is known and another one."""
        if moment is None or moment.year >= FAR:
            return ""
        here, theirs = self._zone_at(space), self._zone_of(party)
        shown = self._shown(moment, here)
        return shown if theirs is None or theirs.key == here.key else f"{shown} ({self._shown(moment, theirs)})"

    def happened(self, moment: datetime, studio: str | None) -> str:
        """When an event took effect, at the studio it touches."""
        record = self.desk.portfolio.studios.get(studio or "")
        return self._shown(moment, self._home if record is None else ZoneInfo(record.time_zone or UTC))

    def deadline(self, line: Line) -> str:
        """When a line ends by itself, or until when it alone may be confirmed."""
        booking = self.desk.bookings.get(line.booking)
        party = None if booking is None else booking.party
        if line.offered_until is not None:
            return f"offered until {self.clock(line.offered_until, line.space, party)}"
        return self.clock(line.until, line.space, party)

    def _shown(self, moment: datetime, zone: ZoneInfo) -> str:
        local = moment.astimezone(zone)
        return f"{self.day(local.date())} {local:%H:%M} {local.tzname()}"

    def _zone_at(self, space: str | None) -> ZoneInfo:
        """The zone of the studio of a space; without one, that of all studios, or UTC where they have several."""
        portfolio = self.desk.portfolio
        record = portfolio.spaces.get(space or "")
        studio = None if record is None else portfolio.studios.get(record.studio)
        return self._home if studio is None else ZoneInfo(studio.time_zone or UTC)

    def _zone_of(self, party: str | None) -> ZoneInfo | None:
        """The zone of a party: its own, else that of the studios it runs or owns, if they share one."""
        record = self.desk.portfolio.parties.get(party or "")
        if record is not None and record.time_zone is not None:
            return ZoneInfo(record.time_zone)
        zones = {
            studio.time_zone
            for studio in self.desk.portfolio.studios.values()
            if party is not None and party in (studio.operator, studio.owner)
        }
        name = zones.pop() if len(zones) == 1 else None
        return None if name is None else ZoneInfo(name)


def _named(name: str | None, id_: str) -> str:
    return id_ if name is None or name == id_ else f"{name} ({id_})"
