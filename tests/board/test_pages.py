"""Every page opens: without an error, in three languages, in light and dark, and so that everybody can use it."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from board.conftest import OpenBoard
from board.reader import DESKTOP, PHONE, Reader
from board.words import catalogue, english_left
from web.serving import Served

# Every page of the board, as its address says it.
PAGES = (
    "timeline",
    "list",
    "availability",
    "inbox",
    "plan",
    "plan/1",
    "scenarios",
    "risk",
    "advice",
    "footprint",
    "slate",
    "leases",
    "leases/lease-toho-2021",
    "use",
    "sources",
    "sources/lease/lease-toho-2021",
    "journal",
    "calendars",
    "import",
    "people",
    "account",
    "about",
)

# Something of each of them that is there once the page stands.
STANDS = "h1, h2, table, [role=grid], [role=table]"


def opened(reader: Reader, address: str) -> None:
    """Go there and wait until all of it stands."""
    reader.go(address)
    settled(reader)


def settled(reader: Reader) -> None:
    """Nothing is being loaded any more."""
    reader.page.wait_for_function(f"() => document.querySelector('#content')?.querySelector({STANDS!r}) !== null")
    main = reader.page.get_by_role("main")
    expect(main.get_by_text(reader.t("app.loading"), exact=True)).to_have_count(0, timeout=120_000)
    expect(main.locator("[aria-busy=true]")).to_have_count(0, timeout=120_000)


def violations(page: Page) -> list[str]:
    """What keeps somebody from using the page: rule, how many, where first."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{item['id']} ({item['impact']}) x {len(item['nodes'])}: {item['nodes'][0]['target']} "
        f"{item['nodes'][0].get('failureSummary', '')[:300]}"
        for item in found
    ]


# A language, a screen and its light each: together every one of them with every page.
@pytest.mark.parametrize(
    ("language", "size", "scheme"),
    [("en", DESKTOP, "light"), ("ja", DESKTOP, "dark"), ("ko", PHONE, "light")],
    ids=["english", "japanese-dark", "korean-phone"],
)
def test_every_page_opens_in_its_language_without_an_error_and_so_that_everybody_can_use_it(
    east_asia_served: Served, board: OpenBoard, language: str, size: tuple[int, int], scheme: str
) -> None:
    reader = board(east_asia_served, language=language, size=size, color_scheme=scheme)
    reader.expected = {422}  # a lease whose figures nothing states: the page says what is missing
    wrong = {}
    for address in PAGES:
        opened(reader, address)
        found = [*reader.trouble, *violations(reader.page), *too_wide(reader.page), *covered(reader.page)]
        if language != "en":
            found += reader.english_left()
        if found:
            wrong[address] = found
        reader.trouble.clear()
    assert wrong == {}, "\n".join(f"{address}: {item}" for address, found in wrong.items() for item in found)


def too_wide(page: Page) -> list[str]:
    """That the page is wider than its screen."""
    width = page.evaluate("document.documentElement.scrollWidth")
    screen = page.evaluate("document.documentElement.clientWidth")
    return [f"{width} pixels wide on a screen of {screen}"] if width > screen else []


def covered(page: Page) -> list[str]:
    """That the names of the pages, where they stand beside a page, reach under it."""
    beside = page.locator(".shell.open > :has(> #pages)")
    if not beside.count() or beside.evaluate("(part) => getComputedStyle(part).position") == "fixed":
        return []
    right = beside.evaluate("(part) => part.getBoundingClientRect().right")
    left = page.locator("main").evaluate("(part) => part.getBoundingClientRect().left")
    return [f"the pages end at {right}, under what begins at {left}"] if right > left else []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_panels_and_dialogs_over_the_timeline_can_be_used_by_everybody(
    east_asia_served: Served, board: OpenBoard, scheme: str
) -> None:
    reader = board(east_asia_served, color_scheme=scheme)
    opened(reader, "timeline?plan=published%2F1")
    page, wrong = reader.page, {}
    bars = page.get_by_role("gridcell")
    expect(bars).not_to_have_count(0)
    page.get_by_role("rowheader").filter(has_not=page.get_by_role("button")).first.click()
    expect(page.get_by_role("complementary")).to_be_visible()
    wrong["stage"] = violations(page)
    bars.first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name=reader.t("act.label"))).to_be_visible()
    wrong["bar"] = violations(page)
    page.keyboard.press("Escape")
    reader.button("draft.open").click()
    expect(page.get_by_role("complementary", name=reader.t("draft.title"))).to_be_visible()
    wrong["draft"] = violations(page)
    for name, button, title in (
        ("hold", "hold.new", "hold.new"),
        ("help", "help.open", "help.title"),
    ):
        page.get_by_role("button", name=reader.t(button), exact=True).first.click()
        dialog = page.get_by_role("dialog", name=reader.t(title))
        expect(dialog).to_be_visible()
        wrong[name] = violations(page)
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
    reader.settings().click()
    wrong["settings"] = violations(page)
    found = [f"{where}: {item}" for where, items in wrong.items() for item in items]
    assert found == [], "\n".join(found)


def test_a_page_that_is_not_there_says_so(east_asia_served: Served, board: OpenBoard) -> None:
    reader = board(east_asia_served)
    reader.go("nothing-of-the-kind")
    expect(reader.page.get_by_text(reader.t("app.missing")).first).to_be_visible()


def test_english_on_a_japanese_page_is_found() -> None:
    assert english_left("ja", [catalogue("ja")["nav.timeline"], "Stagehold", "Toho Studios"]) == []
    assert english_left("ja", ["Timeline"]) == ["nav.timeline: Timeline"]
