"""How sure a plan is, in a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from os import cpu_count
from typing import TYPE_CHECKING

from stagehold.advising.outcome import RiskFigures
from stagehold.advising.repair import Rule
from stagehold.domain.portfolio import Portfolio
from stagehold.reports.reader import Reader
from stagehold.reports.risk import risk_headline
from stagehold.reports.risk_pictures import finish_picture
from stagehold.services.notebook.frames import allowed, one_of
from stagehold.services.notebook.planned import PlannedPortfolio
from stagehold.services.notebook.risk_rows import TABLES, productions
from stagehold.services.risking import Ensemble, figures_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True, slots=True)
class PlanRisk:
    """What many drawn futures make of a plan; ``figures`` has everything, with standard errors."""

    portfolio: Portfolio
    figures: RiskFigures

    def frame(self, table: str = "productions") -> pd.DataFrame:
        """The figures as a data frame: ``productions``, ``leases`` or ``drivers``; shares lie between 0 and 1.

        Raises
        ------
        InputError
            If there is no such table.
        """
        return one_of(TABLES, table)(self.figures).frame()

    def plot(self, ax: Axes | None = None) -> Axes:
        """P10 to P90 of every finish beside its due by matplotlib, on ``ax`` or on a figure of its own.

        Raises
        ------
        NotSupported
            Without matplotlib.
        """
        from stagehold.services.notebook.plots import plot_risk

        return plot_risk(self.figures, ax)

    def __str__(self) -> str:
        return risk_headline(self.figures, Reader())

    def _repr_svg_(self) -> str:
        return finish_picture(self.figures, self.portfolio, Reader()).svg

    def _repr_html_(self) -> str:
        return f"<p>{escape(str(self))}</p>{self._repr_svg_()}{productions(self.figures).html()}"


def risk(planned: PlannedPortfolio, *, futures: int = 10_000, rule: str = "shift", seed: int = 0) -> PlanRisk:
    """Push ``futures`` drawn futures through a plan, repaired by ``shift`` or ``re-place``.

    Raises
    ------
    InputError
        If the portfolio names no cause of delay, or there is no such rule.
    """
    chosen = Rule(allowed("rule", rule, list(Rule)))
    ensemble = Ensemble(rule=chosen, futures=futures, seed=seed, workers=cpu_count() or 1)
    return PlanRisk(planned.portfolio, figures_of(planned.portfolio, planned.plan, ensemble))
