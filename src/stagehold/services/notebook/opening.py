"""Opening a portfolio from a script or a notebook, and the frames of what it holds."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from stagehold.domain.portfolio import Portfolio
from stagehold.services.notebook.frames import one_of
from stagehold.services.portfolios import open_portfolio

if TYPE_CHECKING:
    import pandas as pd

Known = Portfolio | str | PathLike[str]


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


def known(portfolio: Known) -> Portfolio:
    """The portfolio itself, or the one at a path."""
    return portfolio if isinstance(portfolio, Portfolio) else load(portfolio)


def frame(portfolio: Known, table: str) -> pd.DataFrame:
    """What is known as a data frame: ``stages``, ``leases``, ``productions``, ``needs``, ``bookings``, ``closures``.

    Assumptions are in place; coarse dates are read as planning reads them; ends are half-open.

    Raises
    ------
    InputError
        If there is no such table, or the portfolio is wrong.
    """
    from stagehold.services.notebook.portfolio_rows import TABLES

    return one_of(TABLES, table)(known(portfolio)).frame()
