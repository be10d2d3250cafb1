"""Which values a closed list allows, at the place in a body or query that msgspec found wrong."""

from __future__ import annotations

import re
from typing import Any

from msgspec import inspect

_PLACE = re.compile(r" - at `\$([^`]*)`$")
_STEP = re.compile(r"\.(\w+)|\[")


def values_allowed(type_: Any, message: str) -> list[str]:
    """The values allowed at the place that a message of msgspec ends with; none where it is no closed list."""
    found = _PLACE.search(message)
    if found is None:
        return []
    info: Any = inspect.type_info(type_)
    for step in _STEP.finditer(found[1]):
        info = _inside(_bare(info), step[1])
    info = _bare(info)
    if isinstance(info, inspect.EnumType):
        return [str(member.value) for member in info.cls]
    return [str(value) for value in info.values] if isinstance(info, inspect.LiteralType) else []


def _bare(info: Any) -> Any:
    """Without metadata, and without the nothing that may stand in its place."""
    while isinstance(info, inspect.Metadata):
        info = info.type
    if isinstance(info, inspect.UnionType):
        others = [item for item in info.types if not isinstance(item, inspect.NoneType)]
        return _bare(others[0]) if len(others) == 1 else info
    return info


def _inside(info: Any, name: str | None) -> Any:
    """The type of a field, or of what a list or mapping holds."""
    if name is None:
        return getattr(info, "item_type", None) or getattr(info, "value_type", None)
    fields = {field.encode_name: field.type for field in getattr(info, "fields", ())}
    return fields.get(name)
