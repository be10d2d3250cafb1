"""A schedule in the functional currency of the lessee (IAS 21, ASC 830).

The liability and the provision are money: they are translated at the closing rate of each period's last day, payments
at the rate of their day, interest at the mean of the rates of the period's first and last day; what is left is the
exchange difference. The asset is no money: it stays at the rates of the days on which it was recognised and changed.

A rate of a day is the latest one of the portfolio dated on it or before. There is no default: without one the
translation stops.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from stagehold.domain.errors import MissingFacts
from stagehold.domain.findings import Finding, Severity
from stagehold.domain.money import exactly
from stagehold.domain.studio import ExchangeRate
from stagehold.leasing.payment import IN_LIABILITY, Payment, PaymentKind
from stagehold.leasing.schedule import (
    ZERO,
    CostRow,
    EventRow,
    Exempt,
    ExemptKind,
    ProvisionRow,
    Row,
    Schedule,
    Step,
    StepKind,
    rounded,
    total,
)
from stagehold.leasing.standard import Treatment

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedRates:
    """Rates from one currency to another in order of their days, each with its id."""

    lease: str
    from_: str
    to: str
    dated: tuple[tuple[date, Decimal, str], ...]

    @classmethod
    def of(cls, lease: str, from_: str, to: str, rates: Iterable[ExchangeRate]) -> DatedRates:
        """Those of the portfolio; one stated the other way round is divided by, after one in this direction."""
        found: dict[date, tuple[bool, Decimal, str]] = {}
        with exactly():
            for rate in rates:
                if {rate.from_, rate.to} != {from_, to} or rate.rate <= 0:
                    continue
                direct = rate.from_ == from_
                value = (direct, rate.rate if direct else 1 / rate.rate, rate.id)
                day = rate.date.last
                found[day] = max(found.get(day, value), value, key=lambda item: (item[0], item[2]))
        return cls(lease=lease, from_=from_, to=to, dated=tuple((day, *found[day][1:]) for day in sorted(found)))

    def on(self, day: date) -> Decimal:
        """The rate of a day.

        Raises
        ------
        MissingFacts
            If no rate is dated on the day or before it.
        """
        return self.dated[self._position(day)][1]

    def used(self, days: Iterable[date]) -> list[tuple[date, Decimal, str]]:
        """The rates that these days take, each once."""
        return [self.dated[at] for at in sorted({self._position(day) for day in days})]

    def held(self, end: date) -> tuple[Finding, ...]:
        """A note where the lease outlives the last rate: from there on no exchange difference is shown."""
        last, _, id_ = self.dated[-1]
        if last >= end:
            return ()
        return (
            Finding(
                rule="exchange-rate-held", severity=Severity.WARNING, record=self.lease,
                field="accounting.functional_currency", found=f"no rate after {last} ({id_}); it is used from then on",
                allowed=f"rates from {self.from_} to {self.to} up to {end}, once they are known",
            ),
        )  # fmt: skip

    def _position(self, day: date) -> int:
        known = [at for at, (dated, _, _) in enumerate(self.dated) if dated <= day]
        if known:
            return known[-1]
        record = f"{{id: my-rate, from: {self.from_}, to: {self.to}, date: {day}, rate: …, source: [where]}}"
        finding = Finding(
            rule="no-exchange-rate", record=self.lease, field="accounting.functional_currency",
            found=f"no rate from {self.from_} to {self.to} dated on or before {day}",
            allowed=f"a record of exchange_rates: {record}",
        )  # fmt: skip
        raise MissingFacts(
            f"lease {self.lease} is in {self.from_} and its accounts in {self.to}: no exchange rate of the portfolio "
            f"is dated on or before {day}",
            [finding],
        )


def translated(schedule: Schedule, rates: DatedRates) -> Schedule:
    """The same schedule in the functional currency; of an exempt lease its payments and costs.

    Raises
    ------
    MissingFacts
        If a rate is missing.
    """
    with exactly():
        return _Translation(schedule, rates).schedule()


class _Translation:
    def __init__(self, schedule: Schedule, rates: DatedRates) -> None:
        self._of = schedule
        self._rates = rates

    def _money(self, amount: Decimal, rate: Decimal) -> Decimal:
        return rounded(amount * rate, self._rates.to)

    def _paid(self, payments: Sequence[Payment]) -> tuple[Payment, ...]:
        to = self._rates.to
        return tuple(
            replace(item, amount=self._money(item.amount, self._rates.on(item.day)), currency=to) for item in payments
        )

    def schedule(self) -> Schedule:
        of, start = self._of, self._of.start
        payments = self._paid(of.payments)
        separate = tuple(translated(right, self._rates) for right in of.separate)
        bare = replace(of, currency=self._rates.to, payments=payments, separate=separate)
        if of.exempt is not None:
            return replace(
                bare, exempt=replace(of.exempt, costs=tuple(_costs(of, of.exempt, payments, self._rates.to)))
            )
        counted = self._paid(of.counted)
        rate = self._rates.on(start)
        opening = self._money(of.rows[0].opening, rate)
        prepaid = total(item.amount for item in payments if item.kind in IN_LIABILITY and item.day < start)
        costs_once = total(
            item.amount for item in payments if item.kind in (PaymentKind.DIRECT_COST, PaymentKind.INCENTIVE)
        )
        provision = ZERO
        if of.provision and of.treatment is Treatment.IFRS16:
            provision = self._money(of.provision[0].opening, rate)
        asset = opening + prepaid + costs_once + provision
        rows, events = self._rows(opening, asset, counted)
        on_day_one = total(item.amount for item in counted if item.moment == start)
        return replace(
            bare, liability=opening - on_day_one, asset=asset, prepaid=prepaid, rows=rows, events=events,
            counted=counted, provision=tuple(self._provision()),
        )  # fmt: skip

    def _mean(self, row: Row | ProvisionRow) -> Decimal:
        return (self._rates.on(row.start) + self._rates.on(row.end - _DAY)) / 2

    def _rows(
        self, liability: Decimal, asset: Decimal, counted: Sequence[Payment]
    ) -> tuple[tuple[Row, ...], tuple[EventRow, ...]]:
        rows: list[Row] = []
        events: list[EventRow] = []
        waiting = list(self._of.events)
        base = (asset, self._of.rows[0].asset_opening)
        for row in self._of.rows:
            while waiting and waiting[0].on <= row.start:
                local = waiting.pop(0)
                event = self._event(local, liability, asset, _ratio(base, self._rates.on(row.start)))
                events.append(event)
                if event.changed:
                    liability, asset = event.liability_after, event.asset_after
                    base = (asset, local.asset_after)
            base = (asset, row.asset_opening)
            kept = self._money(row.asset_closing, _ratio(base, self._rates.on(row.start)))
            done = self._row(row, liability, (asset, kept), counted)
            rows.append(done)
            liability, asset = done.closing, kept
        for left in waiting:
            event = self._event(left, liability, asset, _ratio(base, self._rates.on(left.on)))
            events.append(event)
            liability, asset = event.liability_after, event.asset_after
        return tuple(rows), tuple(events)

    def _row(self, row: Row, opening: Decimal, asset: tuple[Decimal, Decimal], counted: Sequence[Payment]) -> Row:
        payment = total(item.amount for item in counted if row.start <= item.day < row.end)
        paid = total(
            self._money(item.amount, self._rates.on(item.day))
            for item in self._of.payments
            if item.kind in IN_LIABILITY and row.start <= item.day < row.end
        )
        interest = self._money(row.interest, self._mean(row))
        closing = self._money(row.closing, self._rates.on(row.end - _DAY))
        return replace(
            row, opening=opening, interest=interest, payment=payment, closing=closing, asset_opening=asset[0],
            depreciation=asset[0] - asset[1], asset_closing=asset[1], variable=paid - payment,
            exchange=closing - opening - interest + payment,
        )  # fmt: skip

    def _event(self, event: EventRow, liability: Decimal, asset: Decimal, historic: Decimal) -> EventRow:
        rate = self._rates.on(event.on)
        if not event.changed:
            liability = self._money(event.liability_before, rate)
            asset = self._money(event.asset_before, historic)
        steps: list[Step] = []
        now, held = liability, asset
        left, owed = event.asset_before, event.liability_before
        for step in event.steps:
            left, owed = left + step.asset, owed + step.liability
            ends = step.kind in (StepKind.LESS_SPACE, StepKind.SHORTER, StepKind.FLOOR)
            moved = -held if not left else self._money(step.asset, historic if ends else rate)
            due = -now if not owed else self._money(step.liability, rate)
            held, now = held + moved, now + due
            provision, beside = self._money(step.provision, rate), self._money(step.beside, rate)
            steps.append(replace(step, liability=due, asset=moved, provision=provision, beside=beside))
        return replace(
            event, liability_before=liability, liability_after=now, asset_before=asset, asset_after=held,
            steps=tuple(steps),
        )  # fmt: skip

    def _provision(self) -> Iterable[ProvisionRow]:
        """Period by period; what an event moved it by stands in the entry of the event, at the rate of its day."""
        before: ProvisionRow | None = None
        opening = asset = ZERO
        historic = ZERO
        for row in self._of.provision:
            rate = self._rates.on(row.start)
            if before is None:
                opening = self._money(row.opening, rate)
                asset = opening if row.asset_opening else ZERO
                historic = rate
            elif row.opening != before.closing:
                moved = self._money(row.opening - before.closing, rate)
                opening, asset = opening + moved, asset + (moved if row.asset_opening else ZERO)
                historic = asset / row.asset_opening if row.asset_opening else historic
            unwinding = self._money(row.unwinding, self._mean(row))
            used = self._money(row.used, self._rates.on(row.end - _DAY))
            closing = self._money(row.closing, self._rates.on(row.end - _DAY))
            kept = self._money(row.asset_closing, historic)
            yield replace(
                row, opening=opening, unwinding=unwinding, used=used, closing=closing, asset_opening=asset,
                depreciation=asset - kept, asset_closing=kept, exchange=closing - opening - unwinding + used,
            )  # fmt: skip
            before, opening, asset = row, closing, kept


def _costs(of: Schedule, exempt: Exempt, payments: Sequence[Payment], currency: str) -> Iterator[CostRow]:
    """The costs of an exempt lease: what was paid for them, at the rates of the days of payment."""
    paid = [item for item in payments if item.kind in IN_LIABILITY]
    if exempt.kind is not ExemptKind.SHORT_TERM:
        for row in exempt.costs:
            first = row.start == of.start
            inside = (item for item in paid if item.day < row.end and (first or item.day >= row.start))
            yield replace(row, cost=total(item.amount for item in inside))
        return
    everything, whole = total(item.amount for item in paid), total(row.cost for row in exempt.costs)
    before = so_far = ZERO
    for row in exempt.costs:
        so_far += row.cost
        now = rounded(everything * so_far / whole, currency) if whole else ZERO
        yield replace(row, cost=now - before)
        before = now


def _ratio(base: tuple[Decimal, Decimal], otherwise: Decimal) -> Decimal:
    """Functional over lease currency of an asset: the mean of the rates at which it was recognised."""
    return base[0] / base[1] if base[1] else otherwise
