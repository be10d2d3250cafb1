"""desk show, queue, inbox: what stands, and what a party has been told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import click

from stagehold.cli.console import out, print_json
from stagehold.cli.desk_calling import DAY, WORDS, Caller, at_desk, reads, span_of, span_or_none
from stagehold.cli.desk_printing import names_for, print_filled, print_tables_or
from stagehold.domain.booking import LineState
from stagehold.services.naming import known_booking, known_party, known_production, known_space, known_studio

if TYPE_CHECKING:
    from stagehold.desk.records import Challenge, DeskBooking, Line
    from stagehold.desk.state import Desk
    from stagehold.reports.desk_names import DeskNames
    from stagehold.services.looking import QueueDays, Sight

STATES = click.Choice(["standing", "all", *(state.value for state in LineState)])
MOST = click.option(
    "--most", default=50, show_default=True, type=click.IntRange(1, 10_000), metavar="N", help="At most so many."
)


@click.command()
@click.argument("booking", required=False, type=WORDS)
@click.option("--for", "party", metavar="PARTY", type=WORDS, help="Of this party only: id or name.")
@click.option("--studio", metavar="STUDIO", type=WORDS, help="At this studio only.")
@click.option("--space", metavar="SPACE", type=WORDS, help="On this space only.")
@click.option("--production", metavar="ID", type=WORDS, help="For this production only.")
@click.option("--state", type=STATES, default="standing", show_default=True, help="Lines in this state only.")
@click.option("--from", "first", metavar="DAY", type=DAY, help="With --to: lines on some of these days only.")
@click.option("--to", "last", metavar="DAY", type=DAY, help="The last of these days.")
@reads
def show(
    caller: Caller,
    booking: str | None,
    party: str | None,
    studio: str | None,
    space: str | None,
    production: str | None,
    state: str,
    first: date | None,
    last: date | None,
) -> None:
    """Show BOOKING with all its lines, what it needs and its challenges; without it, every line that stands."""
    from stagehold.services.looking import Sight

    span = span_or_none(first, last)
    with at_desk(caller) as opened_desk:
        desk = opened_desk.desk
        if booking is not None:
            _show_booking(caller, desk, desk.bookings[known_booking(desk, booking)])
            return
        sight = Sight(
            party=None if party is None else known_party(desk, party),
            studio=None if studio is None else known_studio(desk, studio),
            space=None if space is None else known_space(desk, space),
            production=None if production is None else known_production(desk, production),
            state=state,
            span=span,
        )
        _show_lines(caller, desk, sight)


def _show_booking(caller: Caller, desk: Desk, booking: DeskBooking) -> None:
    from stagehold.reports import desk_data

    challenges = [item for item in desk.challenges.values() if _concerns(item, booking.id)]
    if caller.as_json:
        data = desk_data.booking_as_data(desk, booking)
        print_json({**data, "challenges": [desk_data.challenge_as_data(item) for item in challenges]})
        return
    from stagehold.reports.desk_tables import challenges_table, conditions_table, lines_table

    names = names_for(caller, desk)
    out().print("; ".join(_about(names, booking)), soft_wrap=True)
    print_filled(
        names,
        lines_table(names, desk.lines_of(booking.id)),
        conditions_table(names, booking),
        challenges_table(names, challenges),
    )


def _concerns(challenge: Challenge, booking: str) -> bool:
    return booking == challenge.booking or any(target.booking == booking for target in challenge.targets)


def _about(names: DeskNames, booking: DeskBooking) -> Iterable[str]:
    """What a booking is, in a few words."""
    yield f"{booking.id} of {names.party(booking.party)}"
    if names.purpose(booking.id):
        yield f"for {names.purpose(booking.id)}"
    if booking.made is not None:
        lines = names.desk.lines_of(booking.id)
        yield f"made {names.clock(booking.made, lines[0].space if lines else None)} by {booking.by}"
    if booking.one_of:
        yield f"one of {', '.join(booking.one_of)}"
    if booking.joint:
        yield f"joint with {', '.join(booking.joint)}"
    if booking.plan is not None:
        yield f"from plan {booking.plan}"


def _show_lines(caller: Caller, desk: Desk, sight: Sight) -> None:
    from stagehold.reports import desk_data
    from stagehold.services.looking import seen_lines

    lines = seen_lines(desk, sight)
    bookings = dict.fromkeys(line.booking for line in lines)
    challenges = [
        item
        for item in desk.undecided()
        if item.booking in bookings or any(target.booking in bookings for target in item.targets)
    ]
    if caller.as_json:
        print_json(
            {
                "number": desk.number,
                "lines": [desk_data.line_as_data(desk, line) for line in lines],
                "bookings": [desk_data.booking_as_data(desk, desk.bookings[id_]) for id_ in bookings],
                "challenges": [desk_data.challenge_as_data(item) for item in challenges],
            }
        )
    else:
        print_lines(caller, desk, lines, challenges, "nothing stands there; --state all shows what did")


def print_lines(
    caller: Caller, desk: Desk, lines: Iterable[Line], challenges: Iterable[Challenge], otherwise: str
) -> None:
    """Lines and the challenges that concern them, or that there are none."""
    from stagehold.reports.desk_tables import challenges_table, lines_table

    names = names_for(caller, desk)
    print_tables_or(names, [lines_table(names, lines), challenges_table(names, challenges)], otherwise)


# --- the queue ----------------------------------------------------------------------------------------------------


@click.command()
@click.argument("space", type=WORDS)
@click.argument("first", metavar="[FROM]", required=False, type=DAY)
@click.argument("last", metavar="[TO]", required=False, type=DAY)
@reads
def queue(caller: Caller, space: str, first: date | None, last: date | None) -> None:
    """Show who has SPACE or holds it, first in the queue first: from today on, on FROM, or from FROM to TO."""
    from stagehold.reports.desk_tables import queue_table
    from stagehold.services.looking import from_today, queue_of

    asked = None if first is None else span_of(first, last or first)
    with at_desk(caller) as opened_desk:
        desk = opened_desk.desk
        span = asked or from_today(desk, known_space(desk, space), opened_desk.now)
        if caller.as_json:
            print_json({"space": space, "days": [_queue_data(desk, row) for row in queue_of(desk, space, span)]})
            return
        names = names_for(caller, desk)
        print_tables_or(
            names, [queue_table(names, known_space(desk, space), span)], f"nobody has or holds {space} on these days"
        )


def _queue_data(desk: Desk, row: QueueDays) -> dict[str, object]:
    from stagehold.reports import desk_data

    confirmed = None if row.confirmed is None else desk_data.line_as_data(desk, row.confirmed)
    holds = [{**desk_data.standing_as_data(desk, line), "rank": rank} for rank, line in row.holds]
    return {**desk_data.days(row.span), "confirmed": confirmed, "holds": holds}


# --- for a party --------------------------------------------------------------------------------------------------


@click.command()
@click.argument("party", type=WORDS)
@click.option(
    "--after", type=click.IntRange(0, 2**53), metavar="N", help="In place of the last notices, those after this number."
)
@MOST
@reads
def inbox(caller: Caller, party: str, after: int | None, most: int) -> None:
    """Show what PARTY (id or name) has been told, the last notice at the end."""
    from stagehold.services import looking

    with at_desk(caller) as desk:
        id_ = known_party(desk.desk, party)
        told = looking.inbox(desk, id_, most, after)
        if caller.as_json:
            from stagehold.reports import desk_data

            rows = [
                {"number": number, "made": desk_data.moment(made), **desk_data.notice_as_data(notice)}
                for number, made, notice in told
            ]
            print_json({"party": id_, "notices": rows})
            return
        from stagehold.reports.desk_tables import inbox_table

        names = names_for(caller, desk.desk)
        shown = inbox_table(names, [(number or 0, made, notice) for number, made, notice in told])
        print_tables_or(names, [shown], f"{names.party(id_)} has not been told anything")
