"""Candidate leases as choices: which lots, from when, for how long; each choice a lease that could be signed.

A lot bears its share of all money of the candidate (``lot_shares``, else its share of the stages). A choice of start
moves every day of the candidate (rent lines, access, options) by as many days as it lies after the first start stated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from stagehold.domain import edtf, money, readings
from stagehold.domain.days import Duration
from stagehold.domain.edtf import EdtfDate, EdtfInterval
from stagehold.domain.errors import InputError, MissingFacts
from stagehold.domain.findings import Finding
from stagehold.domain.lease import CandidateLease, Lease, LeaseKind, LeaseTerms, Option, RentLine

MOST_CHOICES = 400  # of one candidate
MOST_LOTS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One way to take one candidate.

    Parameters
    ----------
    lots
        The lots taken; empty where the candidate has none.
    term
        First and last day.
    lease
        The lease that would be signed, under the id of its candidate, no option exercised.
    exit_cost
        Money once, on the last day: leaving. Fit-out is in the lease.
    """

    candidate: str
    lots: tuple[str, ...]
    term: tuple[date, date]
    lease: Lease
    exit_cost: Decimal = Decimal(0)

    @property
    def name(self) -> str:
        """As reports write it: the candidate, its lots and its term."""
        lots = f" ({'+'.join(self.lots)})" if self.lots else ""
        return f"{self.candidate}{lots} {self.term[0]}/{self.term[1]}"


def choices_of(candidate: CandidateLease) -> tuple[Choice, ...]:
    """Every way to take a candidate, in the order stated; lots from all of them down to one.

    Raises
    ------
    MissingFacts
        If neither a term nor a start and a length is stated or pinned.
    InputError
        If it is not exclusive, names no stages, or has more choices than anybody can weigh.
    """
    if candidate.kind is not LeaseKind.EXCLUSIVE:
        allowed = "exclusive; other kinds give a plan no stage"
        raise _wrong(candidate, "kind", str(candidate.kind), allowed)
    if len(candidate.lots) > MOST_LOTS and not candidate.all_or_none:
        raise _wrong(candidate, "lots", f"{len(candidate.lots)} lots", f"at most {MOST_LOTS}, or all_or_none: true")
    found = tuple(
        _choice(candidate, lots, start, last)
        for lots in _lots(candidate)
        for start in _starts(candidate)
        for last in _lasts(candidate, start)
    )
    if len(found) > MOST_CHOICES:
        allowed = f"at most {MOST_CHOICES} ways to take a candidate"
        raise _wrong(candidate, "lots", f"{len(found)} combinations of lots, starts and terms", allowed)
    if not found:
        raise _wrong(candidate, "term", str(candidate.term), "a term that leaves a day")
    return found


def _lots(candidate: CandidateLease) -> Iterator[tuple[str, ...]]:
    names = tuple(candidate.lots)
    if not names:
        yield ()
    elif candidate.all_or_none:
        yield names
    else:
        for size in range(len(names), 0, -1):
            yield from combinations(names, size)


def _starts(candidate: CandidateLease) -> list[date]:
    if candidate.starts:
        return list(dict.fromkeys(_read(candidate, "starts", item) for item in candidate.starts))
    if candidate.term is None:
        raise _missing(candidate, "term", "no source states the term", "2028-01-01/2032-12-31")
    try:
        return [readings.supply_first(candidate.term)]
    except readings.Unpinned as wrong:
        raise _missing(candidate, f"term.{wrong.part}", wrong.why, "2028-01-01") from wrong


def _lasts(candidate: CandidateLease, start: date) -> list[date]:
    """The last day of each length that can be chosen."""
    if candidate.terms:
        return [_last_of(candidate, start, term) for term in dict.fromkeys(candidate.terms)]
    if candidate.term is None:
        raise _missing(candidate, "terms", "no source states how long it runs", "[P3Y, P5Y]")
    try:
        last = readings.supply_last(candidate.term)
    except readings.Unpinned as wrong:
        raise _missing(candidate, f"term.{wrong.part}", wrong.why, "2032-12-31") from wrong
    if last is None:
        raise _missing(candidate, "term.end", "a candidate without an end cannot be weighed", "2032-12-31")
    return [last] if last >= start else []


def _last_of(candidate: CandidateLease, start: date, term: Duration) -> date:
    try:
        last = term.after(start) - timedelta(days=1)
    except OverflowError as wrong:
        raise _wrong(candidate, "terms", str(term), "a length that ends before the year 9999") from wrong
    if last < start:
        raise _wrong(candidate, "terms", str(term), "a length of a day or more")
    return last


def _read(candidate: CandidateLease, path: str, value: EdtfDate) -> date:
    try:
        return readings.ready(value)
    except readings.Unpinned as wrong:
        raise _missing(candidate, path, wrong.why, "2028-01-01") from wrong


