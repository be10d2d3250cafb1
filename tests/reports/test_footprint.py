"""The footprint: counted once, with precision, sources and what is assumed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from stagehold.domain.edtf import parse_interval
from stagehold.domain.errors import InputError
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.quantities import AreaUnit
from stagehold.reports.footprint import By, footprint
from stagehold.reports.footprint_picture import footprint_pictures
from stagehold.reports.footprint_tables import footprint_tables, headline
from stagehold.reports.held import EndKind, HeldState
from stagehold.reports.plain import plain
from stagehold.reports.reader import Reader
from stagehold.reports.text import table_text

GOLDENS = Path(__file__).parent / "goldens"


def test_the_small_footprint_reads_as_its_golden(small: Portfolio) -> None:
    reader = Reader()
    found = footprint(small, on=date(2022, 6, 1))
    tables = [table_text(table, reader) for table in footprint_tables(found, reader)]
    text = "\n".join([headline(found, reader) + "\n", *tables])
    assert text == (GOLDENS / "footprint.txt").read_text(encoding="utf-8")


def test_a_total_is_checked_against_its_parts_and_never_counted(small: Portfolio) -> None:
    found = footprint(small, on=date(2022, 6, 1))
    assert {row.key: (row.stages, row.named) for row in found.summary} == {"JP": (2, 2), "KR": (5, 0)}
    assert "kr-total" not in {row.lease for row in found.leases}
    assert [(check.field, check.agrees) for check in found.totals] == [
        ("stages", True), ("area", True), ("area", True), ("area", True),
    ]  # fmt: skip


def test_a_total_that_does_not_fit_its_parts_is_shown_as_such(small: Portfolio) -> None:
    wrong = replace(small.leases["kr-total"], space_count=6)
    assert footprint(small.put(wrong)).totals[0].agrees is False
    without_part = footprint(small.drop("lease", "kr2"))
    assert without_part.totals[0].agrees is None


@pytest.mark.parametrize(
    ("on", "states"),
    [
        (date(2021, 2, 28), {"jp": "not-yet", "kr1": "not-yet", "kr2": "not-yet"}),
        (date(2021, 4, 10), {"jp": "perhaps", "kr1": "end-unstated", "kr2": "held"}),
        (date(2021, 4, 30), {"jp": "assumed", "kr1": "end-unstated", "kr2": "held"}),
        (date(2023, 7, 1), {"jp": "assumed", "kr1": "end-unstated", "kr2": "ended"}),
        (date(2030, 1, 1), {"jp": "ended", "kr1": "end-unstated", "kr2": "ended"}),
    ],
)
def test_a_lease_stands_on_a_day_as_sharply_as_it_is_stated(small: Portfolio, on: date, states: dict[str, str]) -> None:
    assert {row.lease: str(row.state) for row in footprint(small, on=on).leases} == states


def test_a_coarse_end_leaves_days_on_which_nobody_knows(small: Portfolio) -> None:
    coarse = small.put(replace(small.leases["kr2"], term=parse_interval("2021/2023")))
    states = [footprint(coarse, on=day).leases[2].state for day in (date(2023, 1, 1), date(2023, 1, 2))]
    assert states == [HeldState.HELD, HeldState.PERHAPS]
    summary = {row.key: (row.stages, row.perhaps) for row in footprint(coarse, on=date(2023, 6, 1)).summary}
    assert summary["KR"] == (3, 2)


def test_stages_known_by_number_have_no_size(small: Portfolio) -> None:
    rows = {row.key: row for row in footprint(small).summary}
    assert rows["KR"].stage_areas == ()
    assert [str(area) for area in rows["KR"].lease_areas] == ["9000 m2", "7000 m2"]
    assert {row.lease for row in footprint(small).leases if row.counted_only} == {"kr1", "kr2"}


def test_two_leases_of_one_stage_count_it_once(small: Portfolio) -> None:
    later = replace(small.leases["jp"], id="jp-later", spaces=("a",), claims=(), term=parse_interval("2029-01-01/2031"))
    rows = footprint(small.put(later), on=date(2029, 6, 1), by=By.STUDIO).summary
    assert [(row.key, row.stages) for row in rows if row.market == "JP"] == [("lot", 2)]


def test_by_stage_names_each_stage(small: Portfolio) -> None:
    rows = footprint(small, on=date(2022, 1, 1), by=By.STAGE).summary
    assert [(row.key, row.stages, row.leases) for row in rows] == [("a", 1, ("jp",)), ("b", 1, ("jp",))]


def test_an_assumed_end_is_marked_and_its_reason_shown(small: Portfolio) -> None:
    found = footprint(small)
    (lease,) = [row for row in found.leases if row.lease == "jp"]
    assert (str(lease.term), lease.end_kind, lease.assumptions) == ("2021-04/", EndKind.ASSUMED, ("jp-end",))
    assert lease.end is not None
    assert lease.end.text == "2029-12-31"
    assert [item.why for item in found.assumptions] == ["it is said to run on"]


def test_a_party_without_a_lease_is_refused_with_the_nearest(small: Portfolio) -> None:
    with pytest.raises(InputError, match=r"no lease has the lessee 'uss'.*nearest: us"):
        footprint(small, party="uss")
    assert len(footprint(small, party="us").leases) == 3


def test_rows_become_plain_data(small: Portfolio) -> None:
    data = plain(footprint(small, on=date(2022, 6, 1)))
    assert data["on"] == "2022-06-01"
    assert data["leases"][0]["term"] == "2021-04/"
    assert data["leases"][1]["area"] == {"amount": "9000", "unit": "m2", "basis": "as-published"}
    assert data["leases"][0]["source"] == ["trade", "daily"]


def test_without_a_lease_nothing_is_held() -> None:
    found = footprint(Portfolio())
    assert headline(found, Reader()) == "No stage is held."
    assert footprint_pictures(found, Reader()) == ()
    assert footprint_tables(found, Reader())[0].rows == ()


def test_the_article_of_2021_is_found_in_the_east_asia_footprint(east_asia: Portfolio) -> None:
    found = footprint(east_asia, on=date(2021, 5, 1))
    rows = {row.key: row for row in found.summary}
    assert (rows["JP"].stages, rows["JP"].named) == (2, 2)
    assert (rows["KR"].stages, rows["KR"].named) == (9, 0)
    checks = [check for check in found.totals if check.lease == "lease-korea-2021-total"]
    assert {check.agrees for check in checks} == {True}
    assert "thr-toho-2021" in {source for check in checks for source in check.source}
    text = "\n".join(table_text(table, Reader()) for table in footprint_tables(found, Reader()))
    assert "172,000 sq ft ≈ 16,000 m2" in text
    assert "two Actors Center rooms and one Production Center room" in text
    assert "957 m2" in text
    tsubo = Reader(area_unit=AreaUnit.TSUBO)
    assert "289 tsubo" in "\n".join(table_text(table, tsubo) for table in footprint_tables(found, tsubo))


def test_from_january_2028_or_later_stays_so(east_asia: Portfolio) -> None:
    found = footprint(east_asia, on=date(2028, 6, 1))
    leases = footprint_tables(found, Reader())[1]
    (term,) = [row for row in leases.rows if row[0].text == "lease-toho-2028"]
    assert any("January 2028 or later to an unstated end" in cell.text for cell in term)


def test_the_sentence_at_the_top_is_the_same_whatever_rows_stand_for(small: Portfolio) -> None:
    sentences = {headline(footprint(small, on=date(2022, 6, 1), by=by), Reader()) for by in By}
    assert len(sentences) == 1
