"""Offers as supply: on which days they have a stage for a plan, and for how much money (SPEC §2, *Supply*).

Read only where a weight says what money costs. An offer is read as supply: from the last day that its start can mean
through the first that its end can mean. A party cannot hire from itself. An exclusive lease of somebody else comes
first, unless the offer is by its lessee: the days that it can mean are not on offer. Money is counted in the reader's
currency (``settings.units.currency``); where none is set, the offers must be in one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from stagehold.domain import readings
from stagehold.domain.days import Span, through, without
from stagehold.domain.edtf import EdtfDate, EdtfInterval, End
from stagehold.domain.exchange import exchanged
from stagehold.domain.findings import Finding, Severity
from stagehold.domain.lease import Lease, LeaseKind, OptionKind
from stagehold.domain.studio import Offer, PhaseKind, SpaceKind
from stagehold.planning.facts import NEEDS_PIN, Facts
from stagehold.planning.modified import Version, versions_of

_LAST_END = date.max - timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageOffer:
    """The days of one offer on its stage, and money a day by phase in the currency of the plan."""

    id: str
    days: tuple[Span, ...]
    rates: Mapping[PhaseKind, Decimal]
    min_days: int


def offers_of(facts: Facts, party: str, findings: list[Finding]) -> dict[str, list[StageOffer]]:
    """The offers that ``party`` can use, by stage; none without a weight for money.

    ``findings`` says which cannot be used, and why. What must be pinned or converted is noted in ``facts``.
    """
    facts.read_setting("weights.spot")
    found: dict[str, list[StageOffer]] = {}
    if facts.portfolio.settings.weights.spot is None:
        return found
    usable = [offer for offer in facts.portfolio.offers.values() if _may_be_hired(facts, offer, party, findings)]
    wanted = _currency(facts, usable)
    for offer in usable:
        days = _days_of(facts, offer, party, findings)
        rates = {} if wanted is None else _rates(facts, offer, wanted)
        if days and rates:
            found.setdefault(offer.space, []).append(
                StageOffer(id=offer.id, days=days, rates=rates, min_days=offer.min_days)
            )
    return found


def _may_be_hired(facts: Facts, offer: Offer, party: str, findings: list[Finding]) -> bool:
    for field_name in ("space", "from_", "to", "rate", "currency", "min_days", "party"):
        facts.read(offer, field_name)
    if facts.portfolio.spaces[offer.space].kind is not SpaceKind.STAGE:
        findings.append(_warning("offer-not-used", offer, "space", offer.space, "a stage; a plan hires nothing else"))
        return False
    if offer.party == party:
        return False
    if offer.lead_days:
        allowed = "0; a plan does not know the day on which it would be booked"
        findings.append(_warning("lead-days-not-checked", offer, "lead_days", str(offer.lead_days), allowed))
    return True


def _days_of(facts: Facts, offer: Offer, party: str, findings: list[Finding]) -> tuple[Span, ...]:
    first = _pinned(facts, offer, "from", offer.from_, readings.ready)
    last = _pinned(facts, offer, "to", offer.to, readings.due)
    if first is None or last is None or last < first:
        return ()
    days: tuple[Span, ...] = (through(first, last),)
    for lease in facts.portfolio.leases.values():
        others = lease.lessee not in (party, offer.party) and lease.kind is LeaseKind.EXCLUSIVE
        if others and not lease.is_total_of and _names(lease, offer.space):
            left = without(days, _let(facts, lease, offer.space))
            if left != days:
                allowed = f"{lease.lessee}, if it offers days of its lease {lease.id}; these are not used"
                found = f"{offer.party or 'nobody'}, on days of lease {lease.id} of {lease.lessee}"
                findings.append(_warning("offer-under-lease", offer, "party", found, allowed))
            days = left
    return days


def _pinned(facts: Facts, offer: Offer, path: str, value: EdtfDate, read: Callable[[EdtfDate], date]) -> date | None:
    try:
        return read(value)
    except readings.Unpinned as wrong:
        facts.pin(offer, path, wrong.why, "2027-01-05")
        return None


def _names(lease: Lease, space: str) -> bool:
    changes = [*(option.spaces for option in lease.options), *(event.spaces or () for event in lease.events)]
    return space in lease.spaces or any(space in spaces for spaces in changes)


def _let(facts: Facts, lease: Lease, space: str) -> Iterator[Span]:
    """Every day on which a lease of somebody else can hold the space."""
    versions, separate = versions_of(facts, lease)
    following = [*versions[1:], None]
    for version, after in zip(versions, following, strict=True):
        until = _LAST_END if after is None or after.since is None else after.since[1]
        yield from _possible(facts, lease, space, version, until)
    for right in separate:
        yield from _possible(facts, lease, space, right, _LAST_END)


def _possible(facts: Facts, lease: Lease, space: str, version: Version, until: date) -> Iterator[Span]:
    exercised = [option for option in lease.options if option.exercised]
    expansions = [option for option in exercised if option.kind is OptionKind.EXPAND and space in option.spaces]
    if space not in version.spaces and not expansions:
        return
    if version.term is None:
        facts.pin(lease, version.path, "no source states the term, and an offer lies on its space", "2027/2031")
        return
    first = _edge(facts, lease, version, version.term, "start")
    end = _edge(facts, lease, version, version.term, "end")
    if first is None or end is None:
        return
    if space not in version.spaces:
        first = max(first, min(option.from_.first if option.from_ else first for option in expansions))
    for option in exercised:
        concerns = not option.spaces or space in option.spaces
        if option.kind is OptionKind.EXTEND and option.adds is not None and concerns and end < _LAST_END:
            end = _later(end, option.adds.after)
    for option in exercised:
        concerns = not option.spaces or space in option.spaces
        if option.kind is OptionKind.BREAK and option.from_ is not None and concerns:
            end = min(end, option.from_.last)
    first = max(first, version.since[0] if version.since is not None else first)
    end = min(end, until)
    if first < end:
        yield Span(first, end)


def _later(end: date, move: Callable[[date], date]) -> date:
    try:
        return min(_LAST_END, move(end))
    except (OverflowError, ValueError):
        return _LAST_END


def _edge(facts: Facts, lease: Lease, version: Version, term: EdtfInterval, part: str) -> date | None:
    """The first day of the term, or the day after its last, that can be meant."""
    value = term.start if part == "start" else term.end
    if isinstance(value, EdtfDate):
        return value.first if part == "start" else min(_LAST_END, value.last) + timedelta(days=1)
    if value is End.OPEN:
        return date.min if part == "start" else _LAST_END
    why = f"its {part} is not stated, and an offer lies on its space"
    facts.pin(lease, f"{version.path}.{part}", why, "2031-12-31")
    return None


def _currency(facts: Facts, offers: list[Offer]) -> str | None:
    """The currency that the weight counts in; None, and noted as missing, where the offers do not agree on one."""
    facts.read_setting("units.currency")
    stated = facts.portfolio.settings.units.currency
    used = {offer.currency: offer.id for offer in offers}
    if stated is not None or not used:
        return stated
    if len(used) == 1:
        return next(iter(used))
    names = ", ".join(f"{offer.id} in {offer.currency}" for offer in offers)
    allowed = "the currency in which weights.spot counts, and a dated exchange rate to it from every other"
    facts.missing.append(
        Finding(rule=NEEDS_PIN, record="settings", field="units.currency", found=f"offers {names}", allowed=allowed)
    )
    return None


def _rates(facts: Facts, offer: Offer, wanted: str) -> dict[PhaseKind, Decimal]:
    rates: dict[PhaseKind, Decimal] = {}
    for rate in facts.portfolio.exchange_rates.values():
        if offer.currency != wanted and {rate.from_, rate.to} == {offer.currency, wanted}:
            facts.read(rate, "rate")
    for phase, amount in offer.rate.items():
        money = exchanged(amount, offer.currency, wanted, facts.portfolio.exchange_rates.values())
        if money is None:
            allowed = f"a dated exchange rate between {offer.currency} and {wanted}: money is never added without one"
            facts.missing.append(
                Finding(rule=NEEDS_PIN, record=offer.id, field="currency", found=offer.currency, allowed=allowed)
            )
            return {}
        rates[phase] = money
    return rates


def _warning(rule: str, offer: Offer, field_name: str, found: str, allowed: str) -> Finding:
    return Finding(
        rule=rule, severity=Severity.WARNING, record=offer.id, field=field_name, found=found, allowed=allowed
    )
