"""The timeline of a plan by matplotlib."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from stagehold.domain.portfolio import Portfolio
from stagehold.domain.studio import PhaseKind
from stagehold.planning.plan import Plan
from stagehold.reports.reader import Reader
from stagehold.reports.svg import ALARM, INK, LEASED, PAPER
from stagehold.reports.timeline import PHASE_FILLS, days_shown
from stagehold.reports.timeline_rows import LeaseBar, PlacementBar, StageLine, stage_lines
from stagehold.services.notebook.plots import axes_for, dates_below, day, rows_at_the_left

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LEASE, _BAR = 0.9, 0.62  # of a row
_LETTER = 4.6  # points that a letter of the smallest size takes
# A set that stands and one that is taken down are told apart by their pattern too.
_HATCHES = {PhaseKind.STANDING: "....", PhaseKind.STRIKE: "////"}


def plot_plan(portfolio: Portfolio, plan: Plan, ax: Axes | None) -> Axes:
    """Stages as rows, leases as their ground, placements as bars of phases, dues of what is late as marks."""
    lines = stage_lines(plan, portfolio)
    ax = axes_for(ax, len(lines))
    start, end = days_shown(plan, lines)
    for row, line in enumerate(lines):
        for lease in line.leases:
            _draw_lease(ax, row, lease, day(start), day(end))
        starts = [day(bar.placement.start) for bar in line.placements]
        for bar in line.placements:
            after = [start for start in starts if start > day(bar.placement.start)]
            _draw_placement(ax, row, bar, _fitting(ax, bar, min(after, default=day(end)), day(end) - day(start)))
    reader = Reader()
    rows_at_the_left(ax, [reader.name(line.name, line.stage) for line in lines])
    ax.set_xlim(day(start), day(end))
    dates_below(ax)
    ax.set_title(reader.word("plan.title"), loc="left")
    _draw_legend(ax, lines, reader)
    return ax


def _draw_lease(ax: Axes, row: int, lease: LeaseBar, first: float, last: float) -> None:
    left = first if lease.start is None else max(first, day(lease.start))
    right = last if lease.end is None else min(last, day(lease.end))
    if left < right:
        ax.barh(row, right - left, left=left, height=_LEASE, color=LEASED, zorder=0)


def _draw_placement(ax: Axes, row: int, bar: PlacementBar, label: str) -> None:
    item = bar.placement
    spans = [(span.phase, span.start, span.end) for span in item.phases] or [(PhaseKind.SHOOT, item.start, item.end)]
    for phase, start, end in spans:
        ax.barh(row, day(end) - day(start), left=day(start), height=_BAR, **_look(phase))
    whole: dict[str, Any] = {"facecolor": "none", "edgecolor": ALARM if item.late_days else INK, "linewidth": 1.0}
    ax.barh(row, day(item.end) - day(item.start), left=day(item.start), height=_BAR, **whole)
    ax.text(day(item.start), row - _BAR / 2, label, fontsize="x-small", va="bottom", clip_on=True)
    if item.late_days and bar.due is not None:
        ax.plot([day(bar.due)], [row], marker="v", color=ALARM, linestyle="none", label="_due")


def _fitting(ax: Axes, bar: PlacementBar, until: float, days: float) -> str:
    """As much of the label as has room before the next bar begins."""
    points = ax.get_window_extent().width / ax.figure.dpi * 72
    room = (until - day(bar.placement.start)) / days * points
    letters = int(room / _LETTER)
    return bar.label if len(bar.label) <= letters else f"{bar.label[: letters - 1]}…" if letters > 2 else ""


def _look(phase: PhaseKind) -> dict[str, Any]:
    look: dict[str, Any] = {"facecolor": PHASE_FILLS.get(phase, PAPER), "linewidth": 0}
    if phase in _HATCHES:
        look |= {"hatch": _HATCHES[phase], "edgecolor": PHASE_FILLS[PhaseKind.SHOOT]}
    return look


def _draw_legend(ax: Axes, lines: Sequence[StageLine], reader: Reader) -> None:
    """What is on the plot, and nothing else."""
    from matplotlib.patches import Patch

    bars = [bar.placement for line in lines for bar in line.placements]
    phases = {span.phase for item in bars for span in item.phases}
    handles = [Patch(facecolor=LEASED, label=reader.word("legend.leased"))] if any(x.leases for x in lines) else []
    handles += [
        Patch(**_look(phase), label=reader.word(f"phase.{phase.value}")) for phase in PhaseKind if phase in phases
    ]
    if any(item.late_days for item in bars):
        handles.append(Patch(facecolor="none", edgecolor=ALARM, label=reader.word("late")))
    if handles:
        ax.legend(handles=handles, frameon=False, loc="upper left", bbox_to_anchor=(1, 1), fontsize="small")
