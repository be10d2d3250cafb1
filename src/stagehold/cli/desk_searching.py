"""desk find, quote: which stages are free, and what they cost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from stagehold.cli.console import human, out, print_json
from stagehold.cli.desk_calling import DAY, PHASES, WANTED_FORM, WORDS, Caller, at_desk, reads, span_of, wanted_of
from stagehold.cli.desk_printing import names_for, print_refusal
from stagehold.cli.tables import print_table

if TYPE_CHECKING:
    from stagehold.desk.found import Found
    from stagehold.desk.quotation import Quotation
    from stagehold.desk.state import Desk


@click.command()
@click.argument("first", metavar="FROM", type=DAY)
@click.argument("last", metavar="TO", type=DAY)
@click.option("--for", "party", metavar="PARTY", type=WORDS, required=True, help="Who looks: id or name.")
@click.option("--days", type=click.IntRange(1, 36_600), metavar="N", help="So many days anywhere from FROM to TO.")
@click.option(
    "--flexible", type=click.IntRange(0, 366), default=0, metavar="N", help="Up to so many days earlier or later."
)
@click.option("--studio", metavar="STUDIO", type=WORDS, help="At this studio only.")
@click.option("--country", metavar="CODE", type=WORDS, help="In this country only, as JP.")
@click.option("--min-area", metavar="AREA", type=WORDS, help="As '1000 m2' or '9,000 sqft'.")
@click.option("--min-height", metavar="LENGTH", type=WORDS, help="As '9 m' or '30 ft'.")
@click.option("--feature", "features", metavar="WORD", type=WORDS, multiple=True, help="A feature; may be repeated.")
@click.option(
    "--stages", type=click.IntRange(1, 10), default=1, metavar="N", help="So many stages that open into each other."
)
@click.option("--phase", type=PHASES, help="What the days are for; it decides the rate.")
@click.option(
    "--most", type=click.IntRange(1, 500), default=20, show_default=True, metavar="N", help="At most so many of a kind."
)
@reads
def find(caller: Caller, first: date, last: date, **told: Any) -> int:
    """Find stages that are free from FROM to TO (the last day), with the rank a hold would have.

    Those that are not say what is in the way and when they are free; those that do not qualify say why. Exit code 1 if
    none is free.
    """
    from stagehold.desk.refusal import Refused
    from stagehold.services.searching import search_for

    span = span_of(first, last)
    with at_desk(caller) as opened_desk:
        desk = opened_desk.desk
        try:
            found = search_for(desk, opened_desk.now, span, **told)
        except Refused as refused:
            return print_refusal(caller, desk, refused.refusal)
    if caller.as_json:
        from stagehold.reports import desk_data

        print_json(desk_data.found_as_data(found))
    else:
        _print_found(caller, desk, found)
    return 0 if found.free else 1


def _print_found(caller: Caller, desk: Desk, found: Found) -> None:
    from stagehold.reports.found_tables import found_tables

    names = names_for(caller, desk)
    for table in found_tables(names, found):
        if table.rows:
            print_table(table, names.reader)
        else:
            out().print(*table.notes, sep="\n")


# --- what it costs ------------------------------------------------------------------------------------------------


@click.command()
@click.argument("what", metavar="BOOKING | SPACE FROM TO | SPACE:FROM..TO ...", nargs=-1, required=True, type=WORDS)
@click.option("--phase", type=PHASES, help="What the days are for; a shoot unless told.")
@reads
def quote(caller: Caller, what: tuple[str, ...], phase: str | None) -> int:
    """Quote what the lines of BOOKING, or stages for some days, cost by the policy of their studio, tax included.

    A price that was fixed when a line was confirmed stays. Exit code 1 where the policy does not say what a day costs.
    """
    from stagehold.services.quoting import quote_booking, quote_wanted

    with at_desk(caller) as opened_desk:
        desk = opened_desk.desk
        if len(what) == 1 and ":" not in what[0]:
            quotations = quote_booking(desk, what[0], opened_desk.now)
        elif len(what) == 2 and not any(":" in text for text in what):
            raise click.UsageError(f"{' '.join(what)!r} is neither a booking nor stages with days; write {WANTED_FORM}")
        else:
            quotations = quote_wanted(desk, wanted_of(what, phase), opened_desk.now)
    if caller.as_json:
        from stagehold.reports import desk_data

        print_json({"quotations": [desk_data.quotation_as_data(quoted) for quoted in quotations]})
    else:
        _print_quotations(caller, desk, quotations)
    return 1 if any(quoted.total is None for quoted in quotations) else 0


def _print_quotations(caller: Caller, desk: Desk, quotations: Sequence[Quotation]) -> None:
    from stagehold.reports.quotation_table import quotation_table

    names = names_for(caller, desk)
    for quoted in quotations:
        print_table(quotation_table(names, quoted), names.reader)
    if not quotations:
        human().print("nothing stands that could be quoted")
