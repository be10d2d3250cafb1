"""Leases: the right to use spaces for a term, what it costs, and how the accounts see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from stagehold.domain.days import Duration
from stagehold.domain.edtf import EdtfDate, EdtfInterval
from stagehold.domain.fields import (
    Amount,
    CandidateId,
    Count,
    Currency,
    DayCount,
    Id,
    LeaseId,
    PartyId,
    Share,
    SpaceId,
    StudioId,
)
from stagehold.domain.provenance import Record
from stagehold.domain.quantities import Area


class LeaseKind(StrEnum):
    """Whole stages; any stage of a pool up to an allowance; or a rank-1 hold on request."""

    EXCLUSIVE = "exclusive"
    DAYS = "days"
    FIRST_CALL = "first-call"


class PaymentTime(StrEnum):
    """Whether a period is paid on its first or its last day."""

    ADVANCE = "advance"
    ARREARS = "arrears"


class RentKind(StrEnum):
    """Rent proper, or a line that stays outside the liability."""

    RENT = "rent"
    SERVICE = "service"
    TAX = "tax"


class OptionKind(StrEnum):
    """Extend the term, break it, or take more space."""

    EXTEND = "extend"
    BREAK = "break"
    EXPAND = "expand"


class EventKind(StrEnum):
    """What changes a running lease in the accounts."""

    REASSESS = "reassess"
    MODIFY = "modify"
    INDEX = "index"


class Compounding(StrEnum):
    """How a yearly rate becomes one for a shorter period."""

    EFFECTIVE = "effective"
    NOMINAL_MONTHLY = "nominal-monthly"
    NOMINAL_QUARTERLY = "nominal-quarterly"


class RateKind(StrEnum):
    """Whose rate discounts the payments."""

    IMPLICIT = "implicit"
    INCREMENTAL = "incremental"
    RISK_FREE = "risk-free"


class Classification(StrEnum):
    """The lessee's class under ASC 842."""

    FINANCE = "finance"
    OPERATING = "operating"


