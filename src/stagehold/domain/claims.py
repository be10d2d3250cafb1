"""Which stated values of a field contradict each other: the record's own value and every claim made about it.

Nothing is averaged and nothing wins. Two dates agree when one contains the other (2021-04 and 2021-04-01), two areas
when each rounds to the other (``quantities.areas_agree``), a lower bound with everything from it on. Everything else
agrees only when it is equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, get_args, get_origin

from stagehold.domain import edtf
from stagehold.domain.edtf import Edtf, EdtfDate, EdtfInterval, End
from stagehold.domain.encoding import encode
from stagehold.domain.fields import Name, Plain
from stagehold.domain.provenance import Claim, Precision, Record
from stagehold.domain.quantities import AREA_UNITS, LENGTH_UNITS, Area, Length, areas_agree
from stagehold.domain.reading import INVALID, Reading
from stagehold.domain.schema import decode, file_name, hints_of, split_annotation
from stagehold.domain.tree import to_node

# A comparison ("larger than before") and a value that is not stated contradict nothing.
_NOT_COMPARABLE = (Precision.COMPARATIVE, Precision.UNSTATED)


@dataclass(frozen=True, slots=True)
class _Stated:
    """One stated value: as typed as the model knows it, its text, and how sharply it is stated."""

    value: Any
    text: str
    precision: Precision | None = None


def differing_values(record: Record, field: str) -> tuple[str, ...]:
    """The texts of the values of ``field`` that contradict another one; empty if none do.

    ``field`` is a dotted path inside the record. Claims of fields below it (``term.end`` when ``term`` is asked) and
    above it (``term`` when ``term.end`` is asked) count too. The record's own value comes first, each text once.
    """
    if not record.claims:
        return ()
    found: dict[str, None] = {}
    for path in _paths_of(record, field):
        found.update(dict.fromkeys(_in_conflict(_stated(record, path))))
    return tuple(found)


def conflicting_fields(record: Record) -> dict[str, tuple[str, ...]]:
    """Every field of ``record`` whose stated values contradict each other, with these values."""
    fields = dict.fromkeys(claim.field for claim in record.claims)
    return {field: values for field in fields for values in [differing_values(record, field)] if values}


def _paths_of(record: Record, field: str) -> list[str]:
    below = [claim.field for claim in record.claims if claim.field.startswith(field + ".")]
    return list(dict.fromkeys([field, *below]))


def _stated(record: Record, path: str) -> list[_Stated]:
    hint, own = _at(record, path)
    values = []
    if own is not None and own not in ((), {}):
        values.append(_Stated(own, _text(encode(own) if not isinstance(own, str) else own), record.precision))
    for claim in record.claims:
        if claim.precision in _NOT_COMPARABLE or claim.value == "":
            continue
        if claim.field == path:
            values.append(_read(hint, claim))
        elif path in (f"{claim.field}.start", f"{claim.field}.end"):
            whole = _read(EdtfInterval, claim)
            if isinstance(whole.value, EdtfInterval):
                end = whole.value.start if path.endswith(".start") else whole.value.end
                values.append(_Stated(end, str(end), claim.precision))
    return values


def _read(hint: Any, claim: Claim) -> _Stated:
    """The claim's value in the type of its field, else as a quantity or a date if it reads as one, else plain."""
    joined = f"{claim.value} {claim.unit}" if claim.unit and isinstance(claim.value, str) else claim.value
    text = _text(joined)
    guesses: list[tuple[Any, Plain]] = []
    if hint is not None:
        guesses += [(hint, joined), (hint, claim.value)]
    if claim.unit in AREA_UNITS:
        guesses.append((Area, joined))
    if claim.unit in LENGTH_UNITS:
        guesses.append((Length, joined))
    if hint is None and claim.unit is None:
        guesses.append((Edtf, claim.value))
    for guess, plain in guesses:
        value = decode(guess, to_node(plain), Reading())
        if value is not INVALID:
            return _Stated(value, text, claim.precision)
    return _Stated(joined, text, claim.precision)


