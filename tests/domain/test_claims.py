"""Which stated values of a field contradict each other."""

from __future__ import annotations

from decimal import Decimal

import pytest

from stagehold.domain import edtf
from stagehold.domain.claims import conflicting_fields, differing_values
from stagehold.domain.fields import Name
from stagehold.domain.lease import Lease
from stagehold.domain.production import Need, PhaseLength, Production
from stagehold.domain.provenance import Claim, Precision
from stagehold.domain.quantities import Area
from stagehold.domain.studio import PhaseKind, Space, SpaceKind
from stagehold.domain.title import SlateCount, Title


def stage(*claims: Claim, area: str | None = None) -> Space:
    known = None if area is None else Area(Decimal(area))
    return Space(id="a", studio="lot", kind=SpaceKind.STAGE, area=known, claims=claims)


def claim(field: str, value: object, unit: str | None = None, precision: Precision | None = None) -> Claim:
    return Claim(field=field, value=value, unit=unit, precision=precision)  # type: ignore[arg-type]


def test_a_field_without_claims_has_no_conflict() -> None:
    assert differing_values(stage(area="900"), "area") == ()


def test_areas_that_round_to_each_other_agree_whatever_their_unit() -> None:
    assert differing_values(stage(claim("area", "172,000", "sqft"), area="16000"), "area") == ()


def test_all_values_that_contradict_another_are_named_own_first() -> None:
    record = stage(claim("area", "172,000", "sqft"), claim("area", "17000 m2"), claim("kind", "stage"), area="16000")
    assert differing_values(record, "area") == ("16000 m2", "172,000 sqft", "17000 m2")
    assert conflicting_fields(record) == {"area": ("16000 m2", "172,000 sqft", "17000 m2")}


@pytest.mark.parametrize(
    ("own", "stated", "conflict"),
    [
        ("2021-04", "2021-04-01", ()),
        ("2021", "2021-12", ()),
        ("2021~", "2021-05", ()),
        ("202X", "2021", ()),
        ("2021-04", "2021-05", ("2021-04", "2021-05")),
        ("2021-04-01", "2021-04-02", ("2021-04-01", "2021-04-02")),
    ],
)
def test_two_dates_agree_when_one_contains_the_other(own: str, stated: str, conflict: tuple[str, ...]) -> None:
    title = Title(id="t", name=Name("T"), release=edtf.parse(own), claims=(claim("release", stated),))
    assert differing_values(title, "release") == conflict


@pytest.mark.parametrize(
    ("own", "stated", "conflict"),
    [
        ("2021-04/", "2021-04-01/2026", ()),
        ("2021-04/2026", "2021-04/2026-12", ()),
        ("2021-04/2026", "2021-04/2027", ("2021-04/2026", "2021-04/2027")),
        ("2021-04/..", "2021-04/2027", ("2021-04/..", "2021-04/2027")),
        ("2021-04/..", "2021-04/", ()),
    ],
)
def test_two_intervals_agree_when_their_ends_do(own: str, stated: str, conflict: tuple[str, ...]) -> None:
    lease = Lease(id="l", lessee="us", term=edtf.parse_interval(own), claims=(claim("term", stated),))
    assert differing_values(lease, "term") == conflict


def test_claims_of_a_part_count_for_the_whole_and_those_of_the_whole_for_a_part() -> None:
    claims = (claim("term", "2021-04-01/2026"), claim("term.end", "2027-03"))
    lease = Lease(id="l", lessee="us", term=edtf.parse_interval("2021-04/"), claims=claims)
    assert differing_values(lease, "term") == ("2026", "2027-03")
    assert differing_values(lease, "term.end") == ("2026", "2027-03")
    assert differing_values(lease, "term.start") == ()


def test_a_bound_agrees_with_everything_on_its_side() -> None:
    count = SlateCount(
        id="c", market="JP", year=edtf.parse("2026"), count=30, scope="titles",
        claims=(claim("count", "25", precision=Precision.LOWER_BOUND),),
    )  # fmt: skip
    assert differing_values(count, "count") == ()
    above = SlateCount(
        id="c", market="JP", year=edtf.parse("2026"), count=30, scope="titles",
        claims=(claim("count", "35", precision=Precision.LOWER_BOUND),),
    )  # fmt: skip
    assert differing_values(above, "count") == ("30", "35")


def test_a_comparison_contradicts_nothing() -> None:
    bigger = claim("area", "larger than before", precision=Precision.COMPARATIVE)
    assert differing_values(stage(bigger, area="900"), "area") == ()


def test_fields_the_record_does_not_have_are_compared_as_text_numbers_and_dates() -> None:
    record = stage(
        claim("rooms", "3"), claim("rooms", "3.0"), claim("floor", "wood"), claim("floor", "concrete"),
        claim("built", "1999"), claim("built", "1999-05"), claim("floor_area", "900", "m2"),
        claim("floor_area", "9,688", "sqft"),
    )  # fmt: skip
    assert conflicting_fields(record) == {"floor": ("wood", "concrete")}


def test_names_agree_in_every_language_both_state() -> None:
    title = Title(id="t", name=Name("T", "題"), claims=(claim("name", {"en": "T", "ko": "티"}), claim("name", "T")))
    assert differing_values(title, "name") == ()


def test_lists_are_compared_without_their_order() -> None:
    features = stage(claim("features", ("b", "a")), claim("features", ("a", "b")))
    assert differing_values(features, "features") == ()


def test_a_path_leads_into_needs_by_their_id() -> None:
    need = Need(id="m", phases=(PhaseLength(PhaseKind.SHOOT, 9),))
    production = Production(id="p", needs=(need,), claims=(claim("needs.m.stages", "2"),))
    assert differing_values(production, "needs.m.stages") == ("1", "2")
