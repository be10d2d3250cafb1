"""Pages about the board call its keys, buttons and pages as the board does."""

from __future__ import annotations

import json
import re
from pathlib import Path

ABOUT_THE_BOARD = {
    *("import-a-workbook-on-the-board", "move-a-plan-by-hand", "print-a-page", "share-what-you-see"),
    *("subscribe-to-a-calendar", "use-the-board-by-keyboard", "work-with-others-on-the-board"),
}


def words_of_the_board(project: Path) -> dict[str, str]:
    """All that the board says in English, by key."""
    words: dict[str, str] = {}
    for catalogue in sorted((project / "src/stagehold/web/board/src/words").rglob("en.json")):
        words |= json.loads(catalogue.read_text(encoding="utf-8"))
    return words


def test_every_row_of_the_help_stands_on_the_page_in_its_order(project: Path) -> None:
    board = project / "src" / "stagehold" / "web" / "board" / "src"
    words = words_of_the_board(project)
    help_ = (board / "shell" / "Help.svelte").read_text(encoding="utf-8")
    rows = re.findall(r'\[\[((?:"[^"]+"(?:, )?)+)\], "(help\.[\w-]+)"\]', help_)
    assert len(rows) > 15
    page = (project / "docs" / "reference" / "board-keys.md").read_text(encoding="utf-8")
    told = [
        line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| <kbd>") or "drag" in line[:8]
    ]
    assert [what for _, what in told] == [words[key] for _, key in rows]
    for (named, what), (keys, _) in zip(told, rows, strict=True):
        for key in re.findall(r'"([^"]+)"', keys):
            plain = [part for part in re.split(r"\+(?=.)|[ ⟳▮]", key) if part and part != "drag"]
            assert [part for part in plain if part not in named.replace("</kbd>", " ")] == [], what


def test_every_button_and_page_that_a_how_to_names_is_called_so_on_the_board(project: Path) -> None:
    """What stands in bold in a page about the board, but as a sentence, is read there."""
    called = {value.casefold().strip(" …:") for value in words_of_the_board(project).values()}
    pages = [project / "docs" / "tutorial" / "on-the-board.md"]
    pages += [page for page in (project / "docs" / "how-to").glob("*.md") if page.stem in ABOUT_THE_BOARD]
    assert len(pages) == len(ABOUT_THE_BOARD) + 1
    lost = [
        f"{page.name}: {name}"
        for page in sorted(pages)
        for name in re.findall(r"\*\*(.+?)\*\*", page.read_text(encoding="utf-8"))
        if not name.endswith(".")
        and not any(value == name.casefold() or value.startswith(f"{name.casefold()} ") for value in called)
    ]
    assert lost == []
