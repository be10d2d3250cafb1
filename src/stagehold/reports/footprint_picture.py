"""The footprint over time: for each market the stages under lease as steps, and a bar for each lease."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from stagehold.domain.edtf import DatePrecision
from stagehold.reports.axis import HEIGHT, Axis, around
from stagehold.reports.footprint import Footprint, LeaseRow
from stagehold.reports.footprint_tables import stages_text, term_text
from stagehold.reports.held import EndKind
from stagehold.reports.legend import Swatch, draw_legend, legend_height
from stagehold.reports.reader import Reader
from stagehold.reports.svg import INK, LEASED, LEASED_EDGE, LINE, SOFT_INK, Drawing, shortened
from stagehold.reports.table import Picture

WIDTH, NAMES, TALLEST = 1120.0, 190.0, 540.0
HEAD, STEPS, BAR = 24.0, 66.0, 21.0
# A lease whose end nobody states is drawn this far beyond the last day that is known, and fades there.
BEYOND = timedelta(days=540)


@dataclass(frozen=True, slots=True)
class _Reach:
    """Days of one lease on the picture: a coarse start lies between ``first`` and ``sure``."""

    row: LeaseRow
    first: date
    sure: date
    end: date | None

    @property
    def kind(self) -> EndKind:
        """What the weakest end of the bar rests on."""
        if self.end is None:
            return self.row.end_kind
        assumed = EndKind.ASSUMED in (self.row.start_kind, self.row.end_kind) or self.row.stages_assumed
        return EndKind.ASSUMED if assumed else EndKind.STATED


def footprint_pictures(footprint: Footprint, reader: Reader) -> tuple[Picture, ...]:
    """Pictures of all markets on one time axis, as many as pages need; none without a lease whose start is known."""
    markets: dict[str, list[_Reach]] = {}
    for row in footprint.leases:
        reach = _reach(row)
        if reach is not None:
            markets.setdefault("+".join(row.markets), []).append(reach)
    if not markets:
        return ()
    known = [day for reaches in markets.values() for one in reaches for day in (one.first, one.sure, one.end) if day]
    known += [footprint.on] if footprint.on is not None else []
    start, end = around([*known, _beyond(max(known))])
    axis = Axis(start=start, end=end, left=NAMES, right=WIDTH - 4, reader=reader)
    pages: list[list[str]] = [[]]
    height = HEIGHT
    for market, reaches in markets.items():
        needed = HEAD + STEPS + BAR * len(reaches)
        if pages[-1] and height + needed > TALLEST:
            pages.append([])
            height = HEIGHT
        pages[-1].append(market)
        height += needed
    return tuple(
        _draw({market: markets[market] for market in page}, axis, footprint, number, len(pages))
        for number, page in enumerate(pages, 1)
    )


def _beyond(day: date) -> date:
    return day + BEYOND if day < date.max - BEYOND else date.max


def _reach(row: LeaseRow) -> _Reach | None:
    if row.start is None:
        return None
    end = None
    if row.end is not None and row.end.last < date.max:
        # An end known only to its year is drawn to the last day it can mean; its edge is dashed.
        end = row.end.last + timedelta(days=1)
    return _Reach(row, row.start.first, row.start.last, end)


def _draw(markets: dict[str, list[_Reach]], axis: Axis, footprint: Footprint, number: int, pages: int) -> Picture:
    reader = axis.reader
    drawing = Drawing(f"footprint-{number}", WIDTH)
    body = HEIGHT + sum(HEAD + STEPS + BAR * len(reaches) for reaches in markets.values())
    swatches = _swatches(drawing, [one for reaches in markets.values() for one in reaches], footprint, reader)
    drawing.height = body + legend_height(swatches, WIDTH) + 8
    axis.draw(drawing, 0, body)
    y = HEIGHT
    for market, reaches in markets.items():
        _draw_steps(drawing, market, reaches, axis, y)
        y += HEAD + STEPS
        for reach in sorted(reaches, key=lambda one: one.first):
            _draw_bar(drawing, reach, axis, y)
            y += BAR
    if footprint.on is not None:
        x = axis.x(footprint.on)
        drawing.line(x, HEIGHT - 4, x, body, stroke=INK, stroke_width=1.4, stroke_dasharray="5 3")
    draw_legend(drawing, swatches, body + 6)
    names = reader.word("list-comma").join(_market(market, reader) for market in markets)
    title = reader.word("footprint.picture")
    if pages > 1:
        title = reader.word("footprint.picture.page", markets=names)
    last = reader.day(axis.end - timedelta(days=1))
    spoken = reader.word("footprint.picture.description", start=reader.day(axis.start), end=last)
    return drawing.picture(
        title, " ".join([spoken, *(_told(one, reader) for all_ in markets.values() for one in all_)])
    )


def _market(market: str, reader: Reader) -> str:
    return " + ".join(map(reader.country, market.split("+"))) if market else reader.word("market.unknown")


def _told(reach: _Reach, reader: Reader) -> str:
    return reader.word(
        "footprint.picture.lease",
        lease=reach.row.lease,
        stages=stages_text(reach.row, reader),
        term=term_text(reach.row, reader),
    )


def _paint(drawing: Drawing, kind: EndKind) -> str:
    if kind is EndKind.ASSUMED:
        return drawing.hatch("assumed", "#eef6f1", "#9cc4ae", 45, 6)
    if kind is EndKind.UNSTATED:
        return drawing.dots("unstated", "#f1f6f3", "#9cc4ae")
    return LEASED


# --- steps ----------------------------------------------------------------------------------------------------------


def _draw_steps(drawing: Drawing, market: str, reaches: Sequence[_Reach], axis: Axis, y: float) -> None:
    """Stages surely under lease on each day, stacked: stated ends lowest, then assumed ones, then unstated ones."""
    drawing.rect(0, y, WIDTH, HEAD, fill="#eef1f4")
    drawing.text(6, y + 16, shortened(_market(market, axis.reader), 12.5, WIDTH - 20), 12.5, font_weight="600")
    top, base = y + HEAD + 14, y + HEAD + STEPS - 4
    days = sorted({day for one in reaches for day in (one.sure, one.end or axis.end)} | {axis.start, axis.end})
    counts = [(left, right, _count(reaches, left)) for left, right in pairwise(days)]
    # Days on which nothing changes in number or kind are one step.
    counts = _joined(counts)
    most = max((sum(count.values()) for _, _, count in counts), default=0)
    if not most:
        return
    unit = (base - top) / most
    previous = 0
    for left, right, count in counts:
        x1, x2, level = axis.x(left), axis.x(right), base
        for kind in (EndKind.STATED, EndKind.ASSUMED, EndKind.UNSTATED):
            height = count[kind] * unit
            drawing.rect(x1, level - height, x2 - x1, height, fill=_paint(drawing, kind))
            level -= height
        total = sum(count.values())
        drawing.line(x1, base - previous * unit, x1, level, stroke=LEASED_EDGE, stroke_width=1.6)
        drawing.line(x1, level, x2, level, stroke=LEASED_EDGE, stroke_width=1.6)
        label = axis.reader.number(total)
        if total and x2 - x1 > 10 + 7 * len(label):
            drawing.text(x1 + 4, level - 3, label, 11, font_weight="600")
        previous = total
    drawing.line(axis.left, base, axis.right, base, stroke=LINE, stroke_width=1)
    drawing.text(6, base - 4, axis.reader.word("stages"), 11, fill=SOFT_INK)


_Step = tuple[date, date, dict[EndKind, int]]


def _joined(steps: Sequence[_Step]) -> list[_Step]:
    joined: list[_Step] = []
    for left, right, count in steps:
        if joined and joined[-1][2] == count:
            joined[-1] = (joined[-1][0], right, count)
        else:
            joined.append((left, right, count))
    return joined


def _count(reaches: Sequence[_Reach], day: date) -> dict[EndKind, int]:
    """Stages on a day by what the end of their lease rests on; a stage that two leases grant at once counts once."""
    count = dict.fromkeys((EndKind.STATED, EndKind.ASSUMED, EndKind.UNSTATED), 0)
    seen: set[str] = set()
    for one in reaches:
        if one.sure <= day and (one.end is None or day < one.end):
            fresh = [stage for stage in one.row.stages if stage not in seen]
            seen.update(one.row.stages)
            kind = EndKind.STATED if one.kind is EndKind.NONE else one.kind
            count[kind] += len(fresh) + one.row.stage_count - len(one.row.stages)
    return count


# --- bars -----------------------------------------------------------------------------------------------------------


def _draw_bar(drawing: Drawing, reach: _Reach, axis: Axis, y: float) -> None:
    reader = axis.reader
    name = shortened(reach.row.lease, 11, NAMES - 50) or reach.row.lease[:12]
    count = axis.reader.number(reach.row.stage_count) if reach.row.stage_count else ""
    drawing.text(14, y + 14, name, 11)
    drawing.text(NAMES - 8, y + 14, count, 11, text_anchor="end", fill=SOFT_INK)
    drawing.open_group(_told(reach, reader))
    first, sure = axis.x(reach.first), axis.x(reach.sure)
    end = axis.right if reach.end is None else axis.x(reach.end)
    fade = drawing.fade("bar-fade", LEASED_EDGE, 0.55, 0.03)
    fill = fade if reach.kind is EndKind.UNSTATED else _paint(drawing, reach.kind)
    drawing.rect(sure, y + 4, end - sure, BAR - 8, fill=fill)
    if sure - first > 1:
        drawing.rect(
            first, y + 4, sure - first, BAR - 8, fill="none", stroke=LEASED_EDGE, stroke_width=1, stroke_dasharray="2 2"
        )
    drawing.line(sure, y + 3, sure, y + BAR - 3, stroke=LEASED_EDGE, stroke_width=1.8)
    if reach.end is not None:
        exact = reach.row.end is not None and reach.row.end.precision is DatePrecision.DAY
        dashes = None if exact and reach.kind is EndKind.STATED else "2 2"
        drawing.line(end, y + 3, end, y + BAR - 3, stroke=LEASED_EDGE, stroke_width=1.8, stroke_dasharray=dashes)
    drawing.close_group()


def _swatches(drawing: Drawing, reaches: Sequence[_Reach], footprint: Footprint, reader: Reader) -> list[Swatch]:
    kinds = {one.kind for one in reaches}
    found = []
    if EndKind.STATED in kinds or EndKind.NONE in kinds:
        found.append(Swatch(LEASED, reader.word("legend.leased")))
    if EndKind.ASSUMED in kinds:
        found.append(Swatch(_paint(drawing, EndKind.ASSUMED), reader.word("legend.lease-assumed")))
    if EndKind.UNSTATED in kinds:
        found.append(Swatch(_paint(drawing, EndKind.UNSTATED), reader.word("legend.end-unstated")))
    if any(one.sure > one.first for one in reaches):
        found.append(Swatch("coarse", reader.word("legend.perhaps")))
    if footprint.on is not None:
        found.append(Swatch("day", reader.word("legend.day", day=reader.day(footprint.on))))
    return found
