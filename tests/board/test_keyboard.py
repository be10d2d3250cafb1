"""Every journey of the board by keyboard alone, at the size of a desk and of a phone, in three languages.

| journey | here | desktop | phone |
|---|---|---|---|
| look around: zoom, pan, filter, list, help, print, another language | ``test_looking_around…`` | en | ja |
| hold, challenge, answer, confirm, move, release, undo | ``test_a_day_at_the_desk…`` | ja | ko |
| move a piece of a plan, plan again around it, accept, publish | ``test_a_plan_is_worked_on…`` | ko | en |
| import with its preview, and the refusal of what is wrong | ``test_a_workbook_is_taken_in…`` | ja | ko |
| come in by password | ``test_door.py`` | en, ja, ko | en, ja, ko |

So each journey is made on both sizes, in two languages; ``--long`` makes each on both sizes in every language. That
every page opens on both sizes in every language, and axe finds nothing on any, is ``test_pages.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Locator, expect

from board.conftest import OpenBoard
from board.fingers import Fingers
from board.reader import DESKTOP, PHONE, Reader
from board.rows import bar, days_shown, said
from board.workbooks import workbook
from web.serving import Served

SIZES = {"desktop": DESKTOP, "phone": PHONE}
EVERYWHERE = [(size, language) for size in SIZES for language in ("en", "ja", "ko")]
Journey = TypeVar("Journey", bound=Callable[..., None])
STAGE_6 = {"en": "Stage 6", "ja": "第6ステージ", "ko": "제6스테이지"}


def journeys(*usual: tuple[str, str]) -> Callable[[Journey], Journey]:
    """On which screens in which languages a journey is made; under ``--long`` on each of them in every language."""

    def marked(journey: Journey) -> Journey:
        journey.usual = usual  # type: ignore[attr-defined]
        return journey

    return marked


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Journeys are made where they say."""
    pairs = EVERYWHERE if metafunc.config.getoption("--long") else getattr(metafunc.function, "usual", ())
    metafunc.parametrize(("size", "language"), pairs, ids=["-".join(pair) for pair in pairs])


def dialog(reader: Reader, key: str) -> Locator:
    """A dialog by its title."""
    return reader.page.get_by_role("dialog", name=reader.t(key), exact=True)


def button(within: Locator, reader: Reader, key: str) -> Locator:
    """A button in a part of the page."""
    return within.get_by_role("button", name=reader.t(key), exact=True)


def place(fingers: Fingers, title: str, party: str, first: str, last: str) -> None:
    """Hold Stage 6, from the timeline of that month; bars of other months may have led away from it."""
    ben = fingers.reader
    ben.go(f"timeline?from={first[:7]}-01&to={first[:7]}-28")
    fingers.tab_to(ben.page.get_by_role("region", name=ben.t("timeline.view")))
    fingers.press("n")
    form = dialog(ben, "hold.new")
    expect(form).to_be_visible()
    fingers.choose(form.get_by_label(ben.t("hold.stage"), exact=True), "h6")
    fingers.date(form.get_by_label(ben.t("hold.first-day")), first)
    fingers.date(form.get_by_label(ben.t("hold.last-day")), last)
    fingers.choose(form.get_by_label(ben.t("hold.party"), exact=True), party)
    fingers.tab_to(form.get_by_label(ben.t("hold.title"), exact=True))
    fingers.write(title)
    fingers.press("Enter")
    expect(form).to_be_hidden()
    expect(bar(ben, title)).not_to_have_count(0)


def act(fingers: Fingers, title: str, key: str) -> None:
    """Open a bar of Stage 6 and do something with it that is asked about first."""
    ben = fingers.reader
    fingers.to_bar(STAGE_6[ben.language], title)
    fingers.press("Enter")
    panel = ben.page.get_by_role("complementary", name=title)
    expect(panel).to_be_visible()
    fingers.use(button(panel, ben, key))
    asked = dialog(ben, key)
    expect(asked).to_be_visible()
    fingers.use(button(asked, ben, key))
    expect(asked).to_be_hidden()
    if panel.count() > 0:
        fingers.press("Escape")
    expect(panel).to_be_hidden()


@journeys(("desktop", "ja"), ("phone", "ko"))
def test_a_day_at_the_desk_takes_no_mouse(harbour_served: Served, board: OpenBoard, size: str, language: str) -> None:
    ben = board(harbour_served, "ben", language=language, size=SIZES[size])
    month = f"2027-{2 + EVERYWHERE.index((size, language)):02}"
    first, second, third, fourth = (f"{name} {size} {language}" for name in ("First", "Second", "Third", "Fourth"))
    ben.go(f"timeline?from={month}-01&to={month}-28")
    expect(ben.page.get_by_role("row")).not_to_have_count(0)
    fingers = Fingers(ben)
    place(fingers, first, "lantern", f"{month}-02", f"{month}-05")
    place(fingers, second, "paper-moon", f"{month}-02", f"{month}-05")
    act(fingers, second, "act.challenge")
    said(ben, "done.challenge")
    act(fingers, first, "act.answer-release")
    expect(bar(ben, first)).to_have_count(0)
    act(fingers, second, "act.confirm")
    expect(bar(ben, ben.t("bar.confirmed"), second)).not_to_have_count(0)
    place(fingers, third, "lantern", f"{month}-10", f"{month}-12")
    before = bar(ben, third).first.get_attribute("aria-label")
    fingers.to_bar(STAGE_6[language], third)
    for key in ("m", "ArrowRight", "ArrowRight", "Enter"):
        fingers.press(key)
    said(ben, "done.move")
    expect(bar(ben, str(before))).to_have_count(0)
    fingers.press("Control+z")
    expect(bar(ben, str(before))).not_to_have_count(0)
    act(fingers, third, "act.release")
    expect(bar(ben, third)).to_have_count(0)
    place(fingers, fourth, "lantern", f"{month}-15", f"{month}-16")
    fingers.press("Control+z")
    expect(bar(ben, fourth)).to_have_count(0)
    assert ben.english_left() == []


