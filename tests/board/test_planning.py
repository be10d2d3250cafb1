"""Working on a plan by hand: move a piece, see at once what it breaks, plan again around it, take that, or not."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from board.conftest import OpenBoard
from board.reader import Reader
from board.rows import bar, day_x, said
from web.serving import Served

YEAR = "timeline?from=2027-01-01&to=2027-12-31&plan=published%2F1"


def draft(reader: Reader) -> Locator:
    """The panel of the plan that is worked on, opened."""
    expect(bar(reader, reader.t("bar.plan"))).not_to_have_count(0)
    reader.button("draft.open").click()
    panel = reader.page.get_by_role("complementary", name=reader.t("draft.title"))
    expect(panel).to_be_visible()
    return panel


def test_a_piece_is_moved_by_drag_checked_at_once_and_put_back(harbour_served: Served, board: OpenBoard) -> None:
    pia = board(harbour_served, "pia")
    pia.go(YEAR)
    panel = draft(pia)
    gull = bar(pia, pia.t("bar.plan"), "Gull")
    before = gull.get_attribute("aria-label")
    gull.scroll_into_view_if_needed()
    box = gull.bounding_box()
    assert box is not None
    day = (day_x(pia, "2027-06-30") - day_x(pia, "2027-05-31")) / 30
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    pia.page.mouse.move(x, y)
    pia.page.mouse.down()
    pia.page.mouse.move(x + 10 * day, y, steps=4)
    pia.page.mouse.move(x + 40 * day, y, steps=6)
    pia.page.mouse.up()
    expect(panel.get_by_text(re.compile(r"\d rules? (is|are) broken|All rules are kept"))).to_be_visible()
    expect(panel.get_by_text("Gull")).not_to_have_count(0)
    assert gull.get_attribute("aria-label") != before
    pia.page.keyboard.press("Control+z")
    expect(panel.get_by_text(pia.t("draft.no-changes"))).to_be_visible()
    assert gull.get_attribute("aria-label") == before


def test_the_plan_is_made_again_around_a_piece_that_keys_have_moved_and_taken(
    harbour_served: Served, board: OpenBoard
) -> None:
    pia = board(harbour_served, "pia", language="ko")
    pia.go(YEAR)
    panel = draft(pia)
    piece = bar(pia, pia.t("bar.plan"), "Pearl").or_(bar(pia, pia.t("bar.plan"), "pearl")).first
    piece.focus()
    for key in ("m", "ArrowRight", "Enter"):
        pia.page.keyboard.press(key)
    expect(panel.get_by_role("button", name=pia.t("draft.replan"), exact=True)).to_be_visible()
    panel.get_by_role("button", name=pia.t("draft.replan"), exact=True).click()
    accept = panel.get_by_role("button", name=pia.t("draft.accept"), exact=True)
    expect(accept).to_be_visible(timeout=300_000)
    assert pia.english_left() == []
    accept.click()
    said(pia, "draft.accepted")
    expect(panel.get_by_text(pia.t("draft.kept"))).to_be_visible()


def test_a_production_without_a_place_is_put_where_it_fits(harbour_served: Served, board: OpenBoard) -> None:
    pia = board(harbour_served, "pia")
    plan = pia.ask("GET", "/published/plan-1")["plan"]
    # The same plan without one production: it must be hand-placed again.
    left = [item for item in plan["placements"] if item["production"] != "pearl"]
    without = {**plan, "placements": left, "unplaced": [{"production": "pearl", "why": []}], "terms": {}}
    made = pia.ask("POST", "/published", {"plan": without, "party": "kestrel"})
    number = next(found[1] for item in made["made"] if (found := re.fullmatch(r"plan-(\d+)", item)))
    pia.go(f"timeline?from=2027-06-01&to=2027-10-31&plan=published%2F{number}")
    panel = draft(pia)
    panel.get_by_role("button", name=pia.t("draft.find"), exact=True).click()
    fit = panel.get_by_role("button", name=re.compile("Stage 5")).first
    fit.click()
    expect(bar(pia, pia.t("bar.plan"), "pearl").or_(bar(pia, pia.t("bar.plan"), "Pearl"))).not_to_have_count(0)
    expect(panel.get_by_text(pia.t("draft.kept"))).to_be_visible()


def test_why_a_production_is_late_is_read_in_the_language_of_the_page(harbour_served: Served, board: OpenBoard) -> None:
    pia = board(harbour_served, "pia", language="ja")
    pia.go(YEAR)
    draft(pia)
    bar(pia, pia.t("bar.plan"), "日遅れ").first.click()
    details = pia.page.get_by_role("complementary", name=re.compile("."))
    expect(details.get_by_text(pia.t("details.why-late"))).to_be_visible()
    expect(details.get_by_text("必要なのは900").first).to_be_visible()
    assert "asked" not in details.inner_text()
