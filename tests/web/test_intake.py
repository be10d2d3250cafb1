"""A portfolio dropped on the desk: what it would change, every problem in its place, and nothing written."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from stagehold.desk.requests import Import
from stagehold.files import FileForm, save
from stagehold.services.portfolios import open_portfolio
from web.world import API, SECRET, Desk, portfolio

YAML = "application/yaml"
ZIP = "application/zip"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {"yaml": YAML, "json": "application/json", "xlsx": XLSX}


def send(desk: Desk, path: str, raw: bytes, kind: str, name: str = "pia") -> Any:
    sent = {**desk.person(name).headers, "content-type": kind}
    return desk.client.post(f"{API}{path}", content=raw, headers=sent)


def preview(desk: Desk, raw: bytes, kind: str = YAML, query: str = "") -> Any:
    number = desk.app.desk.number
    answer = send(desk, f"/import/preview{query}", raw, kind)
    assert answer.status_code == 200, answer.text
    assert desk.app.desk.number == number  # nothing is written
    return answer.json()


def exported(desk: Desk, form: str) -> bytes:
    answer = desk.get("pia", f"/portfolio/export?form={form}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == KINDS[form]
    content: bytes = answer.content
    return content


def zipped(folder: Path) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for file in sorted(folder.iterdir()):
            made.write(file, f"{folder.name}/{file.name}")
    return content.getvalue()


def totals(given: Any) -> dict[str, int]:
    return {key: sum(count[key] for count in given["counts"]) for key in ("added", "changed", "same", "absent")}


@pytest.fixture(scope="module")
def full(asked_desk: Desk, project: Path) -> Desk:
    """The desk of the world with the East Asia example, and a booking made at the desk."""
    example = open_portfolio(project / "examples/east-asia").portfolio
    asked_desk.app.counter.ask(Import(portfolio=example), by="test").result(60)
    asked_desk.hold("ben", "a", "2027-03-01", "2027-03-05", party="beta")
    return asked_desk


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", {"rule": "not-allowed", "found": "a mapping of amount"}),
        ("ja", {"rule": "許されない値", "found": "amountのマッピング"}),
        ("ko", {"rule": "허용되지 않는 값", "found": "amount의 매핑"}),
    ],
)
def test_a_problem_is_named_in_the_language_asked_for(full: Desk, language: str, words: dict[str, str]) -> None:
    raw = b"stagehold: 1\nspaces: [{id: new, studio: nowhere, kind: {amount: 3}, area: 0 m2}]"
    (found,) = (
        item for item in preview(full, raw, query=f"?language={language}")["findings"] if item["field"] == "kind"
    )
    assert (found["rule"], found["found"]) == ("not-allowed", "a mapping of amount")
    assert found["in_words"] == {**words, "allowed": found["allowed"]}  # that are names which a file may hold


@pytest.mark.parametrize("form", ["yaml", "json", "xlsx"])
def test_what_is_given_out_would_change_nothing(full: Desk, form: str) -> None:
    given = preview(full, exported(full, form), KINDS[form])
    assert (given["changes"], given["ready"]) == ([], True)
    found = totals(given)
    assert (found["added"], found["changed"], found["absent"], found["same"] > 300) == (0, 0, 0, True)
    again = send(full, "/portfolio/import", exported(full, form), KINDS[form])
    assert (again.status_code, again.json()["rule"]) == (409, "no-change")


@pytest.mark.parametrize("form", [FileForm.YAML, FileForm.CSV])
def test_a_zip_of_files_is_read_like_its_folder(full: Desk, form: FileForm, tmp_path: Path, project: Path) -> None:
    folder = tmp_path / "lot"
    save(open_portfolio(project / "examples/east-asia").portfolio, folder, form)
    given = preview(full, zipped(folder), ZIP)
    assert (given["changes"], given["ready"]) == ([], True)
    assert {item["file"] for item in given["findings"]} == {f"leases.{form.value}"}  # its warnings, each in its file
    assert totals(given)["absent"] > 0  # what only the world has stays


def test_every_change_is_told_field_by_field_as_its_reader_reads_it(desk: Desk) -> None:
    raw = f"""stagehold: 1
parties: [{{id: beta, name: Beta Pictures}}, {{id: gamma, name: Gamma}}]
studios: [{{id: lot, name: {{en: Lot, ja: ロット}}, country: JP, time_zone: Asia/Tokyo, operator: ops, policy: house}}]
spaces:
  - {{id: a, studio: lot, kind: stage, name: Stage A, area: 957 m2 effective}}
leases:
  - {{id: lease-{SECRET}, lessee: alpha, spaces: [leased], term: 2027-01-01/2029-12-31}}
productions:
  - id: p-{SECRET}
    titles: [t-{SECRET}]
    ready: 2027-01-05
    due: 2027-04-01
    needs: [{{id: main, phases: {{shoot: 12}}}}, {{id: pickup, phases: {{shoot: 2}}}}]
