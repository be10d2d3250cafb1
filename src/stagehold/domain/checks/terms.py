"""Lease terms and options: whether the days they name can be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from stagehold.domain import edtf, readings
from stagehold.domain.checks.located import Located, Subject
from stagehold.domain.edtf import EdtfInterval
from stagehold.domain.lease import LeaseTerms, Option, OptionKind
from stagehold.domain.portfolio import Portfolio


def each_lease(portfolio: Portfolio) -> Iterator[tuple[Subject, LeaseTerms]]:
    """Leases and candidate leases alike."""
    for lease in portfolio.leases.values():
        yield Subject("lease", lease.id), lease
    for candidate in portfolio.candidate_leases.values():
        yield Subject("candidate_lease", candidate.id), candidate


def term_findings(portfolio: Portfolio) -> Iterator[Located]:
    """Terms without a day, and options that cannot be exercised."""
    for subject, lease in each_lease(portfolio):
        if lease.term is not None:
            try:
                readings.supply(lease.term)
            except readings.Unpinned:
                pass
            except readings.NoDayLeft as wrong:
                yield subject.error("no-day-left", "term", wrong, "a term that leaves a day, or an assumption for it")
        if lease.access is not None and lease.term is not None:
            start = edtf.first_day(EdtfInterval("", lease.term.start, edtf.End.UNKNOWN))
            latest = edtf.last_day(lease.term.start) if isinstance(lease.term.start, edtf.EdtfDate) else start
            if latest is not None and lease.access.first > latest:
                allowed = f"a day on or before the start of the term {lease.term}"
                yield subject.warning("access-after-start", "access", lease.access, allowed)
        for index, option in enumerate(lease.options):
            yield from _option(subject, lease, option, f"options.{index}")


def _option(subject: Subject, lease: LeaseTerms, option: Option, path: str) -> Iterator[Located]:
    first, last = (None, None) if lease.term is None else (edtf.first_day(lease.term), edtf.last_day(lease.term))
    if option.kind is OptionKind.EXTEND and option.adds is None:
        allowed = "what the option adds to the term, as P2Y"
        yield subject.error("option-without-adds", f"{path}.adds", "", allowed)
    if option.kind is OptionKind.BREAK:
        yield from _break(subject, lease, option, path)
    if option.kind is OptionKind.EXPAND and not option.spaces:
        yield subject.warning("option-without-spaces", f"{path}.spaces", "", "the spaces it adds")
    if option.kind is not OptionKind.EXTEND and option.adds is not None:
        found = f"{option.adds} on an option to {option.kind}"
        yield subject.error("option-with-adds", f"{path}.adds", found, "adds on an option to extend only")
    if option.from_ is not None and option.until is not None and option.until.last < option.from_.first:
        yield subject.error("ends-before-it-starts", f"{path}.until", option.until, f"a day on or after {option.from_}")
    effect = option.from_ if option.from_ is not None else None
    latest: date | None = effect.last if effect is not None else last
    if option.notice_by is not None and latest is not None and option.notice_by.first > latest:
        allowed = f"a day on or before {effect or latest}, when the option takes effect"
        yield subject.error("notice-too-late", f"{path}.notice_by", option.notice_by, allowed)
    if option.notice_by is not None and first is not None and lease.signed is None and option.notice_by.last < first:
        allowed = f"a day of the term {lease.term}"
        yield subject.warning("notice-before-term", f"{path}.notice_by", option.notice_by, allowed)


def _break(subject: Subject, lease: LeaseTerms, option: Option, path: str) -> Iterator[Located]:
    if option.from_ is None:
        yield subject.error("option-without-day", f"{path}.from", "", "the first day on which the break takes effect")
        return
    if lease.term is None:
        return
    first, last = edtf.first_day(lease.term), edtf.last_day(lease.term)
    outside = (first is not None and option.from_.last < first) or (last is not None and option.from_.first > last)
    if outside:
        yield subject.error("break-outside-term", f"{path}.from", option.from_, f"a day of the term {lease.term}")
