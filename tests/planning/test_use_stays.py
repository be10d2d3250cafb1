"""Stays read for use: phases of confirmed days, actual dates, sets that stand, and what is passed over and said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from stagehold.domain.days import Span
from stagehold.domain.errors import InputError, MissingFacts
from stagehold.files import load
from stagehold.leasing.shooting import Shoot
from stagehold.leasing.stage_facts import Basis
from stagehold.leasing.use_figures import View
from stagehold.planning.facts import Facts
from stagehold.planning.plan import Placement, Plan, PlanStatus
from stagehold.planning.use_facts import UseFacts, read_use
from stagehold.planning.use_scope import scope_of

LOT = """stagehold: 1
studios: [{id: lot, name: Lot, country: JP, time_zone: Asia/Tokyo}]
spaces: [{id: a, studio: lot, kind: stage}, {id: b, studio: lot, kind: stage}, {id: shed, studio: lot, kind: workshop}]
leases: [{id: l, lessee: Us, spaces: [a, b, shed], term: 2027-01-01/2027-12-31}]
"""
PHASES = "phases: {build: 2, shoot: 6, strike: 2}"

Read = Callable[..., UseFacts]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """``read(text, plan)``: the lot with more records, read for its lessee."""

    def reading(text: str, plan: Plan | None = None) -> UseFacts:
        (tmp_path / "portfolio.yaml").write_text(LOT + text, encoding="utf-8")
        facts = Facts.of(load(tmp_path).portfolio)
        return read_use(facts, scope_of(facts.portfolio, View.LESSEE, None), plan)

    return reading


def booked(days: str, *, phase: str = "", production: str = "production: p, ", space: str = "a") -> str:
    phase = f", phase: {phase}" if phase else ""
    line = f"{{space: {space}, days: {days}{phase}, state: confirmed}}"
    return f"bookings: [{{id: k, party: Us, {production}lines: [{line}]}}]\n"


def stays(found: UseFacts, basis: Basis = Basis.ACTUAL) -> list[tuple[str, str, str, str | None]]:
    return [(item.user, item.stage, str(item.days), item.phase and item.phase.value) for item in found.stays[basis]]


def rules(found: UseFacts) -> list[str]:
    return [item.rule for item in found.findings]


def test_a_line_that_names_its_phase_is_in_it(read: Read) -> None:
    found = read(
        f"productions: [{{id: p, needs: [{{id: n, {PHASES}}}]}}]\n" + booked("2027-02-01/2027-02-05", phase="strike")
    )
    assert stays(found) == [("p", "a", "2027-02-01/2027-02-05", "strike")]


def test_a_line_without_a_phase_has_those_of_the_need_scaled_to_its_days(read: Read) -> None:
    found = read(f"productions: [{{id: p, needs: [{{id: n, {PHASES}}}]}}]\n" + booked("2027-02-01/2027-02-05"))
    assert stays(found) == [
        ("p", "a", "2027-02-01", "build"), ("p", "a", "2027-02-02/2027-02-04", "shoot"),
        ("p", "a", "2027-02-05", "strike"),
    ]  # fmt: skip


def test_actual_dates_say_what_happened_on_days_without_a_phase(read: Read) -> None:
    milestones = "milestones: [{name: shoot-start, actual: 2027-02-03}, {name: shoot-end, actual: 2027-02-08}]"
    found = read(
        f"productions: [{{id: p, {milestones}, needs: [{{id: n, {PHASES}}}]}}]\n" + booked("2027-02-01/2027-02-10")
    )
    assert stays(found) == [
        ("p", "a", "2027-02-01/2027-02-02", None), ("p", "a", "2027-02-03/2027-02-08", "shoot"),
        ("p", "a", "2027-02-09/2027-02-10", None),
    ]  # fmt: skip
    assert found.shoots[Basis.ACTUAL]["p"] == Shoot(actual={"": Span(date(2027, 2, 3), date(2027, 2, 9))})
    assert rules(found) == []


@pytest.mark.parametrize(
    ("milestones", "told"),
    [
        ("{name: shoot-start, actual: 2027-02}, {name: shoot-end, actual: 2027-02-08}", "shoot-start 2027-02"),
        ("{name: shoot-start, actual: 2027-02-03}", "shoot-start 2027-02-03"),
        ("{name: shoot-start, actual: 2027-02-09}, {name: shoot-end, actual: 2027-02-08}", "shoot-start 2027-02-09"),
    ],
)
def test_actual_dates_that_leave_days_open_are_passed_over_and_said(read: Read, milestones: str, told: str) -> None:
    found = read(
        f"productions: [{{id: p, milestones: [{milestones}], needs: [{{id: n, {PHASES}}}]}}]\n"
        + booked("2027-02-01/2027-02-10")
    )
    assert [item[3] for item in stays(found)] == ["build", "shoot", "strike"]
    assert set(rules(found)) == {"actual-not-used"}
    assert told in found.findings[0].found


def test_actual_dates_of_a_production_of_two_needs_must_say_which(read: Read) -> None:
    needs = f"needs: [{{id: n, {PHASES}}}, {{id: m, {PHASES}}}]"
    plain = "milestones: [{name: shoot-start, actual: 2027-02-03}, {name: shoot-end, actual: 2027-02-08}]"
    named = plain.replace("shoot-", "n/shoot-")
    booking = booked("2027-02-01/2027-02-10", production="production: p, need: n, ")
    assert "actual-not-used" in rules(read(f"productions: [{{id: p, {plain}, {needs}}}]\n{booking}"))
    found = read(f"productions: [{{id: p, {named}, {needs}}}]\n{booking}")
    assert rules(found) == []
    assert list(found.shoots[Basis.ACTUAL]["p"].actual) == ["n"]


def test_two_actual_dates_of_one_step_must_be_settled(read: Read) -> None:
    milestones = (
        "milestones: [{name: shoot-start, actual: 2027-02-03}, {name: shoot-start, actual: 2027-02-04}, "
        "{name: shoot-end, actual: 2027-02-08}]"
    )
    with pytest.raises(MissingFacts) as wrong:
        read(
            f"productions: [{{id: p, {milestones}, needs: [{{id: n, {PHASES}}}]}}]\n" + booked("2027-02-01/2027-02-10")
        )
    assert [(item.record, item.found) for item in wrong.value.findings] == [
        ("p", "shoot-start: 2027-02-03 | 2027-02-04")
    ]


def test_a_booking_without_a_production_is_a_user_of_its_own_and_its_phases_are_missed(read: Read) -> None:
    found = read(booked("2027-02-01/2027-02-02", production="title: A commercial, "))
    assert stays(found) == [("booking/k", "a", "2027-02-01/2027-02-02", None)]
    assert rules(found) == ["phase-not-stated"]


def test_a_workshop_is_no_stage(read: Read) -> None:
    found = read(booked("2027-02-01/2027-02-02", production="", space="shed"))
    assert (stays(found), [item.stage for item in found.stages]) == ([], ["a", "b"])


def test_shoot_days_that_the_stages_do_not_hold_are_said(read: Read) -> None:
    found = read(
        f"productions: [{{id: p, shoot_days: 30, needs: [{{id: n, {PHASES}}}]}}]\n" + booked("2027-02-01/2027-02-10")
    )
    (finding,) = found.findings
    assert (finding.rule, finding.found) == ("shoot-days-not-on-stages", "30, and 6 stage-days in shoot phases")


def placed(production: str, need: str, stages: tuple[str, ...], first: str, end: str) -> Placement:
    return Placement(
        production=production, need=need, stages=stages, start=date.fromisoformat(first), end=date.fromisoformat(end)
    )


def plan_of(*placements: Placement) -> Plan:
    return Plan(party="", status=PlanStatus.FEASIBLE, objective=None, bound=None, placements=placements)


def test_a_plan_without_phases_has_those_of_its_needs_and_kept_sets_stand(read: Read) -> None:
    text = (
        "productions: [{id: p, needs: [{id: n, phases: {build: 1, shoot: 2}}, "
        "{id: m, phases: {shoot: 2}, after: [{need: n, keep: true}]}]}]\n"
    )
    plan = plan_of(
        placed("p", "n", ("a+b",), "2027-03-01", "2027-03-04"), placed("p", "m", ("a+b",), "2027-03-06", "2027-03-08")
    )
    assert stays(read(text, plan), Basis.PLANNED)[:4] == [
        ("p", "a", "2027-03-01", "build"), ("p", "a", "2027-03-02/2027-03-03", "shoot"),
        ("p", "a", "2027-03-04/2027-03-05", "standing"), ("p", "a", "2027-03-06/2027-03-07", "shoot"),
    ]  # fmt: skip
    assert len(stays(read(text, plan), Basis.PLANNED)) == 8


@pytest.mark.parametrize(
    ("placement", "rule"),
    [
        (placed("q", "n", ("a",), "2027-03-01", "2027-03-04"), "plan-unknown-production"),
        (placed("p", "x", ("a",), "2027-03-01", "2027-03-04"), "plan-unknown-need"),
        (placed("p", "n", ("c",), "2027-03-01", "2027-03-04"), "plan-unknown-stage"),
        (placed("p", "n", ("shed",), "2027-03-01", "2027-03-04"), "plan-unknown-stage"),
    ],
)
def test_a_plan_of_something_else_is_refused(read: Read, placement: Placement, rule: str) -> None:
    text = f"productions: [{{id: p, needs: [{{id: n, {PHASES}}}]}}]\n"
    with pytest.raises(InputError) as wrong:
        read(text, plan_of(placement))
    assert [item.rule for item in wrong.value.findings] == [rule]


def test_a_need_placed_twice_is_refused(read: Read) -> None:
    text = f"productions: [{{id: p, needs: [{{id: n, {PHASES}}}]}}]\n"
    once = placed("p", "n", ("a",), "2027-03-01", "2027-03-04")
    with pytest.raises(InputError) as wrong:
        read(text, plan_of(once, once))
    assert [item.rule for item in wrong.value.findings] == ["plan-placed-twice"]


def test_claims_that_differ_stop_what_rests_on_them(read: Read) -> None:
    closures = (
        "closures: [{id: c, space: a, from: 2027-05-01, to: 2027-05-02, claims: [{field: to, value: 2027-05-09}]}]\n"
    )
    with pytest.raises(MissingFacts) as wrong:
        read(closures)
    assert [(item.rule, item.record, item.field) for item in wrong.value.findings] == [("claims-differ", "c", "to")]
    pinned = read(closures + "assumptions: [{id: c-to, of: c.to, value: 2027-05-09, why: The later one}]\n")
    assert str(pinned.stages[0].closed[0]) == "2027-05-01/2027-05-09"
    assert pinned.rests_on["a"].assumptions == {"c-to"}
    assert pinned.rests_on["b"].assumptions == set()


def test_what_is_assumed_of_a_production_is_named_with_the_stages_it_stands_on(read: Read) -> None:
    found = read(
        f"productions: [{{id: p, needs: [{{id: n, {PHASES}}}]}}]\n"
        + booked("2027-02-01/2027-02-10")
        + "assumptions: [{id: p-shoots, of: p.shoot_days, value: 4, why: A guess}, "
        "{id: p-build, of: p.needs.n.phases.build, value: 3, why: A guess}, "
        "{id: p-due, of: p.due, value: 2027-05-01, why: Not used here}]\n"
    )
    assert {stage: sorted(rests.assumptions) for stage, rests in found.rests_on.items()} == {
        "a": ["p-build", "p-shoots"], "b": []
    }  # fmt: skip
    assert found.shoots[Basis.ACTUAL]["p"].days == 4


def test_leases_that_name_no_stage_give_none_and_are_named(tmp_path: Path) -> None:
    more = ", {id: k, lessee: Us, space_count: 3, studio: [lot], term: 2027-01-01/2027-12-31}]"
    (tmp_path / "portfolio.yaml").write_text(LOT.replace("2027-12-31}]", "2027-12-31}" + more), encoding="utf-8")
    facts = Facts.of(load(tmp_path).portfolio)
    found = read_use(facts, scope_of(facts.portfolio, View.LESSEE, None))
    assert [(item.rule, item.record, item.found) for item in found.findings] == [
        ("lease-gives-no-stage", "k", "3 stages without names")
    ]
    assert {item.lease.id: list(item.days) for item in found.given} == {"l": ["a", "b"], "k": []}


def test_dates_that_are_not_one_day_are_named_with_the_stage_that_rests_on_them(read: Read) -> None:
    milestones = "milestones: [{name: shoot-start, actual: '2027-02-03?'}, {name: shoot-end, actual: 2027-02-08}]"
    found = read(
        f"productions: [{{id: p, {milestones}, needs: [{{id: n, {PHASES}}}]}}]\n"
        "closures: [{id: c, space: b, from: 2027-05, to: 2027-05-20}]\n"
        "bookings: [{id: k, party: Us, production: p, "
        "lines: [{space: a, days: 2027-02-01/2027-02-10, state: confirmed}]}, "
        "{id: h, party: Them, lines: [{space: b, days: 2027-07, state: hold}]}]\n"
    )
    named = {
        stage: sorted((item.record, item.field, item.stated, item.approximate) for item in rests.dates)
        for stage, rests in found.rests_on.items()
    }
    assert named == {
        "a": [("p", "milestones.0.actual", "2027-02-03?", True)],
        "b": [("c", "from", "2027-05", False), ("h", "lines.0.days", "2027-07", False)],
    }
