"""Legends of pictures: swatches with words, in as many lines as they need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stagehold.reports.svg import ALARM, INK, LEASED_EDGE, PAPER, SOFT_INK, Drawing, text_width

SIZE = 11.0
_LINE = 20.0
_SWATCH = 24.0


@dataclass(frozen=True, slots=True)
class Swatch:
    """A paint and what it means; the paints ``due``, ``day``, ``coarse`` and ``ghost`` are marks of their own,
    ``line`` and ``dashed`` lines in ``ink``.
    """

    fill: str
    words: str
    ink: str = INK

    @property
    def width(self) -> float:
        """Units it takes, with the gap to the next."""
        return _SWATCH + 6 + text_width(self.words, SIZE) + 18


def _lines(swatches: Sequence[Swatch], width: float) -> list[list[Swatch]]:
    lines: list[list[Swatch]] = [[]]
    used = 0.0
    for swatch in swatches:
        if lines[-1] and used + swatch.width > width:
            lines.append([])
            used = 0.0
        lines[-1].append(swatch)
        used += swatch.width
    return [line for line in lines if line]


def legend_height(swatches: Sequence[Swatch], width: float) -> float:
    """Units that a legend of this width is high."""
    return _LINE * len(_lines(swatches, width))


def draw_legend(drawing: Drawing, swatches: Sequence[Swatch], top: float) -> None:
    """The legend from ``top`` down."""
    for row, line in enumerate(_lines(swatches, drawing.width)):
        x, y = 6.0, top + row * _LINE
        for swatch in line:
            if swatch.fill == "due":
                drawing.line(x + 12, y + 2, x + 12, y + 15, stroke=ALARM, stroke_width=1.6)
                drawing.path(f"M{x + 7.5:.2f} {y + 1:.2f}h9l-4.5 6z", fill=ALARM)
            elif swatch.fill == "day":
                drawing.line(x + 12, y + 1, x + 12, y + 15, stroke=INK, stroke_width=1.4, stroke_dasharray="5 3")
            elif swatch.fill in ("line", "dashed"):
                dash = "7 4" if swatch.fill == "dashed" else None
                drawing.line(x, y + 8, x + _SWATCH, y + 8, stroke=swatch.ink, stroke_width=2, stroke_dasharray=dash)
            elif swatch.fill == "coarse":
                drawing.rect(
                    x, y + 2, _SWATCH, 12, fill=PAPER, stroke=LEASED_EDGE, stroke_width=1, stroke_dasharray="2 2"
                )
            elif swatch.fill == "ghost":
                drawing.rect(x, y + 2, _SWATCH, 12, fill=PAPER, stroke=SOFT_INK, stroke_width=1, stroke_dasharray="4 2")
            else:
                drawing.rect(x, y + 2, _SWATCH, 12, fill=swatch.fill, stroke=SOFT_INK, stroke_width=0.7)
            drawing.text(x + _SWATCH + 6, y + 12, swatch.words, SIZE, fill=SOFT_INK)
            x += swatch.width
