"""The story told on the East Asia example: what is held, what is made, the plan, and the question of 2028."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import stagehold
from stagehold.domain.changing import apply_scenario
from stagehold.domain.errors import Unreadable
from stagehold.domain.portfolio import Portfolio, size
from stagehold.files import Loaded
from stagehold.planning.budget import Budget
from stagehold.planning.plan import Plan
from stagehold.planning.planner import Planned, make_plan
from stagehold.planning.remedies import find_remedies
from stagehold.reports.compare import compare, compare_table
from stagehold.reports.delivery import delivery, delivery_table
from stagehold.reports.footprint import By, footprint
from stagehold.reports.footprint_picture import footprint_pictures
from stagehold.reports.footprint_tables import footprint_tables, headline
from stagehold.reports.html import report_html
from stagehold.reports.plan import plan_headline, plan_tables
from stagehold.reports.reader import Reader
from stagehold.reports.report import Report, Section
from stagehold.reports.slate import slate
from stagehold.reports.slate_tables import slate_tables
from stagehold.reports.sources import record_sources
from stagehold.reports.sources_tables import sources_tables
from stagehold.reports.timeline import timeline_pages
from stagehold.services.portfolios import open_portfolio

EXAMPLE = "east-asia"
ASKED_YEAR = 2028
MIDDLE_OF_YEAR = date(ASKED_YEAR, 6, 30)
# Seconds of search; the rest of the ten are reading, drawing and starting.
_BASE_SECONDS, _REMEDY_SECONDS, _SCENARIO_SECONDS = 3.0, 2.4, 0.9
_SCENARIOS = ("carries-12", "carries-10", "no-2021-lease", "new-stages-late")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A part of the story: what to say at once, and the section of the report."""

    lines: tuple[str, ...]
    section: Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """The whole story."""

    chapters: tuple[Chapter, ...]
    html: str


def example_folder(name: str) -> Path:
    """Where an example stands: beside the source, or inside the installed package.

    Raises
    ------
    Unreadable
        If it is in neither place.
    """
    package = Path(stagehold.__file__).parent
    for root in (package / "examples", package.parents[1] / "examples"):
        if (root / name).is_dir():
            return root / name
    raise Unreadable(f"the example {name} is not installed; it stands in the folder examples of the source")


def tell(budget: Budget, told: Callable[[Chapter], None]) -> Demo:
    """Tell the story chapter by chapter, each to ``told`` once it is ready."""
    budget.report("reading the example")
    loaded = open_portfolio(example_folder(EXAMPLE))
    reader = Reader()
    chapters = []
    for chapter in _chapters(loaded, reader, budget):
        chapters.append(chapter)
        told(chapter)
    report = Report(
        title="East Asia: leased stages, slate and plan",
        subtitle="Facts with their sources; the planned productions are invented, and every assumption is named.",
        sections=tuple(chapter.section for chapter in chapters),
        sources=loaded.portfolio.sources,
    )
    return Demo(chapters=tuple(chapters), html=report_html(report, reader))


def _chapters(loaded: Loaded, reader: Reader, budget: Budget) -> Iterator[Chapter]:
    portfolio = loaded.portfolio
    yield _held(portfolio, reader)
    yield _known(portfolio, reader)
    yield _made(portfolio, reader)
    planned = make_plan(portfolio, budget=_own(budget, _BASE_SECONDS))
    remedies = find_remedies(planned, _own(budget, _REMEDY_SECONDS))
    planned = replace(planned, plan=replace(planned.plan, remedies=remedies))
    yield _planned(portfolio, planned, reader)
    yield _asked(portfolio, planned.plan, reader, budget)


def _own(budget: Budget, seconds: float) -> Budget:
    return Budget(seconds=seconds, workers=budget.workers, seed=budget.seed, stop=budget.stop, progress=budget.progress)


def _held(portfolio: Portfolio, reader: Reader) -> Chapter:
    found = footprint(portfolio, on=MIDDLE_OF_YEAR, by=By.MARKET)
    over_time = footprint(portfolio, by=By.MARKET)
    line = headline(found, reader)
    sources = len(portfolio.sources)
    read = f"{size(portfolio)} records from {sources} sources."
    section = Section(
        heading=reader.word("footprint.title"),
        text=(line,),
        tables=footprint_tables(found, reader),
        pictures=footprint_pictures(over_time, reader),
    )
    return Chapter(lines=(read, line), section=section)


