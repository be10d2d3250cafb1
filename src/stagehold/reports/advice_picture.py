"""The curve of advice as a picture: cost upwards, assurance to the right, the bound below it."""

from __future__ import annotations

from dataclasses import dataclass, field

from stagehold.advising.advice import Advice, Assurance
from stagehold.reports.advice_tables import assurance_words, figure_text, set_name
from stagehold.reports.reader import Reader
from stagehold.reports.svg import ALARM, INK, LEASED_EDGE, LINE, SOFT_INK, Drawing, shortened, text_width
from stagehold.reports.table import Picture

WIDTH, HEIGHT = 900.0, 480.0
LEFT, RIGHT, TOP, BOTTOM = 130.0, 24.0, 64.0, 56.0
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers from ``low`` to ``high`` on units from ``start`` to ``end``."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a number lies; numbers outside lie at the ends."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


@dataclass(slots=True)
class Labels:
    """Names beside marks, each where none covers another or a mark; a name without room is left out."""

    drawing: Drawing
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def keep_free(self, x: float, y: float, start: float | None = None) -> None:
        """No name covers the mark at this place, nor the line to it from ``start``."""
        self.taken.append((x - 7, y - 7, x + 7, y + 7))
        if start is not None:
            self.taken.append((min(start, x), y - 3, max(start, x), y + 3))

    def put(self, x: float, y: float, text: str, ink: str) -> None:
        """A name to the right of a mark or to its left, above or below it."""
        shown = shortened(text, 11, (WIDTH - LEFT - RIGHT) / 2)
        width = text_width(shown, 11)
        sideways = ((x + 10, y + 4), (x - 10 - width, y + 4))
        lefts = (x - width / 2, x - width, x)
        for left, base in (*sideways, *((left, y - 10) for left in lefts), *((left, y + 18) for left in lefts)):
            box = (left, base - 10, left + width, base + 3)
            inside = left >= LEFT and box[2] <= WIDTH - RIGHT and box[1] >= TOP - 8 and box[3] <= HEIGHT - BOTTOM
            if inside and not any(_meet(box, other) for other in self.taken):
                self.drawing.text(left, base, shown, 11, fill=ink)
                self.taken.append(box)
                return


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def curve_picture(advice: Advice, reader: Reader) -> Picture:
    """The cheapest set at each level with its limit, the bound, and every other set verified."""
    drawing = Drawing("advice", WIDTH, HEIGHT)
    across, upwards = _scales(advice)
    labels = Labels(drawing)
    _grid(drawing, advice, reader, across, upwards)
    _bound(drawing, advice, across, upwards)
    for item in advice.sets:
        said = f"{set_name(advice, item, reader)}: {reader.number(item.cost)}"
        drawing.open_group(f"{said}, {figure_text(advice, item.assurance, reader)}")
        x, y = across.at(item.assurance), upwards.at(float(item.cost))
        drawing.rect(x - 4, y - 4, 8, 8, fill="none", stroke=SOFT_INK, stroke_width=1.2)
        drawing.close_group()
        labels.keep_free(x, y)
    for point in advice.points:
        target, bound = across.at(point.target), upwards.at(float(point.bound))
        if point.best is None:
            _open(drawing, target, bound)
            labels.keep_free(target, bound)
            continue
        best = point.best
        x, y = across.at(best.limit), upwards.at(float(best.cost))
        drawing.open_group(f"{set_name(advice, best, reader)}: {reader.number(best.cost)}")
        drawing.line(target, y, x, y, stroke=LEASED_EDGE, stroke_width=2)
        drawing.path(
            f"M{x - 6:.2f} {y:.2f}L{x:.2f} {y - 6:.2f}L{x + 6:.2f} {y:.2f}L{x:.2f} {y + 6:.2f}Z", fill=LEASED_EDGE
        )
        drawing.close_group()
        labels.keep_free(x, y, target)
    _name_sets(labels, advice, reader, across, upwards)
    return drawing.picture(reader.word("advice.picture"), _description(advice, reader))


def _open(drawing: Drawing, x: float, y: float) -> None:
    """A target that no set meets: a cross on the bound."""
    for slope in (1, -1):
        drawing.line(x - 5, y - 5 * slope, x + 5, y + 5 * slope, stroke=ALARM, stroke_width=2)


def _name_sets(labels: Labels, advice: Advice, reader: Reader, across: Scale, upwards: Scale) -> None:
    """Each set by its name where there is room: first those of the curve, then the cheapest others."""
    best = {id(point.best): point.best for point in advice.points if point.best is not None}
    for item in best.values():
        labels.put(across.at(item.limit), upwards.at(float(item.cost)), set_name(advice, item, reader), INK)
    named = {item.chosen for item in best.values()}
    for item in sorted(advice.sets, key=lambda item: item.cost):
        if item.chosen not in named:
            x, y = across.at(item.assurance), upwards.at(float(item.cost))
            labels.put(x, y, set_name(advice, item, reader), SOFT_INK)


