"""Problems as values: what is wrong, where, what was found, what is allowed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error stops work; a warning is shown and work goes on."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One problem of one field.

    Parameters
    ----------
    rule
        Stable name of the rule, in kebab case.
    file, line
        Where it stands; a cell is written ``book.xlsx#spaces!C5``; empty and 0 when the record has no file.
    record, field
        The id and the dotted path inside the record (``needs.main.phases.shoot``).
    found, allowed, nearest
        The value as found, what would be valid, and the nearest valid value if there is one.
    """

    rule: str
    severity: Severity = Severity.ERROR
    file: str = ""
    line: int = 0
    record: str = ""
    field: str = ""
    found: str = ""
    allowed: str = ""
    nearest: str = ""

    def as_dict(self) -> dict[str, str | int]:
        """Plain values in the shape of the machine contract."""
        return {key: (str(value) if isinstance(value, Severity) else value) for key, value in asdict(self).items()}

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: " if self.line else f"{self.file}: " if self.file else ""
        subject = ".".join(part for part in (self.record, self.field) if part)
        text = f"{place}{self.severity}: {subject}{': ' if subject else ''}{self.rule}"
        if self.found:
            text += f": found {self.found!r}"
        if self.allowed:
            text += f"; allowed: {self.allowed}"
        if self.nearest:
            text += f"; did you mean {self.nearest!r}?"
        return text


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any finding stops work."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def nearest(word: str, known: Iterable[str], *, likeness: float = 0.6) -> str:
    """The known word closest to ``word``, or an empty string when none is as close as ``likeness`` (1 is equal)."""
    matches = difflib.get_close_matches(word, list(known), n=1, cutoff=likeness)
    return matches[0] if matches else ""
