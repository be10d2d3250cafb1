"""Values as plain data: text, numbers, truth values, lists and mappings that ``domain.schema`` decodes to the same."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Any

from stagehold.domain.days import Duration
from stagehold.domain.edtf import EdtfDate, EdtfInterval
from stagehold.domain.fields import Name
from stagehold.domain.hours import BusinessHours
from stagehold.domain.production import PhaseLength
from stagehold.domain.quantities import Area, AreaBasis, Length
from stagehold.domain.schema import file_name, hints_of
from stagehold.domain.studio import PhaseKind


def encode(value: Any) -> Any:
    """The plain value (text, numbers, truth values, lists, mappings) that decodes to ``value``."""
    encoder = _ENCODERS.get(type(value))
    if encoder is not None:
        return encoder(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        if value and type(value[0]) is PhaseLength:
            return _encode_phases(value)
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value):
        return _encode_fields(value)
    return value


@cache
def _defaults_of(cls: Any) -> tuple[tuple[str, str, Any], ...]:
    """(attribute, name in files, default) of each field, in the order of writing; a required field has none."""
    by_name = {item.name: item for item in dataclasses.fields(cls)}
    rows = []
    for name in hints_of(cls):
        item = by_name[name]
        default = item.default if item.default_factory is dataclasses.MISSING else item.default_factory()
        rows.append((name, file_name(name), default))
    return tuple(rows)


def _encode_fields(value: Any) -> dict[str, Any]:
    plain = {}
    for attribute, name, default in _defaults_of(value.__class__):
        item = getattr(value, attribute)
        if default is dataclasses.MISSING or item != default:
            plain[name] = encode(item)
    return plain


def _encode_phases(phases: tuple[PhaseLength, ...]) -> Any:
    order = [list(PhaseKind).index(item.phase) for item in phases]
    if all(one < other for one, other in pairwise(order)):
        return {item.phase.value: item.days for item in phases}
    return [{item.phase.value: item.days} for item in phases]


def _encode_area(area: Area) -> str:
    text = f"{area.amount:f} {area.unit.value}"
    return text if area.basis is AreaBasis.AS_PUBLISHED else f"{text} {area.basis.value}"


_ENCODERS: dict[type[Any], Callable[[Any], Any]] = {
    EdtfDate: str,
    EdtfInterval: str,
    Duration: str,
    BusinessHours: str,
    Area: _encode_area,
    Length: lambda length: f"{length.amount:f} {length.unit.value}",
    Name: lambda name: name.en if name.ja is None and name.ko is None else _encode_fields(name),
}
