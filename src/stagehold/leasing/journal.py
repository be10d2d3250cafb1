"""Journal entries of a schedule: recognition, payments, periods, events; debits equal credits in each of them.

Interest, depreciation and unwinding are booked on the last day of their period, payments on their own day, an event at
the beginning of its day and thus before its payments. Fit-out is the lessee's own asset: it stands in the cash schedule
alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from stagehold.domain.money import exactly
from stagehold.leasing.payment import IN_LIABILITY, Payment, PaymentKind
from stagehold.leasing.schedule import ZERO, EventRow, ExemptKind, ProvisionRow, Row, Schedule, total
from stagehold.leasing.standard import Treatment

_DAY = timedelta(days=1)


class Account(StrEnum):
    """Accounts by role; a chart of accounts maps them to its numbers."""

    ASSET = "right-of-use-asset"
    LIABILITY = "lease-liability"
    CASH = "cash"
    PREPAID = "prepaid-or-accrued-rent"
    INTEREST = "interest-expense"
    DEPRECIATION = "depreciation"
    LEASE_COST = "lease-cost"
    VARIABLE = "variable-lease-cost"
    EXEMPT_COST = "exempt-lease-cost"
    SERVICE = "service-cost"
    TAX = "tax"
    PROVISION = "restoration-provision"
    RESTORATION_ASSET = "restoration-asset"
    UNWINDING = "unwinding-of-provision"
    GAIN = "gain-or-loss-on-lease"
    EXCHANGE = "exchange-difference"


class EntryKind(StrEnum):
    """What an entry books, in the order of one day."""

    PREPAYMENT = "prepayment"
    COMMENCEMENT = "commencement"
    EVENT = "event"
    PAYMENT = "payment"
    PERIOD = "period"
    RESTORATION = "restoration"


_ORDER = {kind: number for number, kind in enumerate(EntryKind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """One account; one of the two amounts is 0."""

    account: Account
    debit: Decimal
    credit: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Lines of one day whose debits equal their credits.

    Raises
    ------
    ValueError
        If they do not: a mistake of the program.
    """

    on: date
    kind: EntryKind
    currency: str
    lines: tuple[EntryLine, ...]

    def __post_init__(self) -> None:
        with exactly():
            debit, credit = total(line.debit for line in self.lines), total(line.credit for line in self.lines)
        if debit != credit:
            raise ValueError(f"{self.kind} on {self.on}: debits of {debit} and credits of {credit}")


def journal(schedule: Schedule) -> tuple[Entry, ...]:
    """All entries in order of their days; separate rights have journals of their own."""
    with exactly():
        made = [*_outside(schedule), *(_exempt(schedule) if schedule.exempt else _measured(schedule))]
    entries = [entry for entry in made if entry.lines]
    return tuple(sorted(entries, key=lambda entry: (entry.on, _ORDER[entry.kind])))


def _entry(schedule: Schedule, on: date, kind: EntryKind, amounts: Mapping[Account, Decimal]) -> Entry:
    """An entry from signed amounts: above zero a debit, below a credit."""
    lines = tuple(
        EntryLine(account=account, debit=max(amount, ZERO), credit=max(-amount, ZERO))
        for account, amount in amounts.items()
        if amount
    )
    return Entry(on=on, kind=kind, currency=schedule.currency, lines=lines)


def _outside(schedule: Schedule) -> Iterator[Entry]:
    """Services and taxes, as they are paid."""
    accounts = {PaymentKind.SERVICE: Account.SERVICE, PaymentKind.TAX: Account.TAX}
    for item in schedule.payments:
        if item.kind in accounts:
            amounts = {accounts[item.kind]: item.amount, Account.CASH: -item.amount}
            yield _entry(schedule, item.day, EntryKind.PAYMENT, amounts)


def _exempt(schedule: Schedule) -> Iterator[Entry]:
    assert schedule.exempt is not None
    straight = schedule.exempt.kind is ExemptKind.SHORT_TERM
    against = Account.PREPAID if straight else Account.EXEMPT_COST
    for item in schedule.payments:
        if item.kind in (*IN_LIABILITY, PaymentKind.DIRECT_COST, PaymentKind.INCENTIVE, PaymentKind.RESTORATION):
            account = against if item.kind in IN_LIABILITY else Account.EXEMPT_COST
            amounts = {account: item.amount, Account.CASH: -item.amount}
            yield _entry(schedule, item.day, EntryKind.PAYMENT, amounts)
    if straight:
        for row in schedule.exempt.costs:
            amounts = {Account.EXEMPT_COST: row.cost, Account.PREPAID: -row.cost}
            yield _entry(schedule, row.end - _DAY, EntryKind.PERIOD, amounts)


