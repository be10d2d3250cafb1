"""desk close, reopen, policies, policy, drop: what a studio does about its spaces, its rules and its records."""

from __future__ import annotations

from datetime import date

import click

from stagehold.cli.console import out, print_json
from stagehold.cli.desk_calling import DAY, WORDS, Caller, asks, span_of
from stagehold.cli.desk_printing import ask
from stagehold.desk import requests
from stagehold.domain.portfolio import TABLE_OF_KIND


@click.command("close")
@click.argument("space", type=WORDS)
@click.argument("first", metavar="FROM", type=DAY)
@click.argument("last", metavar="TO", type=DAY)
@click.option("--reason", metavar="TEXT", type=WORDS, help="Why it is closed; those who hold it are told.")
@click.option(
    "--displace",
    is_flag=True,
    help="Cancel confirmed lines there, as the studio, without a fee; alternatives are told.",
)
@asks
def close(caller: Caller, space: str, first: date, last: date, reason: str | None, *, displace: bool) -> int:
    """Close SPACE for some days; refused while days there are confirmed. Holds stay, unconfirmed. TO is the last."""
    span = span_of(first, last)
    return ask(caller, lambda _: requests.Close(space=space, span=span, reason=reason or caller.why, displace=displace))


@click.command()
@click.argument("closure", type=WORDS)
@asks
def reopen(caller: Caller, closure: str) -> int:
    """Lift CLOSURE (as `desk close` named it); what is held there may be confirmed again."""
    return ask(caller, lambda _: requests.Reopen(closure=closure))


@click.command()
@click.argument("kind", type=click.Choice([kind for kind in TABLE_OF_KIND if kind != "booking"]), metavar="KIND")
@click.argument("id_", metavar="ID", type=WORDS)
@asks
def drop(caller: Caller, kind: str, id_: str) -> int:
    """Take a record out of the portfolio of the desk; refused while bookings stand on it.

    KIND is that of a reference, as space, lease, production or closure. Bookings are released or cancelled instead.
    """
    return ask(caller, lambda _: requests.ChangeFacts(drop=((kind, id_),)))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def policies(*, as_json: bool) -> None:
    """List the policies that studios have published and that `desk policy` can put in force."""
    from stagehold.domain.encoding import encode
    from stagehold.files.presets import presets
    from stagehold.reports.plain import plain

    if as_json:
        print_json({"policies": [plain(encode(policy)) for policy in presets().values()]})
        return
    width = max(len(name) for name in presets())
    for name, policy in presets().items():
        out().print(f"{name:<{width}}  {policy.name}", soft_wrap=True)
        if policy.as_stated:
            out().print(f"{'':<{width}}  {policy.as_stated}", soft_wrap=True)


@click.command()
@click.argument("studio", type=WORDS)
@click.argument("policy", type=WORDS)
@asks
def policy(caller: Caller, studio: str, policy: str) -> int:
    """Put POLICY in force at STUDIO: one of the desk's own, else one that `desk policies` lists."""
    from stagehold.services.policies import policy_in_force

    return ask(caller, lambda desk: policy_in_force(desk, studio, policy))
