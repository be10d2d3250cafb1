"""Each check finds its mistake, says whether it is one, and finds nothing beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from files.crowd import crowd
from stagehold.domain.checks import CHECKS, check_portfolio
from stagehold.domain.portfolio import Portfolio
from stagehold.files import load

HEAD = """stagehold: 1
parties: [{id: us, name: Us}, {id: them, name: Them}]
studios: [{id: lot, name: Lot, country: JP}, {id: far, name: Far, country: KR}]
spaces:
- {id: a, studio: lot, kind: stage, area: 900 m2}
- {id: b, studio: lot, kind: stage, area: 600 m2}
- {id: f, studio: far, kind: stage}
- {id: office, studio: lot, kind: office}
"""


def case(name: str, text: str, rule: str, where: str, severity: str = "error"):
    return pytest.param(text, rule, where, severity, id=name)


def lease(fields: str) -> str:
    return f"leases:\n- {{id: l, lessee: us, spaces: [a], {fields}}}\n"


def need(fields: str, more: str = "") -> str:
    return f"productions:\n- {{id: p, needs: [{{id: m, {fields}}}], {more}}}\n".replace(", }", "}")


P = "productions:\n- {id: p, needs: [{id: m, phases: {shoot: 9}}]}\n"
TERM = "term: 2027-01-01/2028-12-31"

MISTAKES = [
    # parties and spaces
    case("a join across studios", "- {id: c, studio: lot, kind: stage, joins: [f]}\n", "join-across-studios",
         "c.joins"),
    case("a join to itself", "- {id: c, studio: lot, kind: stage, joins: [c]}\n", "join-to-itself", "c.joins"),
    case("a join with an office", "- {id: c, studio: lot, kind: stage, joins: [office]}\n", "join-of-no-stage",
         "c.joins"),
    case("a space that is never in service", "- {id: c, studio: lot, kind: stage, in_service: 2027/2027}\n",
         "no-day-left", "c.in_service"),
    # terms and options
    case("a coarse term that leaves no day", lease("term: 2027/2027"), "no-day-left", "l.term"),
    case("access after the term began", lease(f"{TERM}, access: 2027-02-01"), "access-after-start", "l.access",
         "warning"),
    case("an extension by nothing", lease(f"{TERM}, options: [{{kind: extend}}]"), "option-without-adds",
         "l.options.0.adds"),
    case("a break without a day", lease(f"{TERM}, options: [{{kind: break}}]"), "option-without-day",
         "l.options.0.from"),
    case("a break after the term", lease(f"{TERM}, options: [{{kind: break, from: 2029-02-01}}]"),
         "break-outside-term", "l.options.0.from"),
    case("an expansion into nothing", lease(f"{TERM}, options: [{{kind: expand, from: 2027-06-01}}]"),
         "option-without-spaces", "l.options.0.spaces", "warning"),
    case("a break that adds", lease(f"{TERM}, options: [{{kind: break, from: 2027-06-01, adds: P1Y}}]"),
         "option-with-adds", "l.options.0.adds"),
    case("an option that ends before it starts",
         lease(f"{TERM}, options: [{{kind: break, from: 2027-06-01, until: 2027-05-01}}]"), "ends-before-it-starts",
         "l.options.0.until"),
    case("a notice after the end", lease(f"{TERM}, options: [{{kind: extend, adds: P1Y, notice_by: 2029-01-01}}]"),
         "notice-too-late", "l.options.0.notice_by"),
    # money
    case("rent without a currency", lease(f"{TERM}, rent: [{{from: 2027-01-01, amount: 5, every: P1M}}]"),
         "no-currency", "l.currency"),
    case("rent after the term", lease(f"{TERM}, currency: JPY, rent: [{{from: 2029-01-01, amount: 5, every: P1M}}]"),
         "rent-outside-term", "l.rent.0.from"),
    case("rent before anything",
         lease(f"{TERM}, currency: JPY, rent: [{{from: 2026-01-01, amount: 5, every: P1M}}]"), "rent-outside-term",
         "l.rent.0.from", "warning"),
    case("rent that ends before it starts",
         lease(f"{TERM}, currency: JPY, rent: [{{from: 2027-06-01, to: 2027-05-01, amount: 5, every: P1M}}]"),
         "ends-before-it-starts", "l.rent.0.to"),
    case("steps out of order",
         lease(f"{TERM}, currency: JPY, rent: [{{from: 2027-06-01, amount: 5, every: P1M, "
               "steps: [{from: 2027-05-01, amount: 6}]}]"), "steps-out-of-order", "l.rent.0.steps.0.from"),
    case("half a yen", lease(f"{TERM}, currency: JPY, rent: [{{from: 2027-01-01, amount: 5.5, every: P1M}}]"),
         "below-minor-unit", "l.rent.0.amount", "warning"),
    case("an offer of half a won",
         "offers: [{id: o, space: a, from: 2027-01-01, to: 2027-02-01, currency: KRW, rate: {shoot: 0.5}}]\n",
         "below-minor-unit", "o.rate.shoot", "warning"),
    # what is leased
    case("a lease of a space elsewhere", lease(f"{TERM}, studio: far"), "space-not-in-studio", "l.spaces"),
    case("a lease of nothing", "leases: [{id: l, lessee: us}]\n", "no-spaces", "l.spaces", "warning"),
    case("days of no pool", "leases: [{id: l, lessee: us, kind: days, days_per_year: 9}]\n", "no-pool", "l.pool"),
    case("days without an allowance", "leases: [{id: l, lessee: us, kind: days, pool: [a]}]\n", "no-allowance",
         "l.days_per_year", "warning"),
    case("first call on nothing", "leases: [{id: l, lessee: us, kind: first-call}]\n", "no-spaces", "l.spaces"),
    case("a count that differs", lease("space_count: 3"), "count-differs", "l.space_count", "warning"),
    case("a total of itself",
         "leases: [{id: l, lessee: us, is_total_of: [k]}, {id: k, lessee: us, is_total_of: [l]}]\n",
         "total-of-itself", "l.is_total_of"),
    case("an area below its spaces", lease("area: 500 m2"), "area-below-spaces", "l.area", "warning"),
    case("an area with offices divided among stages", lease("area: 900 m2, area_includes: offices"), "area-divided",
         "l.area", "warning"),
    case("a space let twice", "leases:\n- {id: l, lessee: us, spaces: [a], term: 2027-01-01/2027-12-31}\n"
         "- {id: k, lessee: them, spaces: [a, b], term: 2027-12-31/2028-12-31}\n", "let-twice", "k.spaces", "warning"),
    case("a candidate that excludes itself", "candidate_leases: [{id: c, lessee: us, spaces: [a], excludes: [c]}]\n",
         "names-itself", "c.excludes"),
    case("a candidate that excludes what it requires", "candidate_leases:\n- {id: c, lessee: us, spaces: [a]}\n"
         "- {id: d, lessee: us, spaces: [b], excludes: [c], requires: [c]}\n", "excludes-what-it-requires",
         "d.excludes"),
    case("a candidate decided too late",
         "candidate_leases: [{id: c, lessee: us, spaces: [a], starts: [2027-01-01], decide_by: 2027-02-01}]\n",
         "decided-too-late", "c.decide_by", "warning"),
    # needs
    case("a need given twice",
         "productions: [{id: p, needs: [{id: m, phases: {shoot: 1}}, {id: m, phases: {shoot: 1}}]}]\n",
         "duplicate-need", "p.needs.m"),
    case("a need without a length", need("stages: 1"), "no-length", "p.needs.m.phases"),
    case("only without days", need("phases: {shoot: 9}, only: true"), "only-without-days", "p.needs.m.only"),
    case("no length on some stages", need("days_on: {a: 9}"), "no-length-on-stage", "p.needs.m.days_on", "warning"),
    case("a need in an office", need("phases: {shoot: 9}, allowed: [office]"), "not-a-stage", "p.needs.m.allowed"),
    case("days in an office", need("days_on: {office: 9}, only: true"), "not-a-stage", "p.needs.m.days_on.office"),
    case("days on a stage that is not allowed", need("phases: {shoot: 9}, days_on: {b: 9}, allowed: [a]"),
         "not-among-allowed", "p.needs.m.days_on", "warning"),
    case("more stages than are allowed", need("phases: {shoot: 9}, allowed: [a], stages: 2"), "too-few-stages",
         "p.needs.m.stages", "warning"),
    case("a window of a phase that is not there",
         need("phases: {shoot: 9}, phase_windows: {build: 2027-01-01/2027-02-01}"), "window-of-no-phase",
         "p.needs.m.phase_windows.build"),
    case("a phase window without a day", need("phases: {shoot: 9}, phase_windows: {shoot: 2027/2027}"), "no-day-left",
         "p.needs.m.phase_windows.shoot"),
    case("a phase window that is too short",
         need("phases: {shoot: 9}, phase_windows: {shoot: 2027-01-01/2027-01-08}"), "window-too-short",
         "p.needs.m.phase_windows.shoot", "warning"),
    # after
    case("after what is not there", need("phases: {shoot: 9}, after: [{need: mm}]"), "unknown-need",
         "p.needs.m.after.0.need"),
    case("after a need of another that is not there", P + "- {id: q, needs: [{id: n, phases: {shoot: 1}, "
         "after: [{need: p/main}]}]}\n", "unknown-need", "q.needs.n.after.0.need"),
    case("after itself", need("phases: {shoot: 9}, after: [{need: m}]"), "after-cycle", "p.needs.m.after"),
    case("a ring across productions",
         "productions:\n- {id: p, needs: [{id: m, phases: {shoot: 1}, after: [{need: q/n}]}]}\n"
         "- {id: q, needs: [{id: n, phases: {shoot: 1}, after: [{need: p/m}]}]}\n", "after-cycle", "p.needs.m.after"),
    case("at most less than at least",
         "productions: [{id: p, needs: [{id: m, phases: {shoot: 1}}, {id: n, phases: {shoot: 1}, "
         "after: [{need: m, min_days: 9, max_days: 8}]}]}]\n", "max-below-min", "p.needs.n.after.0.max_days"),
    case("keeping more stages than there were",
         "productions: [{id: p, needs: [{id: m, phases: {shoot: 1}}, {id: n, stages: 2, phases: {shoot: 1}, "
         "after: [{need: m, keep: true}]}]}]\n", "stages-differ", "p.needs.n.after.0.keep",
         "warning"),
    # days of productions
    case("a window that closes before it is ready", need("phases: {shoot: 9}",
         "ready: 2027-06-01, window: 2027-01-01/2027-05-31"), "no-day-left", "p.window"),
    case("a coarse window without a day", need("phases: {shoot: 9}", "window: 2027-05/2027-05"), "no-day-left",
         "p.window"),
    case("due before it is ready", need("phases: {shoot: 9}", "ready: 2027-06, due: 2027-06-15"), "due-before-ready",
         "p.due", "warning"),
    case("a need due before it is ready", need("phases: {shoot: 9}, due: 2027-01-01", "ready: 2027-06"),
         "due-before-ready", "p.needs.m.due", "warning"),
    case("a release before it is ready",
         need("phases: {shoot: 9}", "ready: 2027-06, titles: [t]") + "titles: [{id: t, name: T, release: 2027-05}]\n",
         "release-before-ready", "p.titles", "warning"),
    case("a release in a season",
         need("phases: {shoot: 9}", "titles: [t]") + "titles: [{id: t, name: T, release: 2027-22}]\n",
         "season-of-release", "p.titles", "warning"),
    # bookings, locks, closures
    case("two confirmed on one day",
         "bookings:\n- {id: x, party: them, lines: [{space: a, days: 2027-01-01/2027-01-09, state: confirmed}]}\n"
         "- {id: y, party: us, lines: [{space: a, days: 2027-01-09, state: confirmed}]}\n", "double-booking",
         "y.lines.0"),
    case("a need of no production", "bookings: [{id: x, party: us, need: m}]\n", "need-without-production",
         "x.production"),
    case("a need its production does not have", P + "bookings: [{id: x, party: us, production: p, need: n}]\n",
         "unknown-need", "x.need"),
    case("a coarse booking of our own",
         P + "bookings: [{id: x, party: us, production: p, lines: [{space: a, days: 2027-01}]}]\n", "needs-days",
         "x.lines.0.days"),
    case("a booking without an end", "bookings: [{id: x, party: them, lines: [{space: a, days: 2027-01-01/}]}]\n",
         "needs-days", "x.lines.0.days"),
    case("a lock in a month", P + "locks: [{id: k, production: p, need: m, start: 2027-01}]\n", "needs-days",
         "k.start"),
    case("a lock of nothing", P + "locks: [{id: k, production: p, need: m}]\n", "lock-of-nothing", "k.stages"),
    case("a lock of no need", P + "locks: [{id: k, production: p, need: n, stages: [a]}]\n", "unknown-need", "k.need"),
    case("a lock in an office", P + "locks: [{id: k, production: p, need: m, stages: [office]}]\n", "not-a-stage",
         "k.stages"),
    case("a lock of too few stages", need("stages: 2, phases: {shoot: 9}")
         + "locks: [{id: k, production: p, need: m, stages: [a]}]\n", "too-few-stages", "k.stages"),
    case("two locks on different days", P + "locks:\n- {id: k, production: p, need: m, start: 2027-01-01}\n"
         "- {id: j, production: p, need: p/m, start: 2027-01-02}\n", "locks-contradict", "j.start",
         "warning"),
    case("two locks on different stages", P + "locks:\n- {id: k, production: p, need: m, stages: [a]}\n"
         "- {id: j, production: p, need: m, stages: [b]}\n", "locks-contradict", "j.stages",
         "warning"),
    case("a closure that ends before it starts", "closures: [{id: x, space: a, from: 2027-02-01, to: 2027-01-31}]\n",
         "ends-before-it-starts", "x.to"),
    case("an offer that ends before it starts",
         "offers: [{id: o, space: a, from: 2027-02-01, to: 2027-01-31, currency: JPY, rate: 5}]\n",
         "ends-before-it-starts", "o.to"),
    case("a coarse offer without a day",
         "offers: [{id: o, space: a, from: 2027-02, to: 2027-02, currency: JPY, rate: 5}]\n", "no-day-left", "o.to"),
    case("an offer without a rate", "offers: [{id: o, space: a, from: 2027-02-01, to: 2027-03-01, currency: JPY}]\n",
         "no-rate", "o.rate", "warning"),
    # money of several kinds
    case("a rate of nothing", "exchange_rates: [{id: r, from: JPY, to: USD, date: 2027-01-01, rate: 0}]\n",
         "rate-not-positive", "r.rate"),
    case("a rate to itself", "exchange_rates: [{id: r, from: JPY, to: JPY, date: 2027-01-01, rate: 1}]\n",
         "same-currency", "r.to"),
    case("two rates for a day", "exchange_rates:\n- {id: r, from: JPY, to: USD, date: 2027-01-01, rate: 1}\n"
         "- {id: s, from: JPY, to: USD, date: 2027-01-01, rate: 2}\n", "rates-contradict", "s.rate"),
    case("offers in two currencies", "offers:\n"
         "- {id: o, space: a, from: 2027-02-01, to: 2027-03-01, currency: JPY, rate: 5}\n"
         "- {id: q, space: b, from: 2027-02-01, to: 2027-03-01, currency: USD, rate: 5}\n", "no-exchange-rate",
         "q.currency", "warning"),
    # policies, scenarios, assumptions
    case("a step given twice",
         "policies: [{id: y, cancellation: [{days_before: 9, share: 0.5}, {days_before: 9, share: 1}]}]\n",
         "step-twice", "y.cancellation.1.days_before"),
    case("a ladder that falls",
         "policies: [{id: y, cancellation: [{days_before: 9, share: 0.5}, {days_before: 2, share: 0.2}]}]\n",
         "ladder-falls", "y.cancellation.1.share", "warning"),
    case("rates without a currency", "policies: [{id: y, rates: {shoot: 5}}]\n", "no-currency", "y.currency"),
    case("probabilities above one", "scenarios: [{id: s, probability: 0.6}, {id: t, probability: 0.5}]\n",
         "probabilities-above-one", "s.probability", "warning"),
    case("a change of no record", "scenarios: [{id: s, changes: [{of: z.area, value: 9 m2}]}]\n", "unknown-record",
         "s.changes.0.of"),
    case("a change of no field", "scenarios: [{id: s, changes: [{of: a.aera, value: 9 m2}]}]\n", "unknown-field",
         "s.changes.0.of"),
    case("a change to what does not fit", "scenarios: [{id: s, changes: [{of: a.area, value: big}]}]\n",
         "not-a-quantity", "s.changes.0.value"),
    case("a change to nothing", "scenarios: [{id: s, changes: [{of: a.area}]}]\n", "missing-value",
         "s.changes.0.value"),
    case("a record added twice",
         "scenarios: [{id: s, changes: [{kind: add, of: space/a, value: {studio: lot, kind: stage}}]}]\n",
         "duplicate-id", "s.changes.0.of"),
    case("a record added to an unknown studio",
         "scenarios: [{id: s, changes: [{kind: add, of: space/z, value: {studio: lto, kind: stage}}]}]\n", "unknown-id",
         "s.changes.0.value"),
    case("a record removed that is not there", "scenarios: [{id: s, changes: [{kind: remove, of: space/z}]}]\n",
         "unknown-record", "s.changes.0.of"),
    case("a field pinned twice", "assumptions:\n- {id: x, of: a.area, value: 9 m2, why: so}\n"
         "- {id: y, of: space/a.area, value: 8 m2, why: so}\n", "pinned-twice", "y.of"),
    case("a pin on no field", "assumptions: [{id: x, of: a.aera, value: 9 m2, why: so}]\n", "unknown-field", "x.of"),
    case("a pin on no record", "assumptions: [{id: x, of: aa.area, value: 9 m2, why: so}]\n", "unknown-record",
         "x.of"),
    case("a pin that does not fit", "assumptions: [{id: x, of: a.kind, value: big, why: so}]\n", "not-allowed",
         "x.value"),
    case("a pin to what is not there",
         lease("term: 2027-01-01/2028-01-01") + "assumptions: [{id: x, of: l.spaces, value: [zz], why: so}]\n",
         "unknown-id", "x.value"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rule", "where", "severity"), MISTAKES)
def test_a_mistake_is_the_only_finding_and_has_a_place(
    tmp_path: Path, text: str, rule: str, where: str, severity: str
) -> None:
    (tmp_path / "p.yaml").write_text(HEAD + text, encoding="utf-8")
    loaded = load(tmp_path)
    found = [(item.rule, f"{item.record}.{item.field}", str(item.severity)) for item in loaded.findings]
    assert found == [(rule, where, severity)]
    assert loaded.findings[0].file == "p.yaml"
    assert loaded.findings[0].line > HEAD.count("\n")
    assert loaded.findings[0].allowed


def test_parents_in_a_ring_are_named_in_order(tmp_path: Path) -> None:
    ring = "[{id: x, name: X, parent: y}, {id: y, name: Y, parent: z}, {id: z, name: Z, parent: x}]"
    (tmp_path / "p.yaml").write_text(f"stagehold: 1\nparties: {ring}\n")
    assert [(item.rule, item.found) for item in load(tmp_path).findings] == [("parent-cycle", "x -> y -> z -> x")]


def test_an_assumption_overrides_what_it_pins(tmp_path: Path) -> None:
    pins = """assumptions:
