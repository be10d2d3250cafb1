"""Accounting of a lease: rates, indices and events as they can be, and exemptions that say why."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from stagehold.domain.checks.located import Located, Subject
from stagehold.domain.checks.terms import each_lease
from stagehold.domain.lease import EventKind, LeaseEvent, LeaseTerms
from stagehold.domain.portfolio import Portfolio

_ALWAYS = ("on", "kind", "reason")
_FIELDS = {
    EventKind.REASSESS: ("option", "reasonably_certain", "rate"),
    EventKind.MODIFY: ("spaces", "area", "term", "amount", "rate", "separate"),
    EventKind.INDEX: ("from_", "to"),
}
_ALL = ("option", "reasonably_certain", "spaces", "area", "term", "amount", "rate", "separate", "from_", "to")


def accounting_findings(portfolio: Portfolio) -> Iterator[Located]:
    """What no schedule could be made from, and what an auditor would ask about."""
    for subject, lease in each_lease(portfolio):
        yield from _rates(subject, lease)
        for index, event in enumerate(lease.events):
            yield from _event(subject, lease, event, f"events.{index}")
        yield from _exemptions(subject, lease)


def _rates(subject: Subject, lease: LeaseTerms) -> Iterator[Located]:
    stated: list[tuple[str, Decimal | None]] = []
    if lease.accounting is not None:
        stated.append(("accounting.rate", lease.accounting.rate))
        stated.append(("accounting.restoration_rate", lease.accounting.restoration_rate))
    stated += [(f"events.{index}.rate", event.rate) for index, event in enumerate(lease.events)]
    stated += [(f"rent.{index}.escalation", line.escalation) for index, line in enumerate(lease.rent)]
    for path, rate in stated:
        if rate is not None and rate <= -1:
            yield subject.error("rate-out-of-range", path, rate, "a yearly fraction above -1: 0.05 is 5 %")
        elif rate is not None and rate >= 1:
            allowed = "a yearly fraction: 0.05 is 5 %"
            yield subject.warning("rate-too-high", path, rate, allowed, f"{rate / 100:f}")
    for index, line in enumerate(lease.rent):
        if line.index is not None and not line.index.at_start:
            yield subject.error("index-not-positive", f"rent.{index}.index.at_start", 0, "a value above 0")


def _event(subject: Subject, lease: LeaseTerms, event: LeaseEvent, path: str) -> Iterator[Located]:
    allowed = _FIELDS[event.kind]
    for name in _ALL:
        if name not in allowed and getattr(event, name) is not None:
            named = ", ".join(item.rstrip("_") for item in (*_ALWAYS, *allowed))
            field = name.rstrip("_")
            yield subject.error("not-of-this-event", f"{path}.{field}", field, f"of the kind {event.kind}: {named}")
    if event.kind is EventKind.REASSESS and (event.option is None or event.option >= len(lease.options)):
        found = "" if event.option is None else event.option
        known = f"0 to {len(lease.options) - 1}" if lease.options else "none: the lease has no options"
        yield subject.error("no-such-option", f"{path}.option", found, f"the position of an option: {known}")
    if event.kind is EventKind.INDEX:
        for field, value in (("from", event.from_), ("to", event.to)):
            if not value:
                yield subject.error("index-not-positive", f"{path}.{field}", value or "", "the value of the index")
    if event.separate is not None and event.reason is None:
        yield subject.warning("judgement-without-reason", f"{path}.reason", "", "why it is a separate lease or not")


def _exemptions(subject: Subject, lease: LeaseTerms) -> Iterator[Located]:
    if lease.identified_asset is False and lease.identified_asset_reason is None:
        allowed = "why the lessee controls no identified space"
        yield subject.warning("judgement-without-reason", "identified_asset_reason", "", allowed)
    if lease.accounting is not None and lease.accounting.short_term and lease.accounting.reason is None:
        allowed = "why the exemption of short leases is taken"
        yield subject.warning("judgement-without-reason", "accounting.reason", "", allowed)
