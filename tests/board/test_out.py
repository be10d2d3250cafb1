"""Out and in: workbooks that others open, prints, and a preview of what an import would change."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
from playwright.sync_api import expect

from board.conftest import OpenBoard
from board.desks import HARBOUR, PROJECT
from board.workbooks import workbook
from stagehold.files import load
from web.serving import Served


def test_a_table_is_taken_away_as_a_workbook(east_asia_served: Served, board: OpenBoard, tmp_path: Path) -> None:
    reader = board(east_asia_served, language="ja")
    reader.go("footprint")
    expect(reader.page.get_by_role("table")).not_to_have_count(0)
    words = re.escape(reader.t("table.xlsx-of", title="§")).replace("§", ".+")
    with reader.page.expect_download() as taken:
        reader.page.get_by_role("button", name=re.compile(words)).first.click()
    file = tmp_path / taken.value.suggested_filename
    taken.value.save_as(file)
    assert file.suffix == ".xlsx"
    sheet = openpyxl.load_workbook(file).worksheets[0]
    table = reader.page.get_by_role("table").first
    found = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert len(found) >= table.get_by_role("row").count()
    first = table.get_by_role("rowheader").first.inner_text().strip().splitlines()[0]
    assert any(first in cell for row in found for cell in row)


def test_a_page_prints_on_paper(east_asia_served: Served, board: OpenBoard) -> None:
    reader = board(east_asia_served)
    for address in ("slate", "timeline?from=2027-01-01&to=2027-12-31"):
        reader.go(address)
        expect(reader.page.get_by_text(reader.t("app.loading"), exact=True)).to_have_count(0, timeout=120_000)
        printed = reader.page.pdf(format="A4", landscape=True)
        assert printed.startswith(b"%PDF")
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) >= 1
        assert len(printed) > 5_000


def test_an_import_shows_what_it_would_change_and_every_problem_before_anything_is_written(
    harbour_served: Served, board: OpenBoard, tmp_path: Path
) -> None:
    reader = board(harbour_served)
    changed = workbook(tmp_path / "changed.xlsx", {("h6", "clear_height"): "11 m"})
    broken = workbook(tmp_path / "broken.xlsx", {("h6", "clear_height"): "tall"})
    reader.expected = {422}
    reader.go("import")
    chosen = reader.page.locator("input[type=file]").first
    chosen.set_input_files(changed)
    changes = reader.page.get_by_role("table", name=reader.t("import.changes"))
    expect(changes.get_by_role("row").filter(has_text="Stage 6")).to_contain_text("11 m", timeout=120_000)
    expect(changes.get_by_role("row")).to_have_count(2)  # its head, and that change alone
    chosen.set_input_files(broken)
    problems = reader.page.get_by_role("table", name=reader.t("import.problems"))
    expect(problems.get_by_role("row").filter(has_text="tall")).to_contain_text(
        "broken.xlsx · spaces!F7", timeout=120_000
    )
    heights = [item["clear_height_m"] for item in reader.ask("GET", "/board")["spaces"] if item["id"] == "h6"]
    assert heights == [9.0]  # nothing was written


def test_the_whole_portfolio_is_taken_away_and_reads_back(
    harbour_served: Served, board: OpenBoard, tmp_path: Path
) -> None:
    reader = board(harbour_served)
    reader.go("import")
    with reader.page.expect_download() as taken:
        reader.page.get_by_role("link", name=reader.t("export.xlsx"), exact=True).click()
    file = tmp_path / "portfolio.xlsx"
    taken.value.save_as(file)
    assert set(load(PROJECT / "examples" / HARBOUR.example).portfolio.spaces) == set(load(file).portfolio.spaces)
