"""Measuring a lease: from the record to a schedule under one standard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from stagehold.domain.lease import EventKind, LeaseTerms
from stagehold.domain.money import exactly
from stagehold.leasing.agreed import Agreed
from stagehold.leasing.cash import own_payments
from stagehold.leasing.changes import Balance, Change, balances, to_come
from stagehold.leasing.exempt import exempt, exemption_of
from stagehold.leasing.grid import bounds_of, grid_step
from stagehold.leasing.missing import wrong
from stagehold.leasing.payment import IN_LIABILITY, Payment
from stagehold.leasing.reading import agreed_at_signing
from stagehold.leasing.restoration import Restoration, provision_rows, restoration_of
from stagehold.leasing.schedule import ZERO, EventRow, ExemptKind, Row, Schedule, Step, StepKind, rounded, total
from stagehold.leasing.scope import Areas, Scope
from stagehold.leasing.standard import Standard, Treatment, rate_of, revised_rate, treatment_of
from stagehold.leasing.stretch import Stretch
from stagehold.leasing.versions import Version, versions_of


def measure(lease: LeaseTerms, standard: Standard, areas: Areas) -> Schedule:
    """The schedule of a lease; ``areas`` are those of the spaces by id, where a modification changes them.

    Raises
    ------
    MissingFacts
        With one finding for each field to pin: a day, the rent, the rate, the class.
    InputError, NotSupported
        If the lease or an event of it cannot be.
    """
    try:
        with exactly():
            return _measured(lease, standard, areas)
    except OverflowError as far:
        raise wrong(lease, "too-far", "term", lease.term, f"{far}") from far


def _measured(lease: LeaseTerms, standard: Standard, areas: Areas) -> Schedule:
    reason = exemption_of(lease)
    signed = agreed_at_signing(lease, rent_needed=reason is None or reason[0] is ExemptKind.SHORT_TERM)
    versions = versions_of(signed)
    payments = own_payments(versions)
    bare = Schedule(
        lease=lease.id,
        lessee=lease.lessee,
        standard=standard,
        treatment=None,
        currency=signed.currency,
        start=signed.start,
        end=versions[-1].agreed.expected_end,
        liability=rounded(ZERO, signed.currency),
        asset=rounded(ZERO, signed.currency),
        payments=payments,
        separate=tuple(measure(right, standard, areas) for version in versions for right in version.separate),
    )
    if reason is not None:
        return replace(bare, exempt=exempt(versions[-1].agreed, *reason, payments))
    treatment = treatment_of(lease, standard)
    restoration = restoration_of(lease, signed.start, signed.currency)
    prepaid = total(item.amount for item in payments if item.kind in IN_LIABILITY and item.day < signed.start)
    first = _first(signed, treatment, restoration, prepaid)
    stretches, events = _through(versions, areas, restoration, first)
    paid = [item for item in payments if item.kind in IN_LIABILITY]
    step = row_step(stretches)
    bounds = [bounds_of(signed.start, item.since, item.until, step) for item in stretches]
    rows = [row for item, days in zip(stretches, bounds, strict=True) for row in _rows(item, days, signed.currency)]
    on_day_one = total(item.amount for item in first.payments if item.moment == signed.start)
    return replace(
        bare,
        treatment=treatment,
        liability=rounded(first.liability(signed.start) - on_day_one, signed.currency),
        asset=rounded(first.asset, signed.currency),
        prepaid=prepaid,
        rows=tuple(_with_variable(rows, paid)),
        counted=tuple(pay for item in stretches for pay in item.payments if pay.day < item.until),
        events=tuple(events),
        provision=provision_rows(restoration, stretches, bounds, own_asset=treatment is not Treatment.IFRS16),
        stretches=tuple(stretches),
    )


def row_step(stretches: Sequence[Stretch]) -> int:
    """Months of a row: years where every stretch is paid on whole years, else months."""
    return min(grid_step(item.start, item.end, item.payments) for item in stretches)


def _first(signed: Agreed, treatment: Treatment, restoration: Restoration, prepaid: Decimal) -> Stretch:
    """Initial recognition: asset = liability + paid so far + direct costs - incentives + provision (IFRS 16 only)."""
    accounting = signed.lease.accounting
    costs = ZERO if accounting is None else (accounting.initial_direct_costs or ZERO) - (accounting.incentives or ZERO)
    start, end = signed.start, signed.expected_end
    first = Stretch(
        treatment=treatment, start=start, since=start, until=end, end=end, rate=rate_of(signed.lease),
        payments=to_come(signed, start), asset=ZERO,
    )  # fmt: skip
    provision = restoration.value(start, end) if treatment is Treatment.IFRS16 else ZERO
    return replace(first, asset=first.liability(start) + prepaid + rounded(costs, signed.currency) + provision)


@dataclass(slots=True)
class _State:
    """Where the lease stands: what is paid, what the liability counts, and the stretch that runs."""

    now: Agreed
    counted: Agreed
    scope: Scope
    stretch: Stretch


def _through(
    versions: Sequence[Version], areas: Areas, restoration: Restoration, first: Stretch
) -> tuple[list[Stretch], list[EventRow]]:
    """Event by event: the stretches between remeasurements, and what each event did."""
    signed = versions[0].agreed
    state = _State(signed, signed, Scope.of(signed.lease), first)
    stretches: list[Stretch] = []
    events: list[EventRow] = []
    for version in versions[1:]:
        assert version.event is not None
        event, on = signed.lease.events[version.event], version.since
        us_index = event.kind is EventKind.INDEX and first.treatment is not Treatment.IFRS16
        if version.changed and not us_index:
            stretches.append(replace(state.stretch, until=on))
            events.append(_remeasured(state, version, areas, restoration))
        else:
            events.append(_unmoved(state, version))
        state.now = version.agreed
    if state.stretch.since < state.stretch.end:
        stretches.append(state.stretch)
    return [item for item in stretches if item.since < item.until], events


def _unmoved(state: _State, version: Version) -> EventRow:
    """An event that moves no balance: the index between reviews or under ASC 842, a right of its own."""
    assert version.event is not None
    currency, on = state.now.currency, version.since
    liability = rounded(state.stretch.liability(on), currency)
    asset = rounded(state.stretch.asset_on(on), currency)
    return EventRow(
        on=on, kind=state.now.lease.events[version.event].kind, number=version.event,
        liability_before=liability, liability_after=liability, asset_before=asset, asset_after=asset, changed=False,
    )  # fmt: skip


def _remeasured(state: _State, version: Version, areas: Areas, restoration: Restoration) -> EventRow:
    assert version.event is not None
    number, on, then, old = version.event, version.since, version.agreed, state.stretch
    lease, currency = then.lease, then.currency
    event = lease.events[number]
    share = Fraction(1)
    if event.kind is EventKind.MODIFY:
        share, state.scope = state.scope.after(lease, number, event, areas)
    rate = old.rate if event.kind is EventKind.INDEX else revised_rate(lease, number, old.rate)
    change = Change(
        treatment=old.treatment, day=on, counted=state.counted, now=state.now, then=then, rate=old.rate,
        new_rate=rate, share=share, modified=event.kind is EventKind.MODIFY,
    )  # fmt: skip
    found = list(balances(change, old.liability(on), old.asset_on(on)))
    steps = list(_steps(found, currency))
    end = then.expected_end
    moved = restoration.value(on, end) - restoration.value(on, old.end) if on < end else ZERO
    into_asset = moved if old.treatment is Treatment.IFRS16 else ZERO
    if moved:
        steps.append(Step(kind=StepKind.RESTORATION, asset=into_asset, provision=moved, beside=moved - into_asset))
    state.counted = then
    state.stretch = Stretch(
        treatment=old.treatment, start=old.start, since=on, until=end, end=end, rate=rate,
        payments=to_come(then, on), asset=found[-1].asset + into_asset,
    )  # fmt: skip
    return EventRow(
        on=on,
        kind=event.kind,
        number=number,
        liability_before=rounded(found[0].liability, currency),
        liability_after=rounded(found[-1].liability, currency),
        asset_before=rounded(found[0].asset, currency),
        asset_after=rounded(found[-1].asset + into_asset, currency),
        steps=tuple(steps),
    )


def _steps(found: Sequence[Balance], currency: str) -> Iterator[Step]:
    for before, after in pairwise(found):
        assert after.step is not None
        yield Step(
            kind=after.step,
            liability=rounded(after.liability, currency) - rounded(before.liability, currency),
            asset=rounded(after.asset, currency) - rounded(before.asset, currency),
        )


def _rows(stretch: Stretch, bounds: Sequence[date], currency: str) -> Iterator[Row]:
    """The periods of a stretch, from rounded balances."""
    liabilities = {day: rounded(value, currency) for day, value in stretch.liabilities(bounds).items()}
    assets = {day: rounded(value, currency) for day, value in stretch.assets(bounds).items()}
    waiting = sorted(stretch.payments, key=lambda item: item.day, reverse=True)
    for start, end in pairwise(bounds):
        payment = rounded(ZERO, currency)
        while waiting and waiting[-1].day < end:
            payment += waiting.pop().amount
        opening, closing = liabilities[start], liabilities[end]
        yield Row(
            start=start,
            end=end,
            opening=opening,
            interest=closing - opening + payment,
            payment=payment,
            closing=closing,
            asset_opening=assets[start],
            depreciation=assets[start] - assets[end],
            asset_closing=assets[end],
        )


def _with_variable(rows: Sequence[Row], paid: Sequence[Payment]) -> Iterator[Row]:
    """The rows with what was paid in them beside the liability."""
    for row in rows:
        in_row = total(item.amount for item in paid if row.start <= item.day < row.end)
        yield row if in_row == row.payment else replace(row, variable=in_row - row.payment)