def _measured(schedule: Schedule) -> Iterator[Entry]:
    yield from _commencement(schedule)
    yield from _payments(schedule)
    for row in schedule.rows:
        yield _entry(schedule, row.end - _DAY, EntryKind.PERIOD, _period(schedule, row))
    for event in schedule.events:
        yield _entry(schedule, event.on, EntryKind.EVENT, _event(event))
    for provision in schedule.provision:
        yield from _restoration(schedule, provision)


def _commencement(schedule: Schedule) -> Iterator[Entry]:
    prepaid = [item for item in schedule.payments if item.kind in IN_LIABILITY and item.day < schedule.start]
    for item in prepaid:
        yield _entry(
            schedule, item.day, EntryKind.PREPAYMENT, {Account.PREPAID: item.amount, Account.CASH: -item.amount}
        )
    costs = total(
        item.amount for item in schedule.payments if item.kind in (PaymentKind.DIRECT_COST, PaymentKind.INCENTIVE)
    )
    provision = schedule.provision[0].opening if schedule.provision else ZERO
    amounts = {
        Account.ASSET: schedule.asset,
        Account.RESTORATION_ASSET: ZERO if schedule.treatment is Treatment.IFRS16 else provision,
        Account.LIABILITY: -schedule.rows[0].opening,
        Account.PROVISION: -provision,
        Account.PREPAID: -total(item.amount for item in prepaid),
        Account.CASH: -costs,
    }
    yield _entry(schedule, schedule.start, EntryKind.COMMENCEMENT, amounts)


def _payments(schedule: Schedule) -> Iterator[Entry]:
    """Day by day: what is paid off the liability, and what is paid beside it."""
    paid = _by_day(item for item in schedule.payments if item.kind in IN_LIABILITY and item.day >= schedule.start)
    counted = _by_day(schedule.counted)
    for day in sorted({*paid, *counted}):
        in_all, off = paid.get(day, ZERO), counted.get(day, ZERO)
        amounts = {Account.LIABILITY: off, Account.VARIABLE: in_all - off, Account.CASH: -in_all}
        yield _entry(schedule, day, EntryKind.PAYMENT, amounts)


def _by_day(payments: Iterable[Payment]) -> dict[date, Decimal]:
    found: dict[date, Decimal] = {}
    for item in payments:
        found[item.day] = found.get(item.day, ZERO) + item.amount
    return found


def _period(schedule: Schedule, row: Row) -> dict[Account, Decimal]:
    if schedule.treatment is Treatment.OPERATING:
        cost = {Account.LEASE_COST: row.interest + row.depreciation}
    else:
        cost = {Account.INTEREST: row.interest, Account.DEPRECIATION: row.depreciation}
    liability = -row.interest - row.exchange
    return {**cost, Account.EXCHANGE: row.exchange, Account.LIABILITY: liability, Account.ASSET: -row.depreciation}


def _event(event: EventRow) -> dict[Account, Decimal]:
    return {
        Account.LIABILITY: -total(step.liability for step in event.steps),
        Account.ASSET: total(step.asset for step in event.steps),
        Account.RESTORATION_ASSET: total(step.beside for step in event.steps),
        Account.PROVISION: -total(step.provision for step in event.steps),
        Account.GAIN: -event.gain,
    }


def _restoration(schedule: Schedule, row: ProvisionRow) -> Iterator[Entry]:
    amounts = {
        Account.UNWINDING: row.unwinding,
        Account.EXCHANGE: row.exchange,
        Account.DEPRECIATION: row.depreciation,
        Account.PROVISION: -row.unwinding - row.exchange,
        Account.RESTORATION_ASSET: -row.depreciation,
    }
    yield _entry(schedule, row.end - _DAY, EntryKind.PERIOD, amounts)
    if row.used:
        yield _entry(
            schedule, row.end - _DAY, EntryKind.RESTORATION, {Account.PROVISION: row.used, Account.CASH: -row.used}
        )