@dataclass(frozen=True, slots=True, kw_only=True)
class RentStep:
    """From this day on the line pays ``amount``."""

    from_: EdtfDate
    amount: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class RentIndex:
    """The line follows an index, reviewed every ``every`` from its start; ``at_start`` is the index then."""

    name: str
    at_start: Amount
    every: Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class RentLine:
    """A recurring payment of ``amount`` in the lease's currency.

    ``escalation`` is the rise per year of the line as a fraction (0.03 is 3 %). ``free`` are periods without payment.
    """

    from_: EdtfDate
    to: EdtfDate | None = None
    amount: Amount
    every: Duration
    when: PaymentTime = PaymentTime.ADVANCE
    kind: RentKind = RentKind.RENT
    escalation: Decimal | None = None
    steps: tuple[RentStep, ...] = ()
    index: RentIndex | None = None
    free: tuple[EdtfInterval, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A right of the lessee, by notice on ``notice_by``.

    Parameters
    ----------
    adds
        What an extension adds to the term.
    from_, until
        First day on which a break or an expansion takes effect, and the last.
    amount, fee
        Rent per period once exercised, and what exercising costs, in the lease's currency.
    reasonably_certain, reason
        Whether the accounts count it in the term (IFRS 16.18), and why.
    exercised
        Whether the plan may use it: only an assumption, a scenario or a fact sets it.
    """

    kind: OptionKind
    adds: Duration | None = None
    from_: EdtfDate | None = None
    until: EdtfDate | None = None
    notice_by: EdtfDate | None = None
    spaces: tuple[SpaceId, ...] = ()
    amount: Amount | None = None
    fee: Amount | None = None
    reasonably_certain: bool | None = None
    reason: str | None = None
    exercised: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseEvent:
    """A change of a running lease on a day: a reassessment, a modification or a move of the index."""

    on: EdtfDate
    kind: EventKind
    option: Count | None = None
    reasonably_certain: bool | None = None
    spaces: tuple[SpaceId, ...] | None = None
    area: Area | None = None
    term: EdtfInterval | None = None
    amount: Amount | None = None
    rate: Decimal | None = None
    separate: bool | None = None
    reason: str | None = None
    from_: Amount | None = None
    to: Amount | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounting:
    """How the accounts measure the lease; ``rate`` is a yearly fraction (0.05 is 5 %).

    ``restoration`` is what restoring the spaces costs when the term ends; ``restoration_rate`` discounts it. Without
    that rate the amount itself is the provision. ``reason`` says why the lease is exempt (``short_term``).
    """

    rate: Decimal | None = None
    rate_kind: RateKind | None = None
    rate_source: str | None = None
    compounding: Compounding | None = None
    initial_direct_costs: Amount | None = None
    incentives: Amount | None = None
    restoration: Amount | None = None
    restoration_rate: Decimal | None = None
    classification: Classification | None = None
    short_term: bool | None = None
    functional_currency: Currency | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseTerms(Record):
    """What a lease and a candidate lease have in common.

    Parameters
    ----------
    spaces, space_count, studio
        The spaces by id; or only how many, at which studio, when no source names them.
    area, area_includes
        The leased area as stated for the whole, and what it includes; never divided into stage sizes.
    additional
        Facilities beyond the stages, in the words of the source.
    term
        Non-cancellable days, both ends included; its start is commencement. Options are not part of it.
    access, builds_in_access
        When fit-out may begin, and whether a set may stand on the stages before the term.
    reinstate
        Days at the end of the term that turnover and strike must leave free.
    fit_out
        What the lessee spends on the spaces at access, else when the term begins: part of the cash schedule alone.
    sublet
        Whether idle days may be offered to others, in the words of the lease.
    pool, days_per_year, spot_rate
        For kind *days*: any of these spaces up to the allowance a year, then the rate per day.
    is_total_of
        The leases of which this record is only the sum; it grants nothing itself.
    """

    id: Id
    kind: LeaseKind = LeaseKind.EXCLUSIVE
    lessor: PartyId | None = None
    lessee: PartyId
    studio: tuple[StudioId, ...] = ()
    spaces: tuple[SpaceId, ...] = ()
    space_count: Count | None = None
    area: Area | None = None
    area_includes: str | None = None
    additional: str | None = None
    announced: EdtfDate | None = None
    signed: EdtfDate | None = None
    access: EdtfDate | None = None
    builds_in_access: bool = False
    term: EdtfInterval | None = None
    term_as_stated: str | None = None
    reinstate: DayCount = 0
    rent_from: EdtfDate | None = None
    currency: Currency | None = None
    rent: tuple[RentLine, ...] = ()
    options: tuple[Option, ...] = ()
    events: tuple[LeaseEvent, ...] = ()
    sublet: str | None = None
    identified_asset: bool | None = None
    identified_asset_reason: str | None = None
    fit_out: Amount | None = None
    accounting: Accounting | None = None
    pool: tuple[SpaceId, ...] = ()
    days_per_year: Count | None = None
    spot_rate: Amount | None = None
    is_total_of: tuple[LeaseId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease(LeaseTerms):
    """Spaces held for a term that neither side may cancel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateLease(LeaseTerms):
    """A lease one could sign, with its choices.

    ``lots`` are bundles of spaces to choose from, ``all_or_none`` takes the whole; ``lot_shares`` says which share of
    the money each lot bears (default: its share of the stages). ``starts`` and ``terms`` list the choices of
    commencement and length; ``excludes`` and ``requires`` name other candidates. ``instead_of`` names leases for which
    the candidate stands: advice takes them out of today's footprint, and asks whether to sign.
    """

    lots: Mapping[str, tuple[SpaceId, ...]] = field(default_factory=dict)
    all_or_none: bool = False
    lot_shares: Mapping[str, Share] = field(default_factory=dict)
    excludes: tuple[CandidateId, ...] = ()
    requires: tuple[CandidateId, ...] = ()
    starts: tuple[EdtfDate, ...] = ()
    terms: tuple[Duration, ...] = ()
    decide_by: EdtfDate | None = None
    exit_cost: Amount | None = None
    instead_of: tuple[LeaseId, ...] = ()
    option_probability: Share | None = None
