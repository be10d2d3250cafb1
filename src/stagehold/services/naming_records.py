"""Which records name another: so that nothing is dropped that the rest of the portfolio leads to."""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import Any, get_args

from stagehold.domain.encoding import encode
from stagehold.domain.fields import Ref
from stagehold.domain.portfolio import TABLES, Portfolio, record_id
from stagehold.domain.reading import Reading
from stagehold.domain.schema import decode, hints_of, split_annotation
from stagehold.domain.tree import to_node


def first_naming(portfolio: Portfolio, kind: str, id_: str) -> str | None:
    """The first record, as ``kind/id``, that names the one given; None when nothing does."""
    for table, (own_kind, type_) in TABLES.items():
        if kind not in _kinds_named_by(table):
            continue
        for record in portfolio.table(table).values():
            if (own_kind, record_id(record)) != (kind, id_) and _names(type_, record, kind, id_):
                return f"{own_kind}/{record_id(record)}"
    return None


def _names(type_: Any, record: Any, kind: str, id_: str) -> bool:
    reading = Reading()
    decode(type_, to_node(encode(record)), reading)
    return any(item.kind == kind and item.id == id_ for item in reading.references)


@cache
def _kinds_named_by(table: str) -> frozenset[str]:
    """The kinds that fields of the records of a table, or of what lies in them, refer to."""
    type_: Any = TABLES[table][1]
    found: set[str] = set()
    waiting: list[Any] = [type_]
    met: set[Any] = {type_}
    while waiting:
        for hint in hints_of(waiting.pop()).values():
            for part in _parts(hint):
                bare, rules = split_annotation(part)
                found |= {rule.kind for rule in rules if isinstance(rule, Ref)}
                if isinstance(bare, type) and dataclasses.is_dataclass(bare) and bare not in met:
                    met.add(bare)
                    waiting.append(bare)
    return frozenset(found)


def _parts(hint: Any) -> list[Any]:
    """A type and everything it is made of."""
    return [hint, *(part for inner in get_args(hint) if not isinstance(inner, Ref) for part in _parts(inner))]
