"""Errors for misuse and for questions that cannot be answered, each with a stable code.

    StageholdError
    ├── InputError         read and wrong (exit code 2)
    │   ├── InvalidPortfolio   the findings of a check
    │   ├── MissingFacts       planning needs values that nothing pins
    │   └── NotSupported       understood, but this version cannot do it yet
    └── Unreadable         the path cannot be read (exit code 3)

Trouble with data is a :class:`~stagehold.domain.findings.Finding`; an error carries findings when work must stop.
"""

from __future__ import annotations

from collections.abc import Sequence

from stagehold.domain.findings import Finding


class StageholdError(Exception):
    """The root; ``code`` is stable and ``exit_code`` is what the command line returns."""

    code = "error"
    exit_code = 2


class InputError(StageholdError):
    """Input that was read and is wrong; ``findings`` say where, when they are known."""

    code = "input"

    def __init__(self, message: str, findings: Sequence[Finding] = ()) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


class InvalidPortfolio(InputError):
    """The portfolio has findings of severity error."""

    code = "invalid-portfolio"


class MissingFacts(InputError):
    """Values that planning needs and that neither a source nor an assumption pins."""

    code = "missing-facts"


class NotSupported(InputError):
    """Something this version understands but cannot do; the message names it."""

    code = "not-supported"


class Unreadable(StageholdError):
    """The path does not exist or cannot be read."""

    code = "unreadable"
    exit_code = 3
