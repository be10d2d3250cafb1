"""Drawing as SVG text: escaped, self-contained, readable without colour.

A drawing carries a title and a description for those who do not see it, and draws with attributes only (no style
sheet, no script), so that a page may forbid both. Widths of text are measured with the widths of a sans-serif face,
rounded up: whatever fits here fits on the screen.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from stagehold.reports.table import Picture

FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK JP', 'Noto Sans CJK KR', Arial, sans-serif"
INK, SOFT_INK, LINE, PAPER = "#1d2733", "#4a5765", "#c9d1d9", "#ffffff"
LEASED, LEASED_EDGE = "#dcebe2", "#5d8a72"
ALARM = "#b3261e"

_NARROW = frozenset("ijlI|!.,:;'`()[]{}/\\ ")
_SEMI = frozenset('ftr"*-')
_WIDE = frozenset("mwMW@%&")


def escape(text: str) -> str:
    """``text`` for use in XML content and attributes; characters that XML cannot hold become U+FFFD."""
    kept = "".join(char if _allowed(char) else "\ufffd" for char in text)
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;")):
        kept = kept.replace(char, entity)
    return kept


def _allowed(char: str) -> bool:
    code = ord(char)
    return char in "\t\n\r" or 0x20 <= code < 0x7F or 0xA0 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or code > 0xFFFF


@lru_cache(maxsize=65536)
def _char_width(char: str) -> float:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Mn", "Me"):
        return 0.0
    if char in _NARROW:
        return 0.36
    if char in _SEMI:
        return 0.42
    if char in _WIDE:
        return 0.98
    if unicodedata.east_asian_width(char) in ("W", "F"):
        return 1.04
    if char.isascii():
        return 0.76 if char.isupper() else 0.61
    return 0.85 if unicodedata.east_asian_width(char) != "A" else 1.04


def text_width(text: str, size: float) -> float:
    """Width in units of ``text`` at a font size, never less than a browser needs for an upright sans-serif face."""
    return sum(map(_char_width, text)) * size


def shortened(text: str, size: float, width: float) -> str:
    """``text`` if it fits in ``width``, else as much as fits with an ellipsis, else nothing."""
    if text_width(text, size) <= width:
        return text
    room = width - text_width("…", size)
    kept = 0.0
    for index, char in enumerate(text):
        kept += _char_width(char) * size
        if kept > room:
            return text[:index].rstrip() + "…" if index >= 3 else ""
    return ""


def _value(value: float | str) -> str:
    if isinstance(value, str):
        return escape(value)
    return f"{value:.2f}".rstrip("0").rstrip(".")


def tag(name: str, content: str | None = None, /, **attributes: float | str | None) -> str:
    """One element; ``content`` is markup already, attribute names write ``-`` as ``_``, None leaves one out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}/>" if content is None else f"<{name}{written}>{content}</{name}>"


@dataclass(slots=True)
class Drawing:
    """Elements in the order of painting. ``key`` makes the ids of patterns unique on a page."""

    key: str
    width: float
    height: float = 0.0
    parts: list[str] = field(default_factory=list)
    definitions: dict[str, str] = field(default_factory=dict)

    def rect(self, x: float, y: float, width: float, height: float, **style: float | str | None) -> None:
        """A rectangle; nothing if it has no area."""
        if width > 0 and height > 0:
            self.parts.append(tag("rect", x=x, y=y, width=width, height=height, **style))

    def line(self, x1: float, y1: float, x2: float, y2: float, **style: float | str | None) -> None:
        """A straight line."""
        self.parts.append(tag("line", x1=x1, y1=y1, x2=x2, y2=y2, **style))

    def path(self, data: str, **style: float | str | None) -> None:
        """A path."""
        self.parts.append(tag("path", d=data, **style))

    def text(self, x: float, y: float, text: str, size: float = 12, **style: float | str | None) -> None:
        """One line of text with its baseline at ``y``."""
        if text:
            given = {"fill": INK, **style}
            self.parts.append(tag("text", escape(text), x=x, y=y, font_size=size, **given))

    def open_group(self, title: str) -> None:
        """Start a group that tells its title on pointing at it and to screen readers."""
        self.parts.append(f"<g>{tag('title', escape(title))}")

    def close_group(self) -> None:
        """End the group."""
        self.parts.append("</g>")

    def hatch(self, name: str, ground: str, ink: str, angle: int = 45, gap: float = 6) -> str:
        """A paint of slanting lines on a ground."""
        if name not in self.definitions:
            lines = tag("rect", width=gap, height=gap, fill=ground) + tag(
                "line", x1=0, y1=0, x2=0, y2=gap, stroke=ink, stroke_width=2.2
            )
            self.definitions[name] = tag(
                "pattern", lines, id=f"{self.key}-{name}", width=gap, height=gap, patternUnits="userSpaceOnUse",
                patternTransform=f"rotate({angle})",
            )  # fmt: skip
        return f"url(#{self.key}-{name})"

    def dots(self, name: str, ground: str, ink: str) -> str:
        """A paint of dots on a ground."""
        if name not in self.definitions:
            dots = tag("rect", width=5, height=5, fill=ground) + tag("circle", cx=2.5, cy=2.5, r=1.1, fill=ink)
            self.definitions[name] = tag(
                "pattern", dots, id=f"{self.key}-{name}", width=5, height=5, patternUnits="userSpaceOnUse"
            )
        return f"url(#{self.key}-{name})"

    def fade(self, name: str, ink: str, first: float = 1.0, last: float = 0.06) -> str:
        """A paint that fades from left to right of what it fills."""
        if name not in self.definitions:
            stops = tag("stop", offset="0", stop_color=ink, stop_opacity=first)
            stops += tag("stop", offset="1", stop_color=ink, stop_opacity=last)
            self.definitions[name] = tag("linearGradient", stops, id=f"{self.key}-{name}")
        return f"url(#{self.key}-{name})"

    def picture(self, title: str, description: str) -> Picture:
        """The finished picture."""
        names = f"{self.key}-title {self.key}-desc"
        inner = tag("title", escape(title), id=f"{self.key}-title")
        inner += tag("desc", escape(description), id=f"{self.key}-desc")
        if self.definitions:
            inner += tag("defs", "".join(self.definitions.values()))
        inner += tag("rect", width=self.width, height=self.height, fill=PAPER) + "".join(self.parts)
        svg = tag(
            "svg", inner, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {_value(self.width)} {_value(self.height)}",
            width=self.width, height=self.height, role="img", aria_labelledby=names, font_family=FONT,
        )  # fmt: skip
        return Picture(
            key=self.key, title=title, description=description, svg=svg, width=self.width, height=self.height
        )
