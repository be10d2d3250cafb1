"""The timeline of stages: what is leased, closed or taken, and where each production stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from stagehold.domain.days import Span
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.studio import PhaseKind
from stagehold.planning.plan import Placement, Plan
from stagehold.reports.axis import HEIGHT, Axis, around
from stagehold.reports.held import EndKind
from stagehold.reports.legend import Swatch, draw_legend, legend_height
from stagehold.reports.reader import Reader
from stagehold.reports.svg import ALARM, INK, LEASED, LEASED_EDGE, LINE, PAPER, SOFT_INK, Drawing, shortened
from stagehold.reports.table import Picture
from stagehold.reports.timeline_rows import LeaseBar, PlacementBar, StageLine, TakenBar, stage_lines

WIDTH = 1120.0
WIDEST = 6000.0
TALLEST = 560.0  # fits below a heading on A4 in landscape at the width of the page
NAMES = 156.0
ROW, HEAD, BAR = 42.0, 24.0, 32.0
STRIP = 14.0  # the upper part of a bar, where its label stands on white
PER_DAY = 1.5  # units a day at which the names of most productions fit into their bars
PHASE_FILLS = {
    PhaseKind.BUILD: "#a9c7e0",
    PhaseKind.PRELIGHT: "#7ba6cb",
    PhaseKind.SHOOT: "#245f8f",
    PhaseKind.STRIKE: "#8b97a3",
}


def timeline(portfolio: Portfolio, plan: Plan, reader: Reader) -> Picture:
    """One picture of all stages that the plan's party leases or its placements use, as wide and high as they need."""
    lines = stage_lines(plan, portfolio)
    start, end = days_shown(plan, lines)
    width = min(WIDEST, max(WIDTH, NAMES + (end - start).days * PER_DAY))
    return _draw(lines, Axis(start=start, end=end, left=NAMES, right=width - 4, reader=reader), 1, 1)


def timeline_pages(portfolio: Portfolio, plan: Plan, reader: Reader) -> tuple[Picture, ...]:
    """The same in pictures that each fit a page of paper, by time and then by stages; none without stages."""
    lines = stage_lines(plan, portfolio)
    if not lines:
        return ()
    windows = _windows(*days_shown(plan, lines))
    pages = [(window, page) for window in windows for page in _pages(lines)]
    return tuple(
        _draw(page, Axis(start=start, end=end, left=NAMES, right=WIDTH - 4, reader=reader), number, len(pages))
        for number, ((start, end), page) in enumerate(pages, 1)
    )


def _windows(start: date, end: date) -> list[tuple[date, date]]:
    """Equal parts of the days that begin on the first of a month, each short enough for a page."""
    parts = max(1, round((end - start).days * PER_DAY / (WIDTH - NAMES)))
    cuts = [(start + (end - start) * number / parts).replace(day=1) for number in range(1, parts)]
    edges = [start, *(cut for cut in cuts if start < cut < end), end]
    return list(pairwise(edges))


def days_shown(plan: Plan, lines: Sequence[StageLine]) -> tuple[date, date]:
    """The days that matter for the plan; leases run far beyond it and count alone only where nothing is placed."""
    days = [day for item in plan.placements for day in (item.start, item.end)]
    days += [bar.due for line in lines for bar in line.placements if bar.due is not None]
    leased = [day for line in lines for bar in line.leases for day in (bar.start, bar.end) if day is not None]
    if not days:
        days = leased or [date(2000, 1, 1)]
    elif leased:
        # The start of a lease just before the plan explains why nothing stands there sooner.
        days += [day for day in leased if min(days) - timedelta(days=120) <= day <= max(days) + timedelta(days=120)]
    return around(days)


def _pages(lines: Sequence[StageLine]) -> list[list[StageLine]]:
    pages: list[list[StageLine]] = [[]]
    height, studio = 0.0, None
    for line in lines:
        needed = ROW + (HEAD if line.studio != studio else 0)
        if pages[-1] and height + needed > TALLEST - HEIGHT - 50:
            pages.append([])
            height, needed = 0.0, ROW + HEAD
        pages[-1].append(line)
        height, studio = height + needed, line.studio
    return pages


