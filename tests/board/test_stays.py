"""A bar of a booking takes its whole stay along: one step of the desk, one undo; a phase alone when that is wanted."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, expect

from board.conftest import OpenBoard
from board.reader import PHONE, Reader
from board.rows import bar, carry, said
from web.serving import Served

AUGUST = "timeline?from=2027-08-01&to=2027-08-31"


def hold(reader: Reader, title: str, *lines: tuple[str, str, str, str], party: str = "lantern") -> str:
    """A hold of several phases in August, each of (stage, phase, first day, day after the last); its booking."""
    wanted = [
        {"space": space, "phase": phase, "start": f"2027-08-{start}", "end": f"2027-08-{end}"}
        for space, phase, start, end in lines
    ]
    made: list[str] = reader.ask("POST", "/bookings", {"party": party, "title": title, "lines": wanted})["made"]
    return made[0]


def let_go(reader: Reader, booking: str) -> None:
    """What a test has held is free again for the next."""
    reader.ask("POST", f"/bookings/{booking}/release", {})


def days(reader: Reader, booking: str) -> list[tuple[str, str, str, str]]:
    """Stage, phase, first day and day after the last of what stands of a booking."""
    lines = reader.ask("GET", f"/bookings/{booking}")["lines"]
    standing = [line for line in lines if line["state"] in ("hold", "confirmed")]
    return sorted((line["space"], line["phase"], line["start"][8:], line["end"][8:]) for line in standing)


def moves(reader: Reader) -> list[str]:
    """The requests that this reader sends to change bookings, as they are sent."""
    sent: list[str] = []

    def note(request: Any) -> None:
        if request.method == "POST" and "/bookings/" in request.url:
            sent.append(request.url.rpartition("/")[2])

    reader.page.on("request", note)
    return sent


def drag(reader: Reader, what: Locator, days_on: int) -> None:
    """Carry a bar some days on and let go of it."""
    carry(reader, what, days_on)
    reader.page.mouse.up()


def test_dragging_a_phase_takes_the_stay_along_in_one_step_and_undo_brings_it_back_in_one(
    harbour_served: Served, board: OpenBoard
) -> None:
    ben = board(harbour_served, "ben")
    was = [("h6", "build", "02", "05"), ("h6", "shoot", "05", "10"), ("h6", "strike", "10", "11")]
    id_ = hold(ben, "Three phases", *was)
    ben.go(AUGUST)
    sent = moves(ben)
    drag(ben, bar(ben, "Three phases", "5 – 9 Aug"), 9)
    expect(bar(ben, "Three phases", "14 – 18 Aug")).to_be_visible()
    assert days(ben, id_) == [("h6", "build", "11", "14"), ("h6", "shoot", "14", "19"), ("h6", "strike", "19", "20")]
    assert sent == ["move-stay"]
    ben.page.keyboard.press("Control+z")
    said(ben, "undo.done", what=ben.t("done.move"))
    expect(bar(ben, "Three phases", "5 – 9 Aug")).to_be_visible()
    assert days(ben, id_) == was
    assert sent == ["move-stay", "move-stay"]
    ben.page.keyboard.down("Shift")
    drag(ben, bar(ben, "Three phases", "10 Aug"), 3)
    ben.page.keyboard.up("Shift")
    expect(bar(ben, "Three phases", "13 Aug")).to_be_visible()
    assert days(ben, id_) == [*was[:2], ("h6", "strike", "13", "14")]
    let_go(ben, id_)


def test_a_stay_on_two_stages_moves_by_keys_on_both_and_one_phase_alone_by_another_key(
    harbour_served: Served, board: OpenBoard
) -> None:
    ben = board(harbour_served, "ben", size=PHONE)
    was = [("h6", "build", "23", "25"), ("h6", "shoot", "25", "28"), ("h5", "shoot", "23", "28")]
    id_ = hold(ben, "Two stages", *was, party="kestrel")
    ben.go("timeline?from=2027-08-19&to=2027-09-04")
    press = ben.page.keyboard.press
    moving = bar(ben, "Two stages", "Stage 6", "25 – 27 Aug")
    expect(moving).not_to_have_count(0)
    moving.focus()
    for key in ("m", "ArrowRight", "ArrowRight", "Enter"):
        press(key)
    expect(bar(ben, "Two stages", "Stage 6", "27 – 29 Aug")).not_to_have_count(0)
    assert spans(days(ben, id_)) == {("h6", "build"): (25, 27), ("h6", "shoot"): (27, 30), ("h5", "shoot"): (25, 30)}
    press("Control+z")
    expect(bar(ben, "Two stages", "Stage 6", "25 – 27 Aug")).not_to_have_count(0)
    assert spans(days(ben, id_)) == {("h6", "build"): (23, 25), ("h6", "shoot"): (25, 28), ("h5", "shoot"): (23, 28)}
    bar(ben, "Two stages", "Stage 6", "25 – 27 Aug").first.focus()
    for key in ("Shift+M", "ArrowRight", "Enter"):
        press(key)
    expect(bar(ben, "Two stages", "Stage 6", "26 – 28 Aug")).not_to_have_count(0)
    assert spans(days(ben, id_)) == {("h6", "build"): (23, 25), ("h6", "shoot"): (26, 29), ("h5", "shoot"): (23, 28)}
    let_go(ben, id_)


def spans(lines: list[tuple[str, str, str, str]]) -> dict[tuple[str, str], tuple[int, int]]:
    """First day and day after the last of each phase on each stage, however many lines it is of."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for space, phase, start, end in lines:
        first, last = found.get((space, phase), (99, 0))
        found[space, phase] = (min(first, int(start)), max(last, int(end)))
    return found


def test_a_stay_that_is_refused_stays_and_goes_to_free_days_as_a_whole(
    harbour_served: Served, board: OpenBoard
) -> None:
    ben = board(harbour_served, "ben")
    ben.expected = {409}
    id_ = hold(ben, "Wants in", ("h6", "build", "02", "04"), ("h6", "shoot", "04", "06"))
    booked = {"party": "paper-moon", "confirm": True, "title": "Firm"}
    lines = [{"space": "h6", "start": "2027-08-12", "end": "2027-08-14"}]
    ben.ask("POST", "/bookings", {**booked, "lines": lines})
    ben.go(AUGUST)
    drag(ben, bar(ben, "Wants in", "2 – 3 Aug"), 9)
    refusal = ben.page.get_by_role("dialog", name=ben.t("problem.title"))
    expect(refusal.get_by_text(ben.t("problem.in-the-way"))).to_be_visible()
    assert days(ben, id_) == [("h6", "build", "02", "04"), ("h6", "shoot", "04", "06")]
    refusal.get_by_role("button", name="Stage 6").last.click()
    expect(refusal).to_be_hidden()
    said(ben, "done.move")
    (build, shoot) = spans(days(ben, id_)).values()
    assert build[1] == shoot[0]
    assert build[0] >= 14 or shoot[1] <= 12
    let_go(ben, id_)
