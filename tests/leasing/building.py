"""Leases written as files write them, for tests."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from stagehold.domain.lease import Lease
from stagehold.domain.reading import INVALID, Reading
from stagehold.domain.schema import decode
from stagehold.domain.tree import to_node
from stagehold.leasing.measure import measure
from stagehold.leasing.schedule import Schedule
from stagehold.leasing.standard import Standard

IFRS, US = Standard.IFRS16, Standard.ASC842


def texts(value: Any) -> Any:
    """The value with every scalar as text: what a file holds before a field gives it a type."""
    if isinstance(value, dict):
        return {key: texts(item) for key, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return [texts(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)


def lease(**fields: Any) -> Lease:
    """A lease from the fields of a file; id, lessee, currency and a stage are there unless said otherwise."""
    given = {"id": "l", "lessee": "us", "spaces": ["a"], "currency": "USD", **fields}
    reading = Reading(record="l")
    found = decode(Lease, to_node(texts(given)), reading)
    assert found is not INVALID, reading.findings
    assert isinstance(found, Lease)
    return found


def rent(
    amount: Any, every: str = "P1Y", when: str = "advance", from_: Any = "2027-01-01", **more: Any
) -> dict[str, Any]:
    """A rent line."""
    return {"from": from_, "amount": amount, "every": every, "when": when, **more}


def measured(standard: Standard = IFRS, **fields: Any) -> Schedule:
    """The schedule of a lease given by its fields."""
    return measure(lease(**fields), standard, {})


def accounting(rate: Any, **more: Any) -> dict[str, Any]:
    """An effective yearly rate, and what else is given."""
    return {"rate": rate, "compounding": "effective", **more}
