"""A pinned value obeys the rules of its field, wherever a path leads."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from drawn import portfolios
from stagehold.domain import edtf
from stagehold.domain.changing import apply_change, apply_scenario
from stagehold.domain.editing import EditError, apply_assumptions, covers, set_field
from stagehold.domain.encoding import encode
from stagehold.domain.fields import Name
from stagehold.domain.lease import Lease, Option, OptionKind
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Need, PhaseLength, Production
from stagehold.domain.provenance import Assumption
from stagehold.domain.scenario import Change, ChangeKind, Scenario
from stagehold.domain.schema import file_name, hints_of
from stagehold.domain.studio import PhaseKind, Space, SpaceKind, Studio
from stagehold.domain.title import Title

LOT = Portfolio.of(
    [
        Studio(id="lot", name=Name("Lot"), country="JP"),
        Space(id="a", studio="lot", kind=SpaceKind.STAGE),
        Space(id="stage.2", studio="lot", kind=SpaceKind.STAGE),
        Title(id="a", name=Name("A")),
        Lease(
            id="l",
            lessee="us",
            spaces=("a",),
            term=edtf.parse_interval("2021-04/"),
            options=(Option(kind=OptionKind.EXTEND),),
        ),
        Production(id="p", needs=(Need(id="m", phases=(PhaseLength(PhaseKind.SHOOT, 9),)),)),
    ]
)


def at(portfolio: Portfolio, reference: str, path: str) -> Any:
    """The plain value a path leads to."""
    value = encode(portfolio.settings if reference == "settings" else portfolio.find(reference)[0][1])
    for name in path.split("."):
        value = value[int(name)] if isinstance(value, list) and name.isdecimal() else value[name]
    return value


@pytest.mark.parametrize(
    ("of", "value", "reference", "path", "plain"),
    [
        ("l.term.end", "2026-03", "l", "term", "2021-04/2026-03"),
        ("l.term.start", "2021-05-01", "l", "term", "2021-05-01/"),
        ("l.term", "2022/2023", "l", "term", "2022/2023"),
        ("l.options.0.exercised", "true", "l", "options.0.exercised", True),
        ("l.spaces", ("stage.2",), "l", "spaces", ["stage.2"]),
        ("lease/l.lessee", "them", "l", "lessee", "them"),
        ("space/a.area", "9 m2", "space/a", "area", "9 m2"),
        ("stage.2.area", {"amount": "9", "unit": "m2"}, "stage.2", "area", "9 m2"),
        ("p.needs.m.phases.shoot", "12", "p", "needs", [{"id": "m", "phases": {"shoot": 12}}]),
        ("p.needs.m.phases.strike", "2", "p", "needs", [{"id": "m", "phases": {"shoot": 9, "strike": 2}}]),
        ("p.window.start", "2027-01-05", "p", "window", "2027-01-05/"),
        ("settings.weights.spot", "0.5", "settings", "weights.spot", Decimal("0.5")),
    ],
)
def test_a_path_leads_to_a_field(of: str, value: Any, reference: str, path: str, plain: Any) -> None:
    assert at(set_field(LOT, of, value), reference, path) == plain


def test_setting_to_none_empties_a_field() -> None:
    assert set_field(LOT, "l.term", None).leases["l"].term is None


def test_the_portfolio_that_was_given_stays_as_it_was() -> None:
    before = LOT.leases["l"]
    set_field(LOT, "l.term.end", "2026")
    assert LOT.leases["l"] is before


@pytest.mark.parametrize(
    ("of", "value", "rule", "near"),
    [
        ("ll.term", "2027/2028", "unknown-record", "l"),
        ("lots.name", "x", "unknown-record", "lot"),
        ("l.trem", "2027/2028", "unknown-field", "term"),
        ("l.term", "soon", "not-an-interval", ""),
        ("l", "x", "unknown-record", "l"),
        ("a.area", "9 m2", "ambiguous-record", ""),
        ("p.needs.n.stages", "2", "unknown-element", ""),
        ("l.options.1.exercised", "true", "unknown-element", ""),
        ("l.lessee.name", "x", "unknown-field", ""),
        ("l.spaces", ("stage.3",), "unknown-id", "stage.2"),
        ("settings.weights.late", "-1", "out-of-range", ""),
        ("space/a.kind", "stagee", "not-allowed", "stage"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_nearest(of: str, value: Any, rule: str, near: str) -> None:
    with pytest.raises(EditError) as refused:
        set_field(LOT, of, value)
    assert (refused.value.finding.rule, refused.value.finding.nearest) == (rule, near)


@given(portfolio=portfolios())
def test_setting_a_field_to_its_own_value_changes_nothing(portfolio: Portfolio) -> None:
    for kind, record in portfolio.records():
        plain = encode(record)
        for attribute in hints_of(type(record)):
            name = file_name(attribute)
            if name in plain and name != "id" and kind != "party":
                assert set_field(portfolio, f"{kind}/{plain['id']}.{name}", plain[name]) == portfolio


def test_assumptions_that_do_not_fit_leave_the_others_standing() -> None:
    right = Assumption(id="x", of="l.term.end", value="2026", why="so")
    wrong = Assumption(id="y", of="l.spaces", value=("z",), why="so")
    portfolio, findings = apply_assumptions(LOT, [wrong, right])
    assert str(portfolio.leases["l"].term) == "2021-04/2026"
    assert [(finding.rule, finding.record, finding.field) for finding in findings] == [("unknown-id", "y", "value")]


@pytest.mark.parametrize(
    ("pinned", "asked", "settled"),
    [
        ("l.term", "l.term.end", True),
        ("l.term.end", "l.term", False),
        ("lease/l.term", "l.term", True),
        ("l.term", "l.terms", False),
    ],
)
def test_pinning_a_field_settles_what_lies_below_it(pinned: str, asked: str, settled: bool) -> None:
    assert covers(pinned, asked) is settled


def test_a_scenario_makes_its_changes_in_order() -> None:
    changes = (
        Change(kind=ChangeKind.ADD, of="space/new", value={"studio": "lot", "kind": "stage"}),
        Change(of="l.spaces", value=("a", "new")),
        Change(kind=ChangeKind.CLEAR, of="l.term"),
        Change(kind=ChangeKind.REMOVE, of="space/stage.2"),
    )
    changed = apply_scenario(LOT, Scenario(id="s", changes=changes))
    assert list(changed.spaces) == ["a", "new"]
    assert (changed.leases["l"].spaces, changed.leases["l"].term) == (("a", "new"), None)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (Change(of="l.term"), "missing-value"),
        (Change(kind=ChangeKind.CLEAR, of="l.term", value="x"), "value-not-used"),
        (Change(kind=ChangeKind.CLEAR, of="l.lessee"), "missing-field"),
        (Change(kind=ChangeKind.ADD, of="stage/x", value={}), "unknown-kind"),
        (Change(kind=ChangeKind.ADD, of="space/x", value="x"), "not-a-record"),
        (Change(kind=ChangeKind.ADD, of="space/x", value={"studio": "lot"}), "missing-field"),
        (Change(kind=ChangeKind.ADD, of="space/a", value={"studio": "lot"}), "duplicate-id"),
        (Change(kind=ChangeKind.REMOVE, of="a"), "ambiguous-record"),
        (Change(kind=ChangeKind.REMOVE, of="b"), "unknown-record"),
    ],
)
def test_a_change_that_does_not_fit_is_refused(change: Change, rule: str) -> None:
    with pytest.raises(EditError) as refused:
        apply_change(LOT, change)
    assert refused.value.finding.rule == rule