titles: [{{id: t-{SECRET}, name: The {SECRET} Affair}}]
policies: [{{id: house}}]
""".encode()
    given = preview(desk, raw, query="?language=ja&units=tsubo")
    changes = {(item["kind"], item["id"]): item for item in given["changes"]}
    told = {
        (item["id"], field["field"]): (field["before"], field["after"])
        for item in given["changes"]
        for field in item["fields"]
    }
    assert changes["party", "gamma"]["what"] == "added"
    assert told["beta", "name"] == ("Beta Films", "Beta Pictures")
    assert told["lot", "name"] == ("Lot", "ロット")
    assert told["a", "area"][0] is None
    assert told["a", "area"][1].startswith("289 坪")
    assert told[f"lease-{SECRET}", "term"][1].startswith("2027年1月1日")
    assert told[f"p-{SECRET}", "needs.main.phases.shoot"] == ("10", "12")
    assert told[f"p-{SECRET}", "needs.pickup"][0] is None
    (area,) = [field for field in changes["space", "a"]["fields"] if field["field"] == "area"]
    assert (area["raw_before"], area["raw_after"]) == (None, "957 m2 effective")
    assert (area["file"], area["line"]) == ("portfolio.yaml", 5)


def test_a_cell_of_a_workbook_is_named(desk: Desk) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exported(desk, "xlsx")))
    sheet = book["spaces"]
    heads = [cell.value for cell in sheet[1]]
    kind, studio = heads.index("kind") + 1, heads.index("studio") + 1
    sheet.cell(row=2, column=kind).value = "hangar"
    sheet.cell(row=3, column=studio).value = "lott"
    content = io.BytesIO()
    book.save(content)
    given = preview(desk, content.getvalue(), XLSX)
    assert given["ready"] is False
    found = {item["cell"]: item for item in given["findings"] if item["severity"] == "error"}
    letter = openpyxl.utils.get_column_letter
    wrong = found[f"spaces!{letter(kind)}2"]
    assert (wrong["file"], wrong["field"], wrong["found"]) == ("portfolio.xlsx", "kind", "hangar")
    assert "stage" in wrong["allowed"]
    near = found[f"spaces!{letter(studio)}3"]
    assert (near["found"], near["nearest"]) == ("lott", "lot")


def test_what_the_desk_would_refuse_is_told_before(desk: Desk) -> None:
    booking = desk.hold("ben", "a", "2027-03-01", "2027-03-05", party="beta")
    assert desk.post("ben", f"/bookings/{booking}/confirm", {}).status_code == 200
    raw = f"""stagehold: 1
parties: [{{id: beta, name: Beta Films}}]
studios: [{{id: lot, name: Lot, country: JP, time_zone: Asia/Tokyo}}]
spaces: [{{id: a, studio: lot, kind: stage, name: Stage A}}]
bookings:
  - {{id: {booking}, party: beta, lines: [{{space: a, days: 2027-05-01/2027-05-02, state: hold, rank: 1}}]}}
  - {{id: other, party: beta, lines: [{{space: a, days: 2027-03-04/2027-03-08, state: confirmed}}]}}
""".encode()
    given = preview(desk, raw)
    assert {item["rule"]: item["record"] for item in given["findings"] if item["severity"] == "error"} == {
        "known-booking": booking,
        "taken": "other",
    }
    assert given["ready"] is False
    assert send(desk, "/portfolio/import", raw, YAML).status_code == 409


@pytest.mark.parametrize(
    ("raw", "kind", "rule"),
    [
        (b"PK\x03\x04 no archive", ZIP, "not-an-archive"),
        (b"no workbook", XLSX, "not-a-workbook"),
        (b"{", "application/json", "yaml-syntax"),
        (b"\xff\xfe\x00", YAML, ""),
        (b"stagehold: 1\nspaces: [{id: a, studio: lot, kind: stage, name: A, colour: red}]\n", YAML, "unknown-field"),
        (b"- a list", YAML, ""),
        (b"", YAML, ""),
    ],
)
def test_a_body_that_cannot_be_read_is_a_finding_and_changes_nothing(
    asked_desk: Desk, raw: bytes, kind: str, rule: str
) -> None:
    given = preview(asked_desk, raw, kind)
    assert (given["ready"], given["findings"] != []) == (False, True) or raw == b""
    if rule:
        assert rule in {item["rule"] for item in given["findings"]}


def test_a_bomb_and_a_path_outside_are_refused(asked_desk: Desk) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.yaml", b"#" * (51 << 20))
    given = preview(asked_desk, content.getvalue(), ZIP)
    assert [item["rule"] for item in given["findings"]] == ["unpacks-too-large"]
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        made.writestr("../../a.yaml", "stagehold: 1")
    answer = send(asked_desk, "/portfolio/import", content.getvalue(), ZIP)
    assert (answer.status_code, answer.json()["findings"][0]["rule"]) == (422, "path-outside")


@pytest.mark.parametrize("name", ["beth", "ada", "vera", "ben", "lou", "olaf"])
def test_a_preview_is_for_those_who_may_change_everything(asked_desk: Desk, name: str) -> None:
    answer = send(asked_desk, "/import/preview", b"stagehold: 1", YAML, name)
    assert (answer.status_code, SECRET in answer.text) == (403, False)


def test_another_kind_of_body_is_told_which_are_read(asked_desk: Desk) -> None:
    answer = send(asked_desk, "/import/preview", b"id,name", "text/csv")
    assert (answer.status_code, "application/zip" in answer.json()["detail"]) == (415, True)


def test_the_portfolio_of_the_world_is_previewed_as_it_stands(desk: Desk, tmp_path: Path) -> None:
    save(portfolio(), tmp_path / "world", FileForm.YAML)
    given = preview(desk, zipped(tmp_path / "world"), ZIP)
    assert (given["changes"], given["ready"]) == ([], True)
