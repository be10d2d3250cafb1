"""Why a leased day is idle: one cause a day, by one rule of precedence.

A leased day on which nobody of the lessee stands has the first cause of this list that fits it:

    closed            a closure
    out-of-service    the stage is not in service
    sublet            a confirmed booking of another party
    turnover          the clear days that a stay asks for before and after it
    reinstate         the days at the end of a lease that no stay may take
    held              a hold, and nothing firmer
    unused            no stay at all on this stage while the lease runs without a break
    before-first-use  before the first stay of that run
    after-last-use    behind the last one
    between           between two stays

Leases that follow each other without a gap make one run.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from stagehold.domain.days import Span, union, within, without
from stagehold.leasing.stage_facts import Spans, StageFacts, Stay


class Cause(StrEnum):
    """Why a leased day is idle, in the order of precedence; the module says what each means."""

    CLOSED = "closed"
    OUT_OF_SERVICE = "out-of-service"
    SUBLET = "sublet"
    TURNOVER = "turnover"
    REINSTATE = "reinstate"
    HELD = "held"
    UNUSED = "unused"
    BEFORE_FIRST_USE = "before-first-use"
    AFTER_LAST_USE = "after-last-use"
    BETWEEN = "between"


def idle_days(facts: StageFacts, leased: Spans, stays: tuple[Stay, ...], parties: frozenset[str]) -> dict[Cause, Spans]:
    """The leased days without a stay, each under one cause.

    Parameters
    ----------
    leased
        Days of the leases looked at, all time.
    stays
        All stays on this stage of the parties looked at, all time.
    parties
        They are at home here: a confirmed booking of anybody else is a sublet.
    """
    occupied = union(stay.days for stay in stays)
    left = without(leased, occupied)
    firm = {
        Cause.CLOSED: facts.closed,
        Cause.OUT_OF_SERVICE: without(leased, facts.in_service),
        Cause.SUBLET: tuple(item.days for item in facts.confirmed if item.party not in parties),
        Cause.TURNOVER: _turnover(facts, stays),
        Cause.REINSTATE: _kept(facts),
        Cause.HELD: tuple(item.days for item in facts.holds),
    }
    found: dict[Cause, Spans] = {}
    for cause, days in firm.items():
        found[cause] = within(left, days)
        left = without(left, found[cause])
    return found | _by_run(union(leased), occupied, left)


def _turnover(facts: StageFacts, stays: tuple[Stay, ...]) -> Spans:
    spans = []
    for stay in stays:
        start = _moved(stay.days.start, -facts.turnover_before)
        end = _moved(stay.days.end, facts.turnover_after)
        spans.append(Span(start, end))
    return union(spans)


def _kept(facts: StageFacts) -> Spans:
    """Days that one lease keeps for reinstatement, and no other gives for stays."""
    free = [span for lease in facts.leases for span in without(lease.days, lease.reinstate)]
    return without([span for lease in facts.leases for span in lease.reinstate], free)


def _moved(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _by_run(runs: Spans, occupied: Spans, left: Spans) -> dict[Cause, Spans]:
    """What is left, by where it lies in its run of leased days."""
    found: dict[Cause, list[Span]] = {
        cause: [] for cause in (Cause.UNUSED, Cause.BEFORE_FIRST_USE, Cause.AFTER_LAST_USE, Cause.BETWEEN)
    }
    for run in runs:
        idle = within(left, [run])
        used = within(occupied, [run])
        if not used:
            found[Cause.UNUSED] += idle
            continue
        first, last = used[0].start, used[-1].end
        for cause, start, end in (
            (Cause.BEFORE_FIRST_USE, run.start, first),
            (Cause.BETWEEN, first, last),
            (Cause.AFTER_LAST_USE, last, run.end),
        ):
            if start < end:
                found[cause] += within(idle, [Span(start, end)])
    return {cause: tuple(spans) for cause, spans in found.items()}
