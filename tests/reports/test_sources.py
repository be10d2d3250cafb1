"""Where every figure comes from, and which value counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stagehold.domain.errors import InputError
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.provenance import Assumption, Claim
from stagehold.domain.title import Title
from stagehold.reports.reader import Reader
from stagehold.reports.sources import Use, record_sources
from stagehold.reports.sources_tables import sources_tables
from stagehold.reports.text import table_text


def uses(portfolio: Portfolio, reference: str) -> dict[str, tuple[Use, str | None]]:
    return {row.field: (row.use, row.used) for row in record_sources(portfolio, reference).fields}


def test_each_field_says_which_value_counts(small: Portfolio) -> None:
    found = uses(small, "jp")
    assert found["spaces"] == (Use.OWN, "a; b")
    assert found["term.start"] == (Use.IN_CONFLICT, None)
    assert found["term.end"] == (Use.ASSUMED, "2029-12-31")


def test_an_assumption_settles_a_conflict_and_gives_its_reason(small: Portfolio) -> None:
    chosen = small.put(Assumption(id="start", of="jp.term.start", value="2021-04-01", why="the later report errs"))
    row = next(row for row in record_sources(chosen, "jp").fields if row.field == "term.start")
    assert (row.use, row.used, row.why, row.assumption) == (
        Use.ASSUMED, "2021-04-01", "the later report errs", "start",
    )  # fmt: skip


def test_a_claim_alone_is_used_or_only_kept(small: Portfolio) -> None:
    claims = (Claim(field="clear_height", value="11 m"), Claim(field="rank", value="largest"))
    portfolio = small.put(replace(small.spaces["a"], claims=claims))
    found = uses(portfolio, "space/a")
    assert found["clear_height"] == (Use.SOLE_CLAIM, "11 m")
    assert found["rank"] == (Use.KNOWN_ONLY, "largest")


def test_an_unknown_id_is_refused_with_the_nearest_and_an_ambiguous_one_with_its_kinds(small: Portfolio) -> None:
    with pytest.raises(InputError, match="nearest: lease/kr-total"):
        record_sources(small, "kr-totel")
    twice = small.put(Title(id="jp", name=small.titles["one"].name))
    with pytest.raises(InputError, match="lease/jp, title/jp"):
        record_sources(twice, "jp")
    assert record_sources(twice, "title/jp").kind == "title"


def test_the_tables_show_wording_precision_and_publishers(east_asia: Portfolio) -> None:
    reader = Reader()
    tables = sources_tables(record_sources(east_asia, "toho-7"), reader)
    text = {table.key: table_text(table, reader) for table in tables}
    assert list(text) == ["fields", "claims", "assumptions", "sources"]
    assert "957 m2" in text["fields"]
    assert "約300坪" in text["claims"]
    assert "300 tsubo [sources differ]" in text["claims"]
    assert "ITmedia Business" in text["sources"]
    assert "inferred" in text["sources"]


def test_every_record_of_the_example_can_show_its_sources(east_asia: Portfolio) -> None:
    for kind, record in east_asia.records():
        sources_tables(record_sources(east_asia, f"{kind}/{record.id}"), Reader())  # type: ignore[attr-defined]
