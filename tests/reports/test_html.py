"""One page that needs nothing else and that no text can make do anything."""

from __future__ import annotations

import base64
import hashlib
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drawn import portfolios
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.provenance import Source
from stagehold.planning.plan import Plan, PlanStatus
from stagehold.reports.footprint import footprint
from stagehold.reports.footprint_picture import footprint_pictures
from stagehold.reports.footprint_tables import footprint_tables, headline
from stagehold.reports.html import report_html
from stagehold.reports.plain import plain
from stagehold.reports.plan import plan_tables
from stagehold.reports.reader import Reader
from stagehold.reports.report import Report, Section
from stagehold.reports.slate import slate
from stagehold.reports.slate_tables import slate_tables
from stagehold.reports.sources import record_sources
from stagehold.reports.sources_tables import sources_tables
from stagehold.reports.table import Cell, ColumnKind, Table, columns
from stagehold.reports.timeline import timeline_pages
from stagehold.reports.words import Language


def page_of(portfolio: Portfolio, plan: Plan | None, reader: Reader, title: str = "Report") -> str:
    found = footprint(portfolio, on=date(2022, 6, 1))
    sections = [
        Section(
            heading="Footprint", text=(headline(found, reader),), tables=footprint_tables(found, reader),
            pictures=footprint_pictures(found, reader),
        ),
        Section(heading="Slate", tables=slate_tables(slate(portfolio), reader)),
    ]  # fmt: skip
    if plan is not None:
        pictures = timeline_pages(portfolio, plan, reader)
        sections.append(Section(heading="Plan", tables=plan_tables(portfolio, plan, reader), pictures=pictures))
    return report_html(Report(title=title, sections=tuple(sections), sources=portfolio.sources), reader)


def tree(page: str) -> ET.Element:
    assert page.startswith("<!DOCTYPE html>\n")
    return ET.fromstring(page.removeprefix("<!DOCTYPE html>\n"))


class _Parser(HTMLParser):
    """Collects tags and ids as a browser's parser would see them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.targets: set[str] = set()
        self.labels: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            assert not name.startswith("on")
            assert name != "style"
            if name == "id":
                self.ids.append(value or "")
            elif name == "href" and (value or "").startswith("#"):
                self.targets.add((value or "")[1:])
            elif name == "aria-labelledby":
                self.labels |= set((value or "").split())


def parsed(page: str) -> _Parser:
    parser = _Parser()
    parser.feed(page)
    return parser


def test_the_page_is_well_formed_and_every_link_inside_leads_somewhere(small: Portfolio, plan: Plan) -> None:
    page = page_of(small, plan, Reader())
    tree(page)
    seen = parsed(page)
    assert len(seen.ids) == len(set(seen.ids))
    assert (seen.targets | seen.labels) - set(seen.ids) == set()
    assert {"script", "link", "img", "iframe", "form", "object"} & seen.tags == set()


def test_paints_of_a_picture_are_found_under_the_ids_of_the_page(small: Portfolio, plan: Plan) -> None:
    page = page_of(small, plan, Reader())
    assert set(re.findall(r"url\(#([^)]+)\)", page)) - set(parsed(page).ids) == set()


def test_the_policy_allows_this_style_sheet_and_nothing_else(small: Portfolio) -> None:
    page = page_of(small, None, Reader())
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'" in page


def test_a_figure_leads_to_its_source_with_publisher_date_and_address(small: Portfolio) -> None:
    page = page_of(small, None, Reader())
    assert 'aria-label="Source 1: The Trade"' in page
    (item,) = re.findall(r'<li id="source-1".*?</li>', page)
    assert "The Trade" in item
    assert "Stages &lt;let&gt;" in item
    assert '<a href="https://example.org/1" rel="noopener noreferrer">' in item
    assert "Daily &amp; Co, published March 2021" in page


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "wikipedia:ja", 'https://e.org/"onx="'])
def test_an_address_that_is_no_page_is_only_shown(small: Portfolio, url: str) -> None:
    page = page_of(small.put(Source(id="trade", publisher="P", url=url)), None, Reader())
    links = {href for href in re.findall(r'href="([^"]*)"', page) if not href.startswith("#")}
    assert links == ({"https://e.org/&quot;onx=&quot;"} if url.startswith("https") else set())
    parsed(page)


def test_an_unknown_source_is_named_as_missing(small: Portfolio) -> None:
    page = page_of(small.drop("source", "daily"), None, Reader())
    assert "<code>daily</code> no record of this source" in page


def test_tables_have_captions_scopes_and_stay_tables_when_stacked(small: Portfolio) -> None:
    found = tree(page_of(small, None, Reader()))
    for table in found.iter("table"):
        assert table.get("role") == "table"
        assert table.find("caption") is not None
        assert {cell.get("scope") for cell in table.iter("th")} == {"col", "row"}
        columns_ = len(next(table.iter("tr")))
        assert {len(row) for row in table.iter("tr")} == {columns_}
    assert next(found.iter("main")).get("id") == "content"
    assert next(found.iter("a")).get("href") == "#content"


@pytest.mark.parametrize("language", Language)
def test_the_page_says_which_language_it_is_in(small: Portfolio, plan: Plan, language: Language) -> None:
    page = page_of(small, plan, Reader(language=language))
    assert tree(page).get("lang") == language.value


@given(st.text())
def test_any_text_stays_text(text: str) -> None:
    table = Table(
        key="t", title=text, columns=columns(("a", text), ("b", text, ColumnKind.SOURCE)),
        rows=((Cell(text), Cell(text, None, (text,))),), notes=(text,),
    )  # fmt: skip
    section = Section(heading=text, text=(text,), tables=(table,), sources=(text,))
    page = report_html(Report(title=text, subtitle=text, sections=(section,)), Reader())
    tree(page)
    page.encode()
    usual = {"html", "head", "meta", "title", "style", "body", "a", "header", "h1", "p", "main", "section", "h2", "div"}
    usual |= {"table", "caption", "thead", "tbody", "tr", "th", "td", "sup", "ol", "li", "code"}
    assert parsed(page).tags <= usual


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=40)
@given(portfolios())
def test_every_report_of_any_portfolio_is_well_formed(portfolio: Portfolio) -> None:
    reader = Reader()
    plan = Plan(party=next(iter(portfolio.parties), ""), status=PlanStatus.FEASIBLE, objective=None, bound=None)
    tree(page_of(portfolio, replace(plan, assumptions=tuple(portfolio.assumptions)), reader))
    plain(footprint(portfolio))
    plain(slate(portfolio))
    for kind, record in portfolio.records():
        sources_tables(record_sources(portfolio, f"{kind}/{record.id}"), reader)  # type: ignore[attr-defined]
