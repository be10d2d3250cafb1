"""What requests name, and refusals for names that stand for nothing."""

from __future__ import annotations

from stagehold.desk.obstacles import nearest_free
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


def booking_of(desk: Desk, id_: str) -> DeskBooking:
    """A booking by its id."""
    booking = desk.bookings.get(id_)
    if booking is None:
        close = nearest(id_, desk.bookings) if len(desk.bookings) < 10_000 else ""
        return refuse("unknown-booking", f"no booking {id_!r}" + (f"; did you mean {close!r}?" if close else ""))
    return booking


def live_lines(desk: Desk, booking: DeskBooking, state: LineState, named: tuple[str, ...] = ()) -> list[Line]:
    """The lines of a booking in this state: all, or those named, each of which must be."""
    lines = [line for line in desk.lines_of(booking.id) if line.state is state]
    for id_ in named:
        if all(line.id != id_ for line in lines):
            known = ", ".join(line.id for line in lines) or "none"
            refuse("unknown-line", f"booking {booking.id} has no line {id_!r} that is {state}; it has {known}")
    found = [line for line in lines if not named or line.id in named]
    if not found:
        word = "holds nothing" if state is LineState.HOLD else f"has nothing that is {state}"
        refuse(
            "nothing-held" if state is LineState.HOLD else f"nothing-{state}", f"booking {booking.id} {word} any more"
        )
    return found


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
    asked = f"{line.span.start} to {line.span.end}"
    days = ", ".join(f"{item.span.start} to {item.span.end}" for item in obstacles[:5] if item.span is not None)
    says = f"{line.space} {words} on {days or asked} (ends are exclusive)"
    party = step.party_of(line)
    refuse(rule, says, obstacles, nearest_free(step.desk, party, line.space, line.span, step.today(line.space)))
