"""Somebody who uses the board by keyboard alone: keys are pressed, and nothing is focused, clicked or filled in."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from board.reader import Reader

MOST = 150  # presses of Tab before something is said to be out of reach
_HAS_FOCUS = "(element) => element === document.activeElement"
_ON_A_HEAD = "() => document.activeElement?.dataset.bar === undefined"
_CHOICES = """
(list) => {
  const open = [...list.options].filter((option) => !option.disabled);
  return [open.map((option) => option.value), open.indexOf(list.selectedOptions[0])];
}
"""
_FOCUSED = "() => document.activeElement?.getAttribute('aria-label') ?? ''"


class Fingers:
    """The keys of a reader's page."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.press = reader.page.keyboard.press
        self.write = reader.page.keyboard.type

    def tab_to(self, target: Locator, key: str = "Tab") -> None:
        """Press Tab until something has the focus."""
        expect(target).to_have_count(1)
        for _ in range(MOST):
            if target.evaluate(_HAS_FOCUS):
                return
            self.press(key)
        raise AssertionError(f"no key leads to {target}; the focus is at {self.focused()!r}")

    def use(self, target: Locator) -> None:
        """Go to a button or link and press Enter on it."""
        self.tab_to(target)
        self.press("Enter")

    def choose(self, target: Locator, value: str) -> None:
        """Go to a list of choices and walk to one of them, as its value is."""
        self.tab_to(target)
        values, at = target.evaluate(_CHOICES)
        steps = values.index(value) - at
        for _ in range(abs(steps)):
            self.press("ArrowDown" if steps > 0 else "ArrowUp")

    def date(self, target: Locator, day: str) -> None:
        """Write a day into a date field, in the order of its parts, which depends on the browser's language."""
        self.tab_to(target)
        year, month, number = day.split("-")
        for parts in ((month, number, year), (year, month, number), (number, month, year)):
            for _ in parts:
                self.press("ArrowLeft")
            for part in parts:
                self.write(part)
            if target.input_value() == day:
                return
        raise AssertionError(f"{day} cannot be written; the field says {target.input_value()}")

    def focused(self) -> str:
        """The name of what has the focus."""
        return str(self.reader.page.evaluate(_FOCUSED))

    def to_stage(self, name: str) -> None:
        """From anywhere to the head of a stage's row: into the rows, to their heads, to the top, and down."""
        self.tab_to(self.reader.page.get_by_role("region", name=self.reader.t("timeline.view")))
        self.press("Tab")
        self._until("ArrowLeft", lambda _: self.reader.page.evaluate(_ON_A_HEAD))
        before = None
        while before != self._row():
            before = self._row()
            self.press("ArrowUp")
        self._until("ArrowDown", lambda row: name in row.splitlines())

    def _row(self) -> str:
        return str(self.reader.page.evaluate("() => document.activeElement?.innerText ?? ''"))

    def _until(self, key: str, there: Callable[[str], object]) -> None:
        for _ in range(MOST):
            if there(self._row()):
                return
            self.press(key)
        raise AssertionError(f"{key} does not lead there; the focus is at {self._row() or self.focused()!r}")

    def to_bar(self, stage: str, *says: str) -> None:
        """To a bar of a stage, by what its name says."""
        self.to_stage(stage)
        for _ in range(60):
            if all(text in self.focused() for text in says):
                return
            self.press("ArrowRight")
        raise AssertionError(f"no arrow leads to {says} on {stage}; the focus is at {self.focused()!r}")
