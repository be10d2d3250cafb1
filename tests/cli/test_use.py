"""use: figures for programs and people, and input that cannot be."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from cli.calling import Call

ONE = "2027-01-05"


@pytest.fixture
def plan(call: Call, lot: Path, tmp_path: Path) -> Path:
    """The plan of the two stages: p1 on a for 40 days from 10 January, p2 on b for 65 days from 1 February."""
    saved = tmp_path / "plan.json"
    saved.write_text(call("plan", lot, "--json").out, encoding="utf-8")
    return saved


def booked(lot: Path, text: str) -> Path:
    (lot / "more.yaml").write_text(text, encoding="utf-8")
    return lot


def test_planned_use_stands_beside_actual_use(call: Call, lot: Path, plan: Path) -> None:
    booked(lot, "bookings: [{id: k, party: Us, lines: [{space: a, days: 2027-06-01/2027-06-10, state: confirmed}]}]\n")
    data = call("use", lot, "--from", "2027", "--to", "2027-12-31", "--plan", plan, "--json").data()
    assert data["period"] == {"start": "2027-01-01", "end": "2028-01-01"}
    assert (data["unit"], data["by"], data["view"], data["party"]) == ("stage-days", "stage", "lessee", "Us")
    assert [row["key"] for row in data["rows"]] == ["a", "b"]
    total = data["total"]
    assert [total[name] for name in ("in_service", "lettable", "leased", "let", "held")] == [730, 730, 695, 695, 0]
    assert (total["actual"]["occupied"], total["planned"]["occupied"]) == (10, 105)
    assert total["planned"]["working"] == 105
    # p1 names no phases: all of its 40 days are shoot; p2 shoots on 40 of 65.
    assert total["planned"]["shot_from"] == {"actual": 0, "stated": 0, "estimated": 80}
    (occupied, *_), (leased, *_) = total["planned"]["ratios"], total["ratios"]
    assert (occupied["part"], occupied["whole"], occupied["days"], occupied["of"]) == ("occupied", "leased", 105, 695)
    assert occupied["value"] == pytest.approx(105 / 695)
    assert (leased["days"], leased["of"]) == (695, 730)
    assert total["actual"]["idle"]["between"] == 0
    assert sum(total["planned"]["idle"].values()) == 695 - 105


def test_by_month_every_month_has_a_row_and_a_month_without_leases_no_ratio(call: Call, lot: Path) -> None:
    data = call("use", lot, "--from", "2026-11", "--to", "2027-02", "--by", "month", "--json").data()
    assert [row["key"] for row in data["rows"]] == ["2026-11", "2026-12", "2027-01", "2027-02"]
    assert [row["leased"] for row in data["rows"]] == [0, 0, 27, 56]
    assert data["rows"][0]["actual"]["ratios"][0]["value"] is None
    said = call("use", lot, "--from", "2026-11", "--to", "2027-02", "--by", "month")
    assert said.code == 0
    assert "November 2026" in said.out
    assert "–" in said.out


def test_the_period_is_that_of_leases_and_stays_unless_told(call: Call, lot: Path) -> None:
    data = call("use", lot, "--json").data()
    assert data["period"] == {"start": "2027-01-05", "end": "2030-01-01"}


def test_without_rent_there_is_no_cost_and_that_is_said(call: Call, lot: Path) -> None:
    data = call("use", lot, "--json").data()
    assert (data["cost"], data["charge_out"], data["months"]) == ([], [], [])
    assert [(item["rule"], item["record"]) for item in data["findings"]] == [
        ("cost-not-known", "la"), ("cost-not-known", "lb")
    ]  # fmt: skip


def test_charge_out_adds_up_to_the_rent_of_every_month(call: Call, lot: Path, plan: Path) -> None:
    text = (lot / "portfolio.yaml").read_text(encoding="utf-8")
    rent = "currency: JPY, rent: [{from: 2027-01-05, amount: 1000000, every: P1M}]"
    text = text.replace("term: 2027-01-05/2029-12-31", f"term: 2027-01-05/2029-12-31, {rent}")
    (lot / "portfolio.yaml").write_text(text, encoding="utf-8")
    data = call("use", lot, "--to", "2027-03-04", "--plan", plan, "--json").data()
    for basis in ("actual", "planned"):
        months = {item["month"]: item for item in data["months"] if item["basis"] == basis}
        for month, item in months.items():
            charges = [
                Decimal(one["amount"]) for one in data["charge_out"] if (one["basis"], one["month"]) == (basis, month)
            ]
            assert sum(charges) == Decimal(item["cost"])
        # From 5 January to 4 March two whole periods are paid for.
        assert sum(Decimal(item["cost"]) for item in months.values()) == 2_000_000
    (cost,) = [item for item in data["total_cost"] if item["basis"] == "planned"]
    assert (cost["leased"], cost["occupied"], cost["per_leased"]) == (59, 40, "33898")
    working = sum(Decimal(one["amount"]) for one in data["charge_out"] if one["of"] == "p1")
    assert working == sum(Decimal(item["working"]) for item in data["months"] if item["basis"] == "planned")


def test_people_read_tables_in_three_languages(call: Call, lot: Path, plan: Path) -> None:
    english = call("use", lot, "--plan", plan).all()
    assert "Us: 2 stages from 5 Jan 2027 to 31 Dec 2029" in english
    assert "By the plan: occupied on 105 of" in english
    assert "Idle by cause, planned, in stage-days" in english
    assert "ステージ日" in call("use", lot, "--plan", plan, "--lang", "ja").all()
    assert "스테이지일" in call("use", lot, "--plan", plan, "--lang", "ko").all()


def test_the_picture_is_one_svg_with_every_month_in_words(call: Call, lot: Path, plan: Path, tmp_path: Path) -> None:
    file = tmp_path / "use.svg"
    said = call("use", lot, "--to", "2027-06", "--plan", plan, "--picture", file)
    assert said.code == 0
    root = ET.fromstring(file.read_text(encoding="utf-8"))
    titles = [item.text for item in root.iter("{http://www.w3.org/2000/svg}title")]
    assert any(title and title.startswith("March 2027: ") for title in titles)


def test_the_studio_sees_its_stages_and_its_tenants(call: Call, lot: Path) -> None:
    text = (lot / "portfolio.yaml").read_text(encoding="utf-8")
    text = text.replace("time_zone: Asia/Tokyo}", "time_zone: Asia/Tokyo, operator: House}")
    (lot / "portfolio.yaml").write_text(text, encoding="utf-8")
    booked(
        lot, "bookings: [{id: k, party: Them, lines: [{space: b, days: 2027-01-06/2027-01-09, state: confirmed}]}]\n"
    )
    data = call("use", lot, "--view", "studio", "--from", "2027-01-05", "--to", "2027-01-31", "--json").data()
    assert data["party"] == "House"
    assert [data["total"][name] for name in ("lettable", "leased", "let")] == [54, 27, 31]
    assert next((item["part"], item["whole"]) for item in data["total"]["actual"]["ratios"]) == ("occupied", "lettable")
    assert data["tenants"] == [{"party": "Us", "let": 27, "actual": 0}, {"party": "Them", "let": 4, "actual": 4}]
    assert data["cost"] == []
    told = call("use", lot, "--view", "studio", "--from", "2027-01", "--to", "2027-01", "--tenant", "Them", "--json")
    assert told.data()["tenants"] == [{"party": "Them", "let": 4, "actual": 4}, {"party": "", "let": 27, "actual": 0}]
    people = call("use", lot, "--view", "studio", "--from", "2027-01", "--to", "2027-01", "--tenant", "Them")
    assert "other parties" in people.out


# --- input that cannot be ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--from", "2027-06-01", "--to", "2027-05-31"], "--to 2027-05-31 lies before --from 2027-06-01"),
        (["--from", "yesterday"], "--from: 'yesterday'"),
        (["--to", "2027-21"], "'2027-21' is no day, month or year"),
        (["--to", "2027~"], "'2027~' is no day, month or year"),
        (["--from", "1500", "--to", "2027"], "more than 1200 months"),
        (["--for", "Uss"], "no party 'Uss'"),
        (["--view", "studio"], "no studio names its operator"),
        (["--tenant", "Us"], "--tenant needs --view studio"),
        (["--from", "2040-01-01"], "there is no day"),
    ],
)
def test_what_cannot_be_asked_is_answered_with_what_can(call: Call, lot: Path, options: list[str], told: str) -> None:
    said = call("use", lot, *options, "--json")
    assert said.code == 2
    assert told in said.all()
    assert set(said.data()) == {"error", "findings"}


def test_the_nearest_party_is_named(call: Call, lot: Path) -> None:
    assert call("use", lot, "--for", "us", "--json").data()["findings"][0]["nearest"] == "Us"


def test_a_plan_of_another_portfolio_is_refused_with_what_it_names(call: Call, lot: Path, plan: Path) -> None:
    data = json.loads(plan.read_text(encoding="utf-8"))
    data["placements"][0]["production"] = "pl"
    data["placements"][1]["stages"] = ["c"]
    plan.write_text(json.dumps(data), encoding="utf-8")
    said = call("use", lot, "--plan", plan, "--json")
    assert said.code == 2
    assert "of another portfolio" in said.data()["error"]["message"]
    assert [item["found"] for item in said.data()["findings"]] == ["pl", "c"]


def test_a_plan_for_another_party_is_refused(call: Call, lot: Path, plan: Path) -> None:
    data = json.loads(plan.read_text(encoding="utf-8"))
    plan.write_text(json.dumps({**data, "party": "Them"}), encoding="utf-8")
    said = call("use", lot, "--plan", plan, "--json")
    assert said.code == 2
    assert "the plan is one for Them" in said.data()["error"]["message"]


@pytest.mark.parametrize("content", ["", "[]", '{"placements": 3}', '{"placements": [{}]}'])
def test_what_is_no_plan_is_refused(call: Call, lot: Path, plan: Path, content: str) -> None:
    plan.write_text(content, encoding="utf-8")
    assert call("use", lot, "--plan", plan, "--json").code == 2


def test_a_plan_that_is_not_there_cannot_be_read(call: Call, lot: Path, tmp_path: Path) -> None:
    assert call("use", lot, "--plan", tmp_path / "no.json", "--json").code == 3


def test_a_lease_without_end_asks_for_the_end_of_the_period(call: Call, lot: Path) -> None:
    text = (lot / "portfolio.yaml").read_text(encoding="utf-8").replace("2027-01-05/2029-12-31", "2027-01-05/..")
    (lot / "portfolio.yaml").write_text(text, encoding="utf-8")
    said = call("use", lot, "--json")
    assert (said.code, "give --to" in said.data()["error"]["message"]) == (2, True)
    assert call("use", lot, "--to", "2035", "--json").data()["rows"][0]["leased"] == 3283


def test_an_end_that_no_source_states_stops_and_says_what_to_pin(call: Call, lot: Path) -> None:
    text = (lot / "portfolio.yaml").read_text(encoding="utf-8").replace("2027-01-05/2029-12-31", "2027-01-05/")
    (lot / "portfolio.yaml").write_text(text, encoding="utf-8")
    said = call("use", lot, "--json")
    assert said.code == 2
    assert said.data()["error"]["code"] == "missing-facts"
    assert said.data()["findings"][0]["field"] == "term.end"


def test_figures_say_that_they_rest_on_assumptions_and_approximate_dates(call: Call, lot: Path) -> None:
    text = (lot / "portfolio.yaml").read_text(encoding="utf-8").replace("2027-01-05/2029-12-31", "2027-01~/")
    text += "assumptions: [{id: la-end, of: la.term.end, value: 2027-12-31, why: A guess}]\n"
    (lot / "portfolio.yaml").write_text(text, encoding="utf-8")
    a, b = call("use", lot, "--json").data()["rows"]
    assert a["leased"] == 335  # from 31 January: a coarse start is read late
    assert a["rests_on"] == {
        "assumptions": ["la-end"],
        "dates": [{"record": "la", "field": "term.start", "stated": "2027-01~", "approximate": True}],
    }
    assert b["rests_on"] == {"assumptions": [], "dates": []}
    said = call("use", lot)
    assert "la.term.start is stated as 2027-01~" in said.all()
    assert "la-end" in said.out


def test_a_stage_without_an_area_is_left_out_of_areas_and_named(call: Call, lot: Path) -> None:
    text = (lot / "portfolio.yaml").read_text(encoding="utf-8")
    text = text.replace("kind: stage, name: A}", "kind: stage, name: A, area: 500 m2 effective}")
    (lot / "portfolio.yaml").write_text(text, encoding="utf-8")
    data = call("use", lot, "--from", ONE, "--to", ONE, "--weight", "area", "--json").data()
    assert data["unit"] == "m2-days"
    assert data["total"]["leased"] == 500
    assert (data["total"]["left_out"], data["total"]["area_bases"]) == (["b"], ["effective"])


def test_the_workbook_holds_every_table_with_numbers_as_numbers(call: Call, examples: Path, tmp_path: Path) -> None:
    file = tmp_path / "use.xlsx"
    said = call("use", examples / "harbour-lot", "--from", "2027-03", "--to", "2027-03", "--xlsx", file, "--json")
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == [
        "states",
        "use-actual",
        "idle-actual",
        "cost",
        "charge-out-actual",
        "months-actual",
        "assumptions",
    ]
    total = [cell.value for cell in list(book["states"].iter_rows())[7]]
    assert total[1:4] == [said.data()["total"][name] for name in ("in_service", "lettable", "leased")]
    (cost,) = said.data()["total_cost"]
    assert [row[2].value for row in book["cost"].iter_rows()][6] == int(cost["cost"])


def test_a_picture_that_cannot_be_written_is_said_before_the_work(call: Call, lot: Path, tmp_path: Path) -> None:
    assert call("use", lot, "--picture", tmp_path / "no" / "use.svg").code == 3
    assert call("use", lot, "--xlsx", tmp_path).code == 3


def test_days_on_a_stage_that_nobody_leased_stand_outside_and_make_no_ratio(call: Call, lot: Path) -> None:
    booked(lot, "bookings: [{id: k, party: Us, lines: [{space: b, days: 2027-01-06/2027-01-09, state: confirmed}]}]\n")
    said = call("use", lot, "--from", "2027-01-01", "--to", "2027-01-31", "--json").data()
    ratio = said["rows"][1]["actual"]["ratios"][0]
    assert (ratio["part"], ratio["days"], ratio["of"], ratio["outside"], ratio["value"]) == ("occupied", 0, 0, 4, None)
    assert (said["total"]["actual"]["occupied"], said["total"]["let"]) == (4, 31)
    assert "– (4 outside)" in call("use", lot, "--from", "2027-01-01", "--to", "2027-01-31").out
