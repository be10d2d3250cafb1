"""Plots by matplotlib, as its users expect them: each takes ``ax`` and gives it back, and sets nothing globally.

matplotlib is an extra of the package (``[notebook]``), imported when the first plot is asked for. Without ``ax`` a
figure is made by pyplot, so that a notebook shows it; with one, pyplot is not touched.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from stagehold.advising.outcome import RiskFigures
from stagehold.domain.errors import NotSupported
from stagehold.leasing.schedule import Schedule
from stagehold.reports.lease_picture import ASSET, LIABILITY
from stagehold.reports.svg import ALARM, INK, LEASED, LEASED_EDGE, SOFT_INK

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROW = 0.32  # inches


def axes_for(ax: Axes | None, rows: int = 0) -> Axes:
    """``ax``, or that of a new figure high enough for so many rows.

    Raises
    ------
    NotSupported
        Without matplotlib.
    """
    try:
        import matplotlib  # noqa: F401, ICN001
    except ImportError as missing:
        raise NotSupported(
            "plots need matplotlib, which is not installed here: install stagehold[notebook], or matplotlib by itself"
        ) from missing
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    height = max(3.0, 1.4 + _ROW * rows)
    _, made = plt.subplots(figsize=(10.0, min(40.0, height)), layout="constrained")
    drawn: Axes = made
    return drawn


def day(value: date) -> float:
    """A day as matplotlib counts it; that of its axes of dates."""
    from matplotlib.dates import date2num

    return float(date2num(value))


def dates_below(ax: Axes) -> None:
    """An axis of days that names as little as is needed."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    locator = AutoDateLocator()
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))


def rows_at_the_left(ax: Axes, names: list[str]) -> None:
    """A named row for each of these, the first one on top."""
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.5, -0.75)  # room for what stands above the first row
    ax.tick_params(axis="y", length=0)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)


def plot_lease(schedule: Schedule, ax: Axes | None) -> Axes:
    """Liability and asset over time, straight between two days as in the picture of a report."""
    ax = axes_for(ax)
    for first, last, label, colour, line in (
        ("opening", "closing", "liability", LIABILITY, "-"),
        ("asset_opening", "asset_closing", "right-of-use asset", ASSET, "--"),
    ):
        days = [day(value) for row in schedule.rows for value in (row.start, row.end)]
        values = [float(getattr(row, name)) for row in schedule.rows for name in (first, last)]
        ax.plot(days, values, color=colour, linestyle=line, label=label)
    dates_below(ax)
    ax.yaxis.set_major_formatter("{x:,.0f}")
    ax.set_ylabel(schedule.currency)
    ax.set_ylim(bottom=0)
    ax.set_title(f"{schedule.lease}: liability and asset", loc="left")
    ax.legend(frameon=False)
    return ax


def plot_risk(found: RiskFigures, ax: Axes | None) -> Axes:
    """A bar from P10 to P90 for each production, its median, and its due."""
    listed = sorted(found.productions, key=lambda item: (item.planned, item.id))
    ax = axes_for(ax, len(listed))
    for row, item in enumerate(listed):
        early, middle, late = item.finish
        if early is not None and late is not None:
            ax.barh(row, day(late) - day(early), left=day(early), height=0.5, color=LEASED, edgecolor=LEASED_EDGE)
        if middle is not None:
            ax.plot([day(middle)], [row], marker="o", color=INK, linestyle="none", label=_once("median", row))
        if item.due is not None:
            ax.plot([day(item.due)], [row], marker="v", color=ALARM, linestyle="none", label=_once("due", row))
        share = f"{100 * item.on_time.value:.0f} %"
        ax.annotate(share, (1, row), xycoords=("axes fraction", "data"), color=SOFT_INK, va="center", ha="left")
    rows_at_the_left(ax, [item.id for item in listed])
    dates_below(ax)
    ax.set_title("Finish, P10 to P90, and share on time", loc="left")
    _legend(ax)
    return ax


def _once(label: str, row: int) -> str:
    """A label that stands in the legend once: one that begins with a line below does not."""
    return label if row == 0 else f"_{label}"


def _legend(ax: Axes) -> None:
    if ax.get_legend_handles_labels()[0]:
        ax.legend(frameon=False, loc="best")
