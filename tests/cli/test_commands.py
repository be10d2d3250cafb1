"""Every command does its work on every example, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cli.calling import Call
from stagehold.files import load

EXAMPLES = ["two-stages", "harbour-lot", "east-asia"]
RECORDS = {"two-stages": "la", "harbour-lot": "lease-hill", "east-asia": "lease-toho-2021"}
PRODUCTIONS = {"two-stages": "p2", "harbour-lot": "rope", "east-asia": "jp-2028-01"}


@pytest.mark.parametrize("name", EXAMPLES)
def test_check_finds_no_error_in_an_example(call: Call, examples: Path, name: str) -> None:
    said = call("check", examples / name)
    assert (said.code, said.out) == (0, "")
    assert ": 0 errors, " in said.err
    assert call("check", examples / name, "--json").data().keys() == {"findings"}


@pytest.mark.parametrize("by", ["market", "studio", "stage"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_footprint_tells_what_is_leased(call: Call, examples: Path, name: str, by: str) -> None:
    said = call("footprint", examples / name, "--by", by)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Under lease: ")
    assert call("footprint", examples / name, "--on", "2028-06-30", "--json").data()


@pytest.mark.parametrize("lang", ["en", "ja", "ko"])
def test_footprint_and_slate_speak_three_languages(call: Call, examples: Path, lang: str) -> None:
    for command in ("footprint", "slate", "sources"):
        record = ["lease-hill"] if command == "sources" else []
        said = call(command, examples / "harbour-lot", *record, "--lang", lang, "--area", "tsubo")
        assert (said.code, said.err) == (0, "")
        assert said.out


@pytest.mark.parametrize("name", ["harbour-lot", "east-asia"])
def test_slate_shows_titles(call: Call, examples: Path, name: str) -> None:
    said = call("slate", examples / name)
    assert (said.code, said.err) == (0, "")
    assert "Release calendar" in said.out
    assert call("slate", examples / name, "--market", "JP", "--year", "2028", "--json").data()


def test_a_slate_without_anything_says_so(call: Call, examples: Path) -> None:
    said = call("slate", examples / "two-stages")
    assert (said.code, said.out) == (0, "")
    assert said.err == "nothing is known of this; leave out an option to see more\n"


@pytest.mark.parametrize("name", EXAMPLES)
def test_sources_name_what_planning_uses(call: Call, examples: Path, name: str) -> None:
    for record in (RECORDS[name], f"lease/{RECORDS[name]}"):
        said = call("sources", examples / name, record)
        assert (said.code, said.err) == (0, "")
        assert f"Sources of lease/{RECORDS[name]}" in said.out
    assert call("sources", examples / name, RECORDS[name], "--json").data()


@pytest.mark.parametrize("name", EXAMPLES)
def test_plan_says_how_good_it_is_and_draws_it(call: Call, examples: Path, tmp_path: Path, name: str) -> None:
    picture = tmp_path / "plan.svg"
    said = call("plan", examples / name, "--time-limit", 3, "--workers", 1, "--picture", picture)
    assert said.code == 0
    assert "productions have a place" in said.out
    assert "Placements" in said.out
    assert f"wrote {picture}" in said.err
    assert picture.read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize("name", EXAMPLES)
def test_why_speaks_of_one_production(call: Call, examples: Path, name: str) -> None:
    asked = (PRODUCTIONS[name], "--time-limit", 3, "--workers", 1)
    said = call("why", examples / name, *asked)
    assert said.code == 0
    assert "Figures" not in said.out
    data = call("why", examples / name, *asked, "--json").data()
    assert list(data) == ["status", "objective", "placements", "late", "unplaced", "remedies"]
    assert {item["production"] for item in [*data["placements"], *data["late"]]} <= {PRODUCTIONS[name]}


def test_why_of_a_production_on_time_has_nothing_to_explain(call: Call, examples: Path) -> None:
    said = call("why", examples / "harbour-lot", "anchor")
    assert "anchor has its place and is not late: nothing to explain." in said.out
    assert "14 Oct 2027" in said.out  # the last day, not the half-open end


def test_the_demo_tells_its_story_and_leaves_a_report(call: Call, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    said = call("demo", "--report", report)
    assert said.code == 0
    assert "15 productions a year?" in said.out
    assert f"wrote {report}" in said.err
    assert report.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert call("demo", "--report", tmp_path).code == 3


def test_footprint_draws_a_picture(call: Call, examples: Path, tmp_path: Path) -> None:
    picture = tmp_path / "held.svg"
    said = call("footprint", examples / "harbour-lot", "--picture", picture)
    assert said.code == 0
    assert sorted(tmp_path.glob("held*.svg"))


def test_init_writes_a_portfolio_that_reads_clean_and_plans(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "my-lot"
    assert call("init", folder).code == 0
    assert call("check", folder).err == f"{folder}: 0 errors, 0 warnings\n"
    assert call("plan", folder, "--json", "--time-limit", 5).data()["status"] in ("optimal", "feasible")


def test_init_refuses_a_folder_that_holds_something(call: Call, lot: Path) -> None:
    before = {file.name: file.read_bytes() for file in lot.iterdir()}
    said = call("init", lot)
    assert (said.code, said.out) == (2, "")
    assert "is not empty: give a new or an empty folder" in said.err
    assert {file.name: file.read_bytes() for file in lot.iterdir()} == before
    assert call("init", lot / "portfolio.yaml").code == 2


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("target", ["book.xlsx", "book.yaml", "tables", "tables.d/"])
def test_exported_and_imported_again_a_portfolio_is_the_same(
    call: Call, examples: Path, tmp_path: Path, name: str, target: str
) -> None:
    form = ["--to", "csv"] if target.endswith("/") else []
    assert call("export", examples / name, tmp_path / target, *form).code == 0
    assert call("import", tmp_path / target, tmp_path / "back").code == 0
    assert load(tmp_path / "back").portfolio == load(examples / name).portfolio


@pytest.mark.parametrize("target", ["book.xlsx", "book.yaml", "tables"])
def test_what_is_there_is_replaced_only_when_told_to(call: Call, lot: Path, tmp_path: Path, target: str) -> None:
    path = tmp_path / target
    assert call("export", lot, path).code == 0
    refused = call("export", lot, path)
    assert (refused.code, refused.out) == (2, "")
    assert "is there already and not empty" in refused.err
    assert call("export", lot, path, "--overwrite").code == 0


def test_an_ending_that_names_no_form_is_not_guessed_at(call: Call, lot: Path, tmp_path: Path) -> None:
    said = call("export", lot, tmp_path / "plan.pdf")
    assert said.code == 2
    assert "a portfolio is written to a folder, an .xlsx or a .yaml file, not .pdf" in said.err
    assert not (tmp_path / "plan.pdf").exists()


def test_a_portfolio_with_errors_is_neither_exported_nor_planned(
    call: Call, copy_of: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = copy_of("harbour-lot")
    file = folder / "slate.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("live-action", "live-acton", 1), encoding="utf-8")
    said = call("export", folder, tmp_path / "book.xlsx")
    assert said.code == 2
    assert "slate.yaml:8: error: lighthouse-1.kind: not-allowed: found 'live-acton'" in said.err
    assert not (tmp_path / "book.xlsx").exists()
    assert call("plan", folder, "--json").data()["error"]["code"] == "invalid-portfolio"
    assert call("check", folder).code == 2