def _draw(lines: Sequence[StageLine], axis: Axis, number: int, pages: int) -> Picture:
    reader, width = axis.reader, axis.right + 4
    lines = [_within(line, axis) for line in lines]
    tops = _tops(lines)
    body = tops[-1] + ROW if tops else HEIGHT + HEAD
    drawing = Drawing(f"timeline-{number}", width)
    swatches = swatches_of(drawing, lines, reader)
    drawing.height = body + legend_height(swatches, width) + 8
    for line, y in zip(lines, tops, strict=True):
        for lease in line.leases:
            draw_lease(drawing, lease, axis, reader, y)
    axis.draw(drawing, 0, body)
    if not lines:
        drawing.text(6, HEIGHT + 16, reader.word("timeline.none"), fill=SOFT_INK)
    for index, (line, y) in enumerate(zip(lines, tops, strict=True)):
        if index == 0 or line.studio != lines[index - 1].studio:
            draw_studio(drawing, line, reader, y - HEAD)
        _draw_stage(drawing, line, axis, reader, y)
    draw_legend(drawing, swatches, body + 6)
    title = reader.word("timeline.title")
    if pages > 1:
        title = reader.word("timeline.page", title=title, n=number, of=pages)
    first, last = reader.day(axis.start), reader.day(axis.end - timedelta(days=1))
    text = reader.word("timeline.description", stages=len(lines), start=first, end=last)
    return drawing.picture(title, " ".join([text, *_spoken(lines, axis)]))


def _within(line: StageLine, axis: Axis) -> StageLine:
    """The line with what stands or is taken on days of the axis."""
    days = Span(axis.start, axis.end)
    return replace(
        line,
        taken=tuple(bar for bar in line.taken if bar.span.overlap(days)),
        placements=tuple(
            bar for bar in line.placements if bar.placement.start < axis.end and axis.start < bar.placement.end
        ),
    )


def _tops(lines: Sequence[StageLine]) -> list[float]:
    """Where the row of each stage begins, with room for the head of its studio."""
    tops, y = [], HEIGHT
    for index, line in enumerate(lines):
        y += HEAD if index == 0 or line.studio != lines[index - 1].studio else 0
        tops.append(y)
        y += ROW
    return tops


def _spoken(lines: Sequence[StageLine], axis: Axis) -> list[str]:
    return [told(bar, line, axis.reader) + "." for line in lines for bar in line.placements]


def told(bar: PlacementBar, line: StageLine, reader: Reader) -> str:
    """One placement in words."""
    item = bar.placement
    last = reader.day(item.end - timedelta(days=1))
    text = reader.word("timeline.bar", label=bar.label, stage=line.stage, start=reader.day(item.start), end=last)
    if item.late_days:
        text += reader.word("list-comma") + reader.counted("days-late", item.late_days)
    return text


def draw_studio(drawing: Drawing, line: StageLine, reader: Reader, y: float) -> None:
    """The head over the stages of one studio."""
    drawing.rect(0, y, drawing.width, HEAD, fill="#eef1f4")
    name = reader.name(line.studio_name, line.studio or reader.word("studio.unknown"))
    drawing.text(6, y + 16, shortened(name, 12.5, drawing.width - 20), 12.5, font_weight="600")


def _draw_stage(drawing: Drawing, line: StageLine, axis: Axis, reader: Reader, y: float) -> None:
    drawing.line(0, y + ROW, drawing.width, y + ROW, stroke=LINE, stroke_width=0.6)
    drawing.text(6, y + 18, shortened(reader.name(line.name, line.stage), 12, NAMES - 12), 12)
    if line.area is not None:
        drawing.text(6, y + 33, shortened(reader.area(line.area), 10.5, NAMES - 12), 10.5, fill=SOFT_INK)
    for taken in line.taken:
        draw_taken(drawing, taken, axis, reader, y)
    for bar in line.placements:
        draw_placement(drawing, bar, line, axis, reader, y + (ROW - BAR) / 2)
    for bar in line.placements:
        if bar.due is not None and axis.start <= bar.due <= axis.end and _shows_due(bar, line):
            words = f"{bar.label}: {reader.word('due')} {reader.day(bar.due)}"
            _draw_due(drawing, axis.x(bar.due), y + (ROW - BAR) / 2, words)


