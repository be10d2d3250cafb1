"""footprint, slate and sources: what is known, and from whom."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stagehold.cli.console import human, out, print_json
from stagehold.cli.reading import Writable, day_of, reader_of, reading, write_text
from stagehold.services.portfolios import open_portfolio

if TYPE_CHECKING:
    from stagehold.reports.reader import Reader
    from stagehold.reports.table import Picture, Table

PORTFOLIO = click.argument("portfolio", type=click.Path(path_type=Path))


@click.command()
@PORTFOLIO
@click.option("--on", metavar="DAY", help="What is held on this day; without it, over all time.")
@click.option("--for", "party", metavar="PARTY", help="Whose leases; default all.")
@click.option(
    "--by",
    type=click.Choice(["market", "studio", "stage"]),
    default="market",
    show_default=True,
    help="Rows of totals.",
)
@reading
@click.option("--picture", type=Writable(), metavar="FILE", help="Write the picture as SVG to this file.")
def footprint(
    portfolio: Path,
    on: str | None,
    party: str | None,
    by: str,
    lang: str,
    area_unit: str | None,
    picture: Path | None,
    *,
    as_json: bool,
) -> None:
    """What space is held, where, until when, and from which source it is known."""
    from stagehold.reports import footprint as report
    from stagehold.reports.footprint_picture import footprint_pictures
    from stagehold.reports.footprint_tables import footprint_tables, headline
    from stagehold.reports.plain import plain

    known = open_portfolio(portfolio).portfolio
    found = report.footprint(known, on=day_of(on, "--on"), party=party, by=report.By(by))
    reader = reader_of(known, lang, area_unit)
    if picture is not None:
        _write_pictures(footprint_pictures(found, reader), picture)
    if as_json:
        print_json(plain(found))
        return
    out().print(headline(found, reader))
    _print(footprint_tables(found, reader), reader)


@click.command()
@PORTFOLIO
@click.option("--market", metavar="COUNTRY", help="One market only, as JP.")
@click.option("--year", type=click.IntRange(1, 9999), metavar="YEAR", help="One year only.")
@reading
def slate(
    portfolio: Path,
    market: str | None,
    year: int | None,
    lang: str,
    area_unit: str | None,
    *,
    as_json: bool,
) -> None:
    """What is made and released: titles, stated counts, mix, slips, markets, and where sources disagree."""
    from stagehold.reports import slate as report
    from stagehold.reports.plain import plain
    from stagehold.reports.slate_tables import slate_tables

    known = open_portfolio(portfolio).portfolio
    found = report.slate(known, market=market, year=year)
    reader = reader_of(known, lang, area_unit)
    if as_json:
        print_json(plain(found))
        return
    _print(slate_tables(found, reader), reader)


@click.command()
@PORTFOLIO
@click.argument("record")
@reading
def sources(portfolio: Path, record: str, lang: str, area_unit: str | None, *, as_json: bool) -> None:
    """Where every value of RECORD (an id, or type/id) comes from, which one planning uses, and why."""
    from stagehold.reports.plain import plain
    from stagehold.reports.sources import record_sources
    from stagehold.reports.sources_tables import sources_tables

    known = open_portfolio(portfolio).portfolio
    found = record_sources(known, record)
    reader = reader_of(known, lang, area_unit)
    if as_json:
        print_json(plain(found))
        return
    _print(sources_tables(found, reader), reader)


def _print(tables: Iterable[Table], reader: Reader) -> None:
    from stagehold.cli.tables import print_table

    shown = [table for table in tables if table.rows]
    for table in shown:
        print_table(table, reader)
    if not shown:
        human().print("nothing is known of this; leave out an option to see more")


def _write_pictures(pictures: Iterable[Picture], path: Path) -> None:
    listed = list(pictures)
    if not listed:
        human().print("nothing to draw")
    for index, picture in enumerate(listed):
        name = path if len(listed) == 1 else path.with_name(f"{path.stem}-{index + 1}{path.suffix}")
        write_text(name, picture.svg)
