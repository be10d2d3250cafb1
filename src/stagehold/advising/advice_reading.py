"""Reading a portfolio as a question of advice: what it must state, and what is refused by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from stagehold.advising.advice_problem import AdviceProblem, subsets
from stagehold.advising.candidates import Choice, choices_of, decided_in_time
from stagehold.advising.lease_money import Purse
from stagehold.advising.lease_sets import Offered
from stagehold.domain import readings
from stagehold.domain.advice import AdviceTerms, DemandScenario
from stagehold.domain.days import Span, through
from stagehold.domain.errors import InputError, MissingFacts, NotSupported
from stagehold.domain.findings import Finding, Severity
from stagehold.domain.lease import CandidateLease, OptionKind
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.facts import Facts
from stagehold.planning.party import choose_party

MOST_CANDIDATES = 200
MOST_OPTIONS = 4  # of one candidate


def read_advice(
    stated: Portfolio,
    *,
    party: str | None = None,
    today: date | None = None,
    horizon: Span | None = None,
    point: Decimal | None = None,
    rate: Decimal | None = None,
) -> AdviceProblem:
    """Read a portfolio as a question of advice; what is given here takes the place of ``settings.advice``.

    Raises
    ------
    MissingFacts
        If the horizon, the currency, the worth of a point or a value of a candidate is not stated.
    InputError, NotSupported
        If there is nothing to choose from, or something that this version cannot weigh.
    """
    facts = Facts.of(stated)
    portfolio = facts.portfolio
    for name in ("horizon", "currency", "point", "rate", "late_allowed", "holdover"):
        facts.read_setting(f"advice.{name}")
    terms = portfolio.settings.advice
    chosen_party = choose_party(portfolio, party)
    candidates, too_late = decided_in_time(
        [item for item in portfolio.candidate_leases.values() if item.lessee == chosen_party], today
    )
    _require_few(candidates)
    purse = _purse(portfolio, terms, horizon, rate)
    scenarios = _scenarios(portfolio)
    worth = point if point is not None else terms.point
    if worth is None or worth <= 0:
        raise _missing("advice.point", "what a late day of a production of priority 1 is worth in money", "1000000")
    choices, early, late = _with_early_options(candidates, scenarios)
    gone = {id_ for item in candidates for id_ in item.instead_of}
    base = replace(
        portfolio,
        leases={id_: lease for id_, lease in portfolio.leases.items() if id_ not in gone},
        candidate_leases={},
        demand_scenarios={},
        spot_classes=portfolio.spot_classes,
        assumptions={},
    )
    return AdviceProblem(
        base=base,
        party=chosen_party,
        offered=Offered.of(candidates, choices),
        early=early,
        late=late,
        scenarios=scenarios,
        purse=purse,
        point=worth,
        late_allowed=terms.late_allowed,
        holdover_rate=terms.holdover,
        assumptions=tuple(sorted({*facts.used, *_assumed(stated, candidates, scenarios)})),
        findings=tuple(_notes(base, candidates, chosen_party, too_late)),
    )


def _require_few(candidates: Sequence[CandidateLease]) -> None:
    if len(candidates) > MOST_CANDIDATES:
        allowed = f"at most {MOST_CANDIDATES}; keep those that somebody would sign"
        found = Finding(
            rule="too-many-candidates", field="candidate_leases", found=str(len(candidates)), allowed=allowed
        )
        raise InputError(f"{len(candidates)} candidate leases: more than can be weighed against each other", [found])
    for item in candidates:
        if len(item.options) > MOST_OPTIONS:
            raise NotSupported(
                f"{item.id}: {len(item.options)} options; advice weighs at most {MOST_OPTIONS} of a candidate"
            )
        for index, option in enumerate(item.options):
            if option.kind is OptionKind.EXPAND and option.amount is None:
                raise NotSupported(
                    f"{item.id}.options.{index}: an option to expand needs its amount, or is a candidate"
                )


def _with_early_options(
    candidates: Sequence[CandidateLease], scenarios: Sequence[DemandScenario]
) -> tuple[list[tuple[Choice, ...]], dict[tuple[int, int], frozenset[int]], dict[int, tuple[int, ...]]]:
    """The choices with every way to exercise what is decided before the scenario is known, and what is left."""
    known = _known_from(scenarios)
    all_choices: list[tuple[Choice, ...]] = []
    early: dict[tuple[int, int], frozenset[int]] = {}
    late: dict[int, tuple[int, ...]] = {}
    for index, candidate in enumerate(candidates):
        before = tuple(
            number
            for number, option in enumerate(candidate.options)
            if known is None or option.notice_by is None or readings.due(option.notice_by) < known
        )
        late[index] = tuple(number for number in range(len(candidate.options)) if number not in before)
        grown: list[Choice] = []
        for choice in choices_of(candidate):
            for exercised in subsets(before):
                early[index, len(grown)] = exercised
                grown.append(choice)
        all_choices.append(tuple(grown))
    return all_choices, early, late


def _known_from(scenarios: Sequence[DemandScenario]) -> date | None:
    days = [readings.ready(item.known_from) for item in scenarios if item.known_from is not None]
    return max(days) if len(days) == len(scenarios) else None


def _purse(portfolio: Portfolio, terms: AdviceTerms, horizon: Span | None, rate: Decimal | None) -> Purse:
    if horizon is None:
        if terms.horizon is None:
            raise _missing("advice.horizon", "inside which days rent counts", "2028-01-01/2032-12-31")
        first, last = readings.window(terms.horizon)
        if first is None or last is None:
            raise _missing("advice.horizon", "a horizon has a first and a last day", "2028-01-01/2032-12-31")
        horizon = through(first, last)
    currency = terms.currency or portfolio.settings.units.currency
    if currency is None:
        raise _missing("advice.currency", "in which currency the figures are", "JPY")
    return Purse(
        horizon=horizon,
        currency=currency,
        rate=rate if rate is not None else terms.rate,
        rates=tuple(portfolio.exchange_rates.values()),
    )


def _scenarios(portfolio: Portfolio) -> tuple[DemandScenario, ...]:
    """Those stated, with probability; without any the slate as it stands, which is certain."""
    stated = tuple(portfolio.demand_scenarios.values())
    if not stated:
        states = {state.state for item in portfolio.spot_classes.values() for state in item.states}
        if len(states) > 1:
            allowed = "demand scenarios that name their state of the market"
            finding = Finding(
                rule="which-market", field="spot_classes", found=", ".join(sorted(states)), allowed=allowed
            )
            raise InputError("several states of the market and no demand scenario that names one", [finding])
        return (DemandScenario(id="slate", probability=Decimal(1), market=next(iter(states), None)),)
    return stated


def _assumed(
    stated: Portfolio, candidates: Sequence[CandidateLease], scenarios: Sequence[DemandScenario]
) -> Iterator[str]:
    """Assumptions that pin a field of a candidate or a scenario."""
    ids = {item.id for item in candidates} | {item.id for item in scenarios} | set(stated.spot_classes)
    for item in stated.assumptions.values():
        if item.of.rpartition("/")[2].split(".")[0] in ids:
            yield item.id


def _notes(
    base: Portfolio, candidates: Sequence[CandidateLease], party: str, too_late: Sequence[str]
) -> Iterator[Finding]:
    for item in candidates:
        for name, value in (("option_probability", item.option_probability), ("sublet", item.sublet)):
            if value is not None:
                yield Finding(
                    rule="not-weighed",
                    severity=Severity.WARNING,
                    record=item.id,
                    field=name,
                    found=str(value)[:80],
                    allowed="left out: advice exercises options by its own rule, and lets no days to others",
                )
    for id_ in too_late:
        allowed = "a decision by then; it is left out of the advice"
        yield Finding(
            rule="decided-too-late", severity=Severity.WARNING, record=id_, field="decide_by", allowed=allowed
        )
    for lease in base.leases.values():
        if lease.lessee == party and any(not option.exercised for option in lease.options):
            yield Finding(
                rule="option-not-weighed",
                severity=Severity.WARNING,
                record=lease.id,
                field="options",
                found="an option of a lease of today",
                allowed="a candidate lease that says what exercising it would give; advice weighs candidates alone",
            )
    for spot in base.spot_classes.values():
        if base.risks and any(state.lead_days for state in spot.states):
            yield Finding(
                rule="lead-days-bind-plans-only",
                severity=Severity.WARNING,
                record=spot.id,
                field="states",
                found=f"lead days of {max(state.lead_days for state in spot.states)}",
                allowed="0, where repairs matter: a repair may hire a spot stage on the day",
            )


def _missing(path: str, why: str, example: str) -> MissingFacts:
    how = f"settings: {{advice: {{{path.rpartition('.')[2]}: {example}}}}}, or an assumption of settings.{path}"
    finding = Finding(rule="unpinned", record="settings", field=path, found=f"it says {why}", allowed=how)
    return MissingFacts(f"advice needs settings.{path}: {why}", [finding])
