"""Plans and comparisons, made once, as reports for any reader: tables, the timeline, reasons, remedies, findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from stagehold.domain.findings import Severity
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.plan import Plan, PlanStatus, Why
from stagehold.reports.changes import certain_line
from stagehold.reports.delivery import delivery, delivery_table
from stagehold.reports.plan import plan_headline, plan_tables, production_name
from stagehold.reports.plan_reading import comparison_of_data, plan_of_data
from stagehold.reports.reader import Reader
from stagehold.reports.report import Report, Section
from stagehold.reports.scenario_tables import scenario_picture, scenario_tables
from stagehold.reports.table import Table
from stagehold.reports.timeline import timeline

MOST_REASONS = 5  # of one production in the report of a whole plan


def plan_report(portfolio: Portfolio, reader: Reader, data: Mapping[str, Any], subtitle: str = "") -> Report:
    """The plan that ``plan_as_data`` gave, with its party: figures, placements, what is late and why, what helps."""
    whole = plan_of_data(data)
    plan = _in_short(whole)
    cut = () if plan == whole else (reader.word("report.few-reasons", n=MOST_REASONS),)
    return Report(
        title=reader.word("report.plan"),
        subtitle=subtitle,
        sections=_sections(portfolio, plan, reader, cut),
        sources=portfolio.sources,
    )


def _in_short(plan: Plan) -> Plan:
    """With a few reasons of each production; a plan of a thousand may have a hundred thousand, a stage each."""
    late = tuple(replace(item, why=_few(item.why)) for item in plan.late)
    unplaced = tuple(replace(item, why=_few(item.why)) for item in plan.unplaced)
    return replace(plan, late=late, unplaced=unplaced)


def _few(whys: Sequence[Why]) -> tuple[Why, ...]:
    """One of each kind of reason and need first, then others, in their order; all where they are few."""
    groups = dict.fromkeys((why.need, why.reason, why.by, why.detail) for why in whys)
    if len(groups) <= MOST_REASONS:
        return tuple(whys)
    first = {(need, reason): (need, reason, by, detail) for need, reason, by, detail in reversed(groups)}
    chosen = [*reversed(first.values()), *groups]
    kept = set(list(dict.fromkeys(chosen))[:MOST_REASONS])
    return tuple(why for why in whys if (why.need, why.reason, why.by, why.detail) in kept)


def _sections(portfolio: Portfolio, plan: Plan, reader: Reader, notes: tuple[str, ...]) -> tuple[Section, ...]:
    heading = reader.word("plan.title")
    tables = {table.key: table for table in plan_tables(portfolio, plan, reader)}
    if plan.status is PlanStatus.INFEASIBLE:
        said = (reader.word("report.no-plan"),)
        return (Section(heading=heading, text=said, tables=_some(tables, "findings", "figures", "assumptions")),)
    text = tuple(filter(None, (plan_headline(plan, reader), certain_line(plan, reader))))
    text = (*text, *notes)
    pictures = (timeline(portfolio, plan, reader),) if plan.placements else ()
    sections = [
        Section(heading=heading, text=text, pictures=pictures, tables=_some(tables, "late", "unplaced", "remedies")),
        Section(heading=reader.word("plan.placements"), tables=_some(tables, "placements")),
    ]
    delivered = delivery(portfolio, plan)
    if delivered:
        table = delivery_table(delivered, portfolio, reader)
        sections.append(Section(heading=reader.word("delivery.title"), tables=(table,)))
    rest = _some(tables, "figures", "assumptions", "findings")
    sections.append(Section(heading=reader.word("report.details"), tables=rest))
    return tuple(sections)


def _some(tables: Mapping[str, Table], *keys: str) -> tuple[Table, ...]:
    return tuple(tables[key] for key in keys if key in tables)


def why_report(
    portfolio: Portfolio, reader: Reader, data: Mapping[str, Any], production: str, subtitle: str = ""
) -> Report:
    """What a plan does with one production: where it is, why not better, what was verified to help."""
    plan = plan_of_data(data)
    narrowed = replace(
        plan,
        placements=tuple(item for item in plan.placements if item.production == production),
        late=tuple(item for item in plan.late if item.production == production),
        unplaced=tuple(item for item in plan.unplaced if item.production == production),
        remedies=tuple(item for item in plan.remedies if item.production == production),
        findings=tuple(item for item in plan.findings if item.record == production or item.severity is Severity.ERROR),
    )
    name = production_name(production, portfolio, reader)
    tables = {table.key: table for table in plan_tables(portfolio, narrowed, reader)}
    text = [plan_headline(plan, reader)]
    if plan.status is PlanStatus.INFEASIBLE:
        text = [reader.word("report.no-plan")]
    elif narrowed.placements and not narrowed.late:
        text.append(reader.word("report.nothing-to-explain", production=name))
    section = Section(
        heading=reader.word("report.why", production=name),
        text=tuple(text),
        tables=_some(tables, "late", "unplaced", "remedies", "placements", "findings"),
    )
    return Report(
        title=reader.word("report.why", production=name),
        subtitle=subtitle,
        sections=(section,),
        sources=portfolio.sources,
    )


def comparison_report(portfolio: Portfolio, reader: Reader, data: Mapping[str, Any], subtitle: str = "") -> Report:
    """The comparison that ``comparison_as_data`` gave: every figure with its difference, and what comes out anew."""
    found = comparison_of_data(data)
    picture = scenario_picture(found, reader)
    section = Section(
        heading=reader.word("scenarios.title"),
        pictures=(picture,),
        tables=scenario_tables(found, portfolio, reader),
    )
    return Report(
        title=reader.word("report.compare"), subtitle=subtitle, sections=(section,), sources=portfolio.sources
    )
