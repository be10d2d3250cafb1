"""Looking at the timeline: what stands where, nearer and farther, fewer stages, another language, a link for others."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from board.conftest import OpenBoard
from board.reader import DESKTOP, PHONE
from board.rows import bar, days_shown, stage
from board.words import LANGUAGES, word
from web.serving import Served

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
YEAR = "timeline?from=2027-01-01&to=2027-12-31"


@SIZES
@pytest.mark.parametrize("language", LANGUAGES)
def test_stages_stand_under_their_studios_with_what_is_on_them(
    harbour_served: Served, board: OpenBoard, language: str, size: tuple[int, int]
) -> None:
    reader = board(harbour_served, language=language, size=size)
    reader.go("timeline?from=2027-01-01&to=2027-12-31")
    names = {
        "en": ("Harbour Lot", "Stage 1"),
        "ja": ("ハーバー撮影所", "第1ステージ"),
        "ko": ("하버 촬영소", "제1스테이지"),
    }
    studio, first = names[language]
    expect(reader.page.get_by_role("button", name=re.compile(studio))).to_be_visible()
    expect(stage(reader, first)).to_be_visible()
    confirmed = reader.t("bar.confirmed")
    expect(bar(reader, confirmed, first)).not_to_have_count(0)
    assert reader.english_left() == []


def test_holds_say_their_rank_and_closures_leases_and_areas_are_told_of_a_stage(
    harbour_served: Served, board: OpenBoard
) -> None:
    reader = board(harbour_served)
    reader.go("timeline?from=2027-09-01&to=2027-12-01")
    expect(bar(reader, reader.t("bar.hold-rank", rank=2), "Paper Moon Commercials", "Stage 2")).to_be_visible()
    stage(reader, "Stage 1").click()
    details = reader.page.get_by_role("complementary", name="Stage 1")
    expect(details.get_by_role("link", name="Kestrel Pictures")).to_be_visible()
    expect(details.get_by_text("New house power")).to_be_visible()
    expect(details.get_by_text("1,200 m²")).to_be_visible()


def test_keys_alone_lead_over_the_timeline(harbour_served: Served, board: OpenBoard) -> None:
    reader = board(harbour_served)
    reader.go(YEAR)
    expect(bar(reader, "Stage 1")).not_to_have_count(0)
    view = reader.page.get_by_role("region", name=reader.t("timeline.view"))
    view.focus()
    press = reader.page.keyboard.press
    before = reader.page.url
    press("ArrowRight")
    reader.page.wait_for_function("before => location.href !== before", arg=before)
    wide = days_shown(reader)
    press("+")
    reader.page.wait_for_function("before => location.href !== before", arg=reader.page.url)
    assert days_shown(reader) < wide
    press("0")
    reader.page.wait_for_function("() => /from=202[0-6]/.test(location.hash)")
    assert days_shown(reader) > 700
    press("?")
    help_ = reader.page.get_by_role("dialog", name=reader.t("help.title"))
    expect(help_).to_be_visible()
    press("Escape")
    expect(help_).to_be_hidden()
    view.focus()
    press("Tab")  # into the rows
    press("ArrowDown")
    press("ArrowDown")
    press("ArrowRight")
    focused = reader.page.evaluate("document.activeElement.getAttribute('role')")
    assert focused == "gridcell"
    press("Enter")
    expect(reader.page.get_by_role("complementary")).to_be_visible()
    press("Escape")
    expect(reader.page.get_by_role("complementary")).to_be_hidden()


def test_the_wheel_with_ctrl_zooms_and_with_shift_pans(harbour_served: Served, board: OpenBoard) -> None:
    reader = board(harbour_served)
    reader.go(YEAR)
    expect(bar(reader, "Stage 1")).not_to_have_count(0)
    reader.page.mouse.move(900, 500)
    wide = 364
    reader.page.keyboard.down("Control")
    reader.page.mouse.wheel(0, -300)
    reader.page.keyboard.up("Control")
    reader.page.wait_for_function("() => !location.hash.includes('to=2027-12-31')")
    near = days_shown(reader)
    assert near < wide / 2
    before = reader.page.url
    reader.page.keyboard.down("Shift")
    reader.page.mouse.wheel(0, 400)
    reader.page.keyboard.up("Shift")
    reader.page.wait_for_function("before => location.href !== before", arg=before)
    assert abs(days_shown(reader) - near) <= 1


def test_two_fingers_zoom_on_a_phone(harbour_served: Served, board: OpenBoard) -> None:
    reader = board(harbour_served, size=PHONE)
    reader.go(YEAR)
    expect(bar(reader, "Stage 1")).not_to_have_count(0)
    session = reader.page.context.new_cdp_session(reader.page)

    def touch(kind: str, apart: int | None) -> None:
        middle, y = 270, 500
        points = [] if apart is None else [{"x": middle + side * apart, "y": y, "id": side} for side in (-1, 1)]
        points = [{**point, "id": number} for number, point in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 20)
    for apart in range(25, 75, 5):
        touch("touchMove", apart)
    touch("touchEnd", None)
    reader.page.wait_for_function("() => !location.hash.includes('to=2027-12-31')")
    assert days_shown(reader) < 200


def test_filters_leave_what_was_asked_for(harbour_served: Served, board: OpenBoard) -> None:
    reader = board(harbour_served)
    reader.go(YEAR)
    expect(stage(reader, "Stage 6")).to_be_visible()
    reader.page.get_by_label(reader.t("filter.studio"), exact=True).select_option(label="Hill Annex")
    expect(stage(reader, "Hill Stage")).to_be_visible()
    expect(stage(reader, "Stage 6")).to_be_hidden()
    reader.button("filter.clear").click()
    expect(stage(reader, "Stage 6")).to_be_visible()
    reader.page.get_by_label(reader.t("filter.feature"), exact=True).select_option("tank")
    expect(stage(reader, "Stage 5")).to_be_visible()
    expect(stage(reader, "Stage 6")).to_be_hidden()
    reader.button("filter.clear").click()
    reader.page.get_by_role("region", name=reader.t("timeline.view")).focus()
    reader.page.keyboard.press("/")
    reader.page.keyboard.type("no such thing")
    expect(reader.page.get_by_text(reader.t("timeline.none-pass"))).to_be_visible()


def test_a_link_reopens_exactly_what_was_seen(harbour_served: Served, board: OpenBoard) -> None:
    reader = board(harbour_served)
    reader.go("timeline?from=2027-03-01&to=2027-06-30")
    reader.page.get_by_label(reader.t("filter.feature"), exact=True).select_option("grid")
    reader.page.get_by_label(reader.t("layer.label")).select_option(label=reader.t("layer.published", n=1))
    expect(bar(reader, reader.t("bar.plan"))).not_to_have_count(0)
    reader.page.get_by_role("button", name=re.compile("Hill Annex|Harbour Lot")).first.focus()
    link = reader.page.url
    other = board(harbour_served, "pia", language="en")
    other.page.goto(link)
    expect(bar(other, other.t("bar.plan"))).not_to_have_count(0)
    expect(other.page.get_by_label(other.t("filter.feature"), exact=True)).to_have_value("grid")
    names = [[cell.get_attribute("aria-label") for cell in bar(seen).all()] for seen in (reader, other)]
    assert names[0] == names[1] != []
    assert other.page.url == link


def test_another_language_comes_at_once_and_leaves_no_english(harbour_served: Served, board: OpenBoard) -> None:
    reader = board(harbour_served, "vera")
    reader.go(f"{YEAR}&plan=published%2F1")
    expect(bar(reader, reader.t("bar.plan"))).not_to_have_count(0)
    reader.settings().click()
    for language in ("ja", "ko"):
        reader.page.get_by_label(reader.t("me.language"), exact=True).select_option(language)
        reader.language = language
        expect(reader.page.get_by_role("navigation", name=word(language, "nav.label"))).to_be_visible()
        expect(bar(reader, word(language, "bar.plan"))).not_to_have_count(0)
        assert reader.english_left() == []
        assert reader.page.evaluate("document.documentElement.lang") == language
    units = reader.page.get_by_label(reader.t("me.units"), exact=True)
    units.select_option("pyeong")
    expect(stage(reader, "제1스테이지")).to_contain_text("363")  # 1,200 m2


@SIZES
def test_the_list_shows_the_same(harbour_served: Served, board: OpenBoard, size: tuple[int, int]) -> None:
    reader = board(harbour_served, language="ja", size=size)
    reader.go("timeline?from=2027-01-01&to=2027-12-31&plan=published%2F1")
    expect(bar(reader, reader.t("bar.plan"))).not_to_have_count(0)
    reader.go("list?from=2027-01-01&to=2027-12-31&plan=published%2F1")
    table = reader.page.get_by_role("table", name=reader.t("list.caption"))
    expect(table).to_be_visible()
    rows = table.get_by_role("row").filter(has_text="第2ステージ")
    expect(rows.filter(has_text=reader.t("bar.confirmed"))).not_to_have_count(0)
    expect(rows.filter(has_text=reader.t("bar.hold-rank", rank=2))).not_to_have_count(0)
    expect(table.get_by_role("row").filter(has_text=reader.t("bar.plan"))).not_to_have_count(0)
    assert reader.english_left() == []
