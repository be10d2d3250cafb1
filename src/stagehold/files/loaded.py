"""What a reading of files gives: the portfolio, everything found wrong, and where each field stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import Portfolio
from stagehold.files.origin import Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A portfolio as read from files.

    Parameters
    ----------
    portfolio
        The records that could be read; all of them when no finding is an error.
    findings
        Everything found, in the order of files and lines.
    origins
        Where each record was read, by kind and id (``("settings", "settings")`` for the settings).
    """

    portfolio: Portfolio
    findings: tuple[Finding, ...] = ()
    origins: Mapping[tuple[str, str], Origin] = field(default_factory=dict, repr=False, compare=False)

    def place(self, kind: str, id_: str, path: str = "") -> tuple[str, int]:
        """File (relative to the path read) and line of a field, of the nearest thing around it, or ("", 0).

        A cell of a workbook gives ``book.xlsx#spaces!C5`` and its row.
        """
        origin = self.origins.get((kind, id_))
        return ("", 0) if origin is None else origin.at(path)
