"""What the desk answers: what was done and who was told, or why not and what is free instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from stagehold.cli.console import human, out, print_json
from stagehold.cli.reading import reader_of
from stagehold.cli.tables import print_table
from stagehold.reports import desk_data

if TYPE_CHECKING:
    from stagehold.cli.desk_calling import Caller
    from stagehold.desk.event import Event
    from stagehold.desk.refusal import Refusal
    from stagehold.desk.requests import Request
    from stagehold.desk.state import Desk
    from stagehold.reports.desk_names import DeskNames
    from stagehold.reports.table import Table
    from stagehold.services.desking import Done

REFUSED = 1  # exit code: done, but the answer is no


def ask(caller: Caller, make: Callable[[Desk], Request]) -> int:
    """Ask the desk for what ``make`` words, print the answer, and give the exit code.

    Raises
    ------
    InputError
        If it names something that does not exist: that is no answer of a rule.
    """
    from stagehold.cli.desk_calling import at_desk
    from stagehold.desk.refusal import Refused
    from stagehold.services.naming import misspelt, names_nothing

    with at_desk(caller) as desk:
        try:
            done = desk.ask(make, by=caller.by, why=caller.why, key=caller.key)
        except Refused as refused:
            request = make(desk.desk)
            if names_nothing(desk.desk, request, refused.refusal.rule):
                raise misspelt(desk.desk, request, refused.refusal) from refused
            return print_refusal(caller, desk.desk, refused.refusal)
    if caller.as_json:
        print_json(done_as_data(done))
    else:
        print_done(caller, done)
    return 0


# --- done ---------------------------------------------------------------------------------------------------------


def done_as_data(done: Done) -> dict[str, Any]:
    """The receipt, with every booking and challenge that was changed as it is now, and who was told what."""
    bookings, challenges = touched(done.event)
    desk = done.desk
    return {
        "number": done.receipt.number,
        "at": desk_data.moment(done.receipt.at),
        "what": done.receipt.what,
        "made": list(done.receipt.made),
        "again": done.again,
        "bookings": [desk_data.booking_as_data(desk, desk.bookings[id_]) for id_ in bookings if id_ in desk.bookings],
        "challenges": [desk_data.challenge_as_data(desk.challenges[id_]) for id_ in challenges],
        "notices": [desk_data.notice_as_data(notice) for notice in done.event.notices],
    }


def touched(event: Event) -> tuple[list[str], list[str]]:
    """The ids of the bookings and of the challenges that an event changed, each once."""
    from stagehold.desk.records import Challenge, DeskBooking, Line

    records = [getattr(change, "record", None) for change in event.changes]
    bookings = [
        record.booking if isinstance(record, Line) else record.id
        for record in records
        if isinstance(record, Line | DeskBooking)
    ]
    challenges = [record.id for record in records if isinstance(record, Challenge)]
    return list(dict.fromkeys(bookings)), list(dict.fromkeys(challenges))


def print_done(caller: Caller, done: Done) -> None:
    """What was done: a sentence, then every line and challenge that changed, then who was told."""
    from stagehold.desk.records import Challenge, DeskBooking, Line
    from stagehold.reports.desk_tables import challenges_table, conditions_table, lines_table

    names = names_for(caller, done.desk)
    out().print(headline(done))
    records = [getattr(change, "record", None) for change in done.event.changes]
    lines = {record.id: done.desk.lines[record.id] for record in records if isinstance(record, Line)}
    challenges = {record.id: done.desk.challenges[record.id] for record in records if isinstance(record, Challenge)}
    bookings = {record.id: done.desk.bookings[record.id] for record in records if isinstance(record, DeskBooking)}
    print_filled(names, lines_table(names, lines.values()), challenges_table(names, challenges.values()))
    print_filled(names, *(conditions_table(names, booking) for booking in bookings.values() if booking.conditions))
    print_told(names, done.event)


def headline(done: Done) -> str:
    """In a sentence: what was done, what it made, and the number of the event."""
    bookings, challenges = touched(done.event)
    about = ", ".join(done.receipt.made or (challenges + bookings)[:3])
    text = f"{done.receipt.what}: {about or 'done'} (event {done.receipt.number})"
    return f"{text}; done before under this key, nothing was written now" if done.again else text


def print_told(names: DeskNames, event: Event) -> None:
    """Who was told what, one line each, on standard error."""
    from stagehold.reports.notice_texts import notice_sentence

    for notice in event.notices:
        human().print(f"told {names.party(notice.party)}: {notice_sentence(names, notice)}")


# --- refused ------------------------------------------------------------------------------------------------------


def print_refusal(caller: Caller, desk: Desk, refusal: Refusal) -> int:
    """Why not, what is in the way on which days, whom to ask, and what is free nearest; the exit code."""
    from stagehold.reports.found_tables import nearest_table, obstacles_table

    if caller.as_json:
        print_json({"error": desk_data.refusal_as_data(refusal), "findings": []})
        return REFUSED
    names = names_for(caller, desk)
    out().print(f"refused ({refusal.rule}): {_sentence(names, refusal)}", soft_wrap=True)
    print_filled(names, obstacles_table(names, refusal.obstacles), nearest_table(names, refusal.nearest))
    return REFUSED


def _sentence(names: DeskNames, refusal: Refusal) -> str:
    """What the rule says; where it names the days in the way, which a table shows as well, without these."""
    from stagehold.desk.looking import WORDS

    if not refusal.obstacles:
        return refusal.says
    first = refusal.obstacles[0]
    words = WORDS[first.kind][1]
    return f"{names.space(first.space)} {words}" if f"{first.space} {words} on " in refusal.says else refusal.says


# --- shared -------------------------------------------------------------------------------------------------------


def names_for(caller: Caller, desk: Desk) -> DeskNames:
    """How what stands at a desk is named in the language asked for."""
    from stagehold.reports.desk_names import DeskNames

    return DeskNames(desk, reader_of(desk.portfolio, caller.lang))


def print_filled(names: DeskNames, *tables: Table) -> bool:
    """Print those tables that hold something; whether one does."""
    shown = [table for table in tables if table.rows]
    for table in shown:
        print_table(table, names.reader)
    return bool(shown)


def print_tables_or(names: DeskNames, tables: Iterable[Table], otherwise: str) -> None:
    """Print those tables that hold something, or say that there is nothing."""
    if not print_filled(names, *tables):
        human().print(otherwise)
