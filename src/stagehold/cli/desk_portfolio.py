"""desk import, export, publish: portfolios and plans into the desk, and out of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stagehold.cli.console import fail, human, naming_the_option, out, print_json, print_summary
from stagehold.cli.desk_calling import WORDS, Caller, asks, at_desk, reads
from stagehold.cli.desk_past import AS_OF
from stagehold.cli.desk_printing import REFUSED, names_for, print_filled, print_refusal, print_told
from stagehold.cli.files import FORMS, form_of
from stagehold.domain.portfolio import TABLE_OF_KIND
from stagehold.files import FileForm

if TYPE_CHECKING:
    from stagehold.services.holding_plans import Published
    from stagehold.services.taking_in import TakenIn


@click.command("import")
@click.argument("portfolio", type=click.Path(path_type=Path))
@asks
def import_(caller: Caller, portfolio: Path) -> int:
    """Take all records of PORTFOLIO into the desk, bookings included; a desk that is not there is made.

    A record with a known kind and id takes the place of that one, others stay. A portfolio with errors is refused with
    all of them, as `check` lists them.
    """
    from stagehold.desk.refusal import Refused
    from stagehold.services.portfolios import open_portfolio
    from stagehold.services.taking_in import take_in

    loaded = open_portfolio(portfolio)  # what is wrong with it is said before a desk is made
    with at_desk(caller, new=True) as desk:
        try:
            taken = take_in(desk, loaded, by=caller.by, why=caller.why, key=caller.key)
        except Refused as refused:
            return print_refusal(caller, desk.desk, refused.refusal)
    if caller.as_json:
        number = None if taken.done is None else taken.done.receipt.number
        findings = [finding.as_dict() for finding in taken.findings]
        print_json({"number": number, "new": taken.new, "changed": taken.changed, "findings": findings})
    else:
        _print_taken(taken, caller.address)
    return 0


def _print_taken(taken: TakenIn, address: str) -> None:
    print_summary(taken.findings)
    if taken.done is None:
        out().print("everything is so already; nothing was written")
        return
    again = "; done before under this key, nothing was written now" if taken.done.again else ""
    out().print(f"event {taken.done.receipt.number} at {_plain_address(address)}{again}", soft_wrap=True)
    for what, tally in (("new", taken.new), ("changed", taken.changed)):
        if tally:
            out().print(f"  {what}: {_counted(tally)}", soft_wrap=True)


def _plain_address(address: str) -> str:
    from stagehold.store.address import shown, url_of

    return shown(url_of(address))


def _counted(tally: Mapping[str, int]) -> str:
    tables = {**TABLE_OF_KIND, "line": "lines"}
    return ", ".join(f"{tables.get(kind, kind).replace('_', ' ')} {number}" for kind, number in tally.items())


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--to", "form", type=FORMS, help="Form of TARGET; without it its name decides: .xlsx, .yaml, else CSV.")
@click.option("--overwrite", is_flag=True, help="Replace what TARGET holds.")
@AS_OF
@reads
def export(caller: Caller, target: Path, form: str | None, as_of: str | None, *, overwrite: bool) -> None:
    """Write the portfolio of the desk, with the bookings as they stand, to a workbook, a .yaml file or a folder."""
    from stagehold.desk.importing import as_portfolio
    from stagehold.domain.portfolio import size
    from stagehold.files import save
    from stagehold.services.desking import past_of

    when = None if as_of is None else past_of(as_of, "--as-of")
    as_form = form_of(target) if form is None else FileForm(form)
    with at_desk(caller) as desk:
        portfolio = as_portfolio(desk.desk if when is None else desk.at(when))
    with naming_the_option("--overwrite"):
        save(portfolio, target, as_form, overwrite=overwrite)
    if caller.as_json:
        print_json({"records": size(portfolio), "target": str(target)})
    human().print(f"wrote {size(portfolio)} records to {target}")


# --- plans --------------------------------------------------------------------------------------------------------


@click.command()
@click.argument("plan", metavar="PLAN.json", type=click.Path(path_type=Path))
@click.option("--for", "party", metavar="PARTY", type=WORDS, help="Whose plan it is; default the only lessee.")
@asks
def publish(caller: Caller, plan: Path, party: str | None) -> int:
    """Hold what a plan (as `plan --json` printed it) places, by production and need; say what became of each.

    First the plan is audited against what is known and booked at the desk now. Holds of an earlier plan move or are
    let go; confirmed lines are never touched.
    """
    from stagehold.desk.refusal import Refused
    from stagehold.services import holding_plans
    from stagehold.services.publishing import PlanBroken

    with at_desk(caller) as desk:
        try:
            published = holding_plans.publish(desk, plan, party=party, by=caller.by, why=caller.why, key=caller.key)
        except Refused as refused:
            return print_refusal(caller, desk.desk, refused.refusal)
        except PlanBroken as broken:
            fail(broken, json_wanted=caller.as_json)
            return REFUSED
    if caller.as_json:
        print_json(_published_data(published))
    else:
        _print_published(caller, published)
    return 0


def _published_data(published: Published) -> dict[str, Any]:
    from stagehold.reports import desk_data

    return {
        "number": published.done.receipt.number,
        "plan": published.number,
        "party": published.party,
        "needs": [
            {
                "production": item.production,
                "need": item.need,
                "became": item.became.value,
                "booking": item.booking,
                "lines": [desk_data.line_as_data(published.done.desk, line) for line in item.lines],
            }
            for item in published.needs
        ],
    }


def _print_published(caller: Caller, published: Published) -> None:
    from stagehold.cli.desk_needs import needs_table

    names = names_for(caller, published.done.desk)
    counts: dict[str, int] = {}
    for item in published.needs:
        counts[item.became.value] = counts.get(item.became.value, 0) + 1
    parts = ", ".join(f"{number} {became}" for became, number in counts.items()) or "nothing to hold"
    out().print(f"plan {published.number} of {names.party(published.party)}: {parts}.")
    print_filled(names, needs_table(names, published.needs))
    print_told(names, published.done.event)
