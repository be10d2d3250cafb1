"""What can be loaded, what is refused, and how records find each other once all is read."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from stagehold.domain.errors import InputError, NotSupported, Unreadable
from stagehold.domain.findings import has_errors
from stagehold.domain.studio import Party
from stagehold.files import FileForm, load, save

# The portfolio that SPEC section 7 promises will always work.
MINIMAL = """stagehold: 1
studios:     [{id: lot, name: Lot, country: JP, time_zone: Asia/Tokyo}]
spaces:      [{id: a, studio: lot, kind: stage, name: A}, {id: b, studio: lot, kind: stage, name: B}]
leases:      [{id: la, lessee: Us, spaces: [a], term: 2027-01-05/2029-12-31}, {id: lb, lessee: Us, spaces: [b], term: 2027-02-01/2029-06-30}]
productions:
  - {id: p1, ready: 2027-01-10, due: 2027-01-10, priority: 3,
     needs: [{id: main, days_on: {a: 40, b: 55}, only: true}]}
  - {id: p2, ready: 2027-01-10, window: 2027-01-10/2027-12-31, due: 2027-04-01, drop_cost: 500,
     needs: [{id: main, phases: {build: 20, shoot: 40, strike: 5}}]}
"""  # noqa: E501


def written(folder: Path, text: str, name: str = "p.yaml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_minimal_portfolio_has_no_findings(tmp_path: Path) -> None:
    loaded = load(written(tmp_path, MINIMAL))
    assert loaded.findings == ()
    assert loaded.portfolio.parties == {"Us": Party(id="Us", name="Us")}
    assert list(loaded.portfolio.productions["p1"].needs[0].days_on.items()) == [("a", 40), ("b", 55)]


def test_norway_is_a_country(tmp_path: Path) -> None:
    loaded = load(
        written(tmp_path, "stagehold: 1\nstudios: [{id: on, name: NO, country: NO, city: null, region: '03'}]\n")
    )
    studio = loaded.portfolio.studios["on"]
    assert loaded.findings == ()
    assert (studio.country, str(studio.name), studio.city, studio.region) == ("NO", "NO", None, "03")


def test_quoted_nothing_is_text(tmp_path: Path) -> None:
    loaded = load(written(tmp_path, "stagehold: 1\nsources: [{id: a, publisher: 'null', title: ~}]\n"))
    assert (loaded.portfolio.sources["a"].publisher, loaded.portfolio.sources["a"].title) == ("null", None)


def test_one_yaml_file_is_a_portfolio_too(tmp_path: Path) -> None:
    assert load(written(tmp_path, MINIMAL) / "p.yaml").portfolio == load(tmp_path).portfolio


def test_files_that_are_no_tables_are_left_alone(tmp_path: Path) -> None:
    written(tmp_path, MINIMAL)
    for name in ("README.md", "plan.json", ".hidden.yaml", "~$book.xlsx"):
        written(tmp_path, "not ours: [", name)
    (tmp_path / "more.yaml").mkdir()
    assert load(tmp_path).findings == ()


def test_a_folder_of_yaml_and_csv_is_refused(tmp_path: Path) -> None:
    written(written(tmp_path, MINIMAL), "id,name\n", "parties.csv")
    with pytest.raises(InputError, match=r"holds YAML \(p\.yaml\) and CSV \(parties\.csv\)") as refused:
        load(tmp_path)
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_a_path_without_a_portfolio_cannot_be_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(Unreadable, match=name) as refused:
        load(tmp_path / name)
    assert refused.value.exit_code == 3


@pytest.fixture
def as_an_ordinary_user() -> Iterator[None]:
    """Root may read everything, so for once it is nobody."""
    was_root = os.geteuid() == 0
    if was_root:
        os.seteuid(65534)
    yield
    if was_root:
        os.seteuid(0)


def test_a_file_that_may_not_be_read_is_named(as_an_ordinary_user: None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (written(Path(folder), MINIMAL) / "p.yaml").chmod(0)
        with pytest.raises(Unreadable, match=r"p\.yaml"):
            load(folder)


@pytest.mark.parametrize(
    ("name", "hint"),
    [("b.xlsm", "macros"), ("b.xls", "old kind"), ("b.csv", "folder"), ("b.txt", "YAML"), ("b", "YAML")],
)
def test_other_kinds_of_file_are_refused_by_name(tmp_path: Path, name: str, hint: str) -> None:
    written(tmp_path, "x", name)
    with pytest.raises(NotSupported, match=hint):
        load(tmp_path / name)


@pytest.mark.parametrize("form", FileForm)
def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path, form: FileForm) -> None:
    path = tmp_path / ("b.xlsx" if form is FileForm.XLSX else "folder")
    save(load(written(tmp_path, MINIMAL)).portfolio, path, form)
    findings = load(path, max_bytes=60).findings
    assert {finding.rule for finding in findings} == {"file-too-large"}
    assert all(finding.allowed.startswith("at most 60 bytes") for finding in findings)


def test_ids_are_unique_in_a_type_and_not_across_types(tmp_path: Path) -> None:
    loaded = load(written(tmp_path, MINIMAL + "titles: [{id: a, name: A}, {id: p1, name: P}]\n"))
    assert loaded.findings == ()


def test_a_doubled_id_names_both_places(tmp_path: Path) -> None:
    written(tmp_path, "stagehold: 1\nsources:\n- {id: a, publisher: P}\n", "one.yaml")
    written(tmp_path, "sources:\n- {id: b, publisher: P}\n- {id: a, publisher: Q}\n", "two.yaml")
    loaded = load(tmp_path)
    (finding,) = loaded.findings
    assert (finding.file, finding.line, finding.found) == ("two.yaml", 3, "a")
    assert "one.yaml, line 3" in finding.allowed
    assert loaded.portfolio.sources["a"].publisher == "P"


def test_records_without_an_id_are_named_by_kind_and_position_around_the_ids_taken(tmp_path: Path) -> None:
    text = """closures:
