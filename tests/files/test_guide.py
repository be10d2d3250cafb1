"""The reference page says what the program reads."""

from __future__ import annotations

import re
from pathlib import Path

from stagehold.domain.portfolio import TABLES
from stagehold.files.guide import fields_page


def test_the_reference_page_is_up_to_date(project: Path) -> None:
    """If this fails: python -m stagehold.files.guide >docs/reference/files.md"""
    assert (project / "docs" / "reference" / "files.md").read_text(encoding="utf-8") == fields_page()


def test_every_table_and_every_part_it_links_to_has_a_section() -> None:
    page = fields_page()
    headings = {heading.replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", page.lower(), re.MULTILINE)}
    assert set(TABLES) <= headings
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= headings
