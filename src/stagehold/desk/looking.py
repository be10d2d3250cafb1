"""What requests name, and refusals for names that stand for nothing."""

from __future__ import annotations

import re

from stagehold.desk.obstacles import free_instead
from stagehold.desk.records import DeskBooking, Line
from stagehold.desk.refusal import Obstacle, refuse
from stagehold.desk.state import Desk
from stagehold.desk.step import Step
from stagehold.domain.booking import LineState
from stagehold.domain.days import Span
from stagehold.domain.findings import nearest

WORDS = {
    "booking": ("taken", "is booked"),
    "lease": ("leased-to-others", "is leased to another party"),
    "closure": ("closed", "is closed"),
    "turnover": ("turnover", "needs clear days next to another stay"),
    "hold": ("not-first", "is held by others first"),
    "offer": ("offered", "is offered to the first in the queue"),
    "service": ("not-in-service", "is not in service"),
    "policy": ("policy", "is not let so by the studio's policy"),
}


NUMBERED = re.compile(r"[a-z]\d+(-\d+)?(\.\d+)?")
NAMES = {LineState.HOLD: "held", LineState.CONFIRMED: "confirmed"}  # lines as messages name them
# What can be done about lines of each state; that of the first state of which there are lines is told.
WAYS_OUT = {
    LineState.CONFIRMED: "cancel gives a confirmed line up, move changes its days",
    LineState.HOLD: "confirm books a hold, release gives it up",
    LineState.LAPSED: "hold the days again",
    LineState.EXPIRED: "hold the days again",
    LineState.RELEASED: "hold the days again",
    LineState.CANCELLED: "hold the days again",
}


def booking_of(desk: Desk, id_: str) -> DeskBooking:
    """A booking by its id."""
    booking = desk.bookings.get(id_)
    if booking is None:
        # Of ids that are numbers no other one is what was meant.
        guess = len(desk.bookings) < 10_000 and not NUMBERED.fullmatch(id_)
        close = nearest(id_, desk.bookings) if guess else ""
        return refuse("unknown-booking", f"no booking {id_!r}" + (f"; did you mean {close!r}?" if close else ""))
    return booking


def live_lines(desk: Desk, booking: DeskBooking, state: LineState, named: tuple[str, ...] = ()) -> list[Line]:
    """The lines of a booking in this state: all, or those named, each of which must be."""
    lines = [line for line in desk.lines_of(booking.id) if line.state is state]
    for id_ in named:
        if all(line.id != id_ for line in lines):
            known = ", ".join(line.id for line in lines) or "none"
            refuse(
                "unknown-line",
                f"booking {booking.id} has no {NAMES[state]} line {id_!r}; its {NAMES[state]} lines: {known}",
            )
    found = [line for line in lines if not named or line.id in named]
    if not found:
        rule = "nothing-held" if state is LineState.HOLD else f"nothing-{state}"
        word = "holds nothing" if state is LineState.HOLD else f"has nothing that is {state}"
        refuse(rule, f"booking {booking.id} {word}: {_how_it_stands(desk, booking)}")
    return found


def _how_it_stands(desk: Desk, booking: DeskBooking) -> str:
    """What the lines of a booking are instead, and what can be done about that."""
    lines = desk.lines_of(booking.id)
    for state, way in WAYS_OUT.items():
        ids = [line.id for line in lines if line.state is state]
        if ids:
            missed = [item.kind for item in booking.missed] if state is LineState.LAPSED else []
            why = f", as {' and '.join(missed)} was not met by its deadline" if missed else ""
            return f"{', '.join(ids)} {'is' if len(ids) == 1 else 'are'} {NAMES.get(state, state)}{why}; {way}"
    return "it has no lines"


def check_party(desk: Desk, party: str) -> None:
    """Refuse a party that does not exist."""
    if party not in desk.portfolio.parties:
        close = nearest(party, desk.portfolio.parties)
        refuse("unknown-party", f"no party {party!r}" + (f"; did you mean {close!r}?" if close else ""))


def check_need(desk: Desk, production: str | None, need: str | None) -> None:
    """Refuse a production, or a need of it, that does not exist."""
    known = desk.portfolio.productions
    if production is not None and production not in known:
        close = nearest(production, known)
        hint = f"; did you mean {close!r}?" if close else ""
        refuse("unknown-production", f"no production {production!r}{hint}")
    if need is None:
        return
    if production is None:
        refuse("no-production", f"need {need!r} belongs to a production: name it too")
    needs = [one.id for one in known[production].needs]
    if need not in needs:
        refuse("unknown-need", f"production {production} has no need {need!r}; it has {', '.join(needs) or 'none'}")


def check_known(desk: Desk, space: str) -> None:
    """Refuse a space that does not exist."""
    if space not in desk.portfolio.spaces:
        close = nearest(space, desk.portfolio.spaces)
        refuse("unknown-space", f"no space {space!r}" + (f"; did you mean {close!r}?" if close else ""))


def check_space(step: Step, space: str, span: Span) -> None:
    """Refuse a space that does not exist, and days that are over."""
    check_known(step.desk, space)
    today = step.today(space)
    if span.start < today:
        refuse("past", f"{span.start} is past: it is {today} at {space}; ask for days from then on")


def refuse_obstacles(step: Step, line: Line, obstacles: tuple[Obstacle, ...]) -> None:
    """Refuse if anything is in the way of a line, with what is free instead."""
    if not obstacles:
        return
    rule, words = WORDS[obstacles[0].kind]
    days = ", ".join(str(item.span) for item in obstacles[:5] if item.span is not None)
    says = f"{line.space} {words} on {days or line.span}"
    party = step.party_of(line)
    refuse(rule, says, obstacles, free_instead(step.desk, party, line.space, line.span, step.today(line.space)))
