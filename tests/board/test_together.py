"""Two people, two servers, one PostgreSQL: each sees what the other does, nobody overwrites, and nothing is lost."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from board.conftest import OpenBoard, running
from board.desks import HARBOUR, template
from board.rows import bar, day_x
from web.serving import Served

JULY = "timeline?from=2027-07-01&to=2027-07-31"
SOON = 1.0  # seconds within which the others see it


def hold(start: str, end: str, title: str) -> dict[str, object]:
    """A hold as the API takes it."""
    return {"party": "lantern", "title": title, "lines": [{"space": "h6", "start": start, "end": end}]}


# Notes when a bar of that name is first there; asking from outside would take longer than it takes to come.
_WATCH = """
(name) => new Promise((resolve) => {
  const there = () => document.querySelector(`[role=gridcell][aria-label*="${name}"]`) !== null;
  const look = () => (there() ? resolve(performance.timeOrigin + performance.now()) : requestAnimationFrame(look));
  look();
})
"""


def seconds_until_seen(page: Page, name: str, do: object) -> float:
    """From the moment something is asked for until a bar of that name is on somebody else's page."""
    page.evaluate(f"(name) => {{ globalThis.seen = ({_WATCH})(name); }}", name)
    began = time.time()
    assert callable(do)
    do()
    return float(page.evaluate("globalThis.seen")) / 1000 - began


def test_changes_cross_servers_within_a_second_and_a_drop_that_comes_too_late_is_refused(
    served_twice: tuple[Served, Served], board: OpenBoard
) -> None:
    one, two = served_twice
    ben, pia = board(one, "ben"), board(two, "pia")
    pia.expected = {409, 412}
    for reader in (ben, pia):
        reader.go(JULY)
        expect(reader.page.get_by_role("gridcell")).not_to_have_count(0)
    for number, title in enumerate(("One", "Two", "Three")):
        days = hold(f"2027-07-{5 + 5 * number:02}", f"2027-07-{8 + 5 * number:02}", f"Seen {title}")
        took = seconds_until_seen(pia.page, f"Seen {title}", lambda days=days: ben.ask("POST", "/bookings", days))
        assert took <= SOON, f"seen after {took:.2f} s"

    # Pia lifts a bar; before she drops it, Ben has moved it on the other server.
    lifted = bar(pia, "Seen One")
    box = lifted.bounding_box()
    assert box is not None
    day = day_x(pia, "2027-07-06") - day_x(pia, "2027-07-05")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    with pia.page.expect_response(lambda response: response.url.endswith("/move-stay")) as answered:
        pia.page.route("**/move-stay", lambda route: (meanwhile(), route.continue_())[1])

        def meanwhile() -> None:
            found = ben.ask("GET", "/lines?space=h6")["lines"]
            line = next(item for item in found if item["start"] == "2027-07-05")
            moved = {"line": line["id"], "space": "h6", "start": "2027-07-24", "end": "2027-07-27"}
            ben.ask("POST", f"/bookings/{line['booking']}/move", moved)

        pia.page.mouse.move(x, y)
        pia.page.mouse.down()
        pia.page.mouse.move(x + day, y, steps=3)
        pia.page.mouse.move(x + 24 * day, y, steps=6)
        pia.page.mouse.up()
    assert answered.value.status in (409, 412)
    refusal = pia.page.get_by_role("dialog", name=pia.t("problem.title"))
    expect(refusal.get_by_text(pia.t("problem.changed-meanwhile"))).to_be_visible()
    pia.page.keyboard.press("Escape")
    for reader in (ben, pia):
        expect(bar(reader, "Seen One", "24 – 26 Jul")).to_be_visible()


