"""The page of errors names every code there is, and none that is not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from stagehold.cli.guide import ERRORS
from stagehold.desk.looking import WORDS
from stagehold.domain.errors import StageholdError
from stagehold.web.problems import PROBLEMS

OF_THE_COMMAND_LINE = {("usage", "2"), ("interrupted", "2")}


@pytest.fixture
def page(project: Path) -> str:
    return (project / "docs" / "reference" / "errors.md").read_text(encoding="utf-8")


def rows(page: str, heading: str) -> list[list[str]]:
    """The rows of the table under a heading, without the marks of code."""
    part = page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| `")]
    return [[cell.strip().strip("`") for cell in line.strip("|").split(" | ")] for line in lines]


def test_every_error_of_the_program_has_a_row_with_its_exit_code(page: str) -> None:
    told = rows(page, "Errors of the program")
    named = {(error.code, str(error.exit_code)) for error in ERRORS} | OF_THE_COMMAND_LINE
    assert {(row[0], row[1]) for row in told} == named
    assert {error.code for error in errors(StageholdError)} <= {row[0] for row in told}
    assert [row[0] for row in told if not all(row)] == []


def test_every_problem_of_the_http_api_has_a_row_with_its_status_and_title(page: str) -> None:
    told = rows(page, "Problems of the HTTP API")
    assert {row[0]: (int(row[1]), row[2]) for row in told} == dict(PROBLEMS)
    assert [int(row[1]) for row in told] == sorted(int(row[1]) for row in told)


def test_every_rule_by_which_the_desk_refuses_has_a_row(page: str, project: Path) -> None:
    told = [row[0] for row in rows(page, "Refusals of the desk")]
    assert told == sorted(told)
    assert set(told) == {*rules(project), *(rule for rule, _ in WORDS.values()), "nothing-confirmed"}


def test_every_link_inside_the_page_leads_to_a_heading(page: str) -> None:
    headings = {heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", page, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= headings


def rules(project: Path) -> Iterator[str]:
    """The rule of every refusal that is written out in the program."""
    for module in sorted((project / "src" / "stagehold").rglob("*.py")):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id != "refuse":
                continue
            if node.args and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)


def errors(root: type[StageholdError]) -> Iterator[type[StageholdError]]:
    for error in root.__subclasses__():
        if error.__module__.startswith("stagehold."):
            yield error
            yield from errors(error)