def _scales(advice: Advice) -> tuple[Scale, Scale]:
    costs = [float(item.cost) for item in advice.sets] + [float(point.bound) for point in advice.points]
    costs += [float(point.best.cost) for point in advice.points if point.best is not None]
    figures = [item.assurance for item in advice.sets] + [point.target for point in advice.points]
    low, high = min(costs, default=0.0), max(costs, default=1.0)
    pad = max(1.0, 0.06 * (high - low))
    upwards = Scale(max(0.0, low - pad), high + pad, HEIGHT - BOTTOM, TOP)
    if advice.assurance is Assurance.TAIL:
        return Scale(0.0, max([1.0, *figures]) * 1.05, WIDTH - RIGHT, LEFT), upwards
    first = max(0.0, min(figures, default=0.0) - 0.05)
    return Scale(first, 1.0 if first < 1 else 1.01, LEFT, WIDTH - RIGHT), upwards


def _grid(drawing: Drawing, advice: Advice, reader: Reader, across: Scale, upwards: Scale) -> None:
    for value in _ticks(upwards.low, upwards.high, 6):
        y = upwards.at(value)
        drawing.line(LEFT, y, WIDTH - RIGHT, y, stroke=LINE, stroke_width=0.8)
        drawing.text(LEFT - 8, y + 4, reader.number(round(value)), 11, fill=SOFT_INK, text_anchor="end")
    for value in _ticks(across.low, across.high, 8):
        x = across.at(value)
        drawing.line(x, TOP, x, HEIGHT - BOTTOM, stroke=LINE, stroke_width=0.6)
        drawing.text(
            x, HEIGHT - BOTTOM + 18, figure_text(advice, value, reader), 11, fill=SOFT_INK, text_anchor="middle"
        )
    label = shortened(assurance_words(advice, reader), 12, WIDTH - LEFT - RIGHT)
    drawing.text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14, label, 12, text_anchor="middle")
    head = reader.word("advice.cost-in", currency=advice.problem.purse.currency)
    drawing.text(8, 20, head, 12, font_weight="600")
    x = LEFT
    keys = ["limit", "bound", "set", *(["open"] if any(point.best is None for point in advice.points) else [])]
    for key in keys:
        name = reader.word(f"advice.legend-{key}")
        _sign(drawing, key, x)
        drawing.text(x + 28, 46, name, 11, fill=INK)
        x += 28 + text_width(name, 11) + 16


def _sign(drawing: Drawing, key: str, x: float) -> None:
    """What stands for something in the picture, in its legend."""
    if key == "bound":
        drawing.line(x, 42, x + 22, 42, stroke=ALARM, stroke_width=2, stroke_dasharray="6 4")
    elif key == "open":
        _open(drawing, x + 11, 42)
    elif key == "set":
        drawing.rect(x + 7, 38, 8, 8, fill="none", stroke=SOFT_INK, stroke_width=1.2)
    else:
        drawing.line(x, 42, x + 22, 42, stroke=LEASED_EDGE, stroke_width=2)
        drawing.rect(x + 7, 38, 8, 8, fill=LEASED_EDGE)


def _ticks(low: float, high: float, most: int) -> list[float]:
    """Round numbers between two, at most so many."""
    span = max(high - low, 1e-9)
    unit = 10.0 ** len(str(int(span))) / 1e3 if span >= 1 else 0.01
    while True:
        for step in _STEPS:
            size = unit * step
            if span / size <= most:
                first = int(-(-low // size))
                return [number * size for number in range(first, int(high / size + 1e-9) + 1)]
        unit *= 10


def _bound(drawing: Drawing, advice: Advice, across: Scale, upwards: Scale) -> None:
    """A line that no way of leasing lies below: from each target on, the bound proven for it."""
    places = [(across.at(point.target), upwards.at(float(point.bound))) for point in advice.points]
    if places:
        path = f"M{places[0][0]:.2f} {places[0][1]:.2f}"
        path += "".join(f"H{x:.2f}V{y:.2f}" for x, y in places[1:])
        drawing.path(path, fill="none", stroke=ALARM, stroke_width=2, stroke_dasharray="6 4")


def _description(advice: Advice, reader: Reader) -> str:
    said = []
    for point in advice.points:
        target, bound = figure_text(advice, point.target, reader), reader.number(point.bound)
        if point.best is None:
            said.append(reader.word("advice.point-open", target=target, bound=bound))
        else:
            cost = reader.number(point.best.cost)
            said.append(reader.word("advice.point-said", target=target, cost=cost, bound=bound))
    return reader.word("advice.description", points=" ".join(said))
