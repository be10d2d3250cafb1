"""lease: what a lease costs in cash and in the accounts, and the disclosure of all leases of a portfolio."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stagehold.cli.console import human, out, print_findings, print_json, print_summary
from stagehold.cli.reading import Writable, day_of, language, reader_of, write_text
from stagehold.cli.tables import print_table
from stagehold.domain.errors import InputError, Unreadable
from stagehold.leasing.standard import Standard
from stagehold.services import leasing

if TYPE_CHECKING:
    from stagehold.leasing.disclosure import Position
    from stagehold.reports.reader import Reader
    from stagehold.reports.table import Table


@click.command()
@click.argument("portfolio", type=click.Path(path_type=Path))
@click.argument("lease", metavar="[LEASE]", required=False)
@click.option(
    "--standard",
    type=click.Choice([item.value for item in Standard]),
    default=Standard.IFRS16.value,
    show_default=True,
    help="Whose rules.",
)
@click.option(
    "--as-of", metavar="DATE", help="Where leases stand at the end of this day; of all leases, by default today."
)
@click.option("--xlsx", type=Writable(), metavar="FILE", help="Write all tables as a workbook.")
@click.option("--svg", type=Writable(), metavar="FILE", help="With LEASE: write liability and asset over time as SVG.")
@click.option("--cash", is_flag=True, help="With LEASE: show the cash schedule too.")
@click.option("--entries", is_flag=True, help="With LEASE: show the journal entries too.")
@language
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def lease(
    portfolio: Path,
    lease: str | None,
    standard: str,
    as_of: str | None,
    xlsx: Path | None,
    svg: Path | None,
    lang: str,
    *,
    cash: bool,
    entries: bool,
    as_json: bool,
) -> int:
    """What LEASE costs, in cash and under IFRS 16 or ASC 842; without LEASE the disclosure of all leases."""
    day = day_of(as_of, "--as-of")
    if lease is None:
        for given, option in ((svg is not None, "--svg"), (cash, "--cash"), (entries, "--entries")):
            if given:
                raise InputError(f"{option} needs a LEASE: it shows one lease")
        return _all(portfolio, Standard(standard), day or datetime.now(UTC).date(), xlsx, lang, as_json=as_json)
    result = leasing.lease_cost(portfolio, lease, Standard(standard))
    more = {"cash": cash, "entries": entries}
    reader = reader_of(result.loaded.portfolio, lang)
    if svg is not None:
        from stagehold.reports.lease_picture import lease_picture

        write_text(svg, lease_picture(result.schedule, reader).svg)
    tables = _tables(result, day, reader)
    if xlsx is not None:
        _write_workbook(tables, xlsx)
    if as_json:
        print_json(_data(result, day))
        return 0
    for table in tables:
        if more.get(table.key.removeprefix("functional-"), True):
            print_table(table, reader)
    if result.assumptions:
        out().print(f"assumptions: {', '.join(result.assumptions)}")
    print_findings(result.findings)
    return 0


def _positions(result: leasing.LeaseResult, day: date | None) -> tuple[Position, ...]:
    from stagehold.leasing.disclosure import positions

    signed = None if result.lease.signed is None else result.lease.signed.last
    return () if day is None else positions(result.schedule, day, signed)


def _tables(result: leasing.LeaseResult, day: date | None, reader: Reader) -> list[Table]:
    """The lease, where it stands, the rights that events added, and all of it in the functional currency."""
    from stagehold.leasing.journal import journal
    from stagehold.reports.lease_tables import lease_tables, position_table

    found = list(lease_tables(result.schedule, journal(result.schedule), reader))
    if day is not None:
        found.insert(1, position_table(_positions(result, day), reader))
    for right in result.schedule.separate:
        found += lease_tables(right, journal(right), reader)
    if result.functional is not None:
        for table in lease_tables(result.functional, journal(result.functional), reader):
            found.append(replace(table, key=f"functional-{table.key}"))
    return found


def _data(result: leasing.LeaseResult, day: date | None) -> dict[str, object]:
    from stagehold.reports.lease_data import functional_as_data, position_as_data, schedule_as_data

    data: dict[str, object] = schedule_as_data(result.schedule)
    functional = result.functional
    data["functional"] = None if functional is None else functional_as_data(functional, result.rates)
    data["positions"] = [position_as_data(item) for item in _positions(result, day)]
    data["assumptions"] = list(result.assumptions)
    data["findings"] = [finding.as_dict() for finding in result.findings]
    return data


def _all(portfolio: Path, standard: Standard, day: date, xlsx: Path | None, lang: str, *, as_json: bool) -> int:
    """The disclosure; exit code 1 where no lease at all could be measured."""
    from stagehold.reports.lease_data import position_as_data, totals_as_data, year_as_data
    from stagehold.reports.lease_disclosure import stopped_table, totals_table, year_table
    from stagehold.reports.lease_tables import position_table

    result = leasing.disclosure(portfolio, standard, day)
    reader = reader_of(result.loaded.portfolio, lang)
    found = [position for item in result.leases for position in item.positions]
    stopped = [item for item in result.leases if item.stopped]
    tables = [
        totals_table(result.totals, reader),
        year_table(result.year, day, reader),
        position_table(found, reader),
        stopped_table([(item.lease, item.lacks, "" if item.lacks else item.stopped) for item in stopped], reader),
    ]
    shown = [table for table in tables if table.rows and (table.key != "disclosure" or result.totals)]
    if xlsx is not None:
        _write_workbook(shown, xlsx)
    if as_json:
        print_json(
            {
                "standard": standard.value,
                "on": day.isoformat(),
                "totals": [totals_as_data(item) for item in result.totals],
                "year": [year_as_data(item) for item in result.year],
                "leases": [position_as_data(position) for position in found],
                "stopped": [
                    {"lease": item.lease, "why": item.stopped, "findings": [one.as_dict() for one in item.findings]}
                    for item in stopped
                ],
                "assumptions": sorted({id_ for item in result.leases for id_ in item.assumptions}),
                "findings": [one.as_dict() for item in result.leases if item.positions for one in item.findings],
            }
        )
    else:
        for table in shown:
            print_table(table, reader)
        if not shown:
            human().print("the portfolio has no leases")
        print_summary(finding for item in result.leases if item.positions for finding in item.findings)
    return 0 if result.measured else 1


def _write_workbook(tables: list[Table], path: Path) -> None:
    from stagehold.files.tables_xlsx import tables_xlsx

    try:
        path.write_bytes(tables_xlsx(tables))
    except OSError as wrong:
        raise Unreadable(f"{path}: cannot be written ({wrong.strerror or wrong})") from wrong
    human().print(f"wrote {path}")
