"""The tenants of a studio: who has its stages under a lease or a booking, and who stands on them.

A reader sees by name the tenants it may see; all others are one line without a name, so that a tenant learns how full
the studio is and never by whom.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from stagehold.domain.days import Span, union, within
from stagehold.leasing.stage_days import StageDays
from stagehold.leasing.stage_facts import Basis

OTHERS = ""  # the key of all tenants that a reader may not name


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenant:
    """Stage-days of one party, or of all others together.

    ``let`` are days under its leases or confirmed bookings: those of two tenants may be the same days, where one lets
    the other in. ``occupied`` days belong to one tenant each.
    """

    party: str
    let: int
    occupied: Mapping[Basis, int]


def tenants_of(
    days: Sequence[StageDays], bases: Sequence[Basis], seen: Collection[str] | None = None
) -> tuple[Tenant, ...]:
    """The tenants of these stages, those with most days first; ``seen`` are the parties to be named, None for all."""
    let: dict[str, int] = {}
    occupied: dict[str, dict[Basis, int]] = {}
    for item in days:
        for party, spans in _let(item, seen).items():
            let[party] = let.get(party, 0) + sum(span.days for span in spans)
        for basis in bases:
            for party, spans in item.used[basis].tenants.items():
                by_basis = occupied.setdefault(_shown(party, seen), {})
                by_basis[basis] = by_basis.get(basis, 0) + sum(span.days for span in spans)
    found = [
        Tenant(
            party=party,
            let=let.get(party, 0),
            occupied={basis: occupied.get(party, {}).get(basis, 0) for basis in bases},
        )
        for party in {**let, **occupied}
    ]
    used = [item for item in found if item.let or any(item.occupied.values())]
    return tuple(sorted(used, key=lambda item: (item.party == OTHERS, -item.let, item.party)))


def _shown(party: str, seen: Collection[str] | None) -> str:
    return party if seen is None or party in seen else OTHERS


def _let(item: StageDays, seen: Collection[str] | None) -> dict[str, tuple[Span, ...]]:
    """The days let to each tenant on one stage, each once."""
    spans: dict[str, list[Span]] = {}
    for lease in item.facts.leases:
        spans.setdefault(_shown(lease.party, seen), []).extend(lease.days)
    for booked in item.facts.confirmed:
        spans.setdefault(_shown(booked.party, seen), []).append(booked.days)
    return {party: within(union(listed), item.let) for party, listed in spans.items()}
