"""Before and now in one timeline: every stage has a strip of what stood there before, and its stays as they are now.

Only what changed is drawn in the strip, as dashed outlines; in the row below, a bar in another colour stands at the
left of every stay that changed. A thin line leads from where a need stood to where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from stagehold.domain.portfolio import Portfolio
from stagehold.planning.changes import NeedChange
from stagehold.planning.plan import Placement, Plan
from stagehold.reports.axis import HEIGHT, Axis
from stagehold.reports.legend import Swatch, draw_legend, legend_height
from stagehold.reports.reader import Reader
from stagehold.reports.svg import INK, LINE, PAPER, SOFT_INK, Drawing, shortened
from stagehold.reports.table import Picture
from stagehold.reports.timeline import (
    BAR,
    HEAD,
    NAMES,
    PER_DAY,
    ROW,
    WIDEST,
    WIDTH,
    days_shown,
    draw_lease,
    draw_placement,
    draw_studio,
    draw_taken,
    swatches_of,
    told,
)
from stagehold.reports.timeline_rows import PlacementBar, StageLine, stage_lines

MOST_STAGES = 40  # with more, only those on which something changed are drawn
GHOST = 16.0  # height of the strip of what stood there before
CHANGED = "#c77700"
_CLEAR = 3.0


def replan_picture(
    portfolio: Portfolio, plan: Plan, changes: Sequence[NeedChange], reader: Reader, *, most: int = MOST_STAGES
) -> Picture:
    """One picture of all stages of the plan, as wide and high as needed; of more than ``most`` those with changes."""
    ghosts = {id(change.before): change for change in changes if change.before is not None}
    before = [change.before for change in changes if change.before is not None]
    both = replace(plan, placements=(*plan.placements, *before))
    lines = stage_lines(both, portfolio)
    if changes and len(lines) > most:
        keys = {(change.production, change.need) for change in changes}
        lines = tuple(line for line in lines if any(_key(bar) in keys for bar in line.placements))
    start, end = days_shown(both, lines)
    width = min(WIDEST, max(WIDTH, NAMES + (end - start).days * PER_DAY))
    axis = Axis(start=start, end=end, left=NAMES, right=width - 4, reader=reader)
    return _draw(lines, ghosts, {(c.production, c.need) for c in changes}, axis, plan)


def _key(bar: PlacementBar) -> tuple[str, str]:
    return bar.placement.production, bar.placement.need


def _draw(
    lines: Sequence[StageLine],
    ghosts: Mapping[int, NeedChange],
    changed: set[tuple[str, str]],
    axis: Axis,
    plan: Plan,
) -> Picture:
    reader, width = axis.reader, axis.right + 4
    now = [
        replace(line, placements=tuple(bar for bar in line.placements if id(bar.placement) not in ghosts))
        for line in lines
    ]
    then = [tuple(bar for bar in line.placements if id(bar.placement) in ghosts) for line in lines]
    tops, body = _tops(lines)
    drawing = Drawing("replan", width)
    shown = [swatch for swatch in swatches_of(drawing, now, reader) if swatch.fill != "due"]  # dues are not drawn here
    swatches = [*shown, *_swatches(ghosts, plan, reader)]
    drawing.height = body + legend_height(swatches, width) + 8
    for line, y in zip(lines, tops, strict=True):
        for lease in line.leases:
            draw_lease(drawing, lease, axis, reader, y, ROW + GHOST)
    axis.draw(drawing, 0, body)
    if not lines:
        drawing.text(6, HEIGHT + 16, reader.word("timeline.none"), fill=SOFT_INK)
    for index, (line, y) in enumerate(zip(now, tops, strict=True)):
        if index == 0 or line.studio != now[index - 1].studio:
            draw_studio(drawing, line, reader, y - HEAD)
        _draw_stage(drawing, line, changed, axis, y)
        for bar in then[index]:
            _draw_ghost(drawing, bar, line, axis, y)
    _draw_ways(drawing, now, then, tops, axis)
    if plan.today is not None and axis.start <= plan.today <= axis.end:
        x = axis.x(plan.today)
        drawing.open_group(f"{reader.word('legend.today')}: {reader.day(plan.today)}")
        drawing.line(x, HEIGHT - 4, x, body, stroke=INK, stroke_width=1.4, stroke_dasharray="5 3")
        drawing.close_group()
    draw_legend(drawing, swatches, body + 6)
    first, last = reader.day(axis.start), reader.day(axis.end - timedelta(days=1))
    spoken = [told(bar, line, reader) + "." for line in now for bar in line.placements]
    spoken += [
        reader.word("replan.before", told=told(bar, line, reader)) + "."
        for line, bars in zip(lines, then, strict=True)
        for bar in bars
    ]
    text = reader.word("replan.description", stages=len(lines), start=first, end=last)
    return drawing.picture(reader.word("replan.picture"), " ".join([text, *spoken]))


def _tops(lines: Sequence[StageLine]) -> tuple[list[float], float]:
    """Where the row of each stage begins, and where the last one ends."""
    tops, y = [], HEIGHT
    for index, line in enumerate(lines):
        y += HEAD if index == 0 or line.studio != lines[index - 1].studio else 0
        tops.append(y)
        y += ROW + GHOST
    return tops, y if lines else HEIGHT + HEAD


def _draw_stage(drawing: Drawing, line: StageLine, changed: set[tuple[str, str]], axis: Axis, y: float) -> None:
    reader, bottom = axis.reader, y + ROW + GHOST
    drawing.line(0, bottom, drawing.width, bottom, stroke=LINE, stroke_width=0.6)
    drawing.text(6, y + 22, shortened(reader.name(line.name, line.stage), 12, NAMES - 12), 12)
    if line.area is not None:
        drawing.text(6, y + 38, shortened(reader.area(line.area), 10.5, NAMES - 12), 10.5, fill=SOFT_INK)
    for taken in line.taken:
        draw_taken(drawing, taken, axis, reader, y + GHOST)
    top = y + GHOST + (ROW - BAR) / 2
    for bar in line.placements:
        draw_placement(drawing, bar, line, axis, reader, top)
        item = bar.placement
        if (item.production, item.need) in changed:
            drawing.rect(axis.x(item.start), top, 3, BAR, fill=CHANGED)


def _draw_ghost(drawing: Drawing, bar: PlacementBar, line: StageLine, axis: Axis, y: float) -> None:
    item = bar.placement
    x1, x2 = axis.x(item.start), axis.x(item.end)
    drawing.open_group(axis.reader.word("replan.before", told=told(bar, line, axis.reader)))
    style: dict[str, float | str | None] = {
        "fill": PAPER,
        "fill_opacity": 0.75,
        "stroke": SOFT_INK,
        "stroke_width": 1,
        "stroke_dasharray": "4 2",
    }
    drawing.rect(x1, y + _CLEAR, x2 - x1, GHOST - _CLEAR, **style)
    drawing.text(x1 + 4, y + GHOST - 3, shortened(bar.label, 9.5, x2 - x1 - 8), 9.5, fill=SOFT_INK)
    drawing.close_group()


def _draw_ways(
    drawing: Drawing,
    now: Sequence[StageLine],
    then: Sequence[tuple[PlacementBar, ...]],
    tops: Sequence[float],
    axis: Axis,
) -> None:
    """From the first stage of a need before to its first one now, where it moved or was shifted."""
    places: dict[tuple[str, str], tuple[Placement, float]] = {}
    for line, y in zip(now, tops, strict=True):
        for bar in line.placements:
            key = (bar.placement.production, bar.placement.need)
            places.setdefault(key, (bar.placement, y + GHOST + (ROW - BAR) / 2))
    drawn = set()
    for bars, y in zip(then, tops, strict=True):
        for bar in bars:
            key = (bar.placement.production, bar.placement.need)
            if key in drawn or key not in places:
                continue
            drawn.add(key)
            after, top = places[key]
            x1, y1, x2 = axis.x(bar.placement.start), y + GHOST, axis.x(after.start)
            if bar.placement.start == after.start and set(bar.placement.members) == set(after.members):
                continue
            middle = (y1 + top) / 2
            curve = f"M{x1 + 2:.2f} {y1:.2f}C{x1 + 2:.2f} {middle:.2f} {x2 + 2:.2f} {middle:.2f} {x2 + 2:.2f} {top:.2f}"
            drawing.path(curve, fill="none", stroke=CHANGED, stroke_width=1.1, stroke_opacity=0.75)


def _swatches(ghosts: Mapping[int, NeedChange], plan: Plan, reader: Reader) -> list[Swatch]:
    found = []
    if ghosts:
        found.append(Swatch("ghost", reader.word("legend.before")))
        found.append(Swatch(CHANGED, reader.word("legend.changed")))
    if plan.today is not None:
        found.append(Swatch("day", f"{reader.word('legend.today')}: {reader.day(plan.today)}"))
    return found
