"""desk: the booking desk on the command line, one file of commands for each kind of thing done there."""

from __future__ import annotations

import click

from stagehold.cli.commands import Commands

HOLDING, CHALLENGING = "stagehold.cli.desk_holding", "stagehold.cli.desk_challenging"
SPACES, PORTFOLIO = "stagehold.cli.desk_spaces", "stagehold.cli.desk_portfolio"
LOOKING, SEARCHING, PAST = "stagehold.cli.desk_looking", "stagehold.cli.desk_searching", "stagehold.cli.desk_past"

# Command -> (module, function, in a few words), in the order of a first use.
COMMANDS = {
    "import": (PORTFOLIO, "import_", "a portfolio into the desk, bookings included"),
    "export": (PORTFOLIO, "export", "the portfolio of the desk as files"),
    "drop": (SPACES, "drop", "a record out of the portfolio of the desk"),
    "find": (SEARCHING, "find", "which stages are free, what is in the way, nearest days"),
    "quote": (SEARCHING, "quote", "what stages or a booking cost"),
    "hold": (HOLDING, "hold", "hold stages, behind who holds them already"),
    "book": (HOLDING, "book", "hold and confirm at once"),
    "confirm": (HOLDING, "confirm", "confirm holds of a booking"),
    "move": (HOLDING, "move", "give a line other days, or another stage"),
    "move-stay": (HOLDING, "move_stay", "give several lines of a booking other days together"),
    "renew": (HOLDING, "renew", "let the holds of a booking last another time"),
    "release": (HOLDING, "release", "let holds go"),
    "cancel": (HOLDING, "cancel", "cancel confirmed lines"),
    "meet": (HOLDING, "meet", "a condition of a booking is met"),
    "challenge": (CHALLENGING, "challenge", "ask who stands before to confirm or let go"),
    "answer": (CHALLENGING, "answer", "answer a challenge"),
    "withdraw": (CHALLENGING, "withdraw", "give a challenge up"),
    "close": (SPACES, "close", "close a space for some days"),
    "reopen": (SPACES, "reopen", "lift a closure"),
    "policies": (SPACES, "policies", "the rules of studios that are ready to use"),
    "policy": (SPACES, "policy", "put a policy in force at a studio"),
    "publish": (PORTFOLIO, "publish", "hold what a plan places, after an audit"),
    "show": (LOOKING, "show", "bookings and their lines, one or all"),
    "queue": (LOOKING, "queue", "who stands before whom on a space"),
    "inbox": (LOOKING, "inbox", "what a party has been told"),
    "calendar": ("stagehold.cli.desk_calendar", "calendar", "bookings as a calendar file"),
    "journal": (PAST, "journal", "who did what, when and why"),
    "state": (PAST, "state", "all that stood at a moment"),
    "password": ("stagehold.cli.desk_people", "password", "a password for a user of the server"),
    "check": (PAST, "check", "whether tables and journal agree, and no days are booked twice"),
}


@click.command(cls=Commands, table=COMMANDS)
def desk() -> None:
    """Hold, challenge and confirm stages at a desk; see what stands there and what stood.

    A desk is one SQLite file, or a PostgreSQL database that several people and servers share. FROM and TO are the first
    and the last day, in the local days of the studio; in JSON an `end` is the first day after. Exit code 1: the desk
    says no, with the reason.
    """
