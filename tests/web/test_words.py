"""Texts over HTTP: what cannot be seen is refused, in words."""

from __future__ import annotations

import pytest

from web.world import API, Desk


@pytest.mark.parametrize("sign", ["\x00", "\n", "\x85", "\x9b", "\u200b", "\u202e", "\u2066"])
@pytest.mark.parametrize("where", ["{}ab", "a{}b", "ab{}"])
def test_a_text_with_signs_that_are_not_seen_is_refused(asked_desk: Desk, sign: str, where: str) -> None:
    lines = [{"space": "a", "start": "2199-03-01", "end": "2199-03-11"}]
    body = {"party": "alpha", "title": where.format(sign), "lines": lines}
    answer = asked_desk.ask("ben", "POST", f"{API}/bookings", body)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert "a text in one line, without signs that are not seen" in answer.json()["detail"]
    assert "regex" not in answer.json()["detail"]


def test_a_value_outside_of_a_closed_list_is_refused_with_what_is_allowed(asked_desk: Desk) -> None:
    lines = [{"space": "a", "start": "2199-03-01", "end": "2199-03-11", "phase": "shooot"}]
    answer = asked_desk.ask("ben", "POST", f"{API}/bookings", {"party": "alpha", "lines": lines})
    assert answer.json()["detail"] == (
        "in the body: Invalid enum value 'shooot' - at `$.lines[0].phase`; "
        "allowed: build, prelight, shoot, standing, strike"
    )
    answer = asked_desk.ask("ben", "GET", f"{API}/portfolio/export?form=pdf")
    assert answer.json()["detail"].endswith("allowed: json, xlsx, yaml")