def test_an_outside_party_sees_within_a_second_what_others_hold_and_let_go_on_another_server(
    served_twice: tuple[Served, Served], board: OpenBoard
) -> None:
    one, two = served_twice
    ben, beth = board(one, "ben"), board(two, "beth")
    beth.go(JULY)
    expect(beth.page.get_by_role("gridcell")).not_to_have_count(0)
    nobody = beth.t("bar.unnamed")
    made: list[str] = []

    def place() -> None:
        body = {**hold("2027-07-05", "2027-07-10", "Not hers"), "party": "paper-moon"}
        made.append(ben.ask("POST", "/bookings", body)["made"][0])

    took = seconds_until_seen(beth.page, f"{nobody}, 5 – 9 Jul 2027", place)
    assert took <= SOON, f"seen after {took:.2f} s"
    expect(bar(beth, "Not hers")).to_have_count(0)
    shorter = {"start": "2027-07-08", "end": "2027-07-10"}
    took = seconds_until_seen(
        beth.page, f"{nobody}, 5 – 7 Jul 2027", lambda: ben.ask("POST", f"/bookings/{made[0]}/release", shorter)
    )
    assert took <= SOON, f"seen after {took:.2f} s"
    ben.ask("POST", f"/bookings/{made[0]}/release", {})
    expect(bar(beth, nobody, "5 – 7 Jul")).to_have_count(0, timeout=2_000)


# Lets the page rest in the background at once, and counts the streams that it has open.
_BACKGROUND = """
(() => {
  const later = setTimeout;
  globalThis.setTimeout = (run, wait, ...more) => later(run, wait === 20000 ? 50 : wait, ...more);
  const Source = EventSource;
  globalThis.streams = [];
  globalThis.EventSource = class extends Source {
    constructor(...given) { super(...given); globalThis.streams.push(this); }
  };
  globalThis.shown = (state) => {
    Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
    Object.defineProperty(document, "hidden", { value: state === "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  };
})();
"""


def test_a_tab_in_the_background_gives_its_stream_back_and_has_missed_nothing_when_it_is_seen_again(
    harbour_served: Served, board: OpenBoard
) -> None:
    ben = board(harbour_served, "ben")
    ben.page.add_init_script(_BACKGROUND)
    ben.go(JULY)
    expect(ben.page.get_by_role("gridcell")).not_to_have_count(0)
    ben.page.wait_for_function("() => globalThis.streams.some((stream) => stream.readyState === 1)")
    kept = ben.ask("POST", "/bookings", hold("2027-07-20", "2027-07-23", "There before"))["made"][0]
    expect(bar(ben, "There before")).to_be_visible()
    ben.page.evaluate("globalThis.shown('hidden')")
    ben.page.wait_for_function("() => globalThis.streams.every((stream) => stream.readyState === 2)")
    came = ben.ask("POST", "/bookings", hold("2027-07-24", "2027-07-27", "Came meanwhile"))["made"][0]
    ben.ask("POST", f"/bookings/{kept}/release", {})
    ben.page.evaluate("globalThis.shown('visible')")
    expect(bar(ben, "Came meanwhile")).to_be_visible()
    expect(bar(ben, "There before")).to_have_count(0)
    ben.page.wait_for_function("() => globalThis.streams.filter((stream) => stream.readyState !== 2).length === 1")
    # Looked away from for a moment only, it goes on listening.
    ben.page.evaluate("globalThis.shown('hidden'); globalThis.shown('visible')")
    ben.ask("POST", f"/bookings/{came}/release", {})
    expect(bar(ben, "Came meanwhile")).to_have_count(0)


def test_a_server_that_starts_again_loses_nothing_and_the_page_comes_back_by_itself(
    built_page: Path, shared_folder: Path, tmp_path: Path, board: OpenBoard
) -> None:
    file = tmp_path / "desk.sqlite"
    shutil.copyfile(template(shared_folder, HARBOUR), file)
    with running(file, HARBOUR) as first:
        port = int(first.origin.rpartition(":")[2])
        ben = board(first, "ben")
        ben.go(JULY)
        ben.ask("POST", "/bookings", hold("2027-07-05", "2027-07-10", "Before the end"))
        expect(bar(ben, "Before the end")).to_be_visible()
    expect(ben.page.get_by_text(ben.t("app.lost")).first).to_be_visible()
    with running(file, HARBOUR, port=port) as again:
        assert again.origin == first.origin
        ben.ask("POST", "/bookings", hold("2027-07-15", "2027-07-20", "After it"))
        expect(bar(ben, "After it")).to_be_visible(timeout=60_000)
        expect(bar(ben, "Before the end")).to_be_visible()
        expect(ben.page.get_by_text(ben.t("app.lost"))).to_have_count(0)
        ben.trouble.clear()  # requests that nobody answered meanwhile