def _choice(candidate: CandidateLease, lots: tuple[str, ...], start: date, last: date) -> Choice:
    spaces = tuple(space for lot in lots for space in candidate.lots[lot]) if lots else candidate.spaces
    if not spaces:
        raise _wrong(candidate, "spaces", "none", "the spaces that it would give, by id")
    share = _share(candidate, lots)
    shift = (start - _first_start(candidate, start)).days
    kept = {item.name: getattr(candidate, item.name) for item in fields(LeaseTerms)}
    kept |= {
        "spaces": spaces,
        "space_count": None,
        "term": EdtfInterval(f"{start}/{last}", edtf.day(start), edtf.day(last)),
        "rent": tuple(_rent(line, share, shift, candidate.currency) for line in candidate.rent),
        "options": tuple(_option(option, share, shift, candidate.currency) for option in candidate.options),
        "access": _moved(candidate.access, shift),
        "rent_from": _moved(candidate.rent_from, shift),
        "fit_out": None if candidate.fit_out is None else _part(candidate.fit_out, share, candidate.currency),
    }
    return Choice(
        candidate=candidate.id,
        lots=lots,
        term=(start, last),
        lease=Lease(**kept),
        exit_cost=_part(candidate.exit_cost or Decimal(0), share, candidate.currency),
    )


def _share(candidate: CandidateLease, lots: tuple[str, ...]) -> Fraction:
    if not candidate.lots or len(lots) == len(candidate.lots):
        return Fraction(1)
    if candidate.lot_shares:
        return sum((Fraction(candidate.lot_shares[lot]) for lot in lots), Fraction(0))
    whole = sum(len(spaces) for spaces in candidate.lots.values())
    return Fraction(sum(len(candidate.lots[lot]) for lot in lots), whole)


def _first_start(candidate: CandidateLease, chosen: date) -> date:
    """The start for which the days of the candidate are stated."""
    if candidate.term is not None:
        try:
            return readings.supply_first(candidate.term)
        except readings.Unpinned:
            pass
    return min((_read(candidate, "starts", item) for item in candidate.starts), default=chosen)


def _rent(line: RentLine, share: Fraction, shift: int, currency: str | None) -> RentLine:
    return replace(
        line,
        amount=_part(line.amount, share, currency),
        from_=_later(line.from_, shift),
        to=_moved(line.to, shift),
        steps=tuple(
            replace(step, from_=_later(step.from_, shift), amount=_part(step.amount, share, currency))
            for step in line.steps
        ),
        free=tuple(_moved_interval(span, shift) for span in line.free),
    )


def _option(option: Option, share: Fraction, shift: int, currency: str | None) -> Option:
    return replace(
        option,
        amount=None if option.amount is None else _part(option.amount, share, currency),
        fee=None if option.fee is None else _part(option.fee, share, currency),
        from_=_moved(option.from_, shift),
        until=_moved(option.until, shift),
        notice_by=_moved(option.notice_by, shift),
        exercised=False,
    )


def _part(amount: Decimal, share: Fraction, currency: str | None) -> Decimal:
    """A share of an amount, rounded half to even to the minor unit of its currency."""
    if share == 1:
        return amount
    with money.exactly():
        part = amount * share.numerator / share.denominator
        return part if currency is None else money.to_minor_units(part, currency)


def _moved(value: EdtfDate | None, days: int) -> EdtfDate | None:
    return None if value is None else _later(value, days)


def _later(value: EdtfDate, days: int) -> EdtfDate:
    """The date so many days later, as a day; a date is left as it is where nothing moves."""
    return edtf.day(readings.ready(value) + timedelta(days=days)) if days else value


def _moved_interval(value: EdtfInterval, days: int) -> EdtfInterval:
    if not days or not isinstance(value.start, EdtfDate) or not isinstance(value.end, EdtfDate):
        return value
    start, end = _later(value.start, days), _later(value.end, days)
    return EdtfInterval(f"{start}/{end}", start, end)


def _missing(candidate: CandidateLease, path: str, why: str, example: str) -> MissingFacts:
    how = f"an assumption: {{id: my-pin, of: {candidate.id}.{path}, value: {example}, why: your reason}}"
    finding = Finding(rule="unpinned", record=candidate.id, field=path, found=why, allowed=how)
    return MissingFacts(f"advice needs a value that no source states: {candidate.id}.{path}", [finding])


def _wrong(candidate: CandidateLease, path: str, found: str, allowed: str) -> InputError:
    finding = Finding(rule="candidate-not-usable", record=candidate.id, field=path, found=found, allowed=allowed)
    return InputError(f"{candidate.id}.{path}: found {found}; allowed: {allowed}", [finding])


def decided_in_time(candidates: Sequence[CandidateLease], today: date | None) -> tuple[list[CandidateLease], list[str]]:
    """Those that can still be signed on ``today``, and the ids of those for which it is too late."""
    late = [
        item.id
        for item in candidates
        if today is not None and item.decide_by is not None and readings.due(item.decide_by) < today
    ]
    return [item for item in candidates if item.id not in late], late
