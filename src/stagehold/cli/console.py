"""Words for people on standard error and output; JSON for programs on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from stagehold.domain.errors import InputError, StageholdError
from stagehold.domain.findings import Finding

if TYPE_CHECKING:
    from rich.console import Console

_PIPED_WIDTH = 160  # columns, where no terminal says
_MOST_ALIKE = 3  # findings of one rule shown one by one in a summary
_MOST_FINDINGS = 200  # shown to a person; --json has them all


@cache
def human() -> Console:
    """Standard error, for messages and progress."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


@cache
def out() -> Console:
    """Standard output, for tables."""
    from rich.console import Console

    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, width=_PIPED_WIDTH)
    return console


_remembered: list[str] = []


def remember(fact: str) -> None:
    """Keep a sentence that has to be told even where the answer cannot be printed."""
    _remembered.append(fact)


def forget() -> list[str]:
    """The sentences that were kept, and that are kept no longer."""
    kept = [*_remembered]
    _remembered.clear()
    return kept


@contextmanager
def naming_the_option(option: str) -> Iterator[None]:
    """Where something is there already, say by which option it is replaced."""
    try:
        yield
    except InputError as wrong:
        if not str(wrong).endswith("to be replaced"):
            raise
        raise InputError(f"{wrong} ({option})", wrong.findings) from wrong


def print_json(data: object) -> None:
    """Print one JSON object, with escapes where standard output cannot hold a character."""
    try:
        text = _as_json(data)
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:  # an argument of a shell may hold bytes that are no text
        text = json.dumps(data, indent=1, allow_nan=False)
    sys.stdout.write(text + "\n")


def _as_json(data: object) -> str:
    """A line for each item. Python's own writer is three times as slow as soon as it breaks lines."""
    import msgspec

    return msgspec.json.format(json.dumps(data, ensure_ascii=False, allow_nan=False), indent=1)


def print_summary(findings: Iterable[Finding]) -> None:
    """Findings on standard error, those of one rule in one line when they are many."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    for rule, same in by_rule.items():
        if len(same) <= _MOST_ALIKE:
            print_findings(same)
        else:
            records = ", ".join(dict.fromkeys(finding.record for finding in same))
            human().print(f"{same[0].severity}: {rule}: {len(same)} times ({records}); allowed: {same[0].allowed}")


def print_findings(findings: Iterable[Finding]) -> None:
    """One line a finding, on standard error."""
    listed = list(findings)
    for finding in listed[:_MOST_FINDINGS]:
        human().print(str(finding))
    if len(listed) > _MOST_FINDINGS:
        human().print(f"… and {len(listed) - _MOST_FINDINGS} more; --json lists all")


def print_error(code: str, message: str, findings: Iterable[Finding] = ()) -> None:
    """Print as JSON what a program is told when there is no answer."""
    print_json({"error": {"code": code, "message": message}, "findings": [item.as_dict() for item in findings]})


def fail(wrong: StageholdError, *, json_wanted: bool) -> None:
    """Say what went wrong: the findings, then the message."""
    findings: tuple[Finding, ...] = getattr(wrong, "findings", ())
    if json_wanted:
        print_error(wrong.code, str(wrong), findings)
    print_findings(findings)
    human().print(f"stagehold: {wrong}")
