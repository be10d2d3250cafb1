"""Liability and asset of one lease over time as a picture; a jump is an event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_CEILING, Decimal

from stagehold.leasing.schedule import Schedule
from stagehold.reports.axis import HEIGHT, Axis
from stagehold.reports.lease_money import money_text
from stagehold.reports.legend import Swatch, draw_legend, legend_height
from stagehold.reports.reader import Reader
from stagehold.reports.svg import LINE, SOFT_INK, Drawing, text_width
from stagehold.reports.table import Picture

WIDTH, PLOT, TOP, BOTTOM, RIGHT = 1000.0, 320.0, 10.0, 8.0, 16.0
LIABILITY, ASSET = "#245f8f", "#5d8a72"
_STEPS = (1, 2, 5)
_MOST_LINES = 6

Point = tuple[date, Decimal]


def lease_picture(schedule: Schedule, reader: Reader) -> Picture:
    """Both balances from commencement to the end of the expected term; an exempt lease has none to draw.

    Between two days they are drawn straight: the rows say what is exact.
    """
    word, currency = reader.word, schedule.currency
    liability, asset = _points(schedule, "opening", "closing"), _points(schedule, "asset_opening", "asset_closing")
    top_value = max((value for _, value in (*liability, *asset)), default=Decimal(0))
    marks = scale(top_value)
    labels = [money_text(mark, currency, reader) for mark in marks]
    left = max([40.0, *(text_width(label, 11) + 14 for label in labels)])
    swatches = (
        Swatch("line", word("lease-column.liability"), LIABILITY),
        Swatch("dashed", word("lease-column.asset"), ASSET),
    )
    plot_top = TOP + HEIGHT
    height = plot_top + PLOT + BOTTOM + legend_height(swatches, WIDTH) + 6
    drawing = Drawing("lease", WIDTH, height)
    axis = Axis(start=schedule.start, end=schedule.end, left=left, right=WIDTH - RIGHT, reader=reader)
    axis.draw(drawing, TOP, plot_top + PLOT)
    drawing.text(6, TOP + 8, currency, 11, fill=SOFT_INK, font_weight="600")
    most = float(marks[-1]) or 1.0

    def y(value: Decimal) -> float:
        return plot_top + PLOT * (1 - min(1.0, max(0.0, float(value) / most)))

    for mark, label in zip(marks, labels, strict=True):
        drawing.line(left, y(mark), WIDTH - RIGHT, y(mark), stroke=LINE, stroke_width=0.8)
        drawing.text(left - 8, y(mark) + 4, label, 11, fill=SOFT_INK, text_anchor="end")
    for points, ink, dash in ((liability, LIABILITY, None), (asset, ASSET, "7 4")):
        if points:
            data = "M" + "L".join(f"{axis.x(day):.2f} {y(value):.2f}" for day, value in points)
            drawing.path(data, fill="none", stroke=ink, stroke_width=2, stroke_dasharray=dash)
    draw_legend(drawing, swatches, plot_top + PLOT + BOTTOM)
    spoken = [
        word(
            "lease.spoken-day",
            day=reader.day(row.start),
            liability=money_text(row.opening, currency, reader),
            asset=money_text(row.asset_opening, currency, reader),
        )
        for row in schedule.rows[:: max(1, len(schedule.rows) // 12)]
    ]
    title = word("lease.picture", id=schedule.lease, currency=currency)
    return drawing.picture(title, " ".join([title + ".", *spoken]))


def _points(schedule: Schedule, opening: str, closing: str) -> Sequence[Point]:
    """The balance at both ends of every period: where two differ on one day, an event lies between."""
    found: list[Point] = []
    for row in schedule.rows:
        for point in ((row.start, getattr(row, opening)), (row.end, getattr(row, closing))):
            if not found or found[-1] != point:
                found.append(point)
    return found


def scale(most: Decimal) -> list[Decimal]:
    """Round values from 0 to the first one that is not below ``most``, at most seven of them."""
    if most <= 0:
        return [Decimal(0), Decimal(1)]
    power = Decimal(1).scaleb(most.adjusted() - 1)
    while True:
        for factor in _STEPS:
            step = power * factor
            count = int((most / step).to_integral_value(ROUND_CEILING))
            if count <= _MOST_LINES:
                return [step * number for number in range(count + 1)]
        power *= 10
