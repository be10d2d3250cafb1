"""How far a search is, on standard error: a line that renews itself, plain lines, or JSON for programs."""

from __future__ import annotations

import json
import math
import threading
import time
from dataclasses import replace
from enum import StrEnum
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar

from stagehold.cli.console import human
from stagehold.planning.budget import Budget, Progress

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.live import Live

READING = "read"
STAGES = {
    "read": "reading",
    "question": "reading",
    "compile": "compiling the search (once)",
    "search": "searching",
    "bound": "raising the bound",
    "proof": "proving",
    "remedies": "looking for remedies",
    "futures": "working out futures",
}
_BAR = 16  # columns of the bar; without room for words beside it it is left out
_BETWEEN = "  "


class Mode(StrEnum):
    """How progress is shown."""

    AUTO = "auto"
    PLAIN = "plain"
    JSON = "json"
    NONE = "none"


def watch_of(mode: Mode, budget: Budget) -> Watch:
    """What shows the progress of a budget, for the standard error at hand."""
    console = human()
    if mode is Mode.AUTO:
        line = console.is_terminal and not console.is_dumb_terminal
        return LineWatch(budget) if line else PlainWatch(budget)
    return {Mode.PLAIN: PlainWatch, Mode.JSON: JsonWatch, Mode.NONE: Watch}[mode](budget)


class Watch:
    """Told how far a search is; this one shows nothing. A context: inside it, time goes on being shown by itself."""

    every: ClassVar[float | None] = None  # seconds between two showings

    def __init__(self, budget: Budget) -> None:
        self._last = budget.now(READING)
        self._at = time.monotonic()
        self._ended = threading.Event()
        self._ticker: threading.Thread | None = None

    def told(self, progress: Progress) -> None:
        """Take what the search says; called by any of its threads."""
        self._last, self._at = progress, time.monotonic()

    def now(self) -> Progress:
        """What was told last, with the time that has gone since."""
        last, since = self._last, time.monotonic() - self._at
        left = None if last.left is None else max(0.0, last.left - since)
        return replace(last, seconds=last.seconds + since, left=left)

    def show(self) -> None:
        """Show what is known now."""

    def say(self, words: str) -> None:
        """Tell a person something beside the progress."""
        human().print(words)

    def hide(self) -> None:
        """Leave room for other output; the next report shows again."""

    def __enter__(self) -> Watch:
        if self.every is not None:
            self._ticker = threading.Thread(target=self._tick, daemon=True)
            self._ticker.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        if self._ticker is not None:
            self._ticker.join()
        self.hide()

    def _tick(self) -> None:
        while not self._ended.wait(self.every):
            self.show()


class PlainWatch(Watch):
    """A plain line now and then, for logs and for terminals that cannot renew a line."""

    every: ClassVar[float | None] = 5.0

    def show(self) -> None:
        """One line."""
        human().print(in_words(self.now()))


class JsonWatch(Watch):
    """One JSON object a line: once a second, and whenever another stage begins."""

    every: ClassVar[float | None] = 1.0

    def __enter__(self) -> Watch:
        self.show()
        return super().__enter__()

    def told(self, progress: Progress) -> None:
        """Show the first report of a stage at once."""
        begins = progress.stage != self._last.stage
        super().told(progress)
        if begins:
            self._write(as_data(progress))

    def show(self) -> None:
        """One line."""
        self._write(as_data(self.now()))

    def say(self, words: str) -> None:
        """Words as an object of their own."""
        self._write({"message": words})

    def _write(self, data: dict[str, Any]) -> None:
        # One call a line, so that lines of several threads do not mix.
        human().file.write(json.dumps(data, allow_nan=False) + "\n")
        human().file.flush()


class LineWatch(Watch):
    """One line that renews itself, with a bar of the time gone; it keeps to the width of the terminal."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self._live: Live | None = None

    def told(self, progress: Progress) -> None:
        """Take the report, and show again after something else was printed."""
        super().told(progress)
        if self._live is None and not self._ended.is_set():
            self._begin()

    def hide(self) -> None:
        """Take the line away."""
        live, self._live = self._live, None
        if live is not None:
            live.stop()

    def say(self, words: str) -> None:
        """Words above the line."""
        (self._live.console if self._live is not None else human()).print(words)

    def __enter__(self) -> Watch:
        self._begin()
        return super().__enter__()

    def _begin(self) -> None:
        from rich.live import Live

        console = human()
        self._live = Live(
            console=console,
            get_renderable=lambda: line(self.now(), console),
            auto_refresh=True,
            refresh_per_second=4,
            transient=True,
            redirect_stdout=False,  # standard output may go elsewhere, and holds the answer alone
            redirect_stderr=False,
        )
        self._live.start()


def line(progress: Progress, console: Console) -> RenderableType:
    """The bar and as many words as one line of the terminal holds."""
    from rich.progress_bar import ProgressBar
    from rich.table import Table
    from rich.text import Text

    row = Table.grid(padding=(0, 1))
    width = console.width - 2  # a full line would wrap on some terminals
    cells: list[RenderableType] = []
    total: float | None = progress.of
    gone: float | None = progress.done
    if total is None and progress.left is not None:
        total, gone = max(1e-9, progress.seconds + progress.left), progress.seconds
    if total is not None and width >= 3 * _BAR:
        cells.append(ProgressBar(total=total, completed=gone or 0, width=_BAR))
        width -= _BAR + 1
    words = Text(in_words(progress, width), no_wrap=True)
    words.truncate(max(1, width), overflow="ellipsis")
    cells.append(words)
    row.add_row(*cells)
    return row


def in_words(progress: Progress, width: int | None = None) -> str:
    """What is known in one line of at most ``width`` columns: what matters least is left out first."""
    parts: list[tuple[int, str]] = [(0, STAGES.get(progress.stage, progress.stage))]
    if progress.done is not None:
        parts.append((1, f"{progress.done:,} of {progress.of or 0:,}"))
    if progress.best is not None:
        parts.append((1, f"best {_short(progress.best)}"))
    if progress.bound is not None:
        parts.append((5, f"bound {_short(progress.bound)}"))
    if progress.gap is not None:
        parts.append((3, f"gap {100 * progress.gap:.1f} %"))
    if progress.placed is not None:
        of = "" if progress.productions is None else f" of {progress.productions:,}"
        parts.append((4, f"{progress.placed:,}{of} placed"))
    parts.append((2, f"{progress.seconds:.0f} s" if progress.left is None else f"{progress.left:.0f} s left"))
    while width is not None and len(parts) > 1 and len(_BETWEEN.join(text for _, text in parts)) > width:
        parts.remove(max(parts))
    return _BETWEEN.join(text for _, text in parts)


def _short(value: float) -> str:
    """A cost as people read it: two decimals where it is small, powers of ten where it has no end."""
    if not abs(value) < 1e15:
        return f"{value:.3g}"
    return f"{value:,.0f}" if value == int(value) or abs(value) >= 1000 else f"{value:,.2f}"


def as_data(progress: Progress) -> dict[str, Any]:
    """The object of one line: numbers, or null for what is not known."""
    return {
        "stage": progress.stage,
        "best": _finite(progress.best),
        "bound": _finite(progress.bound),
        "gap": _finite(progress.gap),
        "placed": progress.placed,
        "productions": progress.productions,
        "seconds": round(progress.seconds, 3),
        "left": None if progress.left is None else round(progress.left, 3),
        **({} if progress.done is None else {"done": progress.done, "of": progress.of}),
    }


def _finite(value: float | None) -> float | None:
    """JSON has no word for what is beyond all numbers."""
    return value if value is not None and math.isfinite(value) else None
