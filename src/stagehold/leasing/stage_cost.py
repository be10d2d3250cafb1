"""What stage-days cost: the charges of all leases of a scope, and the cost of a stage-day leased, occupied and shot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from stagehold.domain.days import Span, within
from stagehold.domain.findings import Finding, Severity
from stagehold.domain.money import exactly
from stagehold.leasing.charge_out import Bearer, Borne, Charge, charge_out
from stagehold.leasing.rent_days import RentDays, unit_of
from stagehold.leasing.stage_days import StageDays
from stagehold.leasing.stage_facts import Basis, Spans
from stagehold.leasing.use_cells import Weight, Weights, weights_of_lease
from stagehold.leasing.use_figures import UseRow


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRow:
    """Cost in one currency, and what a stage-day of leases with known rent comes to; None where there is no such day.

    ``leased``, ``occupied`` and ``shot`` are stage-days (square-metre-days, weighed by area) under these leases.
    """

    key: str
    currency: str
    basis: Basis
    cost: Decimal
    leased: Fraction
    occupied: Fraction
    shot: Fraction

    @property
    def per_leased(self) -> Decimal | None:
        """Cost of a stage-day leased, rounded half up to the minor unit."""
        return self._per(self.leased)

    @property
    def per_occupied(self) -> Decimal | None:
        """Cost of a stage-day occupied: idle days are borne by it."""
        return self._per(self.occupied)

    @property
    def per_shot(self) -> Decimal | None:
        """Cost of a stage-day shot."""
        return self._per(self.shot)

    def _per(self, days: Fraction) -> Decimal | None:
        if not days:
            return None
        unit = unit_of(self.currency)
        with exactly():
            return Decimal((Fraction(self.cost) / days / Fraction(unit) + Fraction(1, 2)).__floor__()) * unit


def charges_of(
    rents: Mapping[str, RentDays],
    stages: Sequence[StageDays],
    period: Span,
    weights: Weights,
    basis: Basis,
    findings: list[Finding],
) -> tuple[Charge, ...]:
    """The charges of every lease whose rent is known; ``findings`` says whose stages share it by count after all."""
    found: list[Charge] = []
    by_lease: dict[str, list[StageDays]] = {}
    for days in stages:
        for item in days.facts.leases:
            by_lease.setdefault(item.lease, []).append(days)
    for lease, rent in rents.items():
        here = by_lease.get(lease, [])
        names = [days.facts.stage for days in here]
        shares = weights_of_lease(weights, names)
        if shares is None:
            findings.append(_by_count(lease, names, weights))
            shares = dict.fromkeys(names, Fraction(1))
        borne = [share for days in here for share in _borne(days, lease, basis)]
        found += charge_out(rent, period, borne, shares)
    return tuple(found)


def costed_days(rents: Mapping[str, RentDays], stages: Iterable[StageDays]) -> dict[str, dict[str, Spans]]:
    """The days under leases whose rent is known, by currency and stage."""
    found: dict[str, dict[str, list[Span]]] = {}
    for days in stages:
        for lease in days.facts.leases:
            if lease.lease in rents:
                by_stage = found.setdefault(rents[lease.lease].currency, {})
                by_stage.setdefault(days.facts.stage, []).extend(lease.days)
    return {
        currency: {stage: tuple(spans) for stage, spans in by_stage.items()} for currency, by_stage in found.items()
    }


def cost_rows(
    rows: Iterable[UseRow], charges: Iterable[Charge], basis: Basis, key_of: Callable[[Charge], str]
) -> tuple[CostRow, ...]:
    """One row for each row of stage-days and currency, then one (without days) for cost on no stage."""
    sums: dict[tuple[str, str], Decimal] = {}
    with exactly():
        for charge in charges:
            key = (key_of(charge), charge.currency)
            sums[key] = sums.get(key, Decimal(0)) + charge.amount
    counts = {row.key: row.counts for row in rows}
    order = {key: index for index, key in enumerate(counts)}

    def days(key: str, currency: str, measure: str) -> Fraction:
        return counts.get(key, {}).get(f"costed.{currency}.{measure}", Fraction(0))

    return tuple(
        CostRow(
            key=key,
            currency=currency,
            basis=basis,
            cost=cost,
            leased=days(key, currency, "leased"),
            occupied=days(key, currency, f"{basis}.occupied"),
            shot=days(key, currency, f"{basis}.shot"),
        )
        for (key, currency), cost in sorted(sums.items(), key=lambda item: (order.get(item[0][0], len(order)), item[0]))
    )


def _borne(days: StageDays, lease: str, basis: Basis) -> Iterable[Borne]:
    """Every stage-day that the lease gives, by what happens on it."""
    given = [span for item in days.facts.leases if item.lease == lease for span in item.days]
    used = days.used[basis]
    stage = days.facts.stage
    for (user, standing), spans in used.users.items():
        bearer = Bearer.STANDING if standing else Bearer.WORKING
        yield Borne(stage=stage, bearer=bearer, of=user, days=within(spans, given))
    for cause, spans in used.idle.items():
        yield Borne(stage=stage, bearer=Bearer.IDLE, of=str(cause), days=within(spans, given))


def _by_count(lease: str, stages: Sequence[str], weights: Weights) -> Finding:
    unknown = [stage for stage in stages if stage in weights.unknown]
    found = f"no area of {', '.join(unknown)}" if unknown else "areas of more than one basis"
    return Finding(
        rule="cost-shared-by-count",
        severity=Severity.WARNING,
        record=lease,
        field="spaces",
        found=found,
        allowed=f"areas of one basis on all of its stages, to share its cost by {Weight.AREA}",
    )
