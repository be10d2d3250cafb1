"""Fields are described once, by their annotations: what is encoded decodes to the same."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import pytest
from hypothesis import given

from drawn import any_record, portfolios
from stagehold.domain.encoding import encode
from stagehold.domain.fields import Ref
from stagehold.domain.portfolio import TABLES, Portfolio
from stagehold.domain.provenance import Record
from stagehold.domain.reading import Reading
from stagehold.domain.schema import decode, decoder_of, hints_of, split_annotation
from stagehold.domain.tree import to_node


@given(record=any_record())
def test_a_record_decodes_from_its_encoding(record: Record) -> None:
    reading = Reading()
    assert decode(type(record), to_node(encode(record)), reading) == record
    assert reading.findings == []


@given(portfolio=portfolios())
def test_a_record_is_found_by_its_kind_and_id(portfolio: Portfolio) -> None:
    for kind, record in portfolio.records():
        id_: Any = record.id  # type: ignore[attr-defined]
        assert portfolio.find(f"{kind}/{id_}") == [(kind, record)]


@pytest.mark.parametrize("record", [cls for _, cls in TABLES.values()])
def test_every_field_of_every_record_has_a_decoder(record: type[Record]) -> None:
    for hint in hints_of(record).values():
        decoder_of(hint)


@pytest.mark.parametrize("record", [cls for _, cls in TABLES.values()])
def test_every_reference_names_a_kind_of_record(record: type[Record]) -> None:
    kinds = {kind for kind, _ in TABLES.values()} | {"*"}
    named = re.findall(r"Ref\(kind='([^']+)'\)", repr(list(hints_of(record).values())))
    assert set(named) <= kinds


def test_a_party_is_only_ever_named_by_a_field_of_the_record_itself() -> None:
    """The reader puts ids in place of names there, and looks no deeper."""

    def below(hint: Any) -> list[Any]:
        bare, _ = split_annotation(hint)
        inner = [*hints_of(bare).values()] if dataclasses.is_dataclass(bare) else [*getattr(bare, "__args__", ())]
        return [*inner, *(deeper for item in inner for deeper in below(item))]

    for _, cls in TABLES.values():
        deeper = [item for hint in hints_of(cls).values() for item in below(hint)]
        assert not any(Ref("party") in split_annotation(item)[1] for item in deeper)
