"""What an import would change, as the API gives it before anything is written."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct


class FieldChangeGiven(Struct, kw_only=True):
    """A field by its dotted path: before and after as a reader reads them (null: not there), and as plain values;
    where the new value stands.
    """

    field: str
    before: str | None
    after: str | None
    raw_before: Any
    raw_after: Any
    file: str
    line: int
    cell: str | None


class RecordChangeGiven(Struct, kw_only=True):
    """A record that would be new or other than before, and where it stands in the body."""

    kind: str
    id: str
    name: str
    what: Literal["added", "changed"]
    file: str
    line: int
    cell: str | None
    fields: list[FieldChangeGiven]


class CountGiven(Struct, kw_only=True):
    """Records of a kind; ``absent`` are those that the desk has and the body has not: they stay as they are."""

    kind: str
    added: int
    changed: int
    same: int
    absent: int


class FindingInWords(Struct, kw_only=True):
    """The name of a rule, what was found and what is allowed, in the language of the reader."""

    rule: str
    found: str
    allowed: str


class ProblemInPlace(Struct, kw_only=True):
    """A problem where it stands: file and line, in a workbook the cell as ``spaces!C5``; the same in every language,
    and ``in_words`` for people.
    """

    rule: str
    severity: Literal["error", "warning"]
    file: str
    line: int
    cell: str | None
    record: str
    field: str
    found: str
    allowed: str
    nearest: str
    in_words: FindingInWords


class PreviewGiven(Struct, kw_only=True):
    """What an import of the body would do; ``ready``: nothing stops it. ``…_in_all`` count what is not listed too."""

    ready: bool
    counts: list[CountGiven]
    changes: list[RecordChangeGiven]
    changes_in_all: int
    findings: list[ProblemInPlace]
    findings_in_all: int
