"""What is said beside a schedule: judgements that are not stated, and values that do not fit each other."""

from __future__ import annotations

from typing import Any

import pytest

from leasing.building import IFRS, US, accounting, lease, rent
from stagehold.leasing.measure import measure
from stagehold.leasing.notes import notes_of
from stagehold.leasing.standard import Standard

TEN = "2027-01-01/2036-12-31"
FULL = accounting("0.05", rate_kind="incremental", rate_source="the bank", classification="operating")
CPI = rent(1000, index={"name": "CPI", "at_start": 100, "every": "P2Y"})


def move(on: str, from_: int, to: int) -> dict[str, Any]:
    return {"on": on, "kind": "index", "from": from_, "to": to}


CASES: list[tuple[str, dict[str, Any], list[tuple[str, str]]]] = [
    ("nothing", {}, []),
    (
        "a rate of which nothing is said",
        {"accounting": {"rate": "0.05", "classification": "operating"}},
        [("rate-not-described", f"accounting.{name}") for name in ("compounding", "rate_kind", "rate_source")],
    ),
    ("an approximate end", {"term": "2027-01-01/2036-12-31~"}, [("approximate-date", "term")]),
    (
        "an option without a judgement",
        {"options": [{"kind": "extend", "adds": "P1Y"}]},
        [("judgement-not-stated", "options.0.reasonably_certain")],
    ),
    (
        "an option that is exercised and not counted",
        {"options": [{"kind": "extend", "adds": "P1Y", "exercised": True}]},
        [("exercised-not-counted", "options.0.reasonably_certain")],
    ),
    (
        "space that may come",
        {"options": [{"kind": "expand", "spaces": ["b"], "reasonably_certain": True}]},
        [("expansion-not-counted", "options.0.reasonably_certain")],
    ),
    (
        "an index between reviews",
        {"rent": [CPI], "events": [move("2028-01-01", 100, 110)]},
        [("index-between-reviews", "events.0.on")],
    ),
    (
        "an index that begins elsewhere",
        {"rent": [CPI], "events": [move("2029-01-01", 100, 110), move("2031-01-01", 105, 120)]},
        [("index-begins-elsewhere", "events.1.from")],
    ),
    (
        "more space without a judgement",
        {"area": "9 m2", "events": [{"on": "2029-01-01", "kind": "modify", "area": "12 m2", "rate": "0.05"}]},
        [("judgement-not-stated", "events.0.separate")],
    ),
    ("an index in order", {"rent": [CPI], "events": [move("2029-01-01", 100, 110), move("2031-01-01", 110, 120)]}, []),
]


@pytest.mark.parametrize("standard", [IFRS, US])
@pytest.mark.parametrize(("fields", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_a_reader_must_know_is_noted(
    standard: Standard, fields: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    record = lease(**{"term": TEN, "rent": [rent(1000)], "accounting": FULL, **fields})
    notes = notes_of(record, measure(record, standard, {}))
    assert [(note.rule, note.field) for note in notes] == expected
    assert all(note.severity == "warning" for note in notes)
