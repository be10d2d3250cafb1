"""A schedule as it is handed out: rows, events, provision; every amount in whole minor units.

The one rounding: every *balance* (liability, asset, provision) is rounded half to even from its exact value, on every
day by itself. Interest, depreciation, gains and the steps of an event are differences of rounded balances and
payments, which are whole already. So every row foots, rows join without a gap, entries balance to the last unit, and
no error grows: a printed balance is never further from the exact one than half a unit, a printed interest never
further than one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from stagehold.domain.lease import EventKind
from stagehold.domain.money import exactly, to_minor_units
from stagehold.leasing.payment import Payment
from stagehold.leasing.standard import Standard, Treatment
from stagehold.leasing.stretch import Stretch

ZERO = Decimal(0)


class StepKind(StrEnum):
    """What an event does to the balances, one after the other.

    ``less-space`` and ``shorter`` end a part of the lease; ``remeasured`` is the rest at today's rate, price and term;
    ``more-space`` is what is added to it; ``restoration`` moves the provision in time; ``floor`` keeps the asset from
    falling below zero.
    """

    LESS_SPACE = "less-space"
    SHORTER = "shorter"
    REMEASURED = "remeasured"
    MORE_SPACE = "more-space"
    RESTORATION = "restoration"
    FLOOR = "floor"


class ExemptKind(StrEnum):
    """Why a lease stays off the balance sheet."""

    SHORT_TERM = "short-term"
    NO_IDENTIFIED_ASSET = "no-identified-asset"
    DAYS = "days"
    FIRST_CALL = "first-call"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One period, half-open.

    Parameters
    ----------
    opening, closing
        The liability before the payments of the period's first day, and after those of its last.
    payment
        What is paid off the liability in the period; ``variable`` is paid beside it (ASC 842: moves of the index).
    exchange
        Loss from translating the liability at the closing rate, in a schedule in functional currency; a gain is
        below zero.
    """

    start: date
    end: date
    opening: Decimal
    interest: Decimal
    payment: Decimal
    closing: Decimal
    asset_opening: Decimal
    depreciation: Decimal
    asset_closing: Decimal
    variable: Decimal = ZERO
    exchange: Decimal = ZERO

    @property
    def cost(self) -> Decimal:
        """What the period bears: interest and depreciation, of an operating lease the single straight-line cost."""
        with exactly():
            return self.interest + self.depreciation


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Changes of the balances, signed; ``gain`` is what remains for profit or loss.

    ``beside`` is that of the asset for restoration which ASC 410 keeps beside the lease.
    """

    kind: StepKind
    liability: Decimal = ZERO
    asset: Decimal = ZERO
    provision: Decimal = ZERO
    beside: Decimal = ZERO

    @property
    def gain(self) -> Decimal:
        """Above zero where more liability than asset ends."""
        with exactly():
            return self.asset + self.beside - self.liability - self.provision


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """What an event did; ``number`` is its position in the lease, ``changed`` whether it did anything."""

    on: date
    kind: EventKind
    number: int
    liability_before: Decimal
    liability_after: Decimal
    asset_before: Decimal
    asset_after: Decimal
    steps: tuple[Step, ...] = ()
    changed: bool = True

    @property
    def gain(self) -> Decimal:
        """Of all steps together; a loss is below zero."""
        with exactly():
            return total(step.gain for step in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionRow:
    """The provision for restoration in one period; the asset columns hold what ASC 410 keeps apart from the lease."""

    start: date
    end: date
    opening: Decimal
    unwinding: Decimal
    used: Decimal
    closing: Decimal
    asset_opening: Decimal = ZERO
    depreciation: Decimal = ZERO
    asset_closing: Decimal = ZERO
    exchange: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRow:
    """What an exempt lease costs in one period."""

    start: date
    end: date
    cost: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Exempt:
    """Off the balance sheet, and why; short-term leases bear their payments straight-line, others as they fall due."""

    kind: ExemptKind
    reason: str
    costs: tuple[CostRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """One lease under one standard.

    Parameters
    ----------
    start, end
        Commencement, and the day after the expected term as it stands after the last event.
    liability, asset
        On initial recognition: the liability after the payments of the first day.
    payments, counted
        Everything that is paid and received, in or out of the liability, up to the end; and what is paid off the
        liability, which is less or more where moves of the index stay outside it.
    stretches
        The exact values behind the rows, from one remeasurement to the next; none of an exempt lease.
    separate
        Rights that events added as leases of their own.
    """

    lease: str
    lessee: str
    standard: Standard
    treatment: Treatment | None
    currency: str
    start: date
    end: date
    liability: Decimal
    asset: Decimal
    prepaid: Decimal = ZERO
    rows: tuple[Row, ...] = ()
    events: tuple[EventRow, ...] = ()
    payments: tuple[Payment, ...] = ()
    counted: tuple[Payment, ...] = ()
    provision: tuple[ProvisionRow, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    exempt: Exempt | None = None
    separate: tuple[Schedule, ...] = ()


def rounded(amount: Decimal, currency: str) -> Decimal:
    """In whole minor units, half to even; nothing is plain 0, never -0."""
    whole = to_minor_units(amount, currency)
    return whole if whole else whole.copy_abs()


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum; call it inside ``money.exactly()``."""
    return sum(amounts, ZERO)
