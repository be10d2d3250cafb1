"""Malformed input as cases: what a file holds, and the one finding that must come of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stagehold.files import Loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A finding, but for the words that explain it."""

    rule: str
    file: str
    line: int
    record: str = ""
    field: str = ""
    nearest: str = ""


def found_in(loaded: Loaded) -> list[Expected]:
    """Every finding of a reading, in order."""
    return [
        Expected(
            rule=finding.rule,
            file=finding.file,
            line=finding.line,
            record=finding.record,
            field=finding.field,
            nearest=finding.nearest,
        )
        for finding in loaded.findings
    ]


def says_what_is_allowed(loaded: Loaded) -> bool:
    """Whether every finding says what would have been right."""
    return all(finding.allowed for finding in loaded.findings)


Cells = Sequence[Sequence[object]]
