"""What a record says of one field beyond its value: sources, precision, further claims, plain text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stagehold.domain.claims import conflicting_fields
from stagehold.domain.editing import covers
from stagehold.domain.edtf import Edtf, EdtfError, EdtfInterval, parse
from stagehold.domain.provenance import Assumption, Claim, Precision, Record
from stagehold.domain.quantities import AREA_UNITS, Area, parse_amount


def sources_of(record: Record) -> tuple[str, ...]:
    """The sources of the record itself."""
    return tuple(dict.fromkeys(record.source))


def claims_of(record: Record, field: str) -> tuple[Claim, ...]:
    """The claims of one field, in the order of the record."""
    return tuple(claim for claim in record.claims if claim.field == field)


def unsettled(record: Record, pins: Mapping[str, Assumption]) -> tuple[str, ...]:
    """The fields whose stated values contradict each other and that no assumption settles."""
    return tuple(field for field in conflicting_fields(record) if not any(covers(path, field) for path in pins))


def precision_of(record: Record, field: str) -> Precision | None:
    """How sharply ``field`` is stated: by a claim of the same value, or by the record where it speaks of bounds.

    For an interval the precision is that of its start, where a claim of it or of ``field.start`` states one.
    """
    value = getattr(record, field, None)
    start = value.start if isinstance(value, EdtfInterval) else None
    for claim in record.claims:
        same = claim.field == field and as_text(claim.value) == str(value)
        same_start = claim.field == f"{field}.start" and as_text(claim.value) in (str(start), str(value))
        if (same or same_start) and claim.precision is not None:
            return claim.precision
    bounds = (Precision.LOWER_BOUND, Precision.UPPER_BOUND, Precision.PART_OF_YEAR, Precision.PART_OF_MONTH)
    return record.precision if record.precision in bounds else None


def stated_areas(record: Record, field: str = "area") -> tuple[tuple[Area, tuple[str, ...]], ...]:
    """Every area stated for the field with its sources, the record's own first; unreadable claims are left out."""
    found: list[tuple[Area, tuple[str, ...]]] = []
    own = getattr(record, field, None)
    if isinstance(own, Area):
        found.append((own, sources_of(record)))
    for claim in claims_of(record, field):
        area = area_of_claim(claim)
        if area is None:
            continue
        if all((area.amount, area.unit) != (other.amount, other.unit) for other, _ in found):
            found.append((area, claim.source))
    return tuple(found)


def area_of_claim(claim: Claim) -> Area | None:
    """A claimed area: ``172000`` with unit ``sqft``, ``172,000 sqft``, ``957 m2 effective``; None if unreadable."""
    if not isinstance(claim.value, str):
        return None
    number, _, rest = claim.value.strip().partition(" ")
    unit = AREA_UNITS.get((claim.unit or rest.strip() or "").strip())
    if unit is None:
        unit = AREA_UNITS.get(rest.strip().rpartition(" ")[0])
    try:
        return None if unit is None else Area(parse_amount(number), unit)
    except ValueError:
        return None


def date_of_claim(claim: Claim) -> Edtf | None:
    """A claimed date or interval; None where the claim is words."""
    if not isinstance(claim.value, str):
        return None
    try:
        return parse(claim.value.strip())
    except EdtfError:
        return None


def as_text(value: Any) -> str:
    """A plain value on one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {as_text(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(as_text(item) for item in value)
    return str(value)
