"""The few names a notebook or a script needs: ``import stagehold`` gives them."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike, cpu_count
from pathlib import Path

from stagehold.domain.portfolio import Portfolio
from stagehold.planning.budget import Budget
from stagehold.planning.plan import Placement, Plan
from stagehold.planning.planner import make_plan
from stagehold.planning.remedies import with_remedies
from stagehold.reports.html import report_html
from stagehold.reports.plan import plan_headline, plan_tables
from stagehold.reports.reader import Reader
from stagehold.reports.report import Report, Section
from stagehold.reports.table import Picture
from stagehold.reports.timeline import timeline
from stagehold.services.portfolios import open_portfolio


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture that a notebook shows by itself; ``save`` writes it as SVG."""

    picture: Picture

    def save(self, path: str | PathLike[str]) -> None:
        """Write the picture to a file."""
        Path(path).write_text(self.picture.svg, encoding="utf-8")

    def _repr_svg_(self) -> str:
        return self.picture.svg


@dataclass(frozen=True, slots=True)
class PlannedPortfolio:
    """A plan with the portfolio it was made for.

    ``plan`` holds everything: status, objective, bound, placements, late and unplaced productions, remedies.
    """

    portfolio: Portfolio
    plan: Plan

    @property
    def placements(self) -> tuple[Placement, ...]:
        """Which need stands on which stages from when until when (half-open)."""
        return self.plan.placements

    def picture(self) -> Drawing:
        """The timeline of every leased stage with the plan on it."""
        return Drawing(timeline(self.portfolio, self.plan, Reader()))

    def save(self, path: str | PathLike[str]) -> None:
        """Write the plan as one HTML file: tables, timeline and sources."""
        reader = Reader()
        section = Section(
            heading=reader.word("plan.title"),
            text=(str(self),),
            tables=plan_tables(self.portfolio, self.plan, reader),
            pictures=(self.picture().picture,),
        )
        report = Report(title=reader.word("plan.title"), sections=(section,), sources=self.portfolio.sources)
        Path(path).write_text(report_html(report, reader), encoding="utf-8")

    def __str__(self) -> str:
        return plan_headline(self.plan, Reader())

    def _repr_svg_(self) -> str:
        return self.picture().picture.svg


def load(path: str | PathLike[str]) -> Portfolio:
    """Read a portfolio: a folder of YAML or CSV files, or a workbook.

    Raises
    ------
    InvalidPortfolio
        With every problem found.
    Unreadable
        If the path cannot be read.
    """
    return open_portfolio(Path(path)).portfolio


def plan(
    portfolio: Portfolio | str | PathLike[str], *, party: str | None = None, seconds: float = 30.0, seed: int = 0
) -> PlannedPortfolio:
    """Plan a portfolio, or the one at a path, for one party (default: the only lessee), in ``seconds`` at most.

    Raises
    ------
    MissingFacts
        With what must be pinned by an assumption first.
    InvalidPortfolio, NotSupported, Unreadable
        If it cannot be planned.
    """
    known = portfolio if isinstance(portfolio, Portfolio) else load(portfolio)
    budget = Budget(seconds=seconds, workers=cpu_count() or 1, seed=seed)
    planned = make_plan(known, party=party, budget=budget)
    return PlannedPortfolio(known, with_remedies(planned, budget).plan)
