"""The page of keys says what the help of the board says."""

from __future__ import annotations

import json
import re
from pathlib import Path


def test_every_row_of_the_help_stands_on_the_page_in_its_order(project: Path) -> None:
    board = project / "src" / "stagehold" / "web" / "board" / "src"
    words: dict[str, str] = {}
    for catalogue in sorted((board / "words").rglob("en.json")):
        words |= json.loads(catalogue.read_text(encoding="utf-8"))
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
