"""desk password: a way in for a user who has none."""

from __future__ import annotations

import sys

import click

from stagehold.cli.console import human, print_json
from stagehold.cli.desk_calling import WORDS, Caller, at_desk, reads


@click.command()
@click.argument("user", default="owner", type=WORDS)
@reads
def password(caller: Caller, user: str) -> None:
    """Give USER (default `owner`, who is made where there is nobody yet) a new password; open sessions end.

    It is asked for on a terminal, and else read as the first line of standard input.
    """
    from stagehold.services.people import FIRST_OWNER, first_owner, set_password

    with at_desk(caller) as desk:
        secret = _asked_for(user)
        at = int(caller.now.timestamp())
        if user == FIRST_OWNER:
            first_owner(desk.store.engine, at)
        set_password(desk.store.engine, user, secret, at)
    if caller.as_json:
        print_json({"user": user})
    human().print(f"{user} signs in with the new password from now on")


def _asked_for(user: str) -> str:
    if sys.stdin is not None and sys.stdin.isatty():
        asked: str = click.prompt(f"New password for {user}", hide_input=True, confirmation_prompt=True, err=True)
        return asked
    return "" if sys.stdin is None else sys.stdin.readline().rstrip("\r\n")
