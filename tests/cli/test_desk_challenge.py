"""desk challenge, answer, withdraw: clocks by the hour, and who is told what."""

from __future__ import annotations

import pytest

from cli.desk_calls import AtDesk


@pytest.fixture
def challenged(desk: AtDesk) -> tuple[str, str, str]:
    """Gull holds 1 to 10 May, Tern behind it 5 to 12 May; Tern challenges on Friday at six in the evening."""
    first = desk.hold("gull", "a", "2027-05-01", "2027-05-10")
    second = desk.hold("tern", "a", "2027-05-05", "2027-05-12")
    desk.now = "2027-03-05T18:00+09:00"
    return first, second, desk.made("challenge", second, "--why", "we are ready")


def test_a_challenge_names_its_clock_to_both_sides(desk: AtDesk, challenged: tuple[str, str, str]) -> None:
    first, second, id_ = challenged
    said = desk("show", second)
    assert f"{id_} {second} Tern Films (tern) Stage A, 5 May 2027 to 12 May 2027 open" in said.all()
    assert "6 Mar 2027 18:00 JST (6 Mar 2027 01:00 PST)" in said.all()
    assert f"{first}.1: no answer yet" in said.all()
    assert (
        "Answer by 6 Mar 2027 18:00 JST; without an answer the challenged days are released."
        in desk("inbox", "gull").all()
    )


def test_who_says_nothing_in_24_hours_lets_the_challenged_days_go(
    desk: AtDesk, challenged: tuple[str, str, str]
) -> None:
    first, second, id_ = challenged
    desk.now = "2027-03-06T17:59+09:00"
    assert desk.data("show", second)["challenges"][0]["state"] == "open"
    desk.now = "2027-03-06T18:00+09:00"
    assert sorted(desk.lines(first)) == [
        ("a", "2027-05-01", "2027-05-05", "hold"), ("a", "2027-05-05", "2027-05-11", "released"),
    ]  # fmt: skip
    challenge = desk.data("show", second)["challenges"][0]
    assert (challenge["id"], challenge["state"], challenge["confirm_by"]) == (id_, "won", "2027-03-08T09:00:00Z")
    assert desk.data("confirm", second)["challenges"][0]["state"] == "taken"


def test_reading_a_clock_that_has_ended_writes_nothing(desk: AtDesk, challenged: tuple[str, str, str]) -> None:
    first, _, _ = challenged
    before = desk.data("check")["number"]
    desk.now = "2027-03-06T18:00+09:00"
    told = desk.data("inbox", "gull")["notices"]
    assert (told[-1]["kind"], told[-1]["number"]) == ("let-go", None)
    assert [event["what"] for event in desk.data("journal")["events"]][-1] == "challenge-clock"
    assert desk.data("check")["number"] == before
    desk("release", first)
    assert desk.data("check")["number"] == before + 2
    assert desk.data("inbox", "gull")["notices"][-1]["number"] is not None


@pytest.mark.parametrize(
    ("answer", "code", "holder"),
    [("confirm", 0, "confirmed"), ("release", 0, "released"), ("stand", 1, "hold"), ("release-days", 0, "hold")],
)
def test_the_holder_answers(
    desk: AtDesk, challenged: tuple[str, str, str], answer: str, code: int, holder: str
) -> None:
    first, _, id_ = challenged
    desk("answer", id_, first, answer, code=code)
    assert desk.lines(first)[0][3] == holder


def test_a_challenge_is_withdrawn_and_the_hold_stands_as_before(desk: AtDesk, challenged: tuple[str, str, str]) -> None:
    first, second, id_ = challenged
    assert "10 May 2027: the challenge of your hold is withdrawn." in desk("withdraw", id_).err
    desk.now = "2027-03-06T18:00+09:00"
    assert desk.lines(first) == [("a", "2027-05-01", "2027-05-11", "hold")]
    assert desk.data("withdraw", id_, code=1)["error"]["rule"] == "challenge-over"
    assert desk.data("answer", id_, first, "release", code=1)["error"]["rule"] == "challenge-over"
    assert desk.data("show", second)["lines"][0]["rank"] == 2


def test_only_some_days_are_challenged(desk: AtDesk) -> None:
    desk.hold("gull", "a", "2027-05-01", "2027-05-10")
    second = desk.hold("tern", "a", "2027-05-05", "2027-05-12")
    data = desk.data("challenge", second, "--from", "2027-05-05", "--to", "2027-05-06")
    assert data["challenges"][0]["days"] == [{"space": "a", "start": "2027-05-05", "end": "2027-05-07"}]


def test_an_answer_that_is_none_is_a_matter_of_usage(desk: AtDesk, challenged: tuple[str, str, str]) -> None:
    first, _, id_ = challenged
    assert "'maybe' is not one of" in desk("answer", id_, first, "maybe", code=2).err
    assert desk.data("answer", "c99", first, "release", code=2)["findings"][0]["rule"] == "unknown-challenge"
