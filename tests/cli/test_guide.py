"""The reference page of the commands says what the program has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from stagehold.cli.entry import COMMANDS, NOT_YET
from stagehold.cli.guide import commands_page
from stagehold.domain.errors import StageholdError


def test_the_reference_page_is_up_to_date(project: Path) -> None:
    """If this fails: python -m stagehold.cli.guide >docs/reference/command-line.md"""
    assert (project / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8") == commands_page()


def test_every_command_has_a_section_and_every_option_says_what_it_does() -> None:
    page = commands_page()
    assert [line[4:] for line in page.splitlines() if line.startswith("### ")] == list(COMMANDS)
    assert [
        line for line in page.splitlines() if line.startswith("| `--") and "|  |" in line.partition("` ")[2][:4]
    ] == []
    assert all(f"`{name}`" in page for name in NOT_YET)


def test_every_error_the_program_can_raise_stands_on_the_page() -> None:
    page = commands_page()
    assert [
        error.code for error in errors(StageholdError) if f"| `{error.code}` | {error.exit_code} |" not in page
    ] == []


def errors(root: type[StageholdError]) -> Iterator[type[StageholdError]]:
    for error in root.__subclasses__():
        if error.__module__.startswith("stagehold."):
            yield error
            yield from errors(error)
