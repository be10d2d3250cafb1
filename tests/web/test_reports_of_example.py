"""Every report of the East Asia example, in every language, unit and form."""

from __future__ import annotations

import io
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from litestar.testing import TestClient

from stagehold.desk.requests import Import
from stagehold.services.counter import Counter
from stagehold.services.portfolios import open_portfolio
from stagehold.store import open_store
from stagehold.web.app import make_app
from stagehold.web.settings import Settings
from web.reported import cells, report, rows_of
from web.world import API, ORIGIN, Clock, Desk


@pytest.fixture(scope="module")
def east(
    filled: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory, project: Path
) -> Iterator[Desk]:
    """The desk of the world with all of the East Asia example in it."""

    file = tmp_path_factory.mktemp("east") / "desk.sqlite"
    shutil.copyfile(filled[0], file)
    clock = Clock()
    with open_store(file) as store:
        counter = Counter(store, clock)
        try:
            counter.ask(Import(portfolio=open_portfolio(project / "examples/east-asia").portfolio), by="test").result(
                60
            )
        finally:
            counter.close()
        with TestClient(make_app(store, Settings(), clock), base_url=ORIGIN) as client:
            yield Desk(client, filled[1], clock)


EAST = [
    "footprint?on=2028-06-30",
    "footprint?by=studio",
    "footprint?by=stage",
    "slate",
    "slate?market=JP&year=2021",
    "sources/lease-toho-2021",
    "leases",
    "leases?standard=asc842",
    "use?for=netflix&to=2029",
]


@pytest.mark.parametrize("address", EAST)
@pytest.mark.parametrize("language", ["en", "ja", "ko"])
def test_every_report_of_the_example_is_written_in_every_language(east: Desk, language: str, address: str) -> None:
    path, _, query = address.partition("?")
    given = report(east, path, **dict(pair.split("=") for pair in query.split("&") if pair), language=language)
    assert given["title"] != ""
    assert all(section["heading"] for section in given["sections"])
    assert any(section["tables"] for section in given["sections"])
    named = {id_ for cell in cells(given) for id_ in cell.get("sources", ())}
    named |= {id_ for section in given["sections"] for id_ in section["sources"]}
    assert set(given["sources"]) == named  # every source that a cell names is there, and no other


@pytest.mark.parametrize("address", EAST)
def test_one_click_leads_from_every_record_to_its_sources(east: Desk, address: str) -> None:
    path, _, query = address.partition("?")
    given = report(east, path, **dict(pair.split("=") for pair in query.split("&") if pair))
    records = {cell["record"] for cell in cells(given) if "record" in cell}
    assert records
    for record in sorted(records)[:40]:
        assert report(east, f"sources/{record}")["subtitle"] == record


def test_areas_come_in_the_units_of_the_reader(east: Desk) -> None:
    texts = {
        units: {row["area"]["text"] for row in rows_of(report(east, "footprint", units=units), "leases")}
        for units in ("m2", "sqft", "tsubo", "pyeong")
    }
    assert any("16,000 m2" in text for text in texts["m2"])
    assert any("sq ft" in text for text in texts["sqft"])
    assert len({frozenset(item) for item in texts.values()}) == 4


@pytest.mark.parametrize("address", ["footprint", "slate", "leases"])
def test_a_report_is_a_workbook_and_a_page_too(east: Desk, address: str) -> None:
    book = east.ask("vera", "GET", f"{API}/reports/{address}?form=xlsx")
    assert (book.status_code, address in book.headers["content-disposition"]) == (200, True)
    sheets = openpyxl.load_workbook(io.BytesIO(book.content)).sheetnames
    given = report(east, address)
    assert sheets == [table["id"] for section in given["sections"] for table in section["tables"]]
    page = east.ask("vera", "GET", f"{API}/reports/{address}?form=html&language=ko")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="ko">' in page.text
    policy = page.headers["content-security-policy"]
    assert ("script-src" in policy, policy.startswith("default-src 'none'"), "sandbox" in policy) == (False, True, True)


def test_what_is_asked_twice_is_made_once(east: Desk) -> None:
    def seconds() -> float:
        began = time.perf_counter()
        report(east, "slate", year="2022", units="acre")
        return time.perf_counter() - began

    first, again = seconds(), min(seconds() for _ in range(3))
    assert again < first