def test_a_page_that_is_left_gives_its_connection_back(harbour_served: Served, board: OpenBoard) -> None:
    """A browser keeps six connections to a server: pages kept for the back button must not use them up."""
    ben = board(harbour_served, "ben")
    for _ in range(8):
        ben.go(JULY)
        expect(ben.page.get_by_role("gridcell")).not_to_have_count(0, timeout=60_000)
        ben.page.goto("about:blank")
    ben.page.go_back()
    expect(ben.page.get_by_role("gridcell")).not_to_have_count(0)
    ben.ask("POST", "/bookings", hold("2027-07-05", "2027-07-10", "Back again"))
    expect(bar(ben, "Back again")).to_be_visible()


def test_nobody_answers_a_challenge_confirms_or_lets_go_over_what_somebody_else_has_just_done(
    harbour_served: Served, board: OpenBoard
) -> None:
    """Two browsers see the same; the slower one is refused by name, and then shown how it stands."""
    ben, pia = board(harbour_served, "ben"), board(harbour_served, "pia")
    pia.expected = {412}
    first = ben.ask("POST", "/bookings", hold("2027-07-11", "2027-07-14", "Held first"))["made"][0]
    second = ben.ask("POST", "/bookings", hold("2027-07-11", "2027-07-14", "Held second"))["made"][0]
    third = ben.ask("POST", "/bookings", hold("2027-07-11", "2027-07-14", "Held third"))["made"][0]
    challenge = ben.ask("POST", f"/bookings/{third}/challenge", {})["made"][0]
    pia.go(JULY)

    def too_late(title: str, what: str, route: str, meanwhile: Callable[[], object]) -> None:
        """Pia's request is on its way while somebody else does another thing."""
        bar(pia, title).click()
        panel = pia.page.get_by_role("complementary", name=title)
        pia.page.route(route, lambda asked: (meanwhile(), asked.continue_())[1])
        panel.get_by_role("button", name=pia.t(what), exact=True).click()
        dialog = pia.page.get_by_role("dialog", name=pia.t(what))
        with pia.page.expect_response(lambda answer: answer.status == 412):
            dialog.get_by_role("button", name=pia.t(what), exact=True).click()
        refusal = pia.page.get_by_role("dialog", name=pia.t("problem.title"))
        expect(refusal.get_by_text(pia.t("problem.changed-meanwhile"))).to_be_visible()
        pia.page.keyboard.press("Escape")
        pia.page.unroute(route)

    answer = f"/challenges/{challenge}/answer"
    stand = {"booking": second, "answer": "stand"}
    too_late("Held first", "act.answer-release", "**/answer", lambda: ben.ask("POST", answer, stand))
    ben.ask("POST", answer, {"booking": first, "answer": "release"})
    expect(bar(pia, "Held first")).to_have_count(0)
    standing = [line for line in ben.ask("GET", f"/bookings/{second}")["lines"] if line["state"] == "confirmed"]
    assert standing != []  # it stood, and was first once the other had let go
    fourth = ben.ask("POST", "/bookings", hold("2027-07-15", "2027-07-20", "Held fourth"))["made"][0]
    release, last = f"/bookings/{fourth}/release", {"start": "2027-07-19", "end": "2027-07-20"}
    too_late("Held fourth", "act.release", "**/release", lambda: ben.ask("POST", release, last))
    last = {"start": "2027-07-18", "end": "2027-07-19"}
    too_late("Held fourth", "act.confirm", "**/confirm", lambda: ben.ask("POST", release, last))
    expect(bar(pia, "Held fourth", "15 – 17 Jul")).to_be_visible()
