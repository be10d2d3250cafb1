"""A plan in a notebook: it shows itself, draws itself, and gives its rows as data frames."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from os import PathLike, cpu_count
from pathlib import Path
from typing import TYPE_CHECKING

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
from stagehold.services.notebook import plan_rows
from stagehold.services.notebook.frames import one_of
from stagehold.services.notebook.opening import Known, known

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


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

    def frame(self, table: str = "placements") -> pd.DataFrame:
        """The plan as a data frame: ``placements``, ``phases`` (a row a stage), ``reasons`` or ``remedies``.

        Raises
        ------
        InputError
            If there is no such table.
        """
        return one_of(plan_rows.TABLES, table)(self.portfolio, self.plan).frame()

    def picture(self) -> Drawing:
        """The timeline of every leased stage with the plan on it, as SVG."""
        return Drawing(timeline(self.portfolio, self.plan, Reader()))

    def plot(self, ax: Axes | None = None) -> Axes:
        """The same timeline by matplotlib, on ``ax`` or on a figure of its own; no setting of matplotlib is changed.

        Raises
        ------
        NotSupported
            Without matplotlib.
        """
        from stagehold.services.notebook.plan_plot import plot_plan

        return plot_plan(self.portfolio, self.plan, ax)

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

    def _repr_html_(self) -> str:
        rows = plan_rows.placements(self.portfolio, self.plan)
        return f"<p>{escape(str(self))}</p>{self._repr_svg_()}{rows.html()}"


def plan(portfolio: Known, *, party: str | None = None, seconds: float = 30.0, seed: int = 0) -> PlannedPortfolio:
    """Plan a portfolio, or the one at a path, for one party (default: the only lessee), in ``seconds`` at most.

    Raises
    ------
    MissingFacts
        With what must be pinned by an assumption first.
    InvalidPortfolio, NotSupported, Unreadable
        If it cannot be planned.
    """
    asked = known(portfolio)
    budget = Budget(seconds=seconds, workers=cpu_count() or 1, seed=seed)
    planned = make_plan(asked, party=party, budget=budget)
    return PlannedPortfolio(asked, with_remedies(planned, budget).plan)
