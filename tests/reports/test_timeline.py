"""The timeline of stages: what is drawn, and that no name in a portfolio can break it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date

import pytest

from stagehold.domain.edtf import parse_date
from stagehold.domain.fields import Name
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.studio import PhaseKind
from stagehold.planning.plan import Plan, PlanStatus
from stagehold.reports.footprint import footprint
from stagehold.reports.footprint_picture import footprint_pictures
from stagehold.reports.reader import Reader
from stagehold.reports.svg import shortened, text_width
from stagehold.reports.table import Picture
from stagehold.reports.timeline import TALLEST, WIDTH, timeline, timeline_pages
from stagehold.reports.timeline_rows import late_from, stage_lines

from .conftest import placed

SVG = "{http://www.w3.org/2000/svg}"


def root(picture: Picture) -> ET.Element:
    return ET.fromstring(picture.svg)


def texts(picture: Picture) -> list[str]:
    return [element.text or "" for element in root(picture).iter(f"{SVG}text")]


def spoken(picture: Picture) -> list[str]:
    return [element.text or "" for element in root(picture).iter(f"{SVG}title")]


def test_stages_leases_closures_and_placements_are_drawn_and_told(small: Portfolio, plan: Plan) -> None:
    picture = timeline(small, plan, Reader())
    assert {"Lot", "Stage a", "Stage b", "957 m2", "p2/x"} <= set(texts(picture))
    told = spoken(picture)
    assert "p1 on a: 10 Jan 2022 to 28 Apr 2022, 40 days late" in told
    assert any(words.startswith("closed: works") for words in told)
    assert "p1: Due 20 Mar 2022" in told
    assert "leased, by an assumption" in texts(picture)
    assert (root(picture).get("role"), picture.title) == ("img", "Stages and productions")
    assert "p1 on a: 10 Jan 2022 to 28 Apr 2022" in picture.description


def test_a_joined_whole_stands_on_each_of_its_members(small: Portfolio, plan: Plan) -> None:
    lines = {line.stage: [bar.label for bar in line.placements] for line in stage_lines(plan, small)}
    assert lines == {"a": ["p1", "p2/y"], "b": ["p2/x", "p2/y"]}


def test_an_end_that_nobody_states_fades_and_is_named_so(small: Portfolio, plan: Plan) -> None:
    picture = timeline(small.drop("assumption", "jp-end"), plan, Reader())
    assert "leased, end unstated" in texts(picture)
    assert "linearGradient" in picture.svg


def test_a_due_from_a_release_counts_to_the_last_shoot_day(small: Portfolio) -> None:
    title = replace(small.titles["one"], post_days=100, claims=(), release=parse_date("2022-07-01"))
    production = replace(small.productions["p1"], due=None)
    item = placed("p1", "main", ("a",), date(2022, 1, 1), (PhaseKind.SHOOT, 30), (PhaseKind.STRIKE, 5))
    # 1 July less 100 days is 23 March; the stay ends 5 days after its last shoot day.
    assert late_from(item, small.put(title).put(production)) == date(2022, 3, 28)
    assert late_from(item, small.put(production)) is None


HOSTILE = ["<script>alert(1)</script>", "]]>\"'&amp;", "a\x00b\x1bc\ud800", "\u202eevil", "𠮷野家" * 40]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_text(small: Portfolio, plan: Plan, name: str) -> None:
    portfolio = small.put(replace(small.studios["lot"], name=Name(name)))
    portfolio = portfolio.put(replace(portfolio.spaces["a"], name=Name(name)))
    hostile = replace(plan, placements=tuple(replace(item, production=name) for item in plan.placements))
    for picture in (timeline(portfolio, hostile, Reader()), *footprint_pictures(footprint(portfolio), Reader())):
        assert {element.tag for element in root(picture).iter()}.isdisjoint({f"{SVG}script", "script"})
        picture.svg.encode()


def test_labels_inside_bars_fit_or_are_shortened_or_left_out() -> None:
    assert shortened("first-show", 11, 200) == "first-show"
    assert shortened("first-show", 11, 20) == ""
    cut = shortened("a very long name of a show", 11, 80)
    assert cut.endswith("…")
    assert text_width(cut, 11) <= 80


def test_pages_of_a_long_plan_fit_paper_and_share_their_days(small: Portfolio, plan: Plan) -> None:
    late = placed("p9", "main", ("a",), date(2029, 1, 1), (PhaseKind.SHOOT, 60))
    pages = timeline_pages(small, replace(plan, placements=(*plan.placements, late)), Reader())
    assert len(pages) > 1
    assert {page.width for page in pages} == {WIDTH}
    assert all(page.height <= TALLEST for page in pages)
    assert len({page.key for page in pages}) == len(pages)


def test_a_plan_without_stages_or_placements_is_still_a_picture(small: Portfolio) -> None:
    empty = Plan(party="us", status=PlanStatus.INFEASIBLE, objective=None, bound=None)
    assert "Lot" in texts(timeline(small, empty, Reader()))
    nobody = replace(empty, party="nobody")
    assert "No stage is leased by name." in texts(timeline(small, nobody, Reader()))
    assert timeline_pages(small, nobody, Reader()) == ()


def test_nothing_is_painted_by_style_or_script(small: Portfolio, plan: Plan) -> None:
    svg = timeline(small, plan, Reader()).svg
    assert re.search(r"<style|style=|<script|href=|\son\w+=", svg) is None


def test_steps_of_the_footprint_count_stages_and_bars_name_leases(small: Portfolio) -> None:
    (picture,) = footprint_pictures(footprint(small, on=date(2022, 6, 1)), Reader())
    found = texts(picture)
    assert {"Japan", "South Korea", "jp", "kr1", "kr2", "5", "3", "2"} <= set(found)
    assert "kr-total" not in found
    assert "1 Jun 2022" in found
