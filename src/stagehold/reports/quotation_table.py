"""A quotation as a table: what each line costs, item by item, with tax and total below."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from stagehold.desk.pricing import Item
from stagehold.desk.quotation import Quotation, QuotedLine
from stagehold.desk.step import NO_POLICY
from stagehold.reports.desk_names import DeskNames
from stagehold.reports.table import Cell, ColumnKind, Table, columns, without_empty_columns

Row = tuple[Cell, ...]


def quotation_table(names: DeskNames, quoted: Quotation) -> Table:
    """The items of every line; subtotal, tax and total as rows without a line; what holds for all of them below."""
    word = names.reader.word
    head = columns(
        ("line", word("desk.line")),
        ("space", word("desk.space")),
        ("days", word("quotation.period")),
        ("charge", word("quotation.charge")),
        ("count", word("quotation.count"), ColumnKind.NUMBER),
        ("each", word("quotation.each"), ColumnKind.NUMBER),
        ("amount", word("quotation.amount"), ColumnKind.NUMBER),
    )
    rows = (*(row for line in quoted.lines for row in _line_rows(names, quoted, line)), *_sums(names, quoted))
    title = word("quotation.title", studio=names.studio_name(quoted.studio))
    table = Table(key="quotation", title=title, columns=head, rows=rows, notes=tuple(_notes(names, quoted)))
    return without_empty_columns(table, keep=("line", "amount"))


def _line_rows(names: DeskNames, quoted: Quotation, line: QuotedLine) -> Iterator[Row]:
    days = Cell(names.days(line.span), {"start": line.span.start, "end": line.span.end})
    where = (Cell(line.line, line.line), Cell(names.space(line.space), line.space), days)
    phase = names.reader.term("phase", line.phase)
    if line.amount is None:
        yield (*where, Cell(phase), Cell(""), Cell(""), Cell(names.reader.word("quotation.no-price")))
    for index, item in enumerate(line.items):
        told = where if index == 0 else (Cell("", line.line), Cell("", line.space), Cell("", days.value))
        yield (*told, *_item(names, quoted, item))


def _item(names: DeskNames, quoted: Quotation, item: Item) -> Row:
    charge = names.reader.term("charge", item.charge)
    phase = names.reader.term("phase", item.phase)
    return (
        Cell(f"{phase}: {charge}", item.charge),
        Cell(names.reader.number(item.days), item.days),
        _money(names, quoted, item.each),
        _money(names, quoted, item.amount),
    )


def _sums(names: DeskNames, quoted: Quotation) -> Iterator[Row]:
    word = names.reader.word
    blank = (Cell(""),) * 3
    if quoted.tax is not None:
        rate = names.reader.number(quoted.tax.rate * 100)
        tax = word("quotation.tax", name=quoted.tax.name, rate=rate)
        yield (*blank, Cell(word("quotation.subtotal")), Cell(""), Cell(""), _money(names, quoted, quoted.subtotal))
        yield (*blank, Cell(tax), Cell(""), Cell(""), _money(names, quoted, quoted.tax.amount))
    if quoted.total is not None:
        yield (*blank, Cell(word("quotation.total")), Cell(""), Cell(""), _money(names, quoted, quoted.total))


def _notes(names: DeskNames, quoted: Quotation) -> Iterator[str]:
    word = names.reader.word
    if quoted.valid_until is not None:
        yield word("quotation.until", moment=names.clock_at(quoted.valid_until, quoted.studio))
    for phase, hours in quoted.hours.items():
        yield word("quotation.hours", phase=names.reader.term("phase", phase), hours=names.reader.number(hours))
    if quoted.overtime is not None:
        yield word("quotation.overtime", amount=_money(names, quoted, quoted.overtime).text)
    if quoted.findings and quoted.policy == NO_POLICY.id:
        yield word("quotation.no-policy", studio=names.studio_name(quoted.studio))
        return
    for finding in quoted.findings:
        yield f"{finding.record}.{finding.field}: {finding.allowed}"


def _money(names: DeskNames, quoted: Quotation, amount: Decimal | None) -> Cell:
    return Cell(names.money(amount, quoted.currency), None if amount is None else f"{amount:f}")
