"""The report on use: the examples of the project, words, pictures, tenants, and what is said of its ground."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from stagehold.domain.portfolio import Portfolio
from stagehold.files import load
from stagehold.files.plans import read_plan
from stagehold.leasing.idle import Cause
from stagehold.leasing.stage_facts import Basis
from stagehold.leasing.use_cells import Weight
from stagehold.leasing.use_figures import By, View
from stagehold.planning.plan import Plan
from stagehold.reports.plain import plain
from stagehold.reports.reader import Reader
from stagehold.reports.text import table_text
from stagehold.reports.use import Use, UseAsked, use
from stagehold.reports.use_data import use_as_data
from stagehold.reports.use_names import UseNames
from stagehold.reports.use_picture import use_picture
from stagehold.reports.use_tables import use_headline, use_tables
from stagehold.reports.words import Language

HERE = Path(__file__).parent
GOLDENS = HERE / "goldens"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def harbour(project: Path) -> Portfolio:
    return load(project / "examples" / "harbour-lot").portfolio


@pytest.fixture(scope="module")
def east_asia_plan() -> Plan:
    """A plan of the East Asia example as ``stagehold plan --json`` saved it once; its placements alone."""
    return read_plan(HERE / "goldens" / "east-asia-plan.json")


def written(found: Use, portfolio: Portfolio, reader: Reader) -> str:
    tables = [table_text(table, reader) for table in use_tables(found, portfolio, reader)]
    return "\n".join([use_headline(found, portfolio, reader) + "\n", *tables])


def test_the_east_asia_plan_reads_as_its_golden(east_asia: Portfolio, east_asia_plan: Plan) -> None:
    asked = UseAsked(first=date(2026, 9, 1), last=date(2029, 12, 31), by=By.YEAR)
    found = use(east_asia, asked, east_asia_plan)
    assert written(found, east_asia, Reader()) == (GOLDENS / "use-east-asia.txt").read_text(encoding="utf-8")
    findings = {item.record for item in found.findings if item.rule == "lease-gives-no-stage"}
    assert {"lease-ycdsmc-2021", "lease-samsung-2021"} <= findings  # the nine Korean stages have no names


def test_harbour_lot_reads_as_its_golden(harbour: Portfolio) -> None:
    asked = UseAsked(first=date(2027, 1, 1), last=date(2027, 12, 31))
    text = written(use(harbour, asked), harbour, Reader())
    assert text == (GOLDENS / "use-harbour-lot.txt").read_text(encoding="utf-8")


def test_a_booking_of_others_on_our_stage_is_a_sublet_and_not_our_use(harbour: Portfolio) -> None:
    asked = UseAsked(first=date(2027, 7, 1), last=date(2027, 7, 31))
    h4 = next(row for row in use(harbour, asked).rows if row.key == "h4")
    figures = h4.used[Basis.ACTUAL]
    assert (figures.occupied, figures.idle[Cause.SUBLET]) == (0, 19)
    assert (h4.leased, h4.let) == (31, 31)
    seen = use(harbour, replace(asked, view=View.STUDIO))
    h4 = next(row for row in seen.rows if row.key == "h4")
    assert (h4.used[Basis.ACTUAL].occupied, h4.used[Basis.ACTUAL].idle[Cause.SUBLET]) == (19, 0)
    assert {(item.party, item.occupied[Basis.ACTUAL]) for item in seen.tenants if item.party == "lantern"} == {
        ("lantern", 19)
    }


def test_days_kept_for_reinstatement_are_leased_and_idle_for_that(harbour: Portfolio) -> None:
    asked = UseAsked(first=date(2028, 12, 1), last=date(2028, 12, 31))
    h1 = next(row for row in use(harbour, asked).rows if row.key == "h1")
    # Five days of reinstatement behind two days of turnover that any stay would need.
    assert (h1.leased, h1.used[Basis.ACTUAL].idle[Cause.REINSTATE]) == (31, 7)


def test_a_booking_without_phases_has_those_of_its_need(harbour: Portfolio) -> None:
    found = use(harbour, UseAsked(first=date(2027, 1, 1), last=date(2027, 12, 31)))
    figures = found.total.used[Basis.ACTUAL]
    assert figures.occupied == 210  # 105 days on two stages
    assert (figures.working, figures.shot) == (210, 52)  # nothing stands; 52 shoot days are stated


def test_money_of_the_harbour_lease_adds_up_to_its_payments(harbour: Portfolio) -> None:
    asked = UseAsked(first=date(2027, 1, 4), last=date(2028, 1, 3), by=By.MONTH)
    found = use(harbour, asked)
    (total,) = found.total_costs[Basis.ACTUAL]
    assert total.cost == 12 * (90_000_000 + 6_000_000)
    assert sum((item.amount for item in found.charges[Basis.ACTUAL]), Decimal(0)) == total.cost
    assert sum((row.cost for row in found.costs[Basis.ACTUAL]), Decimal(0)) == total.cost


def test_areas_weigh_days_and_say_what_was_measured(harbour: Portfolio) -> None:
    asked = UseAsked(first=date(2027, 5, 1), last=date(2027, 5, 1), weight=Weight.AREA)
    found = use(harbour, asked)
    by_key = {row.key: row for row in found.rows}
    assert by_key["h1"].leased == 1200
    assert by_key["n1"].leased == 5000 * Fraction(3048, 10000) ** 2
    assert {basis.value for basis in found.total.bases} == {"effective", "as-published"}
    assert "not one measure" in written(found, harbour, Reader())


@pytest.mark.parametrize("language", [Language.JA, Language.KO])
@pytest.mark.parametrize("view", list(View))
def test_no_english_word_is_left_in_another_language(harbour: Portfolio, language: Language, view: View) -> None:
    asked = UseAsked(view=view, first=date(2027, 1, 1), last=date(2027, 12, 31), by=By.MONTH)
    english = use_tables(use(harbour, asked), harbour, Reader())
    other = use_tables(use(harbour, asked), harbour, Reader(language=language))
    assert [table.key for table in english] == [table.key for table in other]
    for one, two in zip(english, other, strict=True):
        assert one.title != two.title
        same = {a.title for a, b in zip(one.columns, two.columns, strict=True) if a.title == b.title}
        assert same == set(), one.key


@pytest.mark.parametrize("by", list(By))
def test_every_grouping_has_the_same_total(harbour: Portfolio, by: By) -> None:
    whole = use(harbour, UseAsked(first=date(2027, 1, 1), last=date(2028, 6, 30)))
    other = use(harbour, UseAsked(first=date(2027, 1, 1), last=date(2028, 6, 30), by=by))
    assert other.total == whole.total
    for name in ("in_service", "lettable", "leased", "let", "held"):
        assert sum(getattr(row, name) for row in other.rows) == getattr(whole.total, name)
    costs = [sum((row.cost for row in found.costs[Basis.ACTUAL]), Decimal(0)) for found in (whole, other)]
    assert costs[0] == costs[1]


def test_a_tenant_learns_how_full_the_studio_is_and_not_by_whom(harbour: Portfolio) -> None:
    asked = UseAsked(view=View.STUDIO, first=date(2027, 1, 1), last=date(2027, 12, 31), tenant="lantern")
    found = use(harbour, asked)
    assert [item.party for item in found.tenants] == ["lantern", ""]
    every = use(harbour, replace(asked, tenant=None))
    assert sum(item.occupied[Basis.ACTUAL] for item in found.tenants) == sum(
        item.occupied[Basis.ACTUAL] for item in every.tenants
    )
    text = written(found, harbour, Reader())
    assert "other parties" in text
    assert "Kestrel" not in text


def test_the_picture_stacks_every_stage_day_of_a_month(east_asia: Portfolio, east_asia_plan: Plan) -> None:
    asked = UseAsked(first=date(2027, 1, 1), last=date(2028, 12, 31))
    found = use(east_asia, asked, east_asia_plan)
    picture = use_picture(found, UseNames(east_asia, Reader()))
    root = ET.fromstring(picture.svg)
    groups = root.findall(f"{SVG}g")
    assert len(groups) == 24 * 2  # months of bookings, and of the plan
    per_day = []
    cells: dict[date, int] = {}
    for (_, month), measures in found.cells.items():
        cells[month] = cells.get(month, 0) + measures["leased"]
    for group, month in zip(groups[24:], sorted(cells), strict=True):
        height = sum(float(bar.get("height", 0)) for bar in group.findall(f"{SVG}rect"))
        per_day.append(height / cells[month])
    assert max(per_day) - min(per_day) < 0.01  # one scale: as many units for every leased day
    assert "planned" in picture.description
    assert "idle" not in picture.title


def test_the_data_is_plain_and_every_ratio_names_its_parts(harbour: Portfolio) -> None:
    data = use_as_data(use(harbour, UseAsked(first=date(2027, 1, 1), last=date(2027, 3, 31))))
    assert plain(data) == data
    for row in [*data["rows"], data["total"]]:
        for ratio in [*row["ratios"], *row["actual"]["ratios"]]:
            assert set(ratio) == {"part", "whole", "days", "of", "outside", "value"}
        assert row["planned"] is None
