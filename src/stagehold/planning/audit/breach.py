"""How a breach is worded: a finding with the production, the field, what was found and what is allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any, TypeVar

from stagehold.domain.days import Span
from stagehold.domain.errors import MissingFacts
from stagehold.domain.findings import Finding
from stagehold.domain.readings import NoDayLeft, Unpinned
from stagehold.planning.plan import Placement

Read = TypeVar("Read")


def breach(rule: str, placement: Placement, field: str = "", *, found: str, allowed: str) -> Finding:
    """A broken rule of one placement; ``field`` is below its need."""
    path = f"needs.{placement.need}.{field}" if field else f"needs.{placement.need}"
    return Finding(rule=rule, record=placement.production, field=path, found=found, allowed=allowed)


def in_words(span: Span) -> str:
    """The days as people write them, the last one included: ``2027-01-05/2027-01-09``."""
    last = span.end - timedelta(days=1)
    return str(span.start) if last == span.start else f"{span.start}/{last}"


def days_in_words(spans: Iterable[Span]) -> str:
    """Several spans, or ``no day``."""
    return ", ".join(in_words(span) for span in spans) or "no day"


def count(days: int) -> str:
    """``1 day``, ``2 days``."""
    return f"{days} day" if abs(days) == 1 else f"{days} days"


def stated(record: str, field: str, value: object, read: Callable[[Any], Read]) -> Read:
    """What ``read`` makes of a value the rules need.

    Raises
    ------
    MissingFacts
        If nothing is stated, an end is unknown, a season names no month, or the reading leaves no day.
    """
    if value is None:
        raise _missing(record, field, "", "nothing is stated")
    try:
        return read(value)
    except Unpinned as wrong:
        raise _missing(record, f"{field}.{wrong.part}".rstrip("."), str(value), wrong.why) from wrong
    except NoDayLeft as wrong:
        raise _missing(record, field, str(value), str(wrong)) from wrong


def _missing(record: str, field: str, found: str, why: str) -> MissingFacts:
    allowed = f"an assumption of {record}.{field} that pins a day"
    finding = Finding(rule="unpinned", record=record, field=field, found=found, allowed=allowed)
    return MissingFacts(f"the audit cannot read {record}.{field}: {why}", [finding])


def exact_day(record: str, field: str, first: date, last: date) -> date:
    """The one day that is meant.

    Raises
    ------
    MissingFacts
        If several could be: bookings and locks need days.
    """
    if first != last:
        raise _missing(record, field, f"{first}/{last}", "it names no single day")
    return first
