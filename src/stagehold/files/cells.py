"""What a cell of a table holds: a word, a list as ``a; b``, or a flow value as ``{build: 20}`` and ``[a, b]``."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any, get_args, get_origin

from stagehold.domain.days import Duration
from stagehold.domain.edtf import Edtf, EdtfDate, EdtfInterval
from stagehold.domain.fields import PlainValue
from stagehold.domain.hours import BusinessHours
from stagehold.domain.schema import file_name, hints_of, split_annotation
from stagehold.domain.tree import Node, Place
from stagehold.files.yaml_out import flow
from stagehold.files.yaml_tree import MOST_DEPTH, read_value
from stagehold.files.yaml_words import SyntaxProblem


class CellForm(Enum):
    """How the text of a cell is read.

    WORD as it stands; WORDS a list separated by semicolons, or in brackets; FIELDS a mapping where it begins with a
    brace, a word otherwise; VALUE likewise, or a list where it begins with a bracket; PLAIN likewise, or a text in
    double quotes, for one that begins with any of these.
    """

    WORD = ""
    WORDS = "["
    FIELDS = "{"
    VALUE = "[{"
    PLAIN = '[{"'


# Values that are written as one word though they have parts.
_ONE_WORD = (EdtfDate, EdtfInterval, Edtf, Duration, BusinessHours)
_FORM = "text, a list as a; b, or a value as {build: 20, shoot: 40} or [a, b]"


@cache
def cell_forms(record: Any) -> dict[str, CellForm]:
    """How the cells of each field are read, by the field's name in files."""
    return {file_name(name): _form_of(hint) for name, hint in hints_of(record).items()}


def _form_of(hint: Any) -> CellForm:
    bare, rules = split_annotation(hint)
    if any(isinstance(rule, PlainValue) for rule in rules):
        return CellForm.PLAIN
    if get_origin(bare) is tuple:
        element = split_annotation(get_args(bare)[0])[0]
        return CellForm.VALUE if dataclasses.is_dataclass(element) and element not in _ONE_WORD else CellForm.WORDS
    if bare in _ONE_WORD:
        return CellForm.WORD
    if dataclasses.is_dataclass(bare):
        return CellForm.FIELDS
    return CellForm.VALUE if get_origin(bare) is not None else CellForm.WORD


def read_cell(text: str, form: CellForm, place: Place) -> Node:
    """The tree of a cell that is not empty.

    Raises
    ------
    SyntaxProblem
        If a value in brackets does not read as one.
    """
    if form is CellForm.WORD:
        return Node(text, place)
    start = text.lstrip()[:1]
    if start and start in form.value:
        return _read_value(text, place)
    if form is CellForm.WORDS:
        words = [word.strip() for word in text.split(";")]
        return Node([Node(word or None, place) for word in words], place)
    return Node(text, place)


class _DoubledKey(ValueError):
    pass


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        raise _DoubledKey
    return mapping


# Numbers stay text: the field's type decides what they mean. JSON is tried first because it reads much faster.
_JSON = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_pairs)


# A mapping of plain words, as people write phases, reads without a parser.
_SIMPLE = re.compile(r"\{[\w.\-]+: [\w.\-]+(?:, [\w.\-]+: [\w.\-]+)*\}")


def _read_simple(text: str, place: Place) -> Node | None:
    """The mapping, or None when it needs a parser."""
    if not _SIMPLE.fullmatch(text):
        return None
    pairs = [pair.split(": ") for pair in text[1:-1].split(", ")]
    fields = {key: Node(value, place) for key, value in pairs}
    doubtful = len(fields) < len(pairs) or any(value.lower() == "null" for _, value in pairs)
    return None if doubtful else Node(fields, place)


def _read_value(text: str, place: Place) -> Node:
    simple = _read_simple(text, place)
    if simple is not None:
        return simple
    try:
        return _to_node(_JSON.decode(text), place, 1)
    except (ValueError, RecursionError):
        pass
    faults: list[SyntaxProblem] = []

    def report(rule: str, node: Node, found: str, allowed: str) -> None:
        faults.append(SyntaxProblem(rule, node.line, found, allowed))

    node = read_value(text, report)
    if faults:
        raise faults[0]
    if node is None:
        raise SyntaxProblem("not-a-value", 0, text, _FORM)
    _move(node, place)
    return node


def _to_node(plain: Any, place: Place, depth: int) -> Node:
    if type(plain) is str or plain is None:
        return Node(plain, place)
    if depth > MOST_DEPTH:
        raise SyntaxProblem("nested-too-deep", 0, f"level {depth}", f"at most {MOST_DEPTH} levels")
    if type(plain) is dict:
        return Node({key: _to_node(value, place, depth + 1) for key, value in plain.items()}, place)
    if type(plain) is list:
        return Node([_to_node(value, place, depth + 1) for value in plain], place)
    return Node("true" if plain else "false", place)


def _move(node: Node, place: Place) -> None:
    """Gives every part of a cell's value the place of the cell."""
    node.place = place
    below = node.value.values() if isinstance(node.value, dict) else node.value if isinstance(node.value, list) else ()
    for item in below:
        _move(item, place)


def write_cell(plain: Any, form: CellForm) -> str:
    """The text of a cell that reads back as the plain value (text, numbers, truth values, lists, mappings)."""
    if isinstance(plain, Mapping):
        return flow(plain)
    if isinstance(plain, list | tuple):
        if form is CellForm.WORDS and plain and all(map(_is_simple, plain)):
            joined = "; ".join(map(_word, plain))
            if not joined.startswith("["):
                return joined
        return flow(plain)
    text = _word(plain)
    start = text.lstrip()[:1]
    if not start or start not in form.value:
        return text
    # The one field with parts whose text may begin with a brace is a name.
    return json.dumps(text, ensure_ascii=False) if form is CellForm.PLAIN else flow({"en": text})


def _is_simple(item: Any) -> bool:
    return not isinstance(item, str) or (bool(item) and ";" not in item and item == item.strip())


def _word(item: Any) -> str:
    return ("true" if item else "false") if isinstance(item, bool) else str(item)
