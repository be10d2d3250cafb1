"""Taking a portfolio into the desk, and saying what that changed."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Mapping
from dataclasses import dataclass, field

from stagehold.desk.event import Put
from stagehold.desk.refusal import Refused
from stagehold.desk.requests import Import
from stagehold.desk.state import SETTINGS, Desk, id_of
from stagehold.domain.findings import Finding
from stagehold.files import Loaded
from stagehold.services.desking import Done, OpenDesk

NO_CHANGE = "no-change"  # the rule of a request that would change nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """What an import changed: records by kind that are new, and those that are other than before.

    ``done`` is None where everything was so already; nothing is counted where it had been done before under the same
    key. ``findings`` are the warnings of the portfolio.
    """

    findings: tuple[Finding, ...]
    done: Done | None
    new: Mapping[str, int] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)


def take_in(desk: OpenDesk, loaded: Loaded, *, by: str, why: str | None = None, key: str | None = None) -> TakenIn:
    """Take in all records of a portfolio that was read from files, its bookings included.

    Raises
    ------
    Refused
        If two bookings are confirmed on one day, or a booking is at the desk already as another one.
    """
    before: set[tuple[str, str]] = set()

    def make(known: Desk) -> Import:
        before.update(_ids(known))
        return Import(portfolio=loaded.portfolio)

    try:
        done = desk.ask(make, by=by, why=why, key=key)
    except Refused as refused:
        if refused.refusal.rule != NO_CHANGE:
            raise
        return TakenIn(findings=loaded.findings, done=None)
    if done.again:
        return TakenIn(findings=loaded.findings, done=done)
    new: Tally[str] = Tally()
    changed: Tally[str] = Tally()
    for change in done.event.changes:
        if isinstance(change, Put):
            tally = changed if (change.kind, id_of(change.kind, change.record)) in before else new
            tally[change.kind] += 1
    return TakenIn(findings=loaded.findings, done=done, new=dict(new), changed=dict(changed))


def _ids(desk: Desk) -> set[tuple[str, str]]:
    tables = (("booking", desk.bookings), ("line", desk.lines))
    known = {(kind, id_) for kind, table in tables for id_ in table}
    known |= {(kind, id_of(kind, record)) for kind, record in desk.portfolio.records()}
    return known | {(SETTINGS, SETTINGS)}
