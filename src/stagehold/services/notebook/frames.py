"""Rows with typed columns, and the pandas data frame made of them.

Days become ``datetime64[s]``, so that those of the year 9999 fit too; an unknown or open day is ``NaT``. Ends are
half-open. Whole numbers are ``int64`` (``Int64`` where one is missing), shares and money ``float64``, truth values
``bool``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from html import escape
from typing import TYPE_CHECKING, Any

from stagehold.domain.errors import InputError
from stagehold.domain.findings import nearest

if TYPE_CHECKING:
    import pandas as pd

_MOST_SHOWN = 60  # rows of a table in a notebook


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    DAY = "day"
    COUNT = "count"
    NUMBER = "number"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Rows:
    """Values by column, in rows; None is what nobody knows."""

    columns: Mapping[str, Kind]
    rows: Sequence[Sequence[Any]]

    def frame(self) -> pd.DataFrame:
        """The data frame."""
        import pandas as pd

        values: Iterable[Sequence[Any]] = zip(*self.rows, strict=True) if self.rows else ((),) * len(self.columns)
        return pd.DataFrame(
            {name: _series(kind, column) for (name, kind), column in zip(self.columns.items(), values, strict=True)}
        )

    def html(self) -> str:
        """The rows as a plain table, for a notebook."""
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(
            f"<tr>{''.join(f'<td>{escape(_shown(value))}</td>' for value in row)}</tr>"
            for row in self.rows[:_MOST_SHOWN]
        )
        rest = len(self.rows) - _MOST_SHOWN
        more = f"<p>… {rest} more rows</p>" if rest > 0 else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def one_of(tables: Mapping[str, Any], name: str) -> Any:
    """What stands under a name.

    Raises
    ------
    InputError
        If there is no such table.
    """
    if name not in tables:
        close = nearest(name, tables)
        hint = f"; did you mean {close!r}?" if close else ""
        raise InputError(f"no table {name!r}; allowed: {', '.join(tables)}{hint}")
    return tables[name]


def allowed(what: str, value: str, values: Sequence[str]) -> str:
    """The value, where it is one of these.

    Raises
    ------
    InputError
        If it is none.
    """
    if value not in values:
        raise InputError(f"{what}={value!r}; allowed: {', '.join(map(str, values))}")
    return value


def _series(kind: Kind, values: Sequence[Any]) -> pd.Series[Any]:
    import numpy as np
    import pandas as pd

    if kind is Kind.DAY:
        return pd.Series(np.array([_day(value) for value in values], dtype="datetime64[s]"))
    if kind is Kind.COUNT:
        return pd.Series(list(values), dtype="Int64" if None in values else "int64")
    if kind is Kind.NUMBER:
        return pd.Series([None if value is None else float(value) for value in values], dtype="float64")
    if kind is Kind.FLAG:
        return pd.Series(list(values), dtype="bool")
    return pd.Series([None if value is None else str(value) for value in values], dtype="str")


def _day(value: date | None) -> str:
    return "NaT" if value is None else value.isoformat()


def _shown(value: Any) -> str:
    return "" if value is None else str(value)