- {space: a, from: 2027-06-01, to: 2027-06-02, reason: one}
- {id: closure-3, space: a, from: 2027-06-03, to: 2027-06-04, reason: two}
- {space: a, from: 2027-06-05, to: 2027-06-06, reason: three}
"""
    closures = load(written(tmp_path, MINIMAL + text)).portfolio.closures
    assert {id_: closure.reason for id_, closure in closures.items()} == {
        "closure-1": "one",
        "closure-3": "two",
        "closure-4": "three",
    }


def test_a_partys_name_stands_for_its_id_and_a_new_name_makes_a_party(tmp_path: Path) -> None:
    parties = "parties: [{id: toho, name: 東宝}, {id: us, name: Us}]\n"
    text = MINIMAL.replace("lessee: Us", "lessee: Us, lessor: 東宝", 1) + parties
    loaded = load(written(tmp_path, text.replace("country: JP", "country: JP, operator: Somebody Else")))
    assert loaded.findings == ()
    assert (loaded.portfolio.leases["la"].lessor, loaded.portfolio.leases["la"].lessee) == ("toho", "us")
    assert loaded.portfolio.parties["Somebody Else"] == Party(id="Somebody Else", name="Somebody Else")


def test_a_name_that_two_parties_share_must_be_an_id(tmp_path: Path) -> None:
    loaded = load(written(tmp_path, MINIMAL + "parties: [{id: x, name: Us}, {id: y, name: Us}]\n"))
    assert {(finding.rule, finding.allowed) for finding in loaded.findings} == {
        ("ambiguous-party", "one of the ids x, y")
    }


def test_claims_may_stand_apart_from_their_records(tmp_path: Path) -> None:
    apart = "claims: [{record: space/a, field: area, value: 900, unit: m2}, {record: la, field: signed, value: 2026}]\n"
    portfolio = load(written(tmp_path, MINIMAL + apart)).portfolio
    assert [claim.value for claim in portfolio.spaces["a"].claims] == ["900"]
    assert [claim.field for claim in portfolio.leases["la"].claims] == ["signed"]


def test_a_file_cut_short_brings_no_complaints_about_what_it_would_have_held(tmp_path: Path) -> None:
    written(tmp_path, "stagehold: 1\nspaces: [{id: a, studio: lot, kind: stage}]\n", "a.yaml")
    written(tmp_path, "studios:\n- {id: lot, name: Lot, country: JP\n", "b.yaml")
    assert [(finding.rule, finding.file) for finding in load(tmp_path).findings] == [("yaml-syntax", "b.yaml")]


def test_findings_follow_files_and_lines(tmp_path: Path) -> None:
    written(tmp_path, "spaces:\n- {id: a, studio: x, kind: y}\n- {id: b, studio: x, kind: y}\n", "b.yaml")
    written(tmp_path, "stagehold: 1\ntitles: [{id: t}]\n", "a.yaml")
    places = [(finding.file, finding.line) for finding in load(tmp_path).findings]
    assert places == [("a.yaml", 2), ("b.yaml", 2), ("b.yaml", 2), ("b.yaml", 3), ("b.yaml", 3)]
    assert has_errors(load(tmp_path).findings)


@pytest.mark.parametrize(
    ("form", "need", "kind", "settings"),
    [
        ("yaml", ("portfolio.yaml", 41), ("portfolio.yaml", 17), ("portfolio.yaml", 2)),
        ("csv", ("needs.csv", 3), ("spaces.csv", 2), ("settings.csv", 2)),
        ("xlsx", ("b.xlsx#needs!C3", 3), ("b.xlsx#spaces!C2", 2), ("b.xlsx#settings!B2", 2)),
    ],
)
def test_every_field_has_a_place_in_every_form(tmp_path: Path, form: str, need, kind, settings) -> None:
    text = MINIMAL.replace("main, days_on: {a: 40, b: 55}, only: true", "main, phases: {shoot: 40}")
    portfolio = load(written(tmp_path, text + "settings: {work_week: 6}\n")).portfolio
    path = tmp_path / ("b.xlsx" if form == "xlsx" else form)
    save(portfolio, path, FileForm(form))
    loaded = load(path)
    assert loaded.place("production", "p2", "needs.main.phases.shoot") == need
    assert loaded.place("space", "a", "kind") == kind
    assert loaded.place("settings", "settings", "work_week") == settings
    assert loaded.place("space", "nowhere", "kind") == ("", 0)
