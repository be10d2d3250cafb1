"""A lease read to the day, as it is signed; what is not stated is named with the way to pin it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from stagehold.domain.days import Duration, Span, through
from stagehold.domain.edtf import EdtfDate, EdtfInterval, End
from stagehold.domain.errors import NotSupported
from stagehold.domain.findings import Finding
from stagehold.domain.lease import LeaseTerms, OptionKind, RentKind, RentLine
from stagehold.leasing.agreed import Agreed
from stagehold.leasing.line import Line, Price
from stagehold.leasing.missing import missing, pin, wrong
from stagehold.leasing.payment import PaymentKind

_KINDS = {
    RentKind.RENT: PaymentKind.RENT,
    RentKind.SERVICE: PaymentKind.SERVICE,
    RentKind.TAX: PaymentKind.TAX,
}

Note = Callable[[str, str, str], None]


def agreed_at_signing(lease: LeaseTerms, *, rent_needed: bool = True) -> Agreed:
    """The lease before any event. Money needs days: a coarse date is not read, it is asked for.

    Raises
    ------
    MissingFacts
        With one finding for each field to pin.
    NotSupported
        For lengths that mix months with days or count hours.
    InputError
        For a term or a line that cannot be.
    """
    findings: list[Finding] = []

    def note(path: str, why: str, example: str) -> None:
        findings.append(pin(lease, path, why, example))

    term = _term(lease, note)
    if lease.currency is None and (lease.rent or rent_needed):
        note("currency", "no currency is stated", "JPY")
    if rent_needed and not lease.rent:
        start = "2027-01-01" if term is None else term.start
        example = f"[{{from: {start}, amount: 50000, every: P1Y, when: advance}}]"
        note("rent", "no rent is stated; a line of 0 says that there is none", example)
    lines = [
        _line(lease, index, line, None if term is None else term.end, note) for index, line in enumerate(lease.rent)
    ]
    breaks = []
    certain = set()
    for index, option in enumerate(lease.options):
        if option.reasonably_certain:
            certain.add(index)
        if option.kind is OptionKind.EXTEND and option.adds is not None:
            check_length(lease, f"options.{index}.adds", option.adds)
        if option.kind is OptionKind.BREAK and option.from_ is not None:
            day = day_of(option.from_, f"options.{index}.from", note)
            if day is not None:
                breaks.append((index, day))
    rent_from = None if lease.rent_from is None else day_of(lease.rent_from, "rent_from", note)
    if findings or term is None:
        raise missing(lease, *findings)
    return Agreed(
        lease=lease,
        start=term.start,
        end=term.end,
        currency=lease.currency or "",
        lines=tuple(line for line in lines if line is not None),
        certain=frozenset(certain),
        breaks=tuple(breaks),
        rent_from=rent_from,
    )


def _term(lease: LeaseTerms, note: Note) -> Span | None:
    if lease.term is None:
        note("term", "no term is stated", "2027-01-01/2036-12-31")
        return None
    first = end_of(lease.term.start, "term.start", "2027-01-01", note)
    last = end_of(lease.term.end, "term.end", "2036-12-31", note)
    if first is None or last is None:
        return None
    if last < first:
        raise wrong(lease, "no-day-left", "term", lease.term, "a term that leaves a day")
    return through(first, last)


def end_of(value: EdtfDate | End, path: str, example: str, note: Note) -> date | None:
    """An end of an interval as a day; what is none is noted."""
    if isinstance(value, EdtfDate):
        return day_of(value, path, note)
    note(path, "it has no end" if value is End.OPEN else "it is not stated", example)
    return None


def day_of(value: EdtfDate, path: str, note: Note) -> date | None:
    """A date as a day; a coarser one is noted, with the first day it can mean as an example."""
    if value.is_day:
        return value.first
    note(path, f"{value} names no day", str(value.first))
    return None


def check_length(lease: LeaseTerms, path: str, length: Duration) -> None:
    """Refuse lengths of which nobody can say how many of them make a year."""
    if length.hours:
        raise NotSupported(f"{lease.id}.{path}: {length} counts hours; leases count in days, months or years")
    if length.months and length.days:
        raise NotSupported(f"{lease.id}.{path}: {length} mixes months with days; write the one or the other")


def _line(lease: LeaseTerms, index: int, line: RentLine, term_end: date | None, note: Note) -> Line | None:
    path = f"rent.{index}"
    check_length(lease, f"{path}.every", line.every)
    start = day_of(line.from_, f"{path}.from", note)
    last = None if line.to is None else day_of(line.to, f"{path}.to", note)
    prices = [(start, line.amount)]
    prices += [
        (day_of(step.from_, f"{path}.steps.{number}.from", note), step.amount) for number, step in enumerate(line.steps)
    ]
    free = [_free(lease, f"{path}.free.{number}", item, note) for number, item in enumerate(line.free)]
    if line.index is not None:
        check_length(lease, f"{path}.index.every", line.index.every)
    if start is None or (line.to is not None and last is None):
        return None
    if last is not None and last < start:
        raise wrong(lease, "ends-before-it-starts", f"{path}.to", line.to, f"a day on or after {line.from_}")
    end = None if last is None else min(last, date.max - timedelta(days=1)) + timedelta(days=1)
    if end == term_end:
        end = None  # a line that ends with the term runs as long as the lease: an extension goes on paying it
    rise = Decimal(0) if line.escalation is None else line.escalation
    if rise <= -1:
        raise wrong(lease, "rise-out-of-range", f"{path}.escalation", rise, "a fraction a year above -1: 0.03 is 3 %")
    known = [(day, amount) for day, amount in prices if day is not None]
    return Line(
        number=index,
        kind=_KINDS[line.kind],
        currency=lease.currency or "",
        every=line.every,
        when=line.when,
        start=start,
        end=end,
        prices=tuple(Price(day=day, amount=amount, escalation=rise, indexed_from=start) for day, amount in known),
        free=tuple(span for span in free if span is not None),
        indexed=line.index is not None,
        review=None if line.index is None else line.index.every,
        reviewed_from=start,
    )


def _free(lease: LeaseTerms, path: str, value: EdtfInterval, note: Note) -> Span | None:
    first = end_of(value.start, f"{path}.start", "2027-01-01", note)
    last = end_of(value.end, f"{path}.end", "2027-03-31", note)
    if first is None or last is None:
        return None
    if last < first:
        raise wrong(lease, "no-day-left", path, value, "days without rent that leave a day")
    return through(first, last)
