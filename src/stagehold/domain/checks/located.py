"""A finding together with the kind of its record, by which its file and line are found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from stagehold.domain.findings import Finding, Severity
from stagehold.domain.portfolio import Portfolio


class Located(NamedTuple):
    """``kind`` is the kind of the record as references write it (``lease``), ``settings`` for the settings."""

    kind: str
    finding: Finding


Check = Callable[[Portfolio], Iterator[Located]]


class Subject:
    """One record under check: makes findings about its fields."""

    __slots__ = ("id", "kind")

    def __init__(self, kind: str, id_: str) -> None:
        self.kind = kind
        self.id = id_

    def error(self, rule: str, field: str, found: object, allowed: str, nearest: str = "") -> Located:
        """The data are wrong."""
        return self._finding(rule, Severity.ERROR, field, found, allowed, nearest)

    def warning(self, rule: str, field: str, found: object, allowed: str, nearest: str = "") -> Located:
        """The data may be right, but somebody should look."""
        return self._finding(rule, Severity.WARNING, field, found, allowed, nearest)

    def _finding(self, rule: str, severity: Severity, field: str, found: object, allowed: str, nearest: str) -> Located:
        finding = Finding(
            rule=rule,
            severity=severity,
            record=self.id,
            field=field,
            found=str(found),
            allowed=allowed,
            nearest=nearest,
        )
        return Located(self.kind, finding)
