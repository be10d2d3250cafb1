"""desk journal, state, check: what happened, what stood, and whether both agree."""

from __future__ import annotations

import click

from stagehold.cli.console import human, out, print_json
from stagehold.cli.desk_calling import WORDS, Caller, at_desk, reads
from stagehold.cli.desk_looking import MOST, print_lines
from stagehold.cli.desk_printing import names_for, print_tables_or
from stagehold.domain.booking import LineState

AS_OF = click.option(
    "--as-of",
    metavar="MOMENT",
    help="A day as 2027-03-05 (its beginning), a time as 2027-03-05T18:00+09:00 (without an offset UTC), or the number "
    "of an event.",
)


@click.command()
@click.option("--record", metavar="ID", type=WORDS, help="Only what touched this record, or lines of this booking.")
@click.option(
    "--after", type=click.IntRange(0, 2**53), metavar="N", help="In place of the last events, those after this number."
)
@AS_OF
@MOST
@reads
def journal(caller: Caller, record: str | None, after: int | None, as_of: str | None, most: int) -> None:
    """Show who did what, when and why, the last event at the end; with --json every record as it was left, too."""
    from stagehold.services import looking
    from stagehold.services.desking import past_of
    from stagehold.services.naming import known_record

    until = None if as_of is None else past_of(as_of, "--as-of")
    with at_desk(caller) as desk:
        events = looking.journal(desk, most, after=after, until=until, record=record)
        if record is not None and not events and after is None and until is None:
            known_record(desk.desk, record)
        if caller.as_json:
            from stagehold.reports import desk_data

            print_json({"events": [desk_data.event_as_data(event) for event in events]})
            return
        from stagehold.reports.desk_tables import journal_table

        names = names_for(caller, desk.desk)
        print_tables_or(names, [journal_table(names, events)], "nothing has happened that fits")


@click.command()
@AS_OF
@reads
def state(caller: Caller, as_of: str | None) -> None:
    """Show all that stood at a moment, as the journal tells it; now without --as-of."""
    from stagehold.reports import desk_data
    from stagehold.services.desking import past_of
    from stagehold.services.looking import Sight, seen_lines

    when = None if as_of is None else past_of(as_of, "--as-of")
    with at_desk(caller) as opened_desk:
        desk = opened_desk.desk if when is None else opened_desk.at(when)
        if caller.as_json:
            print_json(desk_data.state_as_data(desk))
            return
        lines = seen_lines(desk, Sight())
        confirmed = sum(1 for line in lines if line.state is LineState.CONFIRMED)
        out().print(
            f"After event {desk.number}: lines confirmed {confirmed}, held {len(lines) - confirmed}; "
            f"challenges open {len(desk.undecided())}; plans published {len(desk.plans)}."
        )
        print_lines(caller, desk, lines, desk.undecided(), "nothing stood then")


@click.command()
@reads
def check(caller: Caller) -> int:
    """Fold the journal again and compare it with the tables; exit code 1 if they differ, or days are booked twice."""

    with at_desk(caller) as desk:
        number, faults = desk.store.number(), desk.faults()
    if caller.as_json:
        print_json({"number": number, "faults": faults})
    else:
        for fault in faults:
            out().print(fault, soft_wrap=True)
        human().print(f"{number} events, {len(faults)} fault{'' if len(faults) == 1 else 's'}")
    return 1 if faults else 0