- {id: one, of: l.term, value: 2027-01-01/2027-06-30, why: by letter}
- {id: two, of: p.needs.m.phases, value: {shoot: 9}, why: by letter}
"""
    (tmp_path / "p.yaml").write_text(HEAD + lease("term: 2027/2027") + need("stages: 1") + pins)
    assert load(tmp_path).findings == ()


def test_foreign_bookings_that_may_overlap_but_need_not_are_no_double_booking(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(
        HEAD
        + "bookings:\n- {id: x, party: them, lines: [{space: a, days: 2027-01, state: confirmed}]}\n"
        + "- {id: y, party: us, lines: [{space: a, days: 2027-01-09/2027-02-01, state: confirmed}]}\n"
    )
    assert load(tmp_path).findings == ()


def test_a_cycle_of_thousands_of_needs_is_found_without_running_out_of_stack(tmp_path: Path) -> None:
    needs = "".join(f"{{id: n{i}, phases: {{shoot: 1}}, after: [{{need: n{(i + 1) % 3000}}}]}}, " for i in range(3000))
    (tmp_path / "p.yaml").write_text(f"stagehold: 1\nproductions: [{{id: p, needs: [{needs}]}}]\n")
    assert [finding.rule for finding in load(tmp_path).findings] == ["after-cycle"]


def test_an_empty_portfolio_and_a_large_right_one_have_no_findings() -> None:
    assert check_portfolio(Portfolio()) == []
    assert check_portfolio(crowd(stages=20, productions=100, bookings=200)) == []


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_bears_portfolios_whose_references_lead_nowhere(check) -> None:
    whole = crowd(stages=4, productions=5, bookings=5)
    assert list(check(Portfolio(leases=whole.leases, bookings=whole.bookings, productions=whole.productions))) == []
