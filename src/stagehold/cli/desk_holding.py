"""desk hold, book, confirm, move, renew, release, cancel, meet: what parties do about their bookings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import click

from stagehold.cli.desk_calling import DAY, PHASES, TITLE, WORDS, Caller, asks, span_of, span_or_none, wanted_of
from stagehold.cli.desk_printing import ask
from stagehold.desk import requests
from stagehold.desk.state import STANDING, Desk
from stagehold.domain.days import Span
from stagehold.services.naming import line_named, lines_named, party_named

BOOKING = click.argument("booking", type=WORDS)
LINES = click.argument("lines", metavar="[LINE | SPACE ...]", nargs=-1, type=WORDS)


def _holding(function: Callable[..., Any]) -> Callable[..., Any]:
    """What ``hold`` and ``book`` are told."""
    options = [
        click.argument("wanted", metavar="SPACE FROM TO | SPACE:FROM..TO ...", nargs=-1, required=True, type=WORDS),
        click.option("--for", "party", metavar="PARTY", type=WORDS, required=True, help="Whose it is: id or name."),
        click.option("--production", metavar="ID", type=WORDS, help="The production it is for."),
        click.option("--need", metavar="ID", type=WORDS, help="The need of that production."),
        click.option("--title", metavar="TEXT", type=TITLE, help="What it is called."),
        click.option("--phase", type=PHASES, help="What the days are for; it decides the rate."),
        click.option("--group", metavar="WORD", type=WORDS, help="A word for lines that belong together."),
        click.option(
            "--joint-with", metavar="BOOKING", type=WORDS, help="Share the places of that booking on the same days."
        ),
    ]
    for option in reversed(options):
        function = option(function)
    return function


@click.command()
@_holding
@click.option("--one-of", is_flag=True, help="The stages are alternatives: confirming one lets the others go.")
@asks
def hold(caller: Caller, *, one_of: bool, **told: Any) -> int:
    """Hold stages for a party, behind whoever holds them already. TO is the last day.

    Several stages, or several stays, are written SPACE:FROM..TO, with :PHASE behind it where phases differ. They are
    held together or not at all.
    """
    return ask(caller, _hold(told, one_of=one_of))


@click.command()
@_holding
@asks
def book(caller: Caller, **told: Any) -> int:
    """Hold stages and confirm them at once; refused where anybody stands first. TO is the last day."""
    make = _hold(told, one_of=False)
    return ask(caller, lambda desk: requests.Book(hold=make(desk)))


def _hold(told: dict[str, Any], *, one_of: bool) -> Callable[[Any], requests.Hold]:
    party, wanted = told.pop("party"), wanted_of(told.pop("wanted"), told.pop("phase"), told.pop("group"))
    return lambda desk: requests.Hold(party=party_named(desk, party), lines=wanted, one_of=one_of, **told)


@click.command()
@BOOKING
@LINES
@asks
def confirm(caller: Caller, booking: str, lines: tuple[str, ...]) -> int:
    """Confirm the holds of BOOKING: all, or those lines or stages; of alternatives, one stage."""
    return ask(caller, lambda desk: requests.Confirm(booking=booking, lines=lines_named(desk, booking, lines)))


@click.command()
@click.argument("line", metavar="LINE | BOOKING", type=WORDS)
@click.argument("first", metavar="FROM", type=DAY)
@click.argument("last", metavar="TO", type=DAY)
@click.option("--space", metavar="SPACE", type=WORDS, help="Another stage.")
@asks
def move(caller: Caller, line: str, first: date, last: date, space: str | None) -> int:
    """Give LINE other days; those it keeps keep their place in the queue, added ones queue as new. TO is the last day.

    A booking with one line that stands may be named in its place.
    """
    span = span_of(first, last)
    return ask(caller, lambda desk: requests.Move(line=line_named(desk, line), span=span, space=space))


@click.command()
@BOOKING
@click.argument("first", metavar="FROM", type=DAY)
@LINES
@asks
def move_stay(caller: Caller, booking: str, first: date, lines: tuple[str, ...]) -> int:
    """Let the whole stay of BOOKING, or those lines or stages of it, begin on FROM: all of it, or nothing.

    All days move as far as the first one does. Those that the stay keeps keep their place in the queue, others queue
    as new.
    """
    return ask(caller, lambda desk: _stay(desk, booking, first, lines_named(desk, booking, lines)))


def _stay(desk: Desk, booking: str, first: date, named: tuple[str, ...]) -> requests.MoveStay:
    standing = [line for line in desk.lines_of(booking) if line.state in STANDING and (not named or line.id in named)]
    by = first - min((line.span.start for line in standing), default=first)
    to = tuple(
        requests.Wanted(space=line.space, span=_moved(line.span, by), phase=line.phase, group=line.group)
        for line in standing
    )
    return requests.MoveStay(booking=booking, lines=named or tuple(line.id for line in standing), to=to)


def _moved(span: Span, by: timedelta) -> Span:
    try:
        return Span(span.start + by, span.end + by)
    except OverflowError:
        raise click.UsageError(f"the days {span} cannot move {by.days} days: a date ends with the year 9999") from None


@click.command()
@BOOKING
@asks
def renew(caller: Caller, booking: str) -> int:
    """Let the holds of BOOKING last another time, as often as the policy of the studio lets."""
    return ask(caller, lambda _: requests.Renew(booking=booking))


@click.command()
@BOOKING
@LINES
@click.option("--from", "first", metavar="DAY", type=DAY, help="With --to: let only these days go.")
@click.option("--to", "last", metavar="DAY", type=DAY, help="The last day to let go.")
@asks
def release(caller: Caller, booking: str, lines: tuple[str, ...], first: date | None, last: date | None) -> int:
    """Let holds of BOOKING go: all, those lines or stages, or only some days; those behind move up."""
    span = span_or_none(first, last)
    return ask(
        caller, lambda desk: requests.Release(booking=booking, lines=lines_named(desk, booking, lines), span=span)
    )


@click.command()
@BOOKING
@LINES
@asks
def cancel(caller: Caller, booking: str, lines: tuple[str, ...]) -> int:
    """Cancel confirmed lines of BOOKING: all, or those lines or stages. What is owed for it is told."""
    return ask(caller, lambda desk: requests.Cancel(booking=booking, lines=lines_named(desk, booking, lines)))


@click.command()
@BOOKING
@click.argument("condition", type=WORDS)
@asks
def meet(caller: Caller, booking: str, condition: str) -> int:
    """CONDITION of BOOKING (as `desk show` names it) is met, so that its deadline says nothing any more."""
    return ask(caller, lambda _: requests.Meet(booking=booking, kind=condition))
