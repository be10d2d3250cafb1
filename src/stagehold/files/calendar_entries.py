"""What a calendar shows of the desk: lines, closures and leases as entries of whole days, as far as its reader may see.

Of lines that the reader may not see only the days and whether they are held or booked are told: not by whom, for what
or since when, and not which of them belong together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from stagehold.desk import clocks
from stagehold.desk.first_call import first_calls
from stagehold.desk.leased import leases_of
from stagehold.desk.queue import rank
from stagehold.desk.records import DeskBooking, Line
from stagehold.desk.shut import shut
from stagehold.desk.state import STANDING, Desk
from stagehold.domain.booking import LineState
from stagehold.domain.days import Span
from stagehold.files.calendar_entry import CalendarKind, CalendarOf, Entry, Layer, Sees, Status, Version, one_line
from stagehold.reports.reader import Reader

LEASE_YEARS = 10  # leases without end are shown so many years ahead, and so many back


@dataclass(frozen=True, kw_only=True)
class Showing:
    """A calendar being made; ``made`` is now, ``house`` tells the entries of one desk from those of others."""

    desk: Desk
    of: CalendarOf
    sees: Sees
    reader: Reader
    made: datetime
    house: str
    keeps: timedelta
    versions: Mapping[str, Version] = field(default_factory=dict)

    def name(self) -> str:
        """What the calendar is called."""
        portfolio, id_ = self.desk.portfolio, self.of.id
        if self.of.kind is CalendarKind.STAGE:
            name = self._space(id_)
        elif self.of.kind is CalendarKind.STUDIO:
            name = self._named(portfolio.studios.get(id_), id_)
        elif self.of.kind is CalendarKind.PRODUCTION:
            name = self._named(portfolio.productions.get(id_), id_)
        else:
            name = self._named(portfolio.parties.get(id_), id_)
        return self.reader.word(f"calendar.{self.of.kind.value}", name=name)

    def entries(self, layers: Iterable[Layer]) -> Iterator[Entry]:
        """The entries of these layers, in order of their days."""
        shown = set(layers)
        found: list[Entry] = []
        if Layer.LINES in shown:
            found += self._lines()
        if Layer.CLOSURES in shown:
            found += self._closures()
        if Layer.LEASES in shown:
            found += self._leases()
        yield from sorted(found, key=lambda entry: (entry.span, entry.location, entry.uid))

    # --- lines -----------------------------------------------------------------------------------------------------

    def _lines(self) -> Iterator[Entry]:
        hidden = []
        for line in self._of_calendar():
            booking = self.desk.bookings.get(line.booking)
            if booking is not None and self.sees.knows(booking.party):
                if line.state in STANDING or self._is_recent(line):
                    yield self._line(line, booking)
            elif line.state in STANDING and self._is_of_spaces():
                hidden.append(line)
        yield from self._hidden(hidden)

    def _of_calendar(self) -> Iterator[Line]:
        desk, of = self.desk, self.of
        if self._is_of_spaces():
            spaces = set(self._spaces())
            yield from (line for line in desk.lines.values() if line.space in spaces)
            return
        for booking in desk.bookings.values():
            if of.id == (booking.party if of.kind is CalendarKind.PARTY else booking.production):
                yield from desk.lines_of(booking.id)

    def _is_recent(self, line: Line) -> bool:
        """Whether a line that stands no more is still told, so that calendars which copied it take it away."""
        version = self.versions.get(line.id)
        if version is not None:
            return version.at >= self.made - self.keeps
        return line.span.end > (self.made - self.keeps).date()

    def _line(self, line: Line, booking: DeskBooking) -> Entry:
        word = self.reader.word
        held = line.state is LineState.HOLD
        state = self._rank(line) if held else word(f"line-state.{line.state.value}")
        phase = [] if line.phase is None else [self.reader.term("phase", line.phase)]
        return Entry(
            uid=self._uid("line", line.id),
            span=line.span,
            summary=self._summary(line.space, state, self._whose(booking)),
            status=_STATUS.get(line.state, Status.CANCELLED),
            blocks=line.state is LineState.CONFIRMED,
            categories=(self._category(line), *phase),
            location=self._place(line.space),
            description=tuple(self._told(line, booking)),
            version=self.versions.get(line.id),
            made=booking.made,
        )

    def _hidden(self, lines: list[Line]) -> Iterator[Entry]:
        word = self.reader.word
        same: Counter[tuple[str, Span]] = Counter()
        for line in sorted(lines, key=lambda line: (line.state is LineState.HOLD, line.place, line.id)):
            days = (line.space, line.span)
            state = word("calendar.held" if line.state is LineState.HOLD else "line-state.confirmed")
            yield Entry(
                uid=self._uid("seen", line.space, line.span.start, line.span.end, same[days]),
                span=line.span,
                summary=self._summary(line.space, state, ""),
                status=_STATUS[line.state],
                blocks=line.state is LineState.CONFIRMED,
                categories=(self._category(line),),
                location=self._place(line.space),
            )
            same[days] += 1

    def _rank(self, line: Line) -> str:
        number = rank(self.desk, line)
        return self.reader.word(f"hold-rank.{self.reader.locale.ordinal_form(number)}", n=number)

    def _category(self, line: Line) -> str:
        held = line.state is LineState.HOLD
        return self.reader.word("calendar.category-hold" if held else "calendar.category-confirmed")

    def _whose(self, booking: DeskBooking) -> str:
        purpose, party = self._purpose(booking), self._party(booking.party)
        if self.of.kind is CalendarKind.PARTY:
            return purpose
        return self.reader.word("calendar.for", purpose=purpose, party=party) if purpose else party

    def _told(self, line: Line, booking: DeskBooking) -> Iterator[str]:
        word = self.reader.word
        yield word("calendar.party-line", party=self._party(booking.party))
        purpose = self._purpose(booking)
        if purpose:
            yield word("calendar.purpose-line", purpose=purpose)
        if line.phase is not None:
            yield word("calendar.phase-line", phase=self.reader.term("phase", line.phase))
        yield word("calendar.booking-line", booking=one_line(booking.id))
        if line.state is LineState.HOLD:
            for key, moment in (("until", line.until), ("offered", line.offered_until)):
                if moment is not None:
                    yield word(f"calendar.{key}-line", moment=self._moment(moment, line.space))

    # --- closures and leases ---------------------------------------------------------------------------------------

    def _closures(self) -> Iterator[Entry]:
        for space in self._spaces():
            for row in shut(self.desk.portfolio, space):
                if row.closure is not None:
                    closure = self.desk.portfolio.closures[row.closure]
                    reason = one_line(closure.reason or "") if self.sees.parties is None else ""
                    yield Entry(
                        uid=self._uid("closure", row.closure),
                        span=row.span,
                        summary=self._summary(space, self.reader.word("calendar.closed"), reason),
                        status=Status.CONFIRMED,
                        blocks=True,
                        categories=(self.reader.word("calendar.category-closure"),),
                        location=self._place(space),
                    )

    def _leases(self) -> Iterator[Entry]:
        shown = _around(self.made.date())
        by_space = leases_of(self.desk.portfolio).by_space
        for space in self._spaces() if self._is_of_spaces() else self.desk.portfolio.spaces:
            days = [("leased", let.lease, let.lessee, span) for let in by_space.get(space, ()) for span in let.possible]
            for line in first_calls(self.desk, space, shown, None):
                lease = self.desk.portfolio.leases[line.lease or ""]
                days.append(("first-call", lease.id, lease.lessee, line.span))
            for index, (kind, lease_id, lessee, span) in enumerate(sorted(days, key=lambda row: (row[3], row[1]))):
                part = span.overlap(shown)
                known = self.sees.knows(lessee)
                wanted = self._is_of_spaces() or (known and self.of == CalendarOf(CalendarKind.PARTY, lessee))
                if part is not None and wanted:
                    name = lease_id if known else index
                    yield Entry(
                        uid=self._uid("lease", name, space, span.start),
                        span=part,
                        summary=self._summary(
                            space, self.reader.word(f"calendar.{kind}"), self._party(lessee) if known else ""
                        ),
                        status=Status.CONFIRMED,
                        blocks=False,
                        categories=(self.reader.word("calendar.category-lease"),),
                        location=self._place(space),
                    )

    # --- words -----------------------------------------------------------------------------------------------------

    def _summary(self, space: str, state: str, whose: str) -> str:
        text = self.reader.word("calendar.whose", state=state, whose=whose) if whose else state
        if self.of == CalendarOf(CalendarKind.STAGE, space):
            return text
        return self.reader.word("calendar.what", space=self._space(space), state=text)

    def _purpose(self, booking: DeskBooking) -> str:
        record = self.desk.portfolio.productions.get(booking.production or "")
        return one_line(booking.title or "") or self._named(record, booking.production or "")

    def _party(self, id_: str) -> str:
        return self._named(self.desk.portfolio.parties.get(id_), id_)

    def _space(self, id_: str) -> str:
        return self._named(self.desk.portfolio.spaces.get(id_), id_)

    def _place(self, space: str) -> str:
        record = self.desk.portfolio.spaces.get(space)
        studio = None if record is None else self.desk.portfolio.studios.get(record.studio)
        if studio is None:
            return self._space(space)
        return self.reader.word("calendar.place", space=self._space(space), studio=self._named(studio, studio.id))

    def _named(self, record: object, id_: str) -> str:
        return one_line(self.reader.name(getattr(record, "name", None))) or one_line(id_)

    def _moment(self, moment: datetime, space: str) -> str:
        studio = self.desk.portfolio.studios[self.desk.portfolio.spaces[space].studio]
        local = clocks.local(studio, moment)
        return f"{self.reader.day(local.date())} {local:%H:%M} {local.tzname()}"

    def _uid(self, *parts: object) -> str:
        return f"{uuid5(NAMESPACE_URL, '/'.join(map(str, ('stagehold', self.house, *parts))))}@stagehold"

    # --- where -----------------------------------------------------------------------------------------------------

    def _is_of_spaces(self) -> bool:
        return self.of.kind in (CalendarKind.STAGE, CalendarKind.STUDIO)

    def _spaces(self) -> list[str]:
        if self.of.kind is CalendarKind.STAGE:
            return [self.of.id]
        if self.of.kind is CalendarKind.STUDIO:
            return [space.id for space in self.desk.portfolio.spaces.values() if space.studio == self.of.id]
        return []


_STATUS = {LineState.HOLD: Status.TENTATIVE, LineState.CONFIRMED: Status.CONFIRMED}


def _around(day: date) -> Span:
    """The days on which leases are shown; whole years, so that entries stay the same from day to day."""
    return Span(date(max(1, day.year - LEASE_YEARS), 1, 1), date(min(9999, day.year + LEASE_YEARS), 1, 1))