def _known(portfolio: Portfolio, reader: Reader) -> Chapter:
    lease = "lease-toho-2021"
    found = record_sources(portfolio, lease)
    claims = len(portfolio.leases[lease].claims)
    sources = len(portfolio.leases[lease].source)
    text = (
        f"The lease of 2021 at Toho rests on {sources} sources and {claims} further claims; where they disagree, "
        "all stand here, and an assumption says which one a plan uses."
    )
    return Chapter(
        lines=(text,),
        section=Section(heading="From whom we know it", text=(text,), tables=sources_tables(found, reader)),
    )


def _made(portfolio: Portfolio, reader: Reader) -> Chapter:
    found = slate(portfolio)
    stated = portfolio.slate_counts["sl-jp-2021"]
    named = next((claim.value for claim in stated.claims if claim.field == "titles_named"), ())
    line = f"Japan 2021: at least {stated.count} titles stated, {len(named)} named in the announcement."
    return Chapter(
        lines=(f"{len(portfolio.titles)} titles known by name. {line}",),
        section=Section(heading=reader.word("slate.title"), text=(line,), tables=slate_tables(found, reader)),
    )


def _planned(portfolio: Portfolio, planned: Planned, reader: Reader) -> Chapter:
    plan = planned.plan
    line = plan_headline(plan, reader)
    delivered = delivery(portfolio, plan)
    tables = plan_tables(portfolio, plan, reader)
    if delivered:
        tables = (*tables, delivery_table(delivered, portfolio, reader))
    text = (
        line,
        "The productions are invented for planning; their lengths are drawn from the real cases of the slate.",
    )
    section = Section(
        heading=reader.word("plan.title"),
        text=text,
        tables=tables,
        pictures=timeline_pages(portfolio, plan, reader),
    )
    return Chapter(lines=(line,), section=section)


def _asked(portfolio: Portfolio, plan: Plan, reader: Reader, budget: Budget) -> Chapter:
    """Does the space at Toho, old and new, carry 15 productions a year; and if not, what would?"""
    plans = [("As assumed: 15 productions", plan)]
    for id_ in _SCENARIOS:
        scenario = portfolio.scenarios[id_]
        budget.report(f"scenario {id_}")
        changed = apply_scenario(portfolio, scenario)
        plans.append((scenario.name or id_, make_plan(changed, budget=_own(budget, _SCENARIO_SECONDS)).plan))
    answer = _answer(plan)
    lighter = [f"{name}: {_outcome(other)}." for name, other in plans[1:]]
    helps = _what_helps(plan)
    section = Section(
        heading=f"{ASKED_YEAR}: does the space carry 15 productions a year?",
        text=(answer, *lighter, *helps),
        tables=(compare_table(compare(plans), reader),),
    )
    return Chapter(lines=(answer, *lighter, *helps), section=section)


def _answer(plan: Plan) -> str:
    year = [item for item in plan.late if f"-{ASKED_YEAR}-" in item.production]
    left_out = [item for item in plan.unplaced if f"-{ASKED_YEAR}-" in item.production]
    if not plan.late and not plan.unplaced:
        return "Yes, under these assumptions: all 15 have a stage and none is late."
    found = f"the best plan found leaves {len(left_out)} without a stage and {len(year)} late"
    worst = max((item.days for item in plan.late), default=0)
    found += f", the worst by {worst} days" if worst else ""
    if plan.bound is not None and plan.bound > 0:
        return f"Not on time, under these assumptions: no plan is without delay (that is proven); {found}."
    return f"Not as far as found: {found}; that none is better was not proven in the time given."


def _outcome(plan: Plan) -> str:
    if not plan.late and not plan.unplaced:
        return "everything fits on time"
    proven = " (proven)" if plan.bound is not None and plan.bound > 0 else ""
    return f"{len(plan.unplaced)} without a stage, {len(plan.late)} late{proven}"


def _what_helps(plan: Plan) -> list[str]:
    if plan.objective is None:
        return []
    better = [item for item in plan.remedies if item.objective_after < plan.objective]
    return [
        f"Verified: {item.kind.value.replace('-', ' ')} for {item.production} "
        f"({', '.join(f'{key} {value}' for key, value in item.change.items() if value is not None)}) "
        f"brings the cost from {plan.objective:,.0f} to {item.objective_after:,.0f}."
        for item in better[:3]
    ]
