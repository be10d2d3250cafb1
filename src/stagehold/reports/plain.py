"""Rows as plain data: text, numbers, truth values, lists and mappings, ready for JSON."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from stagehold.domain.days import Duration
from stagehold.domain.edtf import EdtfDate, EdtfInterval
from stagehold.domain.hours import BusinessHours
from stagehold.domain.quantities import Area, Length


def number(value: Decimal | Fraction | float) -> float:
    """A finite float.

    Raises
    ------
    ValueError
        If the value is infinite or no number: JSON has no word for it.
    """
    result = float(value)
    if not math.isfinite(result):
        raise ValueError(f"a figure is finite; found {value}")
    return result


def plain(value: Any) -> Any:
    """``value`` as plain data: days are YYYY-MM-DD, stated dates as stated, a row a mapping of its fields."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str | int):
        return value
    if isinstance(value, Decimal | Fraction | float):
        return number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, EdtfDate | EdtfInterval | Duration | BusinessHours):
        return str(value)
    if isinstance(value, Area):
        return {"amount": f"{value.amount:f}", "unit": value.unit.value, "basis": value.basis.value}
    if isinstance(value, Length):
        return {"amount": f"{value.amount:f}", "unit": value.unit.value}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name.rstrip("_"): plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
    return str(value)
