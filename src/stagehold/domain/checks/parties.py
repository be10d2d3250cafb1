"""A company does not belong to itself, not even by way of others."""

from __future__ import annotations

from collections.abc import Iterator

from stagehold.domain.checks.cycles import cycles
from stagehold.domain.checks.located import Located, Subject
from stagehold.domain.portfolio import Portfolio


def party_findings(portfolio: Portfolio) -> Iterator[Located]:
    """Rings of parents."""
    edges = {party.id: [party.parent] for party in portfolio.parties.values() if party.parent is not None}
    for ring in cycles(edges):
        allowed = "a parent that does not belong to the party"
        yield Subject("party", ring[0]).error("parent-cycle", "parent", " -> ".join(ring), allowed)