def _shows_due(bar: PlacementBar, line: StageLine) -> bool:
    """Whether the mark of a due would be read as that of this bar: not where the next production stands already."""
    if bar.due is None:
        return False
    later = [other.placement.start for other in line.placements if other.placement.start >= bar.placement.end]
    return bar.placement.late_days > 0 or not later or bar.due <= min(later)


def draw_lease(drawing: Drawing, bar: LeaseBar, axis: Axis, reader: Reader, y: float, row: float = ROW) -> None:
    """The days of a lease, as the ground of a row of this height."""
    x1 = axis.left if bar.start is None else axis.x(bar.start)
    x2 = axis.right if bar.end is None else axis.x(bar.end)
    unstated = bar.end is None and bar.end_kind is EndKind.UNSTATED
    if unstated:
        fill = drawing.fade("lease-unstated", LEASED_EDGE, 0.42, 0.04)
        words = reader.word("legend.end-unstated")
    elif bar.assumed:
        fill = drawing.hatch("lease-assumed", "#eef6f1", "#b4d3c1", 45, 7)
        words = reader.word("legend.lease-assumed")
    else:
        fill, words = LEASED, reader.word("legend.leased")
    drawing.open_group(f"{bar.lease}: {words}")
    drawing.rect(x1, y + 1, x2 - x1, row - 2, fill=fill)
    if bar.start is not None and axis.start <= bar.start <= axis.end:
        drawing.line(x1, y + 1, x1, y + row - 1, stroke=LEASED_EDGE, stroke_width=1.6)
    if bar.end is not None and axis.start <= bar.end <= axis.end:
        dashes = "3 2" if bar.assumed else None
        drawing.line(x2, y + 1, x2, y + row - 1, stroke=LEASED_EDGE, stroke_width=1.6, stroke_dasharray=dashes)
    drawing.close_group()


def draw_taken(drawing: Drawing, bar: TakenBar, axis: Axis, reader: Reader, y: float) -> None:
    """A closure or a booking of others."""
    x1, x2 = axis.x(bar.span.start), axis.x(bar.span.end)
    last = reader.day(bar.span.end - timedelta(days=1))
    kind = reader.word("legend.closed" if bar.closure else "legend.booked" if bar.firm else "legend.hold")
    drawing.open_group(f"{kind}: {bar.label}, {reader.word('interval', start=reader.day(bar.span.start), end=last)}")
    if bar.closure:
        drawing.rect(x1, y + 4, x2 - x1, ROW - 8, fill=drawing.hatch("closed", "#e3e5e8", "#6c7680", 135, 5))
    else:
        fill = drawing.hatch("booked", "#f3e8d6", "#b98c45", 0, 6) if bar.firm else PAPER
        dashes = None if bar.firm else "4 3"
        drawing.rect(x1, y + 4, x2 - x1, ROW - 8, fill=fill, stroke="#8a6421", stroke_width=1, stroke_dasharray=dashes)
    label = shortened(bar.label, 10.5, x2 - x1 - 10)
    if label:
        drawing.rect(x1 + 3, y + 14, min(x2 - x1 - 6, 7 * len(label) + 8), 14, fill=PAPER, fill_opacity=0.9)
        drawing.text(x1 + 6, y + 25, label, 10.5)
    drawing.close_group()


