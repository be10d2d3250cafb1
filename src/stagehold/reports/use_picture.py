"""Use as a picture: for each studio a bar a month, stacked from shot days up to idle days by cause.

Bookings and plan have rows of their own. The line above the bars is what was in service.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from stagehold.leasing.charge_out import months
from stagehold.leasing.idle import Cause
from stagehold.leasing.stage_facts import Basis
from stagehold.reports.axis import HEIGHT, Axis
from stagehold.reports.legend import Swatch, draw_legend, legend_height
from stagehold.reports.svg import INK, LINE, PAPER, SOFT_INK, Drawing, shortened
from stagehold.reports.table import Picture
from stagehold.reports.use import Use, stages_of_studio
from stagehold.reports.use_names import UseNames

WIDTH, NAMES, ROW, PAD = 1120.0, 190.0, 150.0, 26.0
_GAP = 0.12  # of a month's width, between two bars
_WORK = {"shot": "#1f5f8b", "working": "#6fa8cf", "standing": "#d9a441"}
# Lighter than work, and told apart by hatching where colours are near each other.
_IDLE = {
    Cause.CLOSED: "#8d99a6",
    Cause.OUT_OF_SERVICE: "#b8c1ca",
    Cause.SUBLET: "#7d6ba8",
    Cause.TURNOVER: "#c9b79c",
    Cause.REINSTATE: "#a58d6c",
    Cause.HELD: "#e3c8e0",
    Cause.UNUSED: "#f1d3cf",
    Cause.BEFORE_FIRST_USE: "#e8e4dc",
    Cause.AFTER_LAST_USE: "#dcd6ca",
    Cause.BETWEEN: "#f4b9b2",
}
_HATCHED = {Cause.OUT_OF_SERVICE: 45, Cause.REINSTATE: 135, Cause.BEFORE_FIRST_USE: 45, Cause.AFTER_LAST_USE: 135}


@dataclass(frozen=True, slots=True)
class _Month:
    """One bar: stage-days by part, in the order of stacking, and those in service."""

    start: date
    end: date
    parts: tuple[tuple[str, int], ...]
    in_service: int

    @property
    def height(self) -> int:
        """What it needs of the scale."""
        return max(self.in_service, sum(days for _, days in self.parts))


def use_picture(use: Use, names: UseNames) -> Picture:
    """The picture; bars count stage-days, whatever the tables are weighed by."""
    reader, word = names.reader, names.reader.word
    rows = [
        (studio, basis, _bars(use, [item.facts.stage for item in stages], basis))
        for studio, stages in stages_of_studio(use.days).items()
        for basis in use.bases
    ]
    used = {part for _, _, bars in rows for bar in bars for part, days in bar.parts if days}
    drawing = Drawing("use", WIDTH)
    swatches = [Swatch(_paint(part, drawing), _named(part, names)) for part in _ORDER if part in used]
    legend = legend_height(swatches, WIDTH) + 8  # apart from the years below it
    drawing.height = legend + HEIGHT + ROW * len(rows) + 12
    draw_legend(drawing, swatches, 6)
    axis = Axis(start=use.period.start, end=use.period.end, left=NAMES, right=WIDTH - 6, reader=reader)
    axis.draw(drawing, legend, legend + HEIGHT + ROW * len(rows))
    spoken = []
    for number, (studio, basis, bars) in enumerate(rows):
        top = legend + HEIGHT + ROW * number
        title = names.studio(studio)
        _draw_row(drawing, top, axis, bars, names)
        drawing.text(6, top + 30, shortened(title, 12, NAMES - 12), 12, font_weight="600")
        drawing.text(6, top + 48, word(f"use.basis.{basis.value}"), 11, fill=SOFT_INK)
        spoken.append(
            _spoken(word("use.picture.row", studio=title, basis=word(f"use.basis.{basis.value}")), bars, names)
        )
    return drawing.picture(word("use.picture"), " ".join([word("use.picture.description"), *spoken]))


_ORDER = (*_WORK, *(cause.value for cause in Cause))


def _bars(use: Use, stages: Sequence[str], basis: Basis) -> list[_Month]:
    bars = []
    for month in months(use.period):
        sums: Counter[str] = Counter()
        for stage in stages:
            sums.update(use.cells.get((stage, month.start.replace(day=1)), {}))
        parts = {
            "shot": sums[f"{basis}.shot"],
            "working": sums[f"{basis}.working"] - sums[f"{basis}.shot"],
            "standing": sums[f"{basis}.standing"],
            **{cause.value: sums[f"{basis}.idle.{cause}"] for cause in Cause},
        }
        told = tuple((part, parts[part]) for part in _ORDER)
        bars.append(_Month(start=month.start, end=month.end, parts=told, in_service=sums["in_service"]))
    return bars


def _draw_row(drawing: Drawing, top: float, axis: Axis, bars: Sequence[_Month], names: UseNames) -> None:
    most = max((bar.height for bar in bars), default=0) or 1
    bottom, room = top + ROW - 4, ROW - PAD
    scale = room / most
    drawing.line(0, top, WIDTH, top, stroke=LINE, stroke_width=0.6)
    drawing.line(NAMES, bottom, WIDTH - 6, bottom, stroke=SOFT_INK, stroke_width=0.8)
    told = names.reader.word("use.picture.top", n=names.reader.number(most))
    drawing.text(6, top + 66, shortened(told, 10.5, NAMES - 12), 10.5, fill=SOFT_INK)
    drawing.line(6, top + 80, 26, top + 80, stroke=INK, stroke_width=1.1)
    drawing.text(32, top + 84, names.reader.word("use.picture.service"), 10.5, fill=SOFT_INK)
    for bar in bars:
        left, right = axis.x(bar.start), axis.x(bar.end)
        gap = (right - left) * _GAP
        drawing.open_group(_told(bar, names))
        y = bottom
        for part, days in bar.parts:
            height = days * scale
            y -= height
            drawing.rect(
                left + gap,
                y,
                right - left - 2 * gap,
                height,
                fill=_paint(part, drawing),
                stroke=PAPER,
                stroke_width=0.4,
            )
        drawing.close_group()
    for bar in bars:
        level = bottom - bar.in_service * scale
        drawing.line(axis.x(bar.start), level, axis.x(bar.end), level, stroke=INK, stroke_width=1.1)
    for bar, after in pairwise(bars):
        levels = [bottom - item.in_service * scale for item in (bar, after)]
        if levels[0] != levels[1]:
            drawing.line(axis.x(bar.end), levels[0], axis.x(bar.end), levels[1], stroke=INK, stroke_width=1.1)


def _paint(part: str, drawing: Drawing) -> str:
    if part in _WORK:
        return _WORK[part]
    cause = Cause(part)
    if cause in _HATCHED:
        return drawing.hatch(f"idle-{part}", _IDLE[cause], PAPER, _HATCHED[cause])
    return _IDLE[cause]


def _named(part: str, names: UseNames) -> str:
    word = names.reader.word
    if part == "working":
        return word("use.picture.working")
    return word(f"use-state.{part}") if part in _WORK else word(f"idle-cause.{part}")


def _told(bar: _Month, names: UseNames) -> str:
    """One month in words: only the parts that have days."""
    parts = [f"{_named(part, names)} {names.reader.number(days)}" for part, days in bar.parts if days]
    told = names.reader.word("list-comma").join(parts) or names.reader.word("use.none")
    return names.reader.word("use.picture.month", month=names.month(bar.start), parts=told)


def _spoken(title: str, bars: Sequence[_Month], names: UseNames) -> str:
    """A row in words: the whole period, part by part."""
    sums: Counter[str] = Counter()
    for bar in bars:
        sums.update(dict(bar.parts))
    parts = [f"{_named(part, names)} {names.reader.number(sums[part])}" for part in _ORDER if sums[part]]
    return f"{title}: {names.reader.word('list-comma').join(parts) or names.reader.word('use.none')}."