def _at(record: Record, path: str) -> tuple[Any, Any]:
    """The type and the value at ``path``; (None, None) when the model has no such field."""
    hint: Any = type(record)
    value: Any = record
    for name in path.split("."):
        bare, _ = split_annotation(hint)
        if bare is EdtfInterval and name in ("start", "end"):
            hint, value = EdtfDate, getattr(value, name, None)
            value = None if value is End.UNKNOWN else value
        elif get_origin(bare) is tuple:
            hint, value = get_args(bare)[0], _element(value, name)
        elif get_origin(bare) is not None and issubclass(get_origin(bare), Mapping):
            hint, value = get_args(bare)[1], (value or {}).get(name)
        elif bare is Name or hasattr(bare, "__dataclass_fields__"):
            attribute = next((item for item in hints_of(bare) if file_name(item) == name), None)
            if attribute is None:
                return None, None
            hint, value = hints_of(bare)[attribute], getattr(value, attribute, None)
        else:
            return None, None
    return hint, value


def _element(items: Any, name: str) -> Any:
    for index, item in enumerate(items or ()):
        if getattr(item, "id", None) == name or str(index) == name:
            return item
    return None


def _text(plain: Any) -> str:
    if isinstance(plain, Mapping):
        return "{" + ", ".join(f"{key}: {_text(value)}" for key, value in plain.items()) + "}"
    if isinstance(plain, list | tuple):
        return "[" + ", ".join(map(_text, plain)) + "]"
    return str(plain)


def _in_conflict(values: list[_Stated]) -> list[str]:
    return [one.text for one in values if any(not _agree(one, other) for other in values)]


def _agree(one: _Stated, other: _Stated) -> bool:
    if one.value == other.value or one.text == other.text:
        return True
    if isinstance(one.value, Area) and isinstance(other.value, Area) and areas_agree(one.value, other.value):
        return True
    sizes = _size(one.value), _size(other.value)
    if sizes[0] is not None and sizes[1] is not None:
        return sizes[0] == sizes[1] or _bounded(one, sizes, other)
    if _is_date(one.value) and _is_date(other.value):
        return _dates_agree(one.value, other.value)
    if isinstance(one.value, Name) and isinstance(other.value, Name):
        pairs = [(getattr(one.value, name), getattr(other.value, name)) for name in ("en", "ja", "ko")]
        return all(mine is None or theirs is None or mine == theirs for mine, theirs in pairs)
    if isinstance(one.value, tuple) and isinstance(other.value, tuple):
        return sorted(map(repr, one.value)) == sorted(map(repr, other.value))
    return False


def _bounded(one: _Stated, sizes: tuple[Any, Any], other: _Stated) -> bool:
    """Whether a bound on one side leaves room for the other value."""
    if sizes[1] >= sizes[0]:
        return one.precision is Precision.LOWER_BOUND or other.precision is Precision.UPPER_BOUND
    return one.precision is Precision.UPPER_BOUND or other.precision is Precision.LOWER_BOUND


def _size(value: Any) -> Any:
    """A number that sizes of one kind can be compared by; None for what has no size."""
    if isinstance(value, bool):
        return None
    if isinstance(value, Area):
        return value.m2
    if isinstance(value, Length):
        return value.m
    if isinstance(value, int | Decimal):
        return Decimal(value)
    if isinstance(value, str):
        try:
            number = Decimal(value)
        except InvalidOperation:
            return None
        return number if number.is_finite() else None
    return None


def _is_date(value: Any) -> bool:
    return isinstance(value, EdtfDate | EdtfInterval | End)


def _dates_agree(one: Any, other: Any) -> bool:
    if isinstance(one, EdtfInterval) and isinstance(other, EdtfInterval):
        return _dates_agree(one.start, other.start) and _dates_agree(one.end, other.end)
    if isinstance(one, End) or isinstance(other, End):
        return one == other or End.UNKNOWN in (one, other)
    ranges = _range(one), _range(other)
    return any(mine[0] <= theirs[0] and theirs[1] <= mine[1] for mine, theirs in (ranges, ranges[::-1]))


def _range(value: Edtf) -> tuple[date, date]:
    return edtf.first_day(value) or date.min, edtf.last_day(value) or date.max
