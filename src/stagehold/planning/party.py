"""For whom a plan is made."""

from __future__ import annotations

from dataclasses import replace

from stagehold.domain.errors import InvalidPortfolio
from stagehold.domain.findings import Finding, nearest
from stagehold.domain.portfolio import Portfolio


def choose_party(portfolio: Portfolio, asked: str | None) -> str:
    """The party to plan for: the one asked for by id or name, or the only lessee.

    Raises
    ------
    InvalidPortfolio
        If there is none, or several and none is asked for.
    """
    lessees = sorted({lease.lessee for lease in portfolio.leases.values()})
    if asked is not None:
        matches = [id_ for id_, party in portfolio.parties.items() if asked in (id_, party.name)]
        if matches:
            return matches[0]
        names = [*portfolio.parties, *(party.name for party in portfolio.parties.values())]
        found = Finding(rule="unknown-party", field="--for", found=asked, allowed=", ".join(lessees))
        raise InvalidPortfolio(f"no party {asked!r}", [replace(found, nearest=_nearest(asked, names))])
    if len(lessees) == 1:
        return lessees[0]
    found = Finding(rule="which-party", field="--for", found=f"{len(lessees)} lessees", allowed=", ".join(lessees))
    if not lessees:
        raise InvalidPortfolio("no lease names a lessee, so there is nobody to plan for", [found])
    raise InvalidPortfolio("several parties lease here; say for whom to plan with --for", [found])


def _nearest(asked: str, names: list[str]) -> str:
    """The name that is nearest when capitals count for nothing; that of a lessee or party as it is written."""
    written = {name.casefold(): name for name in reversed(names)}
    return written.get(nearest(asked.casefold(), written), "")