def draw_placement(drawing: Drawing, bar: PlacementBar, line: StageLine, axis: Axis, reader: Reader, y: float) -> None:
    """A stay with its phases, its label and how late it is."""
    item = bar.placement
    x1, x2 = axis.x(item.start), axis.x(item.end)
    drawing.open_group(told(bar, line, reader))
    drawing.rect(x1, y, x2 - x1, BAR, fill=PAPER)
    for span in item.phases:
        left, right = axis.x(span.start), axis.x(span.end)
        drawing.rect(left, y + STRIP, right - left, BAR - STRIP, fill=_phase_fill(drawing, span.phase))
    if not item.phases:
        drawing.rect(x1, y + STRIP, x2 - x1, BAR - STRIP, fill=PHASE_FILLS[PhaseKind.SHOOT])
    if item.late_days:
        left = axis.x(max(item.start, item.end - timedelta(days=item.late_days)))
        drawing.rect(left, y + BAR - 7, x2 - left, 7, fill=drawing.hatch("late", "#fff1ef", ALARM, 45, 4))
    # A bar that goes on beyond the picture has no edge there.
    left_edge = f"M{x1:.2f} {y + BAR:.2f}V{y:.2f}" if item.start >= axis.start else f"M{x1:.2f} {y:.2f}"
    right_edge = f"V{y + BAR:.2f}" if item.end <= axis.end else f"M{x2:.2f} {y + BAR:.2f}"
    drawing.path(f"{left_edge}H{x2:.2f}{right_edge}H{x1:.2f}", fill="none", stroke=INK, stroke_width=1)
    drawing.text(x1 + 4, y + 11, _fitting_label(bar, reader, x2 - x1 - 8), 10.5, font_weight="600")
    drawing.close_group()


def _fitting_label(bar: PlacementBar, reader: Reader, width: float) -> str:
    """The label with how late it is where both fit, else what fits of the label."""
    late = bar.placement.late_days
    full = f"{bar.label} · {reader.counted('days-late', late)}" if late else bar.label
    # Bold letters are wider than the face that is measured.
    return full if shortened(full, 11.4, width) == full else shortened(bar.label, 11.4, width)


def _draw_due(drawing: Drawing, x: float, y: float, words: str) -> None:
    drawing.open_group(words)
    drawing.line(x, y - 4, x, y + BAR + 4, stroke=ALARM, stroke_width=1.6)
    drawing.path(f"M{x - 4.5:.2f} {y - 5:.2f}h9l-4.5 6z", fill=ALARM)
    drawing.close_group()


def _phase_fill(drawing: Drawing, phase: PhaseKind) -> str:
    if phase is PhaseKind.STANDING:
        return drawing.dots("standing", "#e4ecf3", "#245f8f")
    if phase is PhaseKind.STRIKE:
        return drawing.hatch("strike", "#c8ced4", "#66717c", 135, 5)
    return PHASE_FILLS[phase]


def swatches_of(drawing: Drawing, lines: Sequence[StageLine], reader: Reader) -> list[Swatch]:
    """The legend of what is on the picture, and of nothing else."""
    word = reader.word
    leases = [bar for line in lines for bar in line.leases]
    taken = [bar for line in lines for bar in line.taken]
    placements: list[Placement] = [bar.placement for line in lines for bar in line.placements]
    phases = {span.phase for item in placements for span in item.phases}
    unstated = [bar for bar in leases if bar.end is None and bar.end_kind is EndKind.UNSTATED]
    assumed = [bar for bar in leases if bar.assumed and bar not in unstated]
    found: list[tuple[bool, str, str]] = [
        (len(leases) > len(unstated) + len(assumed), LEASED, word("legend.leased")),
        (bool(assumed), drawing.hatch("lease-assumed", "#eef6f1", "#b4d3c1", 45, 7), word("legend.lease-assumed")),
        (bool(unstated), drawing.fade("lease-unstated", LEASED_EDGE, 0.42, 0.04), word("legend.end-unstated")),
        (any(b.closure for b in taken), drawing.hatch("closed", "#e3e5e8", "#6c7680", 135, 5), word("legend.closed")),
        (
            any(not bar.closure and bar.firm for bar in taken),
            drawing.hatch("booked", "#f3e8d6", "#b98c45", 0, 6),
            word("legend.booked"),
        ),
        (any(not bar.closure and not bar.firm for bar in taken), PAPER, word("legend.hold")),
    ]
    found += [(phase in phases, _phase_fill(drawing, phase), word(f"phase.{phase.value}")) for phase in PhaseKind]
    found.append((any(p.late_days for p in placements), drawing.hatch("late", "#fff1ef", ALARM, 45, 4), word("late")))
    swatches = [Swatch(fill, text) for shown, fill, text in found if shown]
    if any(bar.due is not None for line in lines for bar in line.placements):
        swatches.append(Swatch("due", word("due")))
    return swatches
