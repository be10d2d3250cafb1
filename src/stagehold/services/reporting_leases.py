"""Leases and the use of their stages as reports for a reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from stagehold.domain.portfolio import Portfolio
from stagehold.files import Loaded
from stagehold.leasing.disclosure import positions
from stagehold.leasing.journal import journal
from stagehold.leasing.standard import Standard
from stagehold.planning.plan import Plan
from stagehold.reports.finding_table import findings_table
from stagehold.reports.lease_disclosure import stopped_table, totals_table, year_table
from stagehold.reports.lease_overview import lease_overview, overview_tables
from stagehold.reports.lease_picture import lease_picture
from stagehold.reports.lease_tables import lease_tables, position_table
from stagehold.reports.reader import Reader
from stagehold.reports.report import Report, Section
from stagehold.reports.sources import record_sources
from stagehold.reports.sources_tables import sources_tables
from stagehold.reports.table import Table
from stagehold.reports.use import UseAsked
from stagehold.reports.use_names import UseNames
from stagehold.reports.use_picture import use_picture
from stagehold.reports.use_tables import use_headline, use_tables
from stagehold.services.leasing import LeaseResult, disclosure_of, lease_cost_of
from stagehold.services.using import use_of_loaded


def leases_report(portfolio: Portfolio, reader: Reader, *, on: date, standard: Standard, party: str | None) -> Report:
    """All leases as they stand on a day, the dates to come, and the disclosure of those that can be measured.

    Raises
    ------
    InputError
        If no lease names ``party`` as its lessee.
    """
    overview = lease_overview(portfolio, on, party)
    sections = [Section(heading=reader.word("report.leases"), tables=overview_tables(overview, reader))]
    result = disclosure_of(Loaded(portfolio=portfolio), standard, on)
    mine = {held.lease.id for held in overview.found.held}
    found = [position for item in result.leases if item.lease in mine for position in item.positions]
    stopped = [item for item in result.leases if item.stopped and item.lease in mine]
    measured = [totals_table(result.totals, reader), year_table(result.year, on, reader)] if party is None else []
    tables = [
        *measured,
        position_table(found, reader),
        stopped_table([(item.lease, item.lacks, "" if item.lacks else item.stopped) for item in stopped], reader),
    ]
    shown = tuple(table for table in tables if table.rows and (table.key != "disclosure" or result.totals))
    heading = f"{reader.word('lease.disclosure')} ({reader.word(f'standard.{standard.value}')})"
    if shown:
        sections.append(Section(heading=heading, tables=shown))
    return Report(
        title=reader.word("report.leases"),
        subtitle=reader.word("report.on-day", day=reader.day(on)),
        sections=tuple(sections),
        sources=portfolio.sources,
    )


def lease_report(portfolio: Portfolio, reader: Reader, lease: str, *, standard: Standard, on: date) -> Report:
    """One lease: schedules, events, cash, entries and the picture under a standard, where it stands, its sources.

    Raises
    ------
    MissingFacts
        If a fact, the discount rate or an exchange rate is missing; the findings say what to pin.
    InputError
        If there is no such lease, or it is only the total of others.
    """
    result = lease_cost_of(Loaded(portfolio=portfolio), lease, standard)
    found = record_sources(portfolio, f"lease/{lease}")
    rests: tuple[str, ...] = ()
    if result.assumptions:
        ids = reader.word("list-comma").join(result.assumptions)
        rests = (reader.word("report.rests-on", ids=ids),)
    schedule = result.schedule
    pictures = () if schedule.exempt is not None else (lease_picture(schedule, reader),)
    sections = [
        Section(
            heading=reader.word("lease.title", id=lease),
            text=rests,
            pictures=pictures,
            tables=tuple(_schedules(result, on, reader)),
            sources=found.source,
        )
    ]
    if result.findings:
        heading = reader.word("report.findings")
        sections.append(Section(heading=heading, tables=(findings_table(result.findings, reader, portfolio),)))
    heading = reader.word("report.sources", record=lease)
    sections.append(Section(heading=heading, tables=sources_tables(found, reader)))
    return Report(
        title=reader.word("report.lease", id=lease),
        subtitle=reader.word("report.standard", standard=reader.word(f"standard.{standard.value}")),
        sections=tuple(sections),
        sources=portfolio.sources,
    )


def _schedules(result: LeaseResult, on: date, reader: Reader) -> list[Table]:
    """The lease, where it stands, the rights that events added, and all of it in the functional currency."""
    signed = None if result.lease.signed is None else result.lease.signed.last
    found = list(lease_tables(result.schedule, journal(result.schedule), reader))
    found.insert(1, position_table(positions(result.schedule, on, signed), reader))
    for right in result.schedule.separate:
        found += lease_tables(right, journal(right), reader)
    if result.functional is not None:
        for table in lease_tables(result.functional, journal(result.functional), reader):
            found.append(replace(table, key=f"functional-{table.key}"))
    return found


def use_report(portfolio: Portfolio, reader: Reader, asked: UseAsked, plan: Plan | None, subtitle: str = "") -> Report:
    """Stage-days by state, ratios, idle days by cause and cost; with a plan the planned use beside the actual.

    Raises
    ------
    InputError
        If the portfolio cannot be read for these figures; the findings say what to pin.
    """
    result = use_of_loaded(Loaded(portfolio=portfolio), asked, plan=plan)
    names = UseNames(portfolio, reader)
    sections = [
        Section(
            heading=reader.word("report.use"),
            text=(use_headline(result.found, portfolio, reader),),
            pictures=(use_picture(result.found, names),),
            tables=use_tables(result.found, portfolio, reader),
        )
    ]
    if result.found.findings:
        table = findings_table(result.found.findings, reader, portfolio)
        sections.append(Section(heading=reader.word("report.findings"), tables=(table,)))
    return Report(
        title=reader.word("report.use"), subtitle=subtitle, sections=tuple(sections), sources=portfolio.sources
    )
