"""The month that the page on use works through comes out as the page says."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from textwrap import dedent

import pytest

from stagehold.domain.portfolio import Portfolio
from stagehold.files import load
from stagehold.leasing.stage_facts import Basis
from stagehold.reports.use import Use, UseAsked, use


@pytest.fixture
def page(project: Path) -> str:
    return (project / "docs" / "explanation" / "use.md").read_text(encoding="utf-8")


@pytest.fixture
def example(page: str, tmp_path: Path) -> Portfolio:
    """The portfolio of the page, as a reader would copy it."""
    block = re.search(r"^    stagehold: 1\n(?:    .*\n)+", page, re.MULTILINE)
    assert block is not None
    (tmp_path / "portfolio.yaml").write_text(dedent(block[0]), encoding="utf-8")
    return load(tmp_path).portfolio


@pytest.fixture
def found(example: Portfolio) -> Use:
    return use(example, UseAsked())


def rows_of(page: str, heading: str) -> list[list[str]]:
    """The rows of the table that begins with this heading."""
    table = page.partition(heading)[2].split("\n\n")[0]
    return [[cell.strip(" *") for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


def test_the_states_are_those_of_the_table(page: str, found: Use) -> None:
    a, b = found.rows
    shown = {}
    for name in ("in_service", "lettable", "leased", "let", "held"):
        shown[name.replace("_", " ")] = [getattr(row, name) for row in (a, b, found.total)]
    for name in ("occupied", "standing", "working", "shot"):
        shown[name] = [getattr(row.used[Basis.ACTUAL], name) for row in (a, b, found.total)]
    told = {
        row[0].partition(" (")[0]: [int(cell) for cell in row[1:]]
        for row in rows_of(page, "| stage-days | a | b | both |")
    }
    assert told == shown


def test_who_bears_the_cost_is_as_told_and_adds_up(page: str, found: Use) -> None:
    charges = found.charges[Basis.ACTUAL]
    told = [
        (row[1], int(row[2]), Decimal(row[3].replace(",", "")))
        for row in rows_of(page, "| borne by | stage | stage-days | JPY |")
    ]
    shown = sorted((item.stage, item.days, item.amount) for item in charges)
    assert sorted(told[:-1]) == shown
    assert told[-1][1:] == (sum(item.days for item in charges), sum(item.amount for item in charges))
    assert {item.of for item in charges} == {
        "p", "before-first-use", "turnover", "after-last-use", "closed", "held", "unused"
    }  # fmt: skip


def test_ratios_and_costs_a_day_are_as_told(page: str, found: Use) -> None:
    occupied, working, shot = found.total.used[Basis.ACTUAL].ratios
    for ratio, percent in ((occupied, "38.7"), (working, "83.3"), (shot, "37.5")):
        assert f"{ratio.days} ÷ {ratio.of} or {percent} %" in page.replace("\n", " ")
        assert round(float(ratio.value or 0) * 100, 1) == float(percent)
    leased, let = found.total.ratios
    assert (leased.days, leased.of, leased.outside) == (62, 62, 0)
    assert (let.days, let.of, let.outside) == (59, 59, 3)
    (cost,) = found.total_costs[Basis.ACTUAL]
    assert (cost.per_leased, cost.per_occupied, cost.per_shot) == (100000, 258333, 688889)
    assert "258,333 JPY" in page
    assert "688,889 JPY" in page
