"""Coming in: by the link that the server printed, by password, and out again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from board.conftest import OpenBoard
from board.desks import PASSWORD
from board.reader import DESKTOP, PHONE
from board.words import LANGUAGES
from web.serving import Served

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])


def test_the_printed_link_signs_the_owner_in_once(harbour_served: Served, board: OpenBoard) -> None:
    someone = board(harbour_served, name="")
    assert harbour_served.link is not None
    someone.page.goto(harbour_served.link)
    expect(someone.page.get_by_role("navigation", name=someone.t("nav.label"))).to_be_visible()
    someone.page.reload()
    expect(someone.page.get_by_role("navigation", name=someone.t("nav.label"))).to_be_visible()
    other = board(harbour_served, name="")
    other.expected = {401}
    other.page.goto(harbour_served.link)
    assert "/start/" in other.page.url  # it has been used: nobody is let in


@SIZES
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_password_typed_by_keyboard_alone_lets_one_in(
    harbour_served: Served, board: OpenBoard, language: str, size: tuple[int, int]
) -> None:
    someone = board(harbour_served, name="", language=language, size=size)
    someone.expected = {401}  # before one is in
    page = someone.page
    page.goto(harbour_served.origin)
    expect(someone.heading("door.title")).to_be_visible()
    assert someone.english_left() == []
    page.get_by_label(someone.t("door.name"), exact=True).focus()
    page.keyboard.type("vera")
    page.keyboard.press("Tab")
    page.keyboard.type("not her password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text(someone.t("door.refused"))
    page.get_by_label(someone.t("door.password"), exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=re.compile("Vera"))).to_be_visible()


def test_who_signs_out_sees_the_door_and_nothing_else(harbour_served: Served, board: OpenBoard) -> None:
    vera = board(harbour_served, "vera")
    vera.expected = {401}
    vera.go("timeline")
    vera.settings().click()
    vera.button("me.sign-out").click()
    expect(vera.heading("door.title")).to_be_visible()
    vera.page.reload()
    expect(vera.heading("door.title")).to_be_visible()
