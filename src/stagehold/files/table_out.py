"""Tables of a portfolio for CSV and workbooks: a header of field names, and a row of cell texts for each record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from stagehold.domain.encoding import encode
from stagehold.domain.portfolio import TABLES, Portfolio, record_id
from stagehold.files.cells import write_cell
from stagehold.files.intake import CHILD_TABLES
from stagehold.files.table_in import forms_of
from stagehold.files.yaml_in import FORMAT_VERSION

Table = tuple[list[str], list[list[str]]]


def tables_of(portfolio: Portfolio) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """Name, header and rows of every table that holds something; the settings, with the version, always."""
    for table in TABLES:
        records = portfolio.table(table).values()
        if records:
            yield table, *_table(table, [_own_fields(table, record) for record in records])
    for name, child in CHILD_TABLES.items():
        plain = []
        for kind, record in portfolio.records():
            if child.kind in ("*", kind):
                owner = f"{kind}/{record_id(record)}" if child.kind == "*" else record_id(record)
                plain += [{child.parent: owner, **encode(row)} for row in getattr(record, child.attribute)]
        if plain:
            yield name, *_table(name, plain)
    yield "settings", *_table("settings", [{"stagehold": FORMAT_VERSION, **encode(portfolio.settings)}])


def _own_fields(table: str, record: Any) -> dict[str, Any]:
    """The fields of a record without what has a table of its own."""
    kind = TABLES[table][0]
    below: dict[str, Any] = {
        child.attribute: ()
        for child in CHILD_TABLES.values()
        if child.kind in ("*", kind) and getattr(record, child.attribute)
    }
    plain: dict[str, Any] = encode(replace(record, **below) if below else record)
    return plain


def _table(table: str, plain: list[dict[str, Any]]) -> Table:
    forms = forms_of(table)
    used = {name for fields in plain for name in fields}
    header = [name for name in forms if name in used]
    columns = [(name, forms[name]) for name in header]
    rows = [[write_cell(fields[name], form) if name in fields else "" for name, form in columns] for fields in plain]
    return header, rows
