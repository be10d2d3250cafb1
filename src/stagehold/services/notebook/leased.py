"""What a lease costs, and what stages are used for, in a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from stagehold.domain.portfolio import Portfolio
from stagehold.files import Loaded
from stagehold.leasing.schedule import Schedule
from stagehold.leasing.standard import Standard
from stagehold.leasing.use_cells import Weight
from stagehold.leasing.use_figures import By, View
from stagehold.reports.lease_picture import lease_picture
from stagehold.reports.reader import Reader
from stagehold.reports.use import Use, UseAsked
from stagehold.reports.use import use as use_figures
from stagehold.reports.use_tables import use_headline
from stagehold.services.leasing import lease_cost_of
from stagehold.services.notebook.frames import allowed, one_of
from stagehold.services.notebook.money_rows import LEASE_TABLES, USE_TABLES, periods, states
from stagehold.services.notebook.opening import Known, known
from stagehold.services.notebook.planned import PlannedPortfolio

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@dataclass(frozen=True, slots=True)
class LeaseCost:
    """A lease with its schedule under one standard; ``schedule`` has every amount as an exact decimal."""

    portfolio: Portfolio
    schedule: Schedule
    assumptions: tuple[str, ...] = ()

    def frame(self, table: str = "periods") -> pd.DataFrame:
        """The schedule as a data frame: ``periods``, ``payments``, ``entries`` or ``events``; amounts are floats.

        Raises
        ------
        InputError
            If there is no such table.
        """
        return one_of(LEASE_TABLES, table)(self.schedule).frame()

    def plot(self, ax: Axes | None = None) -> Axes:
        """Liability and asset over time by matplotlib, on ``ax`` or on a figure of its own.

        Raises
        ------
        NotSupported
            Without matplotlib.
        """
        from stagehold.services.notebook.plots import plot_lease

        return plot_lease(self.schedule, ax)

    def __str__(self) -> str:
        schedule = self.schedule
        return (
            f"{schedule.lease}: liability {schedule.liability:,} and asset {schedule.asset:,} {schedule.currency} "
            f"when it commences on {schedule.start}"
        )

    def _repr_svg_(self) -> str:
        return lease_picture(self.schedule, Reader()).svg

    def _repr_html_(self) -> str:
        return f"<p>{escape(str(self))}</p>{self._repr_svg_()}{periods(self.schedule).html()}"


@dataclass(frozen=True, slots=True)
class StageUse:
    """Stage-days by state, and who bears what they cost; ``use`` has every figure exactly."""

    portfolio: Portfolio
    use: Use

    def frame(self, table: str = "states") -> pd.DataFrame:
        """The figures as a data frame: ``states``, ``charges`` or ``costs``.

        Raises
        ------
        InputError
            If there is no such table.
        """
        return one_of(USE_TABLES, table)(self.use).frame()

    def __str__(self) -> str:
        return use_headline(self.use, self.portfolio, Reader())

    def _repr_html_(self) -> str:
        return f"<p>{escape(str(self))}</p>{states(self.use).html()}"


def lease(portfolio: Known, lease: str, *, standard: str = "ifrs16") -> LeaseCost:
    """What a lease costs, by its id, under ``ifrs16`` or ``asc842``.

    Raises
    ------
    MissingFacts
        If a fact, the discount rate or an exchange rate is missing.
    InputError
        If there is no such lease or standard.
    """
    asked = known(portfolio)
    result = lease_cost_of(Loaded(portfolio=asked), lease, Standard(allowed("standard", standard, list(Standard))))
    return LeaseCost(asked, result.schedule, result.assumptions)


def use(
    portfolio: Known | PlannedPortfolio,
    *,
    by: str = "stage",
    first: date | None = None,
    last: date | None = None,
    party: str | None = None,
    studio: bool = False,
    weight: str = "count",
) -> StageUse:
    """Stage-days by state, by bookings, and by the plan of a planned portfolio.

    Parameters
    ----------
    by
        ``stage``, ``studio``, ``market``, ``month`` or ``year``.
    first, last
        Days, both included; None for as far as leases and stays reach.
    studio
        The view of the operator of the stages, in place of a lessee's.
    weight
        ``count``, or ``area`` for square-metre-days.

    Raises
    ------
    MissingFacts
        If a value that the figures need is not pinned.
    InputError
        If the portfolio cannot be read for these figures.
    """
    planned = portfolio if isinstance(portfolio, PlannedPortfolio) else None
    stated = planned.portfolio if planned is not None else known(portfolio)  # type: ignore[arg-type]
    asked = UseAsked(
        view=View.STUDIO if studio else View.LESSEE,
        party=party,
        first=first,
        last=last,
        by=By(allowed("by", by, list(By))),
        weight=Weight(allowed("weight", weight, list(Weight))),
    )
    return StageUse(stated, use_figures(stated, asked, None if planned is None else planned.plan))
