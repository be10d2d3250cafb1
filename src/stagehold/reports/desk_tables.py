"""The desk as tables: lines of bookings, the queue of a space, conditions, challenges, notices, journal.

What a viewer may not know has been left out before: an empty id has no name here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

from stagehold.desk.event import Event, Put
from stagehold.desk.first_call import first_calls
from stagehold.desk.queue import rank, ranks, standing_of
from stagehold.desk.records import Challenge, DeskBooking, Line, Notice, Target
from stagehold.desk.shut import shut
from stagehold.desk.state import id_of
from stagehold.domain.booking import LineState
from stagehold.domain.days import Span
from stagehold.reports.desk_names import DeskNames, in_utc
from stagehold.reports.notice_texts import notice_sentence
from stagehold.reports.table import Cell, ColumnKind, Table, columns, without_empty_columns

MOST_IDS = 6  # ids named in one cell of the journal


# --- lines ---------------------------------------------------------------------------------------------------------


def lines_table(names: DeskNames, lines: Iterable[Line]) -> Table:
    """Lines with whose they are, where they stand and when they end."""
    word = names.reader.word
    head = columns(
        ("line", word("desk.line")),
        ("party", word("desk.party")),
        ("for", word("desk.for")),
        ("space", word("desk.space")),
        ("from", word("from"), ColumnKind.DATE),
        ("to", word("to"), ColumnKind.DATE),
        ("phase", word("desk.phase")),
        ("state", word("state")),
        ("rank", word("desk.rank"), ColumnKind.NUMBER),
        ("until", word("desk.until")),
        ("price", word("desk.price"), ColumnKind.NUMBER),
    )
    rows = tuple(_line_row(names, line) for line in lines)
    table = Table(key="lines", title=word("desk.lines"), columns=head, rows=rows)
    return without_empty_columns(table, keep=("line", "space", "from", "to", "state"))


def _line_row(names: DeskNames, line: Line) -> tuple[Cell, ...]:
    booking = names.desk.bookings.get(line.booking)
    number = rank(names.desk, line) if line.state is LineState.HOLD and booking is not None else None
    currency = None if booking is None else booking.currency
    return (
        Cell(line.id, line.id),
        Cell(names.party_of(line.booking), "" if booking is None else booking.party),
        Cell(names.purpose(line.booking)),
        Cell(names.space(line.space), line.space),
        Cell(names.day(line.span.start), line.span.start),
        _last_cell(names, line.span),
        Cell(names.reader.term("phase", line.phase), line.phase or ""),
        Cell(names.reader.term("line-state", line.state), line.state),
        Cell("" if number is None else str(number), number),
        Cell(_until(names, line), in_utc(line.offered_until or line.until)),
        Cell(names.money(line.price, currency), line.price),
    )


def _until(names: DeskNames, line: Line) -> str:
    """When a line ends, or until when it is offered; with the days that are, where these are not all of it."""
    offered = () if line.offered_until is None else standing_of(names.desk, line).first
    if not offered or offered == (line.span,):
        return names.until(line)
    days = names.reader.word("list-comma").join(names.days(span) for span in offered)
    return names.reader.word("desk.until-days", until=names.until(line), days=days)


def _last_cell(names: DeskNames, span: Span) -> Cell:
    """The last day, over the half-open end."""
    return Cell(names.last(span), span.end)


# --- the queue of a space ------------------------------------------------------------------------------------------


def queue_table(names: DeskNames, space: str, span: Span) -> Table:
    """Who stands where on a space, from day range to day range: bookings and closures first, then holds by rank."""
    word = names.reader.word
    head = columns(
        ("from", word("from"), ColumnKind.DATE),
        ("to", word("to"), ColumnKind.DATE),
        ("state", word("state")),
        ("party", word("desk.party")),
        ("for", word("desk.for")),
        ("line", word("desk.line")),
        ("until", word("desk.until")),
    )
    rows = tuple(_queue_rows(names, space, span))
    notes = () if rows else (word("desk.queue.none"),)
    title = word("desk.queue", space=names.space(space))
    table = Table(key="queue", title=title, columns=head, rows=rows, notes=notes)
    return without_empty_columns(table, keep=("from", "to", "state"))


def _queue_rows(names: DeskNames, space: str, span: Span) -> Iterator[tuple[Cell, ...]]:
    stretches: list[tuple[Span, list[tuple[Cell, ...]]]] = []
    for part in _parts(names, space, span):
        rows = list(_standing_rows(names, space, part))
        if stretches and stretches[-1][0].end == part.start and stretches[-1][1] == rows:
            stretches[-1] = (Span(stretches[-1][0].start, part.end), rows)
        else:
            stretches.append((part, rows))
    for part, rows in stretches:
        for row in rows:
            yield (Cell(names.day(part.start), part.start), _last_cell(names, part), *row)


def _parts(names: DeskNames, space: str, span: Span) -> Iterator[Span]:
    """The span cut where anything begins or ends."""
    desk = names.desk
    spans = [line.span for line in [*desk.standing(space, span), *first_calls(desk, space, span, None)]]
    spans += [row.span for row in shut(desk.portfolio, space)]
    edges = {day for one in spans for day in (one.start, one.end) if span.start < day < span.end}
    yield from (Span(start, end) for start, end in pairwise(sorted({span.start, *edges, span.end})))


def _standing_rows(names: DeskNames, space: str, part: Span) -> Iterator[tuple[Cell, ...]]:
    """What stands on days on which all stays the same: state, party, purpose, line and end of each."""
    desk, word = names.desk, names.reader.word
    for row in shut(desk.portfolio, space):
        if row.span.overlap(part) is not None:
            kind = "service" if row.closure is None else "closure"
            yield (
                Cell(names.reader.term("obstacle", kind), kind),
                Cell(""),
                Cell(""),
                Cell(row.closure or ""),
                Cell(""),
            )
    for line in desk.confirmed(space, part):
        yield _standing_row(names, line, word("line-state.confirmed"))
    for line in first_calls(desk, space, part, None):
        lease = desk.portfolio.leases[line.lease or ""]
        state = Cell(word("calendar.first-call"), "first-call")
        yield (state, Cell(names.party(lease.lessee), lease.lessee), Cell(""), Cell(lease.id, lease.id), Cell(""))
    held = [(rank_on(names, line, part.start), line) for line in desk.holds(space, part)]
    for number, line in sorted(held, key=lambda item: (item[0], item[1].place, item[1].id)):
        yield _standing_row(names, line, names.rank(number), offered=number == 1)


def _standing_row(names: DeskNames, line: Line, state: str, *, offered: bool = False) -> tuple[Cell, ...]:
    """A line on some of its days; ``offered``: its offer, if it has one, is of these days."""
    shown = line if offered else replace(line, offered_until=None)
    booking = names.desk.bookings.get(line.booking)
    return (
        Cell(state, line.state),
        Cell(names.party_of(line.booking), "" if booking is None else booking.party),
        Cell(names.purpose(line.booking)),
        Cell(line.id, line.id),
        Cell(names.until(shown), in_utc(shown.offered_until or shown.until)),
    )


def rank_on(names: DeskNames, line: Line, day: date) -> int:
    """The rank of a hold on one of its days."""
    return next(number for span, number in ranks(names.desk, line) if span.start <= day < span.end)


# --- conditions and challenges -------------------------------------------------------------------------------------


def conditions_table(names: DeskNames, booking: DeskBooking) -> Table:
    """What the confirmed lines of a booking still need, and what is met."""
    word = names.reader.word
    lines = names.desk.lines_of(booking.id)
    space = lines[0].space if lines else None
    head = columns(
        ("condition", word("desk.condition")),
        ("share", word("desk.share"), ColumnKind.NUMBER),
        ("until", word("desk.until")),
        ("met", word("desk.met")),
    )
    rows = tuple(
        (
            Cell(names.reader.term("condition", item.kind), item.kind),
            Cell("" if item.share is None else f"{names.reader.number(item.share * 100)} %", item.share),
            Cell(names.clock(item.deadline, space, booking.party), in_utc(item.deadline)),
            Cell(names.clock(item.met, space) if item.met is not None else word("desk.not-met"), in_utc(item.met)),
        )
        for item in booking.conditions
    )
    rows += tuple(
        (
            Cell(names.reader.term("condition", item.kind), item.kind),
            Cell("" if item.share is None else f"{names.reader.number(item.share * 100)} %", item.share),
            Cell(names.clock(item.deadline, space, booking.party), in_utc(item.deadline)),
            Cell(word("desk.missed"), ""),
        )
        for item in booking.missed
    )
    title = word("desk.conditions", booking=booking.id)
    return without_empty_columns(Table(key="conditions", title=title, columns=head, rows=rows))


def challenges_table(names: DeskNames, challenges: Iterable[Challenge]) -> Table:
    """Challenges: by whom, of which days, where they stand, until when, and what each hold asked has answered."""
    word = names.reader.word
    head = columns(
        ("challenge", word("desk.challenge")),
        ("booking", word("desk.booking")),
        ("party", word("desk.party")),
        ("days", word("days")),
        ("state", word("state")),
        ("until", word("desk.until")),
        ("asked", word("desk.asked")),
    )
    rows = tuple(_challenge_row(names, item) for item in challenges)
    table = Table(key="challenges", title=word("desk.challenges"), columns=head, rows=rows)
    return without_empty_columns(table, keep=("challenge", "days", "state"))


def _challenge_row(names: DeskNames, challenge: Challenge) -> tuple[Cell, ...]:
    booking = names.desk.bookings.get(challenge.booking)
    party = None if booking is None else booking.party
    ends = challenge.deadline or challenge.confirm_by
    asked = [_asked(names, target) for target in challenge.targets]
    return (
        Cell(challenge.id, challenge.id),
        Cell(challenge.booking, challenge.booking),
        Cell(names.party_of(challenge.booking), party or ""),
        Cell("; ".join(names.space_days(item) for item in challenge.days), challenge.days),
        Cell(names.reader.term("challenge-state", challenge.state), challenge.state),
        Cell(names.clock(ends, challenge.days[0].space, party), in_utc(ends)),
        Cell("; ".join(asked), [{"line": item.line, "answer": item.answer} for item in challenge.targets]),
    )


def _asked(names: DeskNames, target: Target) -> str:
    said = "settled" if target.settled and target.answer is None else target.answer or "none"
    answer = names.reader.term("answer", said)
    return names.reader.word("desk.asked-one", line=target.line, answer=answer) if target.line else answer


# --- notices and journal -------------------------------------------------------------------------------------------


def inbox_table(names: DeskNames, notices: Iterable[tuple[int, datetime, Notice]]) -> Table:
    """Notices with their numbers and when they were written: what happened, and until when their reader may act."""
    word = names.reader.word
    head = columns(
        ("number", word("desk.number"), ColumnKind.NUMBER),
        ("told", word("desk.told")),
        ("party", word("desk.party")),
        ("what", word("desk.what")),
        ("booking", word("desk.booking")),
        ("challenge", word("desk.challenge")),
        ("until", word("desk.until")),
    )
    rows = tuple(_notice_row(names, number, made, notice) for number, made, notice in notices)
    table = Table(key="inbox", title=word("desk.inbox"), columns=head, rows=rows)
    return without_empty_columns(table, keep=("number", "what"))


def _notice_row(names: DeskNames, number: int, made: datetime, notice: Notice) -> tuple[Cell, ...]:
    space = dict(notice.facts).get("space")
    return (
        # A clock that ran out just now is told before it is written: such a notice has no number yet.
        Cell(str(number) if number else "", number or None),
        Cell(names.clock(made, space), in_utc(made)),
        Cell(names.party(notice.party), notice.party),
        Cell(notice_sentence(names, notice), notice.kind),
        Cell(notice.booking or "", notice.booking),
        Cell(notice.challenge or "", notice.challenge),
        Cell(names.clock(notice.ends, space, notice.party), in_utc(notice.ends)),
    )


def journal_table(names: DeskNames, events: Iterable[Event]) -> Table:
    """Events: when (at the studio they touch, else in UTC), who, what, why, and which records they made and changed."""
    word = names.reader.word
    head = columns(
        ("number", word("desk.number"), ColumnKind.NUMBER),
        ("at", word("desk.when")),
        ("by", word("desk.who")),
        ("what", word("desk.what")),
        ("made", word("desk.made")),
        ("changed", word("desk.changed")),
        ("why", word("desk.why")),
    )
    rows = tuple(_event_row(names, event) for event in events)
    table = Table(key="journal", title=word("desk.journal"), columns=head, rows=rows)
    return without_empty_columns(table, keep=("number", "at", "by", "what"))


def _event_row(names: DeskNames, event: Event) -> tuple[Cell, ...]:
    ids = [id_of(item.kind, item.record) if isinstance(item, Put) else item.id for item in event.changes]
    changed = [id_ for id_ in dict.fromkeys(ids) if id_ and id_ not in event.made]
    return (
        Cell(str(event.number), event.number),
        Cell(names.clock_at(event.at, event.studio), in_utc(event.at)),
        Cell(event.by, event.by),
        Cell(names.reader.term("event", event.what), event.what),
        Cell(_some(names, event.made), event.made),
        Cell(_some(names, changed), changed),
        Cell(event.why or "", event.why or ""),
    )


def _some(names: DeskNames, ids: Iterable[str]) -> str:
    listed = list(ids)
    shown = names.reader.word("list-comma").join(listed[:MOST_IDS])
    rest = len(listed) - MOST_IDS
    return names.reader.word("list-more", shown=shown, rest=rest) if rest > 0 else shown
