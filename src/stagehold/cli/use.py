"""use: stage-days leased, occupied and shot, the ratios between them, and who bears what they cost."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stagehold.cli.console import out, print_json, print_summary
from stagehold.cli.reading import Writable, language, reader_of, write_bytes, write_text
from stagehold.domain.errors import InputError

if TYPE_CHECKING:
    from stagehold.reports.reader import Reader
    from stagehold.services.using import UseResult


@click.command()
@click.argument("portfolio", type=click.Path(path_type=Path))
@click.option("--from", "first", metavar="DAY", help="First day, month or year; default the first day leased or used.")
@click.option("--to", "last", metavar="DAY", help="Last day, month or year, itself included; default the last one.")
@click.option("--for", "party", metavar="PARTY", help="Whose use; default the only lessee (or studio operator).")
@click.option(
    "--view",
    type=click.Choice(["lessee", "studio"]),
    default="lessee",
    show_default=True,
    help="Who looks: a lessee at what it leases, or an operator at its stages.",
)
@click.option(
    "--by",
    type=click.Choice(["stage", "studio", "market", "month", "year"]),
    default="stage",
    show_default=True,
    help="What a row stands for.",
)
@click.option(
    "--weight",
    type=click.Choice(["count", "area"]),
    default="count",
    show_default=True,
    help="Whether a stage-day counts one, or the area of its stage in m2.",
)
@click.option(
    "--plan", type=click.Path(path_type=Path), metavar="PLAN.json", help="A saved plan: planned use beside it."
)
@click.option("--tenant", metavar="PARTY", help="With --view studio: as this tenant may see it; others are not named.")
@language
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@click.option("--picture", type=Writable(), metavar="FILE", help="Write the months as stacked bars, as SVG.")
@click.option("--xlsx", type=Writable(), metavar="FILE", help="Write all tables as a workbook.")
def use(
    portfolio: Path,
    first: str | None,
    last: str | None,
    party: str | None,
    view: str,
    by: str,
    weight: str,
    plan: Path | None,
    tenant: str | None,
    lang: str,
    picture: Path | None,
    xlsx: Path | None,
    *,
    as_json: bool,
) -> None:
    """What the stages of PORTFOLIO are used for: leased, let, occupied, shot; idle days by cause; the cost."""
    from stagehold.leasing.use_cells import Weight
    from stagehold.leasing.use_figures import By, View
    from stagehold.reports.use import UseAsked
    from stagehold.services import using

    if tenant is not None and view != "studio":
        raise InputError("--tenant needs --view studio: a lessee sees its own use in full")
    asked = UseAsked(
        view=View(view),
        party=party,
        first=_day(first, "--from", last=False),
        last=_day(last, "--to", last=True),
        by=By(by),
        weight=Weight(weight),
        tenant=tenant,
    )
    result = using.use_of(portfolio, asked, plan=plan)
    reader = reader_of(result.loaded.portfolio, lang)
    if picture is not None:
        from stagehold.reports.use_names import UseNames
        from stagehold.reports.use_picture import use_picture

        write_text(picture, use_picture(result.found, UseNames(result.loaded.portfolio, reader)).svg)
    if xlsx is not None:
        from stagehold.files.tables_xlsx import tables_xlsx
        from stagehold.reports.use_tables import use_tables

        write_bytes(xlsx, tables_xlsx(use_tables(result.found, result.loaded.portfolio, reader)))
    if as_json:
        from stagehold.reports.use_data import use_as_data

        print_json(use_as_data(result.found))
    else:
        _print(result, reader)


def _print(result: UseResult, reader: Reader) -> None:
    from stagehold.cli.tables import print_table
    from stagehold.reports.use_tables import use_headline, use_tables

    out().print(use_headline(result.found, result.loaded.portfolio, reader))
    for table in use_tables(result.found, result.loaded.portfolio, reader):
        print_table(table, reader)
    print_summary(result.found.findings)


def _day(text: str | None, option: str, *, last: bool) -> date | None:
    from stagehold.services.using import day_of_period

    return None if text is None else day_of_period(text, option, last=last)
