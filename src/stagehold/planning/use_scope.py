"""Whose use of which stages is looked at: the stages a party leases or stands on, or those a studio operator has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from stagehold.domain.errors import InvalidPortfolio
from stagehold.domain.findings import Finding, nearest
from stagehold.domain.lease import Lease, OptionKind
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.studio import SpaceKind
from stagehold.leasing.use_figures import View
from stagehold.planning.party import choose_party


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """``party`` looks; ``parties`` are those whose leases and stays count, ``stages`` the stages of its studios.

    In the view of a lessee ``stages`` is empty: they follow from its leases and stays.
    """

    view: View
    party: str
    parties: frozenset[str]
    stages: tuple[str, ...] = ()

    def leases(self, portfolio: Portfolio) -> list[Lease]:
        """The leases looked at."""
        if self.view is View.LESSEE:
            return [lease for lease in portfolio.leases.values() if lease.lessee == self.party]
        stages = set(self.stages)
        return [
            lease
            for lease in portfolio.leases.values()
            if stages & set(_named(lease)) or _here(lease, portfolio, stages)
        ]


def scope_of(portfolio: Portfolio, view: View, party: str | None) -> Scope:
    """The scope of a view: of the only lessee or studio operator, unless a party is named.

    Raises
    ------
    InvalidPortfolio
        If the party is unknown, or there is none or several to choose from.
    """
    if view is View.LESSEE:
        chosen = choose_party(portfolio, party)
        return Scope(view=view, party=chosen, parties=frozenset({chosen}))
    chosen = _operator(portfolio, party)
    studios = {studio.id for studio in portfolio.studios.values() if studio.operator == chosen}
    stages = [item for item in portfolio.spaces.values() if item.kind is SpaceKind.STAGE and item.studio in studios]
    known = {*portfolio.parties, *(lease.lessee for lease in portfolio.leases.values())}
    known |= {booking.party for booking in portfolio.bookings.values()}
    return Scope(view=view, party=chosen, parties=frozenset(known), stages=tuple(item.id for item in stages))


def _operator(portfolio: Portfolio, asked: str | None) -> str:
    operators = sorted({studio.operator for studio in portfolio.studios.values() if studio.operator is not None})
    found = Finding(rule="unknown-party", field="--for", found=asked or f"{len(operators)} operators", allowed="")
    found = replace(found, allowed=", ".join(operators))
    if asked is not None:
        matches = [id_ for id_, party in portfolio.parties.items() if asked in (id_, party.name) and id_ in operators]
        if matches:
            return matches[0]
        names = {portfolio.parties[id_].name: id_ for id_ in operators if id_ in portfolio.parties}
        written = {name.casefold(): name for name in [*names, *operators]}
        close = written.get(nearest(asked.casefold(), written), "")
        raise InvalidPortfolio(f"no studio is operated by {asked!r}", [replace(found, nearest=close)])
    if len(operators) == 1:
        return operators[0]
    found = replace(found, rule="which-party")
    if not operators:
        raise InvalidPortfolio("no studio names its operator, so there is nobody whose stages these are", [found])
    raise InvalidPortfolio("several parties operate studios here; say whose with --for", [found])


def _named(lease: Lease) -> Iterable[str]:
    """Every space the lease names anywhere."""
    yield from lease.spaces
    yield from lease.pool
    for option in lease.options:
        if option.kind is OptionKind.EXPAND:
            yield from option.spaces
    for event in lease.events:
        yield from event.spaces or ()


def _here(lease: Lease, portfolio: Portfolio, stages: set[str]) -> bool:
    """Whether a lease that names no stage is at a studio of the scope."""
    studios = {portfolio.spaces[id_].studio for id_ in stages}
    return not any(_named(lease)) and bool(studios & set(lease.studio))
