"""Titles and files that would like to be more than text: they are shown as they are written, and nothing runs."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from board.conftest import OpenBoard
from board.holds import hold
from board.reader import Reader
from board.rows import bar
from board.workbooks import workbook
from web.serving import Served

IMAGE = '"><img class=hostile src=x onerror="globalThis.hurt=1">'
SCRIPT = "<script>globalThis.hurt=2</script><a class=hostile href='javascript:globalThis.hurt=3'>{{7*7}}</a>"


def is_only_text(reader: Reader) -> bool:
    """Whether nothing of it became a part of the page, or ran."""
    made: int = reader.page.locator(".hostile").count()
    return made == 0 and bool(reader.page.evaluate("() => globalThis.hurt === undefined"))


def test_a_hostile_title_is_text_wherever_it_is_shown(harbour_served: Served, board: OpenBoard) -> None:
    ben = board(harbour_served, "ben")
    booking = hold(ben, "h6", "2027-10-01", "2027-10-11", title=IMAGE)
    other = hold(ben, "h6", "2027-10-05", "2027-10-15", title=SCRIPT)
    ben.go("timeline?from=2027-09-20&to=2027-10-31")
    expect(bar(ben, IMAGE)).to_be_visible()
    expect(bar(ben, SCRIPT[:20])).to_be_visible()
    assert is_only_text(ben)
    bar(ben, SCRIPT[:20]).focus()
    ben.page.keyboard.press("Enter")
    expect(ben.page.get_by_role("complementary").get_by_text(SCRIPT, exact=False).first).to_be_visible()
    assert is_only_text(ben)
    for address, text in (
        ("list/h6?from=2027-09-20&to=2027-10-31", IMAGE),
        (f"bookings/{booking}", IMAGE),
        (f"bookings/{other}", SCRIPT),
    ):
        ben.go(address)
        expect(ben.page.get_by_text(text, exact=False).first).to_be_visible()
        assert is_only_text(ben), address


def test_a_hostile_workbook_is_text_in_its_preview(harbour_served: Served, board: OpenBoard, tmp_path: Path) -> None:
    ben = board(harbour_served)
    hostile = tmp_path / "img src=x onerror=alert(1).xlsx"
    workbook(hostile, {("h1", "name"): IMAGE, ("h2", "clear_height"): SCRIPT})
    ben.expected = {422}
    ben.go("import")
    ben.page.locator("input[type=file]").first.set_input_files(hostile)
    problems = ben.page.get_by_role("table", name=ben.t("import.problems"))
    expect(problems.get_by_role("row").filter(has_text=SCRIPT[:50])).to_have_count(1, timeout=20_000)
    assert is_only_text(ben)
    workbook(hostile, {("h1", "name"): IMAGE})
    ben.page.locator("input[type=file]").first.set_input_files(hostile)
    changes = ben.page.get_by_role("table", name=ben.t("import.changes"))
    expect(changes.get_by_role("row").filter(has_text=IMAGE)).to_have_count(1, timeout=20_000)
    assert is_only_text(ben)
