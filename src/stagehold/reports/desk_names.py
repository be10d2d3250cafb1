"""Names, days and clocks of the desk as a reader reads them: days by their first and last, clocks at the studio."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.numbers import format_decimal

from stagehold.desk.records import Line, SpaceDays
from stagehold.desk.state import Desk
from stagehold.domain import money
from stagehold.domain.days import Span
from stagehold.domain.fields import Name
from stagehold.reports.reader import Reader

LAST_YEAR = 9000  # a clock that ends in such a year never ends


@dataclass(frozen=True, slots=True)
class DeskNames:
    """How what stands at a desk is named for one reader. What is not told to that reader (an empty id) has no name."""

    desk: Desk
    reader: Reader

    # --- names -----------------------------------------------------------------------------------------------------

    def party_name(self, id_: str | None) -> str:
        """The name of a party."""
        record = self.desk.portfolio.parties.get(id_ or "")
        return (id_ or "") if record is None else record.name

    def party(self, id_: str | None) -> str:
        """The name of a party, and its id where that is another word."""
        return _with_id(self.party_name(id_), id_ or "")

    def space_name(self, id_: str) -> str:
        """The name of a space."""
        record = self.desk.portfolio.spaces.get(id_)
        return self._name(None if record is None else record.name, id_)

    def space(self, id_: str) -> str:
        """The name of a space, and its id where that is another word."""
        return _with_id(self.space_name(id_), id_)

    def studio_name(self, id_: str) -> str:
        """The name of a studio."""
        record = self.desk.portfolio.studios.get(id_)
        return self._name(None if record is None else record.name, id_)

    def party_of(self, booking: str) -> str:
        """Whose booking it is."""
        record = self.desk.bookings.get(booking)
        return "" if record is None else self.party(record.party)

    def purpose(self, booking: str) -> str:
        """What a booking is for: its title, else its production with the need."""
        record = self.desk.bookings.get(booking)
        if record is None or record.title or record.production is None:
            return "" if record is None else record.title or ""
        production = self.desk.portfolio.productions.get(record.production)
        name = self._name(None if production is None else production.name, record.production)
        return f"{name} / {record.need}" if record.need else name

    def rank(self, number: int) -> str:
        """ "2nd hold"."""
        return self.reader.word(f"hold-rank.{self.reader.locale.ordinal_form(number)}", n=number)

    def money(self, amount: Decimal | None, currency: str | None) -> str:
        """An amount in its currency, with its decimals and no fewer than the currency has; nothing where it is none."""
        if amount is None:
            return ""
        with money.exactly():
            exponent = amount.normalize().as_tuple().exponent
            stated = -exponent if isinstance(exponent, int) else 0
            places = max(0 if currency is None else money.minor_units(currency), stated)
            pattern = "#,##0" + ("." + "0" * places if places else "")
            text = format_decimal(amount, format=pattern, locale=self.reader.locale)
        return f"{text} {currency or ''}".strip()

    def _name(self, name: Name | str | None, id_: str) -> str:
        return self.reader.name(name, id_)

    # --- days and clocks -------------------------------------------------------------------------------------------

    def day(self, day: date) -> str:
        """One day."""
        return self.reader.day(day)

    def last(self, span: Span) -> str:
        """The last day of a span."""
        return self.reader.day(span.end - timedelta(days=1))

    def days(self, span: Span | None) -> str:
        """A span by its first and last day; nothing where there is none."""
        if span is None:
            return ""
        if span.days == 1:
            return self.day(span.start)
        return self.reader.word("interval", start=self.day(span.start), end=self.last(span))

    def space_days(self, item: SpaceDays) -> str:
        """Days of one space."""
        return self.reader.word("desk.space-days", space=self.space_name(item.space), days=self.days(item.span))

    def clock(self, moment: datetime | None, space: str | None = None, party: str | None = None) -> str:
        """A moment at the studio of a space, and in the zone of a party where that is another one."""
        if moment is None or moment.year >= LAST_YEAR:
            return ""
        here = self._zone(space) or ZoneInfo("UTC")
        shown = self._local(moment, here)
        record = self.desk.portfolio.parties.get(party or "")
        theirs = None if record is None or record.time_zone is None else ZoneInfo(record.time_zone)
        if theirs is None or theirs.key == here.key:
            return shown
        return self.reader.word("desk.two-clocks", here=shown, there=self._local(moment, theirs))

    def clock_at(self, moment: datetime, studio: str | None) -> str:
        """A moment at a studio; in UTC where it is none in particular."""
        record = self.desk.portfolio.studios.get(studio or "")
        return self._local(moment, ZoneInfo("UTC" if record is None else record.time_zone or "UTC"))

    def until(self, line: Line) -> str:
        """When a line ends by itself, or until when it alone may be confirmed."""
        booking = self.desk.bookings.get(line.booking)
        party = None if booking is None else booking.party
        if line.offered_until is not None:
            moment = self.clock(line.offered_until, line.space, party)
            return self.reader.word("desk.offered-until", moment=moment)
        return self.clock(line.until, line.space, party)

    def _local(self, moment: datetime, zone: ZoneInfo) -> str:
        local = moment.astimezone(zone)
        return f"{self.day(local.date())} {local:%H:%M} {local.tzname()}"

    def _zone(self, space: str | None) -> ZoneInfo | None:
        portfolio = self.desk.portfolio
        record = portfolio.spaces.get(space or "")
        studio = None if record is None else portfolio.studios.get(record.studio)
        return None if studio is None else ZoneInfo(studio.time_zone or "UTC")


def in_utc(moment: datetime | None) -> str:
    """A moment for a program: ``2027-03-05T09:00:00Z``; nothing where there is none."""
    return "" if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def span_of(facts: Mapping[str, str]) -> Span | None:
    """The days that a notice tells, if it does."""
    try:
        return Span(date.fromisoformat(facts["from"]), date.fromisoformat(facts["to"]))
    except (KeyError, ValueError):
        return None


def _with_id(name: str, id_: str) -> str:
    return name if name.casefold() == id_.casefold() else f"{name} ({id_})"
