"""The two standards, and the three ways in which they measure a lease of a lessee."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from stagehold.domain.lease import Classification, Compounding, LeaseTerms
from stagehold.leasing.missing import missing, pin, wrong
from stagehold.leasing.rate import YearlyRate


class Standard(StrEnum):
    """IFRS 16 or ASC 842."""

    IFRS16 = "ifrs16"
    ASC842 = "asc842"


class Treatment(StrEnum):
    """IFRS 16 has one model; ASC 842 asks for the class of the lease."""

    IFRS16 = "ifrs16"
    FINANCE = "finance"
    OPERATING = "operating"


def treatment_of(lease: LeaseTerms, standard: Standard) -> Treatment:
    """How the lease is measured.

    Raises
    ------
    MissingFacts
        If ASC 842 is asked for and the class is not stated.
    """
    if standard is Standard.IFRS16:
        return Treatment.IFRS16
    stated = None if lease.accounting is None else lease.accounting.classification
    if stated is None:
        why = "ASC 842 measures finance and operating leases differently, and the class is a judgement"
        raise missing(lease, pin(lease, "accounting.classification", why, "operating"))
    return Treatment.FINANCE if stated is Classification.FINANCE else Treatment.OPERATING


def rate_of(lease: LeaseTerms) -> YearlyRate:
    """The rate at commencement.

    Raises
    ------
    MissingFacts
        If no rate is stated: there is no default.
    InputError
        If the rate is -100 % or less.
    """
    accounting = lease.accounting
    if accounting is None or accounting.rate is None:
        raise missing(lease, pin(lease, "accounting.rate", "no discount rate is stated", "0.05"))
    try:
        return YearlyRate(accounting.rate, compounding_of(lease))
    except ValueError as low:
        allowed = "a yearly fraction above -1: 0.05 is 5 %"
        raise wrong(lease, "rate-out-of-range", "accounting.rate", accounting.rate, allowed) from low


def revised_rate(lease: LeaseTerms, index: int, before: YearlyRate) -> YearlyRate:
    """The rate on the day of an event that remeasures the lease (IFRS 16.41, 16.45(c); ASC 842-10-25-11, 35-5).

    Raises
    ------
    MissingFacts
        If the event states none.
    InputError
        If the rate is -100 % or less.
    """
    stated = lease.events[index].rate
    path = f"events.{index}.rate"
    if stated is None:
        raise missing(lease, pin(lease, path, f"{lease.events[index].kind} takes the rate of its day", "0.06"))
    try:
        return YearlyRate(stated, before.compounding)
    except ValueError as low:
        raise wrong(lease, "rate-out-of-range", path, stated, "a yearly fraction above -1: 0.05 is 5 %") from low


def compounding_of(lease: LeaseTerms) -> Compounding:
    """As stated; a yearly rate of which nothing else is said is an effective one, and a note says so."""
    stated = None if lease.accounting is None else lease.accounting.compounding
    return stated or Compounding.EFFECTIVE


def rate_gaps(lease: LeaseTerms) -> Sequence[str]:
    """Fields that should say what the rate is and do not."""
    accounting = lease.accounting
    if accounting is None or accounting.rate is None:
        return ()
    stated: list[tuple[str, object]] = [
        ("compounding", accounting.compounding),
        ("rate_kind", accounting.rate_kind),
        ("rate_source", accounting.rate_source),
    ]
    return [f"accounting.{name}" for name, value in stated if value is None]
