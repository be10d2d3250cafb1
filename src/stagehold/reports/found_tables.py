"""What a search found, and why the desk refused: free stages, taken ones, unfit ones, obstacles, nearest days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from stagehold.desk.found import Found, Free, Taken
from stagehold.desk.records import SpaceDays
from stagehold.desk.refusal import Obstacle
from stagehold.domain.days import Span
from stagehold.planning.plan import Why
from stagehold.reports.desk_names import DeskNames
from stagehold.reports.said import said_in
from stagehold.reports.table import Cell, ColumnKind, Table, columns, without_empty_columns


def found_tables(names: DeskNames, found: Found) -> tuple[Table, ...]:
    """The tables that have rows, the free stages always."""
    free, taken, unfit = _free(names, found), _taken(names, found), _unfit(names, found)
    return (free, *(table for table in (taken, unfit) if table.rows))


def _free(names: DeskNames, found: Found) -> Table:
    word = names.reader.word
    head = columns(
        ("stages", word("found.stages")),
        ("from", word("from"), ColumnKind.DATE),
        ("to", word("to"), ColumnKind.DATE),
        ("rank", word("desk.rank")),
        ("rate", word("found.rate"), ColumnKind.NUMBER),
        ("ahead", word("found.ahead")),
        ("before", word("found.before")),
        ("after", word("found.after")),
    )
    rows = tuple(_free_row(names, item) for item in found.free)
    notes = _more(names, len(rows), found.free_in_all) if rows else (word("found.none"),)
    table = Table(key="free", title=word("found.free"), columns=head, rows=rows, notes=notes)
    return without_empty_columns(table, keep=("stages", "from", "to", "rank"))


def _free_row(names: DeskNames, item: Free) -> tuple[Cell, ...]:
    return (
        _stages(names, item.spaces),
        Cell(names.day(item.span.start), item.span.start),
        Cell(names.last(item.span), item.span.end),
        Cell(names.reader.word("found.book-only") if item.book_only else names.rank(item.rank), item.rank),
        Cell(names.money(item.rate, item.currency), item.rate),
        _obstacles(names, item.ahead),
        _days(names, item.before),
        _days(names, item.after),
    )


def _taken(names: DeskNames, found: Found) -> Table:
    word = names.reader.word
    head = columns(
        ("stages", word("found.stages")),
        ("why", word("found.why")),
        ("before", word("found.before")),
        ("after", word("found.after")),
    )
    rows = tuple(_taken_row(names, item) for item in found.taken)
    notes = _more(names, len(rows), found.taken_in_all)
    table = Table(key="taken", title=word("found.taken"), columns=head, rows=rows, notes=notes)
    return without_empty_columns(table, keep=("stages", "why"))


def _taken_row(names: DeskNames, item: Taken) -> tuple[Cell, ...]:
    why = _obstacles(names, item.obstacles)
    reason = names.reader.term("reason", item.reason)
    return (
        _stages(names, item.spaces),
        Cell(why.text or reason, item.reason),
        _days(names, item.before),
        _days(names, item.after),
    )


def _unfit(names: DeskNames, found: Found) -> Table:
    word = names.reader.word
    head = columns(
        ("stages", word("found.stages")),
        ("reason", word("reason")),
        ("detail", word("reason.detail")),
    )
    rows = tuple(_unfit_row(names, why) for why in found.unfit)
    notes = _more(names, len(rows), found.unfit_in_all)
    return without_empty_columns(
        Table(key="unfit", title=word("found.unfit"), columns=head, rows=rows, notes=notes), keep=("stages", "reason")
    )


def _unfit_row(names: DeskNames, why: Why) -> tuple[Cell, ...]:
    return (
        Cell(names.space(why.stage), why.stage),
        Cell(names.reader.term("reason", why.reason), why.reason),
        Cell(said_in(why.detail, names.reader), why.detail),
    )


def obstacles_table(names: DeskNames, obstacles: Iterable[Obstacle]) -> Table:
    """What is in the way, on which days, and whom to ask."""
    word = names.reader.word
    head = columns(
        ("what", word("desk.what")),
        ("space", word("desk.space")),
        ("from", word("from"), ColumnKind.DATE),
        ("to", word("to"), ColumnKind.DATE),
        ("id", word("desk.booking")),
        ("party", word("desk.ask")),
    )
    rows = tuple(
        (
            Cell(names.reader.term("obstacle", item.kind), item.kind),
            Cell(names.space(item.space), item.space),
            Cell("" if item.span is None else names.day(item.span.start), _first(item.span)),
            Cell("" if item.span is None else names.last(item.span), None if item.span is None else item.span.end),
            Cell(item.id or "", item.id),
            Cell(names.party(item.party), item.party),
        )
        for item in dict.fromkeys(obstacles)
    )
    table = Table(key="obstacles", title=word("desk.obstacles"), columns=head, rows=rows)
    return without_empty_columns(table, keep=("what", "space"))


def nearest_table(names: DeskNames, nearest: Iterable[SpaceDays]) -> Table:
    """Free days nearest to those asked for."""
    word = names.reader.word
    head = columns(
        ("space", word("desk.space")),
        ("from", word("from"), ColumnKind.DATE),
        ("to", word("to"), ColumnKind.DATE),
    )
    rows = tuple(
        (
            Cell(names.space(item.space), item.space),
            Cell(names.day(item.span.start), item.span.start),
            Cell(names.last(item.span), item.span.end),
        )
        for item in nearest
    )
    return Table(key="nearest", title=word("desk.nearest"), columns=head, rows=rows)


# --- cells ---------------------------------------------------------------------------------------------------------


def _stages(names: DeskNames, spaces: tuple[str, ...]) -> Cell:
    return Cell(" + ".join(map(names.space, spaces)), spaces)


def _days(names: DeskNames, span: Span | None) -> Cell:
    return Cell(names.days(span), None if span is None else {"start": span.start, "end": span.end})


def _obstacles(names: DeskNames, obstacles: Iterable[Obstacle]) -> Cell:
    listed = list(dict.fromkeys(obstacles))
    told = dict.fromkeys(_obstacle(names, item) for item in listed)
    return Cell("; ".join(told), [{"kind": item.kind, "id": item.id, "party": item.party} for item in listed])


def _obstacle(names: DeskNames, item: Obstacle) -> str:
    """ "booked (Q), 1 Mar 2027 to 4 Mar 2027"."""
    word = names.reader.word
    what = names.reader.term("obstacle", item.kind)
    if item.party:
        what = word("obstacle.by", what=what, party=names.party_name(item.party))
    return word("obstacle.on", what=what, days=names.days(item.span)) if item.span is not None else what


def _more(names: DeskNames, shown: int, in_all: int) -> tuple[str, ...]:
    if shown >= in_all:
        return ()
    return (names.reader.word("found.more", shown=names.reader.number(shown), all=names.reader.number(in_all)),)


def _first(span: Span | None) -> date | None:
    return None if span is None else span.start