@journeys(("desktop", "ko"), ("phone", "en"))
def test_a_plan_is_worked_on_and_published_without_a_mouse(
    harbour_served: Served, board: OpenBoard, size: str, language: str
) -> None:
    pia = board(harbour_served, "pia", language=language, size=SIZES[size])
    pia.go("timeline?from=2027-01-01&to=2027-12-31")
    fingers = Fingers(pia)
    layer = pia.page.get_by_label(pia.t("layer.label"))
    fingers.choose(layer, "published/1")
    expect(bar(pia, pia.t("bar.plan"))).not_to_have_count(0)
    fingers.use(pia.button("draft.open"))
    panel = pia.page.get_by_role("complementary", name=pia.t("draft.title"))
    expect(panel).to_be_visible()
    fingers.to_bar({"en": "Stage 5", "ja": "第5ステージ", "ko": "제5스테이지"}[language], pia.t("bar.plan"))
    for key in ("m", "ArrowRight", "Enter"):
        fingers.press(key)
    fingers.use(button(panel, pia, "draft.replan"))
    accept = button(panel, pia, "draft.accept")
    expect(accept).to_be_visible(timeout=120_000)
    fingers.use(accept)
    said(pia, "draft.accepted")
    expect(panel.get_by_text(pia.t("draft.kept"))).to_be_visible()
    fingers.use(button(panel, pia, "draft.publish"))
    asked = dialog(pia, "draft.publish")
    expect(asked).to_be_visible()
    fingers.use(button(asked, pia, "draft.publish"))
    said(pia, "draft.published")
    expect(panel).to_be_hidden()
    expect(layer).not_to_have_value("published/1")
    assert pia.english_left() == []


# What a press of "Print" would open is a window of the system.
_PRINT = """
window.print = () => {
  dispatchEvent(new Event("beforeprint"));
  globalThis.printed = true;
  dispatchEvent(new Event("afterprint"));
};
"""


@journeys(("desktop", "en"), ("phone", "ja"))
def test_looking_around_printing_and_another_language_take_no_mouse(
    harbour_served: Served, board: OpenBoard, size: str, language: str
) -> None:
    vera = board(harbour_served, "vera", language=language, size=SIZES[size])
    vera.page.add_init_script(_PRINT)
    vera.go("timeline?from=2027-01-01&to=2027-12-31")
    page, fingers = vera.page, Fingers(vera)
    expect(bar(vera)).not_to_have_count(0)
    fingers.tab_to(page.get_by_role("region", name=vera.t("timeline.view")))
    wide = days_shown(vera)
    fingers.press("+")
    page.wait_for_function("(wide) => !location.hash.includes(wide)", arg="to=2027-12-31")
    assert days_shown(vera) < wide
    fingers.press("/")
    fingers.write("no such stage")
    expect(page.get_by_text(vera.t("timeline.none-pass"))).to_be_visible()
    fingers.use(vera.button("filter.clear").last)
    expect(bar(vera)).not_to_have_count(0)
    menu = page.get_by_role("navigation", name=vera.t("nav.label"))
    if size == "phone":
        fingers.use(vera.button("nav.show"))
    fingers.use(menu.get_by_role("link", name=vera.t("nav.list"), exact=True))
    expect(page.get_by_role("table", name=vera.t("list.caption"))).to_be_visible()
    if size == "phone":
        fingers.use(vera.button("nav.show"))
    fingers.use(menu.get_by_role("link", name=vera.t("nav.journal"), exact=True))
    fingers.use(vera.button("page.print"))
    page.wait_for_function("() => globalThis.printed === true")
    fingers.tab_to(vera.settings())
    fingers.press("Enter")
    other = {"en": "ja", "ja": "ko", "ko": "ja"}[language]
    fingers.choose(page.get_by_label(vera.t("me.language"), exact=True), other)
    vera.language = other
    expect(page.get_by_label(vera.t("me.language"), exact=True)).to_be_visible()
    assert vera.english_left() == []
    fingers.press("Escape")
    fingers.press("?")
    expect(dialog(vera, "help.title")).to_be_visible()
    fingers.press("Escape")
    expect(dialog(vera, "help.title")).to_be_hidden()


@journeys(("desktop", "ja"), ("phone", "ko"))
def test_a_workbook_is_taken_in_after_a_look_at_it_without_a_mouse(
    harbour_served: Served, board: OpenBoard, tmp_path: Path, size: str, language: str
) -> None:
    olga = board(harbour_served, "olga", language=language, size=SIZES[size])
    olga.go("import")
    page, fingers = olga.page, Fingers(olga)
    height = f"{13 + EVERYWHERE.index((size, language))} m"
    with page.expect_file_chooser() as asked:
        fingers.tab_to(page.locator("input[type=file]"))
        fingers.press("Enter")
    asked.value.set_files(workbook(tmp_path / "harbour.xlsx", {("h6", "clear_height"): height}))
    changes = page.get_by_role("table", name=olga.t("import.changes"))
    expect(changes.get_by_role("row").filter(has_text=STAGE_6[language])).to_contain_text(height, timeout=120_000)
    assert olga.english_left() == []
    fingers.use(olga.button("import.write"))
    said(olga, "import.done")
    spaces: list[Any] = olga.ask("GET", "/board")["spaces"]
    assert [item["clear_height_m"] for item in spaces if item["id"] == "h6"] == [float(height.removesuffix(" m"))]
