"""Key dates of leases: when a term begins and ends, when notice is due, when the rent changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from stagehold.domain.days import add_months
from stagehold.domain.edtf import EdtfDate, day
from stagehold.domain.lease import Lease, OptionKind, RentKind, RentLine
from stagehold.reports.held import EndKind, Held


class DateKind(StrEnum):
    """What happens on the date."""

    ACCESS = "access"
    START = "start"
    RENT_FROM = "rent-from"
    NOTICE = "notice"
    OPTION = "option"
    LAST_OPTION = "last-option"
    RENT_STEP = "rent-step"
    RENT_RISE = "rent-rise"
    RENT_REVIEW = "rent-review"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDate:
    """A date of a lease.

    Parameters
    ----------
    option
        Of a date of an option: its position in the lease and its kind.
    amount, rise
        What the rent is from then on, or by which fraction it rises.
    assumed
        Whether an assumption sets it.
    """

    lease: str
    on: EdtfDate
    kind: DateKind
    option: tuple[int, OptionKind] | None = None
    amount: Decimal | None = None
    rise: Decimal | None = None
    assumed: bool = False


def key_dates(held: Held, today: date) -> tuple[KeyDate, ...]:
    """The dates of a lease that are not past, by day; of each rent line only the next change."""
    found = [item for item in _dates(held, today) if item.on.last >= today]
    return tuple(sorted(found, key=lambda item: (item.on.first, item.on.last, list(DateKind).index(item.kind))))


def _dates(held: Held, today: date) -> Iterator[KeyDate]:
    lease = held.read
    for kind, on in ((DateKind.ACCESS, lease.access), (DateKind.RENT_FROM, lease.rent_from)):
        if on is not None:
            yield KeyDate(lease=lease.id, on=on, kind=kind, assumed=_pinned(held, kind.value.replace("-", "_")))
    for kind, end, known in (
        (DateKind.START, held.start, held.start_kind),
        (DateKind.END, held.end, held.end_kind),
    ):
        if end is not None:
            yield KeyDate(lease=lease.id, on=end, kind=kind, assumed=known is EndKind.ASSUMED)
    yield from _options(held)
    for number, line in enumerate(lease.rent):
        if line.kind is RentKind.RENT:
            yield from _next_change(lease, line, today, assumed=_pinned(held, f"rent.{number}"))


def _options(held: Held) -> Iterator[KeyDate]:
    for number, option in enumerate(held.read.options):
        if option.exercised:
            continue
        for kind, on in (
            (DateKind.NOTICE, option.notice_by),
            (DateKind.OPTION, option.from_),
            (DateKind.LAST_OPTION, option.until),
        ):
            if on is not None:
                assumed = _pinned(held, f"options.{number}")
                yield KeyDate(lease=held.read.id, on=on, kind=kind, option=(number, option.kind), assumed=assumed)


def _pinned(held: Held, path: str) -> bool:
    return any(item == path or item.startswith(f"{path}.") for item in held.pins)


def _next_change(lease: Lease, line: RentLine, today: date, *, assumed: bool) -> Iterator[KeyDate]:
    """The next step, rise and review of a line, each where there is one."""
    last = None if line.to is None else line.to.first
    steps = sorted((step for step in line.steps if step.from_.last >= today), key=lambda step: step.from_.first)
    if steps:
        yield KeyDate(
            lease=lease.id, on=steps[0].from_, kind=DateKind.RENT_STEP, amount=steps[0].amount, assumed=assumed
        )
    if not line.from_.is_day:
        return
    if line.escalation:
        on = _next_of(line.from_.first, 12, today, last)
        if on is not None:
            yield KeyDate(lease=lease.id, on=day(on), kind=DateKind.RENT_RISE, rise=line.escalation, assumed=assumed)
    if line.index is not None and line.index.every.months:
        on = _next_of(line.from_.first, line.index.every.months, today, last)
        if on is not None:
            yield KeyDate(lease=lease.id, on=day(on), kind=DateKind.RENT_REVIEW, assumed=assumed)


def _next_of(first: date, months: int, today: date, last: date | None) -> date | None:
    """The first day from today on that lies a multiple of so many months, at least one, after ``first``."""
    passed = (today.year - first.year) * 12 + today.month - first.month
    times = max(1, passed // months)
    for number in (times, times + 1):
        try:
            found = add_months(first, number * months)
        except (OverflowError, ValueError):
            return None
        if found >= today:
            return None if last is not None and found > last else found
    return None


def days_until(item: KeyDate, today: date) -> int | None:
    """Days from today to the date; None where it is not stated to the day."""
    return (item.on.first - today).days if item.on.is_day else None
