"""What makes a portfolio wrong though every field by itself reads well: one rule, or a few of a kind, in each file."""

from __future__ import annotations

from collections.abc import Iterator

from stagehold.domain.checks.accounting import accounting_findings
from stagehold.domain.checks.advice import advice_findings
from stagehold.domain.checks.bookings import booking_findings
from stagehold.domain.checks.candidates import candidate_findings
from stagehold.domain.checks.currencies import currency_findings
from stagehold.domain.checks.deadlines import deadline_findings
from stagehold.domain.checks.leased_spaces import leased_space_findings
from stagehold.domain.checks.links import link_findings
from stagehold.domain.checks.located import Check, Located
from stagehold.domain.checks.locks import lock_findings
from stagehold.domain.checks.needs import need_findings
from stagehold.domain.checks.parties import party_findings
from stagehold.domain.checks.periods import period_findings
from stagehold.domain.checks.policies import policy_findings
from stagehold.domain.checks.rents import rent_findings
from stagehold.domain.checks.risks import risk_findings
from stagehold.domain.checks.scenarios import assumption_findings, scenario_findings
from stagehold.domain.checks.spaces import space_findings
from stagehold.domain.checks.terms import term_findings
from stagehold.domain.editing import apply_assumptions
from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import Portfolio

__all__ = ["CHECKS", "Located", "check_portfolio", "located_findings"]

CHECKS: tuple[Check, ...] = (
    party_findings,
    space_findings,
    term_findings,
    rent_findings,
    accounting_findings,
    leased_space_findings,
    candidate_findings,
    advice_findings,
    need_findings,
    link_findings,
    deadline_findings,
    booking_findings,
    lock_findings,
    period_findings,
    currency_findings,
    policy_findings,
    risk_findings,
    scenario_findings,
)


def check_portfolio(portfolio: Portfolio) -> list[Finding]:
    """Everything wrong with the records and between them, without file and line.

    An assumption overrides what it pins, so the checks see the portfolio with all assumptions in place. Findings of
    severity error make the data wrong; a warning asks somebody to look. The time grows with the number of records.
    """
    return [located.finding for located in located_findings(portfolio)]


def located_findings(portfolio: Portfolio) -> Iterator[Located]:
    """The same findings, each with the kind of its record."""
    yield from assumption_findings(portfolio)
    effective, findings = apply_assumptions(portfolio, portfolio.assumptions.values())
    for finding in findings:
        yield Located("assumption", finding)
    for check in CHECKS:
        yield from check(effective)
