"""The figures of an ensemble as pictures: when productions finish, leases overrun, what drives lateness."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from stagehold.advising.outcome import DriverKind, ProductionRisk, RiskFigures, top
from stagehold.domain.portfolio import Portfolio
from stagehold.reports.axis import HEIGHT, Axis
from stagehold.reports.reader import Reader
from stagehold.reports.svg import ALARM, INK, LEASED, LEASED_EDGE, LINE, SOFT_INK, Drawing, shortened, text_width
from stagehold.reports.table import Picture

WIDTH = 960.0
NAMES = 250.0
ROW = 22.0
EDGE = 16.0
TITLE = 34.0
_FIGURE = 70.0  # room for a figure at the right
_MOST_BARS = 20


def risk_pictures(found: RiskFigures, portfolio: Portfolio, reader: Reader) -> tuple[Picture, ...]:
    """All pictures that have something to show."""
    drawn = [finish_picture(found, portfolio, reader), lease_picture(found, reader), driver_picture(found, reader)]
    return tuple(picture for picture in drawn if picture is not None)


def finish_picture(found: RiskFigures, portfolio: Portfolio, reader: Reader) -> Picture:
    """A line from P10 to P90 for each production, its median, its due, and how often it is on time."""
    listed = sorted(found.productions, key=lambda item: (item.planned, item.id))
    height = TITLE + HEIGHT + ROW * len(listed) + EDGE
    drawing = Drawing("risk-finish", WIDTH, height)
    title = reader.word("risk.picture.finish")
    drawing.text(EDGE, 22, title, 15, font_weight="600")
    _legend(drawing, EDGE + 1.08 * text_width(title, 15) + 24, reader)  # bold is wider
    axis = _axis(listed, reader)
    axis.draw(drawing, TITLE, height - EDGE)
    head = shortened(reader.word("risk.on-time"), 11, _FIGURE + EDGE - 4)
    drawing.text(WIDTH - EDGE, TITLE + HEIGHT - 8, head, 11, fill=SOFT_INK, text_anchor="end")
    for index, item in enumerate(listed):
        y = TITLE + HEIGHT + ROW * index + ROW / 2
        name = f"{item.id} {reader.name(portfolio.productions[item.id].name)}".strip()
        drawing.text(EDGE, y + 4, shortened(name, 12, NAMES - EDGE - 8), 12)
        _range(drawing, axis, item, y, reader)
    return drawing.picture(title, risk_words(found, reader))


def _legend(drawing: Drawing, x: float, reader: Reader) -> None:
    """The signs of a row beside the title, as many as find room."""
    for key in ("range", "median", "due"):
        name = reader.word(f"risk.legend-{key}")
        if x + 26 + text_width(name, 11) > WIDTH - EDGE:
            return
        if key == "range":
            drawing.rect(x, 12, 20, 10, fill=LEASED, stroke=LEASED_EDGE)
        elif key == "median":
            drawing.rect(x + 8, 10, 3, 14, fill=INK)
        else:
            drawing.line(x + 10, 8, x + 10, 26, stroke=ALARM, stroke_width=2)
        drawing.text(x + 26, 21, name, 11, fill=SOFT_INK)
        x += 26 + text_width(name, 11) + 18


def _axis(listed: Sequence[ProductionRisk], reader: Reader) -> Axis:
    days = [item.planned for item in listed]
    days += [day for item in listed for day in (item.due, *item.finish) if day is not None]
    start, end = min(days) - timedelta(days=10), max(days) + timedelta(days=20)
    return Axis(start=start, end=end, left=NAMES, right=WIDTH - EDGE - _FIGURE, reader=reader)


def _range(drawing: Drawing, axis: Axis, item: ProductionRisk, y: float, reader: Reader) -> None:
    early, middle, late = item.finish
    first = axis.left if early is None else axis.x(early)
    last = axis.right if late is None else axis.x(late)
    said = ", ".join("–" if day is None else reader.day(day) for day in item.finish)
    drawing.open_group(f"{item.id}: {said}")
    drawing.rect(first, y - 5, max(2.0, last - first), 10, fill=LEASED, stroke=LEASED_EDGE)
    if middle is not None:
        drawing.rect(axis.x(middle) - 1.5, y - 7, 3, 14, fill=INK)
    if item.due is not None:
        due = axis.x(item.due)
        drawing.line(due, y - 9, due, y + 9, stroke=ALARM, stroke_width=2)
    drawing.close_group()
    share = f"{reader.number(round(100 * item.on_time.value, 1))} %"
    drawing.text(WIDTH - EDGE, y + 4, share, 12, text_anchor="end", fill=ALARM if item.on_time.value < 0.5 else INK)


def lease_picture(found: RiskFigures, reader: Reader) -> Picture | None:
    """A bar for each lease that is ever overrun."""
    rows = [(item.id, item.overrun.value) for item in found.leases if item.overrun.value > 0]
    rows = sorted(rows, key=lambda row: -row[1])[:_MOST_BARS]
    return _bars("risk-leases", reader.word("risk.picture.lease"), rows, reader) if rows else None


def driver_picture(found: RiskFigures, reader: Reader) -> Picture | None:
    """A bar for each cause, the one that drives most at the top, then the productions that do."""
    drivers = [*top(found.drivers, DriverKind.CAUSE, _MOST_BARS), *top(found.drivers, DriverKind.PRODUCTION, 5)]
    rows = [(item.id, item.share) for item in drivers if item.share > 0]
    return _bars("risk-drivers", reader.word("risk.picture.drivers"), rows, reader) if rows else None


def _bars(key: str, title: str, rows: Sequence[tuple[str, float]], reader: Reader) -> Picture:
    """Shares as bars from the left, the whole width being 100 %."""
    drawing = Drawing(key, WIDTH, TITLE + ROW * len(rows) + EDGE)
    drawing.text(EDGE, 22, title, 15, font_weight="600")
    room = WIDTH - EDGE - _FIGURE - NAMES
    drawing.line(NAMES, TITLE, NAMES, TITLE + ROW * len(rows), stroke=LINE)
    words = []
    for index, (name, share) in enumerate(rows):
        y = TITLE + ROW * index + ROW / 2
        text = f"{reader.number(round(100 * share, 1))} %"
        words.append(f"{name} {text}")
        drawing.text(EDGE, y + 4, shortened(name, 12, NAMES - EDGE - 8), 12)
        drawing.rect(NAMES, y - 6, max(1.0, room * share), 12, fill=LEASED, stroke=LEASED_EDGE)
        drawing.text(NAMES + max(1.0, room * share) + 6, y + 4, text, 12, fill=SOFT_INK)
    return drawing.picture(title, "; ".join(words))


def risk_words(found: RiskFigures, reader: Reader) -> str:
    """The picture of finishes in words, for those who do not see it."""
    worst = sorted(found.productions, key=lambda item: (item.on_time.value, item.id))[:3]
    shares = (f"{item.id} {reader.number(round(100 * item.on_time.value, 1))} %" for item in worst)
    return reader.word("list-comma").join(shares)
