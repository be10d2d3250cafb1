"""What one pass over plain data collects: findings, and references to check once all is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from stagehold.domain.findings import Finding, Severity
from stagehold.domain.tree import Node, brief


class Invalid:
    """Marks a value that could not be read; its finding has been recorded."""


INVALID: Final = Invalid()


@dataclass(slots=True)
class Reference:
    """A pointer to another record, to be checked once all are read."""

    kind: str
    id: str
    node: Node
    file: str
    record: str
    path: str


@dataclass(slots=True)
class Reading:
    """What one pass over a file collects: findings, and references to check later."""

    file: str = ""
    record: str = ""
    findings: list[Finding] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    place: Callable[[str, Node], tuple[str, int]] = lambda file, node: (file, node.line)

    def fault(
        self, rule: str, node: Node, path: str, *, found: str | None = None, allowed: str = "", close: str = ""
    ) -> Invalid:
        """Record an error at ``node`` and give the mark of an unreadable value."""
        file, line = self.place(self.file, node)
        self.findings.append(
            Finding(
                rule=rule,
                severity=Severity.ERROR,
                file=file,
                line=line,
                record=self.record,
                field=path,
                found=brief(node) if found is None else found,
                allowed=allowed,
                nearest=close,
            )
        )
        return INVALID


Decoder = Callable[[Node, str, Reading], Any]


def join_path(path: str, name: str) -> str:
    """``name`` below ``path``."""
    return f"{path}.{name}" if path else name
