"""What a remedy changes, as a sentence in the language of its reader."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, DecimalException
from typing import Any

from stagehold.planning.plan import Remedy, RemedyKind
from stagehold.reports.plain import plain
from stagehold.reports.reader import Reader
from stagehold.reports.said.values import shown
from stagehold.reports.stated import as_text

_DAYS = ("until", "ready", "from", "to")
# The values that each kind's sentence names (planning.proposals); a plan of an earlier version may have others.
_NAMES: Mapping[RemedyKind, tuple[str, ...]] = {
    RemedyKind.EXTEND: ("lease", "days", "until"),
    RemedyKind.READY_EARLIER: ("days", "ready"),
    RemedyKind.ADD_STAGE: ("studio", "from", "to"),
    RemedyKind.SWAP: ("with", "days"),
    RemedyKind.SPOT: ("offer", "space", "cost", "currency"),
}


def remedy_text(remedy: Remedy, reader: Reader) -> str:
    """A sentence, or the change as data has it where its values are others."""
    change = remedy.change
    if not set(_NAMES[remedy.kind]) <= set(change):
        return as_text(plain(change))
    try:
        values = {name: _value(name, change[name], reader) for name in change}
    except (ValueError, DecimalException):
        return as_text(plain(change))
    sized = "-sized" if remedy.kind is RemedyKind.ADD_STAGE and change.get("area") else ""
    return reader.word(f"remedy-change.{remedy.kind.value}{sized}", **values)


def _value(name: str, value: Any, reader: Reader) -> str:
    if name == "days":
        return reader.counted("days", int(value))
    if name in _DAYS:
        return reader.day(date.fromisoformat(str(value)))
    if name == "cost":
        return reader.number(Decimal(str(value)))
    return shown("size", str(value), reader, str) if name == "area" and value else str(value)
