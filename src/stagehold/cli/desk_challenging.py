"""desk challenge, answer, withdraw: asking those who stand first to confirm or to let go."""

from __future__ import annotations

from datetime import date

import click

from stagehold.cli.desk_calling import DAY, WORDS, Caller, asks, span_or_none
from stagehold.cli.desk_holding import BOOKING, LINES
from stagehold.cli.desk_printing import ask
from stagehold.desk import requests
from stagehold.desk.records import Answer
from stagehold.services.naming import lines_named

CHALLENGE = click.argument("challenge", type=WORDS)


@click.command()
@BOOKING
@LINES
@click.option("--from", "first", metavar="DAY", type=DAY, help="With --to: only these days.")
@click.option("--to", "last", metavar="DAY", type=DAY, help="The last day challenged.")
@asks
def challenge(caller: Caller, booking: str, lines: tuple[str, ...], first: date | None, last: date | None) -> int:
    """Ask all who stand before the holds of BOOKING, on all of its days or some, to confirm or let go."""
    span = span_or_none(first, last)
    return ask(
        caller,
        lambda desk: requests.ChallengeHolds(booking=booking, lines=lines_named(desk, booking, lines), span=span),
    )


@click.command()
@CHALLENGE
@BOOKING
@click.argument("answer", metavar="ANSWER", type=click.Choice([item.value for item in Answer]))
@click.option("--line", metavar="LINE", type=WORDS, help="For one line; without it for all that the challenge names.")
@asks
def answer(caller: Caller, challenge: str, booking: str, answer: str, line: str | None) -> int:
    """Answer CHALLENGE for the holds of BOOKING. ANSWER is confirm, stand, release or release-days.

    confirm: now, where it is first. stand: not first on some day; confirms by itself if those ahead fall, else lets go.
    release: the whole hold. release-days: the challenged days only.
    """
    request = requests.AnswerChallenge(challenge=challenge, booking=booking, answer=Answer(answer), line=line)
    return ask(caller, lambda _: request)


@click.command()
@CHALLENGE
@asks
def withdraw(caller: Caller, challenge: str) -> int:
    """Give CHALLENGE up: the hold stands as before; after it has won, the days won go to those behind."""
    return ask(caller, lambda _: requests.WithdrawChallenge(challenge=challenge))
