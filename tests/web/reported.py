"""Reports as tests read them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import msgspec

from stagehold.web.shapes.reports import ReportGiven
from web.world import API, Desk


def report(desk: Desk, address: str, name: str = "vera", **query: str) -> Any:
    """A report as JSON, checked against its shape."""
    path = quote(address, safe="/")
    answer = desk.ask(name, "GET", f"{API}/reports/{path}?{urlencode(query)}" if query else f"{API}/reports/{path}")
    assert answer.status_code == 200, answer.text
    msgspec.json.decode(answer.content, type=ReportGiven)
    return answer.json()


def cells(given: Any) -> Iterator[Any]:
    for section in given["sections"]:
        for table in section["tables"]:
            for row in table["rows"]:
                assert len(row) == len(table["columns"])
                yield from row


def rows_of(given: Any, table: str) -> list[dict[str, Any]]:
    """The rows of a table, each cell by its column."""
    for section in given["sections"]:
        for item in section["tables"]:
            if item["id"] == table:
                keys = [column["key"] for column in item["columns"]]
                return [dict(zip(keys, row, strict=True)) for row in item["rows"]]
    raise AssertionError(f"no table {table}")
