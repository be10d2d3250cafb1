"""Working at the desk on the board: holds, challenges, confirmations, moves, and what undoes them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from board.conftest import OpenBoard
from board.holds import filled, form, hold
from board.reader import PHONE, Reader
from board.rows import bar, box_of, carry, day_x, said
from board.words import english_left
from web.serving import Served

MAY = "timeline?from=2027-05-01&to=2027-06-30"


def test_a_hold_is_placed_by_dragging_over_empty_days_and_undone(harbour_served: Served, board: OpenBoard) -> None:
    ben = board(harbour_served, "ben")
    ben.go("timeline?from=2027-01-01&to=2027-02-28")
    box = box_of(ben, "Stage 6")
    x, y = day_x(ben, "2027-01-11"), box["y"] + 12
    ben.page.mouse.move(x, y)
    ben.page.mouse.down()
    ben.page.mouse.move(x + 40, y, steps=4)
    ben.page.mouse.move(day_x(ben, "2027-01-20"), y, steps=6)
    ben.page.mouse.up()
    expect(form(ben).get_by_label(ben.t("hold.first-day"))).to_have_value("2027-01-11")
    expect(form(ben).get_by_label(ben.t("hold.last-day"))).to_have_value("2027-01-20")
    form(ben).get_by_label(ben.t("hold.party"), exact=True).select_option(label="Lantern Films")
    form(ben).get_by_label(ben.t("hold.title"), exact=True).fill("Soap film")
    form(ben).get_by_role("button", name=ben.t("hold.make"), exact=True).click()
    expect(bar(ben, "Soap film", "Stage 6")).to_be_visible()
    said(ben, "done.hold")
    ben.page.keyboard.press("Control+z")
    expect(bar(ben, "Soap film")).to_have_count(0)
    said(ben, "undo.done", what=ben.t("done.hold"))


@pytest.mark.parametrize("language", ["ja", "ko"])
def test_a_hold_is_placed_by_keyboard_alone(harbour_served: Served, board: OpenBoard, language: str) -> None:
    ben = board(harbour_served, "ben", language=language)
    ben.go(MAY)
    expect(ben.page.get_by_role("gridcell")).not_to_have_count(0)
    press, write = ben.page.keyboard.press, ben.page.keyboard.type
    ben.page.get_by_role("region", name=ben.t("timeline.view")).focus()
    press("n")
    dialog = form(ben)
    expect(dialog).to_be_visible()
    dialog.get_by_label(ben.t("hold.stage"), exact=True).focus()
    dialog.get_by_label(ben.t("hold.stage"), exact=True).select_option("h6")
    first = dialog.get_by_label(ben.t("hold.first-day"))
    first.fill("2027-06-01" if language == "ja" else "2027-06-11")
    dialog.get_by_label(ben.t("hold.last-day")).fill("2027-06-05" if language == "ja" else "2027-06-15")
    dialog.get_by_label(ben.t("hold.party"), exact=True).select_option("lantern")
    dialog.get_by_label(ben.t("hold.title"), exact=True).focus()
    write(f"Typed in {language}")
    press("Enter")
    expect(dialog).to_be_hidden()
    expect(bar(ben, f"Typed in {language}")).to_be_visible()
    assert ben.english_left() == []


def test_a_challenge_is_made_answered_and_won_and_the_booking_confirmed(
    harbour_served: Served, board: OpenBoard
) -> None:
    ben = board(harbour_served, "ben")
    hold(ben, "h6", "2027-03-01", "2027-03-11", "lantern", "First there")
    hold(ben, "h6", "2027-03-05", "2027-03-15", "paper-moon", "Wants it")
    ben.go("timeline?from=2027-02-15&to=2027-03-31")
    bar(ben, "Wants it").click()
    details = ben.page.get_by_role("complementary", name="Wants it")
    details.get_by_role("button", name=ben.t("act.challenge"), exact=True).click()
    dialog = ben.page.get_by_role("dialog", name=ben.t("act.challenge"))
    expect(dialog.get_by_text(ben.t("ask.challenge"))).to_be_visible()
    dialog.get_by_role("button", name=ben.t("act.challenge"), exact=True).click()
    said(ben, "done.challenge")
    challenged = bar(ben, "First there", ben.t("bar.challenged", left="§").partition("§")[0].strip())
    expect(challenged).to_be_visible()
    challenged.click()
    details = ben.page.get_by_role("complementary", name="First there")
    details.get_by_role("button", name=ben.t("act.answer-release"), exact=True).click()
    dialog = ben.page.get_by_role("dialog", name=ben.t("act.answer-release"))
    dialog.get_by_role("button", name=ben.t("act.answer-release"), exact=True).click()
    said(ben, "done.answer-release")
    expect(bar(ben, ben.t("bar.hold-rank", rank=1), "Wants it")).to_be_visible()
    bar(ben, "Wants it").click()
    details = ben.page.get_by_role("complementary", name="Wants it")
    details.get_by_role("button", name=ben.t("act.confirm"), exact=True).click()
    dialog = ben.page.get_by_role("dialog", name=ben.t("act.confirm"))
    dialog.get_by_role("button", name=ben.t("act.confirm"), exact=True).click()
    expect(bar(ben, ben.t("bar.confirmed"), "Wants it")).to_be_visible()
    ben.page.keyboard.press("Control+z")
    said(ben, "undo.cannot", what=ben.t("done.confirm"), why=ben.t("undo.why-confirmed"))


def test_a_hold_is_let_go_by_keyboard(harbour_served: Served, board: OpenBoard) -> None:
    ben = board(harbour_served, "ben")
    hold(ben, "h6", "2027-04-05", "2027-04-10", title="Goes again")
    ben.go("timeline?from=2027-04-01&to=2027-04-30")
    bar(ben, "Goes again").focus()
    ben.page.keyboard.press("Enter")
    details = ben.page.get_by_role("complementary", name="Goes again")
    expect(details).to_be_visible()
    details.get_by_role("button", name=ben.t("act.release"), exact=True).focus()
    ben.page.keyboard.press("Enter")
    dialog = ben.page.get_by_role("dialog", name=ben.t("act.release"))
    dialog.get_by_role("button", name=ben.t("act.release"), exact=True).focus()
    ben.page.keyboard.press("Enter")
    expect(bar(ben, "Goes again")).to_have_count(0)


def test_a_hold_is_moved_by_drag_and_by_keys_and_moved_back(harbour_served: Served, board: OpenBoard) -> None:
    ben = board(harbour_served, "ben")
    hold(ben, "h6", "2027-07-05", "2027-07-10", title="Moves about")
    ben.go("timeline?from=2027-07-01&to=2027-07-31")
    carry(ben, bar(ben, "Moves about"), 7)
    expect(ben.page.get_by_text(ben.t("verdict.fits")).first).to_be_visible()
    ben.page.mouse.up()
    expect(bar(ben, "Moves about", "12 – 16 Jul")).to_be_visible()
    bar(ben, "Moves about").focus()
    for key in ("m", "ArrowRight", "ArrowRight", "Enter"):
        ben.page.keyboard.press(key)
    expect(bar(ben, "Moves about", "14 – 18 Jul")).to_be_visible()
    ben.page.keyboard.press("Control+z")
    expect(bar(ben, "Moves about", "12 – 16 Jul")).to_be_visible()
    ben.page.keyboard.press("Control+z")
    expect(bar(ben, "Moves about", "5 – 9 Jul")).to_be_visible()


def leased_days_filled_in(reader: Reader) -> Locator:
    """The form of a hold on days on which the stage is leased to others, filled in and not sent."""
    reader.go("timeline?from=2027-05-01&to=2027-07-31")
    expect(reader.page.get_by_role("gridcell")).not_to_have_count(0)
    return filled(reader, "h1", "2027-06-01", "2027-06-12", "lantern")


def test_what_cannot_stand_there_says_why_and_what_is_free_instead(harbour_served: Served, board: OpenBoard) -> None:
    ben = board(harbour_served, "ben")
    ben.expected = {409}
    dialog = leased_days_filled_in(ben)
    expect(dialog.get_by_text("Leased to Kestrel Pictures")).to_be_visible()
    dialog.get_by_role("button", name=ben.t("hold.make"), exact=True).click()
    expect(dialog.get_by_text(ben.t("problem.in-the-way"))).to_be_visible()
    ben.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


@pytest.mark.parametrize(
    ("language", "told"),
    [("ja", "h1は他社が賃借しています: 2027年6月1日〜2027年6月12日"), ("ko", "h1: 다른 회사가 임차하고 있습니다")],
)
def test_a_refusal_is_read_in_the_language_of_the_page_alone(
    harbour_served: Served, board: OpenBoard, language: str, told: str
) -> None:
    ben = board(harbour_served, "ben", language)
    ben.expected = {409}
    dialog = leased_days_filled_in(ben)
    dialog.get_by_role("button", name=ben.t("hold.make"), exact=True).click()
    alert = dialog.get_by_role("alert")
    expect(alert).to_contain_text(told)
    assert re.search(r"[a-z]{3,} [a-z]{2,} [a-z]{2,}", alert.inner_text()) is None
    assert english_left(language, ben.texts()) == []
    ben.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_viewer_is_offered_nothing_that_changes_anything(harbour_served: Served, board: OpenBoard) -> None:
    vera = board(harbour_served, "vera")
    vera.go("timeline?from=2027-01-01&to=2027-06-30")
    bar(vera, vera.t("bar.confirmed"), "Stage 1").click()
    details = vera.page.get_by_role("complementary")
    expect(details.get_by_role("link", name=vera.t("act.booking"))).to_be_visible()
    expect(details.get_by_role("button", name=re.compile("Cancel|Move|Release"))).to_have_count(0)
    expect(vera.button("hold.new")).to_have_count(0)


def test_a_stranger_sees_that_others_hold_and_never_who(harbour_served: Served, board: OpenBoard) -> None:
    beth = board(harbour_served, "beth")
    beth.go("timeline?from=2027-01-01&to=2027-12-31")
    expect(beth.page.get_by_role("gridcell")).not_to_have_count(0)
    assert [text for text in beth.texts() if "Lighthouse" in text or "Paper Moon" in text] == []


def test_a_phone_places_a_hold_from_the_list(harbour_served: Served, board: OpenBoard) -> None:
    ben = board(harbour_served, "ben", size=PHONE)
    ben.go("list?from=2027-08-01&to=2027-08-31")
    dialog = filled(ben, "h6", "2027-08-03", "2027-08-07", "lantern")
    dialog.get_by_label(ben.t("hold.title"), exact=True).fill("From a phone")
    dialog.get_by_role("button", name=ben.t("hold.make"), exact=True).click()
    table = ben.page.get_by_role("table", name=ben.t("list.caption"))
    expect(table.get_by_role("row").filter(has_text="From a phone")).to_be_visible()
