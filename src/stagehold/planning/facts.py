"""The facts a plan rests on: every value it reads is stated, undisputed or pinned, or the plan stops and says so."""

from __future__ import annotations

from dataclasses import dataclass, field

from stagehold.domain.checks import check_portfolio
from stagehold.domain.claims import differing_values
from stagehold.domain.editing import apply_assumptions, covers
from stagehold.domain.errors import InvalidPortfolio, MissingFacts
from stagehold.domain.findings import Finding, Severity
from stagehold.domain.portfolio import Portfolio, record_id
from stagehold.domain.provenance import Assumption, Record
from stagehold.domain.schema import file_name

NEEDS_PIN = "unpinned"
IN_CONFLICT = "claims-differ"


@dataclass(slots=True)
class Facts:
    """A portfolio with its assumptions in place, and what reading it for a plan has shown.

    Parameters
    ----------
    portfolio
        Assumptions applied.
    stated
        The portfolio as its sources have it; claims are compared there.
    missing
        What must be pinned before a plan can be made.
    used
        Ids of the assumptions that a value read rests on.
    """

    portfolio: Portfolio
    stated: Portfolio
    missing: list[Finding] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    disputes: bool = True
    by_record: dict[str, list[Assumption]] = field(default_factory=dict)

    @classmethod
    def of(cls, stated: Portfolio) -> Facts:
        """Apply the assumptions.

        Raises
        ------
        InvalidPortfolio
            If an assumption's path or value does not fit.
        """
        portfolio, findings = apply_assumptions(stated, stated.assumptions.values())
        if findings:
            raise InvalidPortfolio("assumptions do not fit the portfolio", findings)
        wrong = [finding for finding in check_portfolio(portfolio) if finding.severity is Severity.ERROR]
        if wrong:
            raise InvalidPortfolio("with its assumptions in place the portfolio contradicts itself", wrong)
        facts = cls(portfolio, stated)
        for assumption in stated.assumptions.values():
            for name in _record_names(stated, assumption.of):
                facts.by_record.setdefault(name, []).append(assumption)
        return facts

    @classmethod
    def settled(cls, portfolio: Portfolio) -> Facts:
        """Facts that were read for a plan before and changed since: nothing is applied and nothing disputed again."""
        return cls(portfolio, portfolio, disputes=False)

    def read(self, record: Record, attribute: str, part: str = "") -> None:
        """Note that planning reads a field: its assumption counts as used, claims that differ must be settled."""
        name = record_id(record)
        pinned = self.by_record.get(name, ())
        if not pinned and not record.claims:
            return
        path = ".".join(piece for piece in (file_name(attribute), part) if piece)
        settled = False
        for assumption in pinned:
            if covers(assumption.of, f"{name}.{path}") or covers(f"{name}.{path}", assumption.of):
                self.used.add(assumption.id)
                settled = True
        if settled or not record.claims or not self.disputes:
            return
        values = differing_values(record, path)
        if values:
            self.missing.append(
                Finding(
                    rule=IN_CONFLICT,
                    record=name,
                    field=path,
                    found=" | ".join(values),
                    allowed=_how_to_pin(f"{name}.{path}", values[0]),
                )
            )

    def read_setting(self, name: str) -> None:
        """Note that planning reads a setting: an assumption that pins it counts as used."""
        of = f"settings.{name}"
        for assumption in self.stated.assumptions.values():
            if covers(assumption.of, of) or covers(of, assumption.of):
                self.used.add(assumption.id)

    def pin(self, record: Record, path: str, why: str, example: str) -> None:
        """Note that ``path`` of the record must be pinned, and how."""
        name = record_id(record)
        self.missing.append(
            Finding(rule=NEEDS_PIN, record=name, field=path, found=why, allowed=_how_to_pin(f"{name}.{path}", example))
        )

    def require(self) -> None:
        """Stop if anything must be pinned.

        Raises
        ------
        MissingFacts
            With one finding for each field to pin.
        """
        if self.missing:
            unique = list(dict.fromkeys(self.missing))
            fields = ", ".join(f"{finding.record}.{finding.field}" for finding in unique)
            raise MissingFacts(
                f"planning needs values that no source states, or that sources dispute: {fields}", unique
            )


def _record_names(portfolio: Portfolio, of: str) -> list[str]:
    parts = of.rpartition("/")[2].split(".")
    names = [".".join(parts[:length]) for length in range(1, len(parts))]
    return [name for name in names if portfolio.find(name)]


def _how_to_pin(of: str, example: str) -> str:
    return f"an assumption: {{id: my-pin, of: {of}, value: {example}, why: your reason}}"
