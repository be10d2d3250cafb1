"""Types for plain data: one way to read every field of every format.

``decode(type, node, reading)`` turns a :class:`~stagehold.domain.tree.Node` into a value and records a finding for
everything that is wrong. It follows the annotations of the record types, so a field is described once, where it is
declared; ``domain.encoding`` is the way back.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from stagehold.domain.edtf import Edtf
from stagehold.domain.fields import Name, PlainValue, Range
from stagehold.domain.findings import nearest
from stagehold.domain.production import PhaseLength
from stagehold.domain.provenance import Record
from stagehold.domain.reading import INVALID, Decoder, Reading, join_path
from stagehold.domain.scalars import DECODERS, enum_decoder, number_decoder, plain, text_decoder
from stagehold.domain.studio import PhaseKind
from stagehold.domain.tree import Node


def file_name(attribute: str) -> str:
    """The name of an attribute in files: ``from_`` is written ``from``."""
    return attribute.rstrip("_")


@cache
def hints_of(record: Any) -> dict[str, Any]:
    """The annotations of a record type by attribute, in order of declaration, own fields before provenance."""
    hints = get_type_hints(record, include_extras=True)
    names = [item.name for item in dataclasses.fields(record)]
    provenance = {item.name for item in dataclasses.fields(Record)} if issubclass(record, Record) else set()
    return {name: hints[name] for name in sorted(names, key=provenance.__contains__)}


def split_annotation(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """The bare type and the rules attached to it; ``X | None`` counts as X."""
    if get_origin(hint) in (Union, types.UnionType):
        parts = [part for part in get_args(hint) if part is not type(None)]
        if len(parts) == 1:
            return split_annotation(parts[0])
        if set(parts) == set(get_args(Edtf)):
            return Edtf, ()
    if get_origin(hint) is Annotated:
        bare, *rules = get_args(hint)
        return bare, tuple(rules)
    return hint, ()


@cache
def decoder_of(hint: Any) -> Decoder:
    """The function that reads a value of type ``hint``."""
    bare, rules = split_annotation(hint)
    if any(isinstance(rule, PlainValue) for rule in rules):
        return plain
    if bare is Name:
        return _name
    if bare in DECODERS:
        return DECODERS[bare]
    if dataclasses.is_dataclass(bare):
        return _mapping_decoder(bare)
    if get_origin(bare) is tuple:
        return _phases if get_args(bare)[0] is PhaseLength else _list_decoder(get_args(bare)[0])
    if get_origin(bare) is not None and issubclass(get_origin(bare), Mapping):
        return _dict_decoder(*get_args(bare))
    if isinstance(bare, type) and issubclass(bare, StrEnum):
        return enum_decoder(bare)
    if bare is str:
        return text_decoder(rules)
    if bare in (int, Decimal):
        return number_decoder(bare, next((rule for rule in rules if isinstance(rule, Range)), Range()))
    raise TypeError(f"no decoder for {hint!r}")


_MISSING_NOTE = {"id": "a short name without blanks, unique in its type"}


def _mapping_decoder(cls: Any) -> Decoder:
    hints = hints_of(cls)
    known = {file_name(name): (name, hint) for name, hint in hints.items()}
    decoders: dict[str, Decoder] = {}
    required = [
        name
        for item in dataclasses.fields(cls)
        if item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING
        for name in [file_name(item.name)]
    ]

    def decode(node: Node, path: str, reading: Reading) -> Any:
        if type(node.value) is not dict:
            return reading.fault("not-a-mapping", node, path, allowed="a mapping of " + ", ".join(known))
        values: dict[str, Any] = {}
        valid = True
        for key, child in node.value.items():
            if key not in known:
                allowed = ", ".join(known)
                reading.fault(
                    "unknown-field", child, join_path(path, key), found=key, allowed=allowed, close=nearest(key, known)
                )
                valid = False
            elif child.value is not None and child.value != "":
                attribute, hint = known[key]
                if key not in decoders:  # found late: records may hold records of their own type
                    decoders[key] = decoder_of(hint)
                value = decoders[key](child, join_path(path, key), reading)
                if value is INVALID:
                    valid = False
                else:
                    values[attribute] = value
        for name in required:
            given = node.value.get(name)
            if given is None or given.value is None or given.value == "":
                allowed = _MISSING_NOTE.get(name, "a value for this field")
                reading.fault(
                    "missing-field", node if given is None else given, join_path(path, name), found="", allowed=allowed
                )
                valid = False
        return cls(**values) if valid else INVALID

    return decode


def _list_decoder(element: Any) -> Decoder:
    decode_element = decoder_of(element)
    scalar = not dataclasses.is_dataclass(split_annotation(element)[0])

    def decode(node: Node, path: str, reading: Reading) -> Any:
        items = node.value
        if scalar and type(items) is str:
            items = [node]
        if type(items) is not list:
            return reading.fault("not-a-list", node, path, allowed="a list, as [a, b]")
        values = []
        for index, item in enumerate(items):
            label = str(index)
            if type(item.value) is dict and "id" in item.value and isinstance(item.value["id"].value, str):
                label = item.value["id"].value
            if item.value is None:
                reading.fault("empty-element", item, join_path(path, label), found="", allowed="a value")
                values.append(INVALID)
            else:
                values.append(decode_element(item, join_path(path, label), reading))
        return INVALID if INVALID in values else tuple(values)

    return decode


def _dict_decoder(key_hint: Any, value_hint: Any) -> Decoder:
    decode_key, decode_value = decoder_of(key_hint), decoder_of(value_hint)
    phases = split_annotation(key_hint)[0] is PhaseKind

    def decode(node: Node, path: str, reading: Reading) -> Any:
        if phases and type(node.value) is str:
            value = decode_value(node, path, reading)
            return value if value is INVALID else dict.fromkeys(PhaseKind, value)
        if type(node.value) is not dict:
            return reading.fault("not-a-mapping", node, path, allowed="a mapping")
        values: dict[Any, Any] = {}
        valid = True
        for key, child in node.value.items():
            below = join_path(path, key)
            name = decode_key(Node(key, child.place), below, reading)
            value = decode_value(child, below, reading)
            if name is INVALID or value is INVALID:
                valid = False
            else:
                values[name] = value
        return values if valid else INVALID

    return decode


def _phases(node: Node, path: str, reading: Reading) -> Any:
    allowed = "a mapping as {build: 20, shoot: 40} or a list as [{build: 20}, {shoot: 30}, {standing: 45}]"
    if type(node.value) is dict:
        items = [(key, child) for key, child in node.value.items()]
        order = {phase: index for index, phase in enumerate(PhaseKind)}
        items.sort(key=lambda item: order.get(item[0], 0))  # type: ignore[call-overload]
    elif type(node.value) is list and all(type(item.value) is dict and len(item.value) == 1 for item in node.value):
        items = [pair for item in node.value for pair in item.value.items()]  # type: ignore[union-attr]
    else:
        return reading.fault("not-phases", node, path, allowed=allowed)
    kind, days = enum_decoder(PhaseKind), decoder_of(hints_of(PhaseLength)["days"])
    values = []
    valid = True
    for key, child in items:
        below = join_path(path, key)
        phase = kind(Node(key, child.place), below, reading)
        length = days(child, below, reading)
        if phase is INVALID or length is INVALID:
            valid = False
        else:
            values.append(PhaseLength(phase, length))
    return tuple(values) if valid else INVALID


def _name(node: Node, path: str, reading: Reading) -> Any:
    text = text_decoder(())
    if type(node.value) is not dict:
        value = text(node, path, reading)
        return value if value is INVALID else Name(value)
    return _mapping_decoder(Name)(node, path, reading)


def decode(hint: Any, node: Node, reading: Reading, path: str = "") -> Any:
    """A value of type ``hint``, or INVALID after recording what is wrong."""
    return decoder_of(hint)(node, path, reading)
