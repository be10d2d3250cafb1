"""What a party is told stands in its inbox as its reader writes days, moments and names."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from board.conftest import OpenBoard
from web.serving import Served


@pytest.mark.parametrize(
    ("language", "first", "end", "told", "stays"),
    [
        ("en", "2027-08-03", "2027-08-15", ["3–5 Aug 2027", "Stage 6"], "6–14 Aug 2027"),
        ("ja", "2027-09-03", "2027-09-15", ["2027年9月3日〜9月5日", "第6ステージ"], "2027年9月6日〜9月14日"),
        ("ko", "2027-10-03", "2027-10-15", ["2027년 10월 3일~5일", "제6스테이지"], "2027년 10월 6일~14일"),
    ],
)
def test_a_notice_names_days_with_the_last_one_and_moments_with_their_zone(
    harbour_served: Served, board: OpenBoard, language: str, first: str, end: str, told: list[str], stays: str
) -> None:
    ben, beth = board(harbour_served, "ben"), board(harbour_served, "beth", language)
    days = {"space": "h6", "start": first, "end": end}
    ben.ask("POST", "/bookings", {"party": "lantern", "title": f"Told in {language}", "lines": [days]})
    shorter = {**days, "end": f"{first[:8]}06"}
    behind = ben.ask("POST", "/bookings", {"party": "paper-moon", "title": "Wants it", "lines": [shorter]})["made"][0]
    ben.ask("POST", f"/bookings/{behind}/challenge", {})
    beth.go("inbox")
    heading = beth.page.get_by_role("heading", name=beth.t("notice-head.challenged"), exact=True)
    notice = beth.page.get_by_role("listitem").filter(has=heading).first
    expect(notice).to_contain_text(told[1])
    text = re.sub(r"\s+", " ", notice.inner_text())
    spaceless = text.replace(" ", "")
    assert [days for days in (told[0], stays) if days.replace(" ", "") not in spaceless] == []
    assert re.search(r"\d{4}-\d\d-\d\d", text) is None
    assert re.search(r"\d\d:\d\d (?:JST|KST|GMT[+-]\d+)", text) is not None
