"""What does not exist is input, everywhere: exit code 2 with what was found, what there is, and the nearest of it."""

from __future__ import annotations

import pytest

from cli.desk_calls import AtDesk

DAYS = ("2027-05-01", "2027-05-10")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("hold", "aa", *DAYS, "--for", "gull"), "no space 'aa'"),
        (("hold", "Stage B", *DAYS, "--for", "gull"), "no space 'Stage B'; did you mean 'b'?"),
        (("hold", "a", *DAYS, "--for", "gul"), "no party 'gul'; did you mean 'gull'?"),
        (("hold", "a", *DAYS, "--for", "gull", "--joint-with", "b99"), "no booking 'b99'"),
        (("hold", "a", *DAYS, "--for", "gull", "--production", "g11"), "no production 'g11'; did you mean 'g1'?"),
        (("book", "aa", *DAYS, "--for", "gull"), "no space 'aa'"),
        (("confirm", "b99"), "no booking 'b99'"),
        (("show", "b99"), "no booking 'b99'"),
        (("release", "b99"), "no booking 'b99'"),
        (("answer", "c99", "b2", "confirm"), "no challenge 'c99'"),
        (("withdraw", "c99"), "no challenge 'c99'"),
        (("close", "h66", *DAYS), "no space 'h66'"),
        (("reopen", "closure-99"), "no closure 'closure-99'"),
        (("drop", "space", "zz"), "no space 'zz'"),
        (("move", "b2", *DAYS, "--space", "h99"), "no space 'h99'"),
        (("move", "b99", *DAYS), "no line b99 that is held or confirmed"),
        (("move-stay", "b99", DAYS[0]), "no booking 'b99'"),
        (("show", "--production", "nopee"), "no production 'nopee'"),
        (("journal", "--record", "b999"), "no record 'b999'"),
        (("find", *DAYS, "--for", "gull", "--feature", "tankk"), "no space has the feature 'tankk'"),
        (("find", *DAYS, "--for", "gull", "--country", "JPN"), "no studio is in country 'JPN'; did you mean 'JP'?"),
    ],
    ids=lambda item: " ".join(item) if isinstance(item, tuple) else "",
)
def test_what_does_not_exist_is_input(desk: AtDesk, command: tuple[str, ...], said: str) -> None:
    desk.hold("gull", "a", *DAYS)
    before = desk("journal").out
    answer = desk(*command, code=2)
    assert answer.out == ""
    assert f"stagehold: {said}" in answer.err.splitlines()[-1]
    assert "b2'?" not in answer.err  # a numbered id is no misspelling of another one
    data = desk.data(*command, code=2)
    assert data["error"]["code"] == "input"
    assert desk("journal").out == before


def test_what_there_is_is_named(desk: AtDesk) -> None:
    finding = desk.data("hold", "aa", *DAYS, "--for", "gull", code=2)["findings"][0]
    assert (finding["rule"], finding["found"], finding["allowed"]) == ("unknown-space", "aa", "a, b, c")


def test_days_that_are_past_are_said_to_be(desk: AtDesk) -> None:
    said = desk("find", "2027-02-01", "2027-02-10", "--for", "gull", code=1)
    assert "refused (past): all days from 2027-02-01 on are past: it is 2027-03-01" in said.out
    assert desk("find", "2027-02-25", "2027-02-26", "--for", "gull", "--flexible", "9").code == 0


@pytest.mark.parametrize("sign", ["\x85", "\x9b", "\u202e", "\u2066", "\u200b", "\u2028"])
def test_signs_that_are_not_seen_are_no_text(desk: AtDesk, sign: str) -> None:
    said = desk("hold", "a", *DAYS, "--for", "gull", "--title", f"Night{sign}Ferry", code=2)
    assert f"U+{ord(sign):04X} as character 6" in said.err


def test_a_text_that_is_too_long_says_how_long_it_is(desk: AtDesk) -> None:
    said = desk("hold", "a", *DAYS, "--for", "gull", "--title", "x" * 2_345, code=2)
    assert "1 to 200 characters in one line; found 2,345 characters" in said.err
    said = desk("hold", "a", *DAYS, "--for", "gull", "--why", "x" * 2_345, code=2)
    assert "1 to 2,000 characters in one line; found 2,345 characters" in said.err
