"""Malformed workbooks: each holds one mistake, found in its cell."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from files.malformed import Cells, Expected, found_in, says_what_is_allowed
from stagehold.files import load

RIGHT: dict[str, Cells] = {
    "parties": [["id", "name"], ["us", "Us"]],
    "studios": [["id", "name", "country"], ["lot", "Lot", "JP"]],
}


def workbook(path: Path, sheets: dict[str, Cells], merge: tuple[str, str] | None = None) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    if merge is not None:
        book[merge[0]].merge_cells(merge[1])
    book.save(path)
    return path


def spaces(*cells: object, header: tuple[str, ...] = ("id", "studio", "kind", "note", "turnover_after", "in_service")):
    return {**RIGHT, "spaces": [list(header), list(cells)]}


def case(name: str, sheets: dict[str, Cells], rule: str, file: str, line: int, record="", field="", nearest=""):
    expected = Expected(rule=rule, file=file, line=line, record=record, field=field, nearest=nearest)
    return pytest.param(sheets, expected, id=name)


CASES = [
    case("a formula", spaces("a", "lot", "stage", "=1+1"), "formula", "b.xlsx#spaces!D2", 2),
    case("a formula where something must stand", spaces("a", "lot", "=B1"), "formula", "b.xlsx#spaces!C2", 2),
    case("an error", spaces("a", "lot", "stage", "#REF!"), "error-cell", "b.xlsx#spaces!D2", 2),
    case("a time in a date", spaces("a", "lot", "stage", datetime(2027, 1, 5, 9, 30)), "time-in-date",
         "b.xlsx#spaces!D2", 2),
    case("a half day", spaces("a", "lot", "stage", None, 1.5), "not-a-whole-number", "b.xlsx#spaces!E2", 2, "a",
         "turnover_after"),
    case("an unknown column", spaces("a", "lot", "stage", header=("id", "studio", "kind", "clear_hight")),
         "unknown-column", "b.xlsx#spaces!D1", 1, nearest="clear_height"),
    case("a value in a column without a name", spaces("a", "lot", "stage", "x", header=("id", "studio", "kind")),
         "too-many-cells", "b.xlsx#spaces!D2", 2),
    case("a kind that is not there", spaces("a", "lot", "stge"), "not-allowed", "b.xlsx#spaces!C2", 2, "a", "kind",
         "stage"),
    case("a studio that is not there", spaces("a", "lott", "stage"), "unknown-id", "b.xlsx#spaces!B2", 2, "a", "studio",
         "lot"),
    case("a missing kind", spaces("a", "lot"), "missing-field", "b.xlsx#spaces", 2, "a", "kind"),
    case("an unknown sheet", {**RIGHT, "leasse": [["id"], ["x"]]}, "unknown-table", "b.xlsx#leasse", 0,
         nearest="leases"),
    case("a control character in text", {**RIGHT, "sources": [["id", "publisher"], ["s", "a\x85b"]]},
         "control-character", "b.xlsx#sources!B2", 2, "s", "publisher"),
    case("an id given twice", {**RIGHT, "sources": [["id", "publisher"], ["s", "P"], ["s", "Q"]]}, "duplicate-id",
         "b.xlsx#sources!A3", 3, "s", "id"),
    case("a lease that ends before it starts",
         {**RIGHT, "leases": [["id", "lessee", "space_count", "term"], ["l", "us", 4, "2028/2027"]]}, "not-an-interval",
         "b.xlsx#leases!D2", 2, "l", "term"),
    case("a break outside its term",
         {**RIGHT, "leases": [["id", "lessee", "space_count", "term", "options"],
                              ["l", "us", 4, "2027-01-01/2027-12-31", "[{kind: break, from: 2029-01-01}]"]]},
         "break-outside-term", "b.xlsx#leases!E2", 2, "l", "options.0.from"),
]  # fmt: skip


@pytest.mark.parametrize(("sheets", "expected"), CASES)
def test_a_mistake_is_the_only_finding_and_stands_in_its_cell(
    tmp_path: Path, sheets: dict[str, Cells], expected: Expected
) -> None:
    loaded = load(workbook(tmp_path / "b.xlsx", sheets))
    assert found_in(loaded) == [expected]
    assert says_what_is_allowed(loaded)


def test_merged_cells_are_named_with_their_range(tmp_path: Path) -> None:
    rows: Cells = [["id", "publisher", "note"], ["s", "P", "x"], ["t", "Q", "y"]]
    loaded = load(workbook(tmp_path / "b.xlsx", {"sources": rows}, merge=("sources", "C2:C3")))
    assert [(item.rule, item.file, item.found) for item in loaded.findings] == [
        ("merged-cells", "b.xlsx#sources!C2", "C2:C3")
    ]


def test_dates_numbers_and_truth_in_cells_are_read_as_they_are_shown(tmp_path: Path) -> None:
    closures: Cells = [["space", "from", "to"], ["a", date(2027, 1, 5), datetime(2027, 1, 9)]]
    leases: Cells = [
        ["id", "lessee", "spaces", "builds_in_access", "currency", "spot_rate", "space_count"],
        [2027, "us", "a", True, "USD", 0.1 + 0.2, 1.0],
    ]
    loaded = load(
        workbook(tmp_path / "b.xlsx", {**spaces("a", "lot", "stage"), "closures": closures, "leases": leases})
    )
    assert loaded.findings == ()
    lease, closure = loaded.portfolio.leases["2027"], loaded.portfolio.closures["closure-1"]
    assert (str(closure.from_), str(closure.to)) == ("2027-01-05", "2027-01-09")
    assert (lease.builds_in_access, str(lease.spot_rate), lease.space_count) == (True, "0.3", 1)


def damaged(tmp_path: Path, change) -> list[str]:
    path = workbook(tmp_path / "b.xlsx", RIGHT)
    path.write_bytes(change(path.read_bytes()))
    return [finding.rule for finding in load(path).findings]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda data: b"", id="empty"),
        pytest.param(lambda data: b"id,name\n", id="a CSV file by another name"),
        pytest.param(lambda data: data[: len(data) // 2], id="cut in half"),
        pytest.param(lambda data: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + data, id="encrypted"),
    ],
)
def test_what_is_no_workbook_is_one_finding(tmp_path: Path, change) -> None:
    assert damaged(tmp_path, change) == ["not-a-workbook"]


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("content", [b"", b"<broken", b"<a xmlns='x'/>"])
def test_a_damaged_part_never_ends_in_a_traceback(tmp_path: Path, part: str, content: bytes) -> None:
    whole = workbook(tmp_path / "whole.xlsx", RIGHT)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as target:
        for name in source.namelist():
            target.writestr(name, content if name == part else source.read(name))
    loaded = load(tmp_path / "b.xlsx")
    assert {finding.rule for finding in loaded.findings} <= {"not-a-workbook"}


def test_a_workbook_that_unpacks_too_large_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = workbook(tmp_path / "b.xlsx", RIGHT)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/bomb", "w", force_zip64=True) as part,
    ):
        for _ in range(45):
            part.write(bytes(10 * 2**20))
    assert path.stat().st_size < 2 * 2**20
    assert [finding.rule for finding in load(path).findings] == ["unpacks-too-large"]
