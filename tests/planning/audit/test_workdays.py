"""Working days of the audit: what its calendar does not know is said, with what it knows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from stagehold.domain.portfolio import Portfolio
from stagehold.files import load
from stagehold.planning.audit.workdays import BeyondCalendar, works

LOT = """\
stagehold: 1
studios: [{id: lot, name: Lot, country: JP, time_zone: Asia/Tokyo}]
spaces: [{id: a, studio: lot, kind: stage, name: A}]
"""


@pytest.fixture
def lot(tmp_path: Path) -> Portfolio:
    """A stage in Japan."""
    (tmp_path / "portfolio.yaml").write_text(LOT, encoding="utf-8")
    return load(tmp_path).portfolio


def elsewhere(lot: Portfolio, country: str, region: str | None) -> Portfolio:
    """The same in another country, whether files may name it or not."""
    return replace(lot, studios={"lot": replace(lot.studios["lot"], country=country, region=region)})


@pytest.mark.parametrize(
    ("country", "region", "day", "says", "allowed"),
    [
        ("ZZ", None, date(2027, 6, 17), "no holidays are known for ZZ", "a country of the holidays library"),
        ("US", "XX", date(2027, 6, 17), "no holidays are known for US-XX", "AK, "),
        ("JP", None, date(2150, 6, 17), "no holidays are known for JP in 2150", "1949 to "),
    ],
)
def test_what_the_calendar_does_not_know_is_said(
    lot: Portfolio, country: str, region: str | None, day: date, says: str, allowed: str
) -> None:
    with pytest.raises(BeyondCalendar, match=f"^{says}$") as refused:
        works(elsewhere(lot, country, region), "a", day)
    assert allowed in refused.value.allowed


def test_a_region_has_holidays_of_its_own(lot: Portfolio) -> None:
    day = date(2027, 3, 31)  # César Chávez Day, in California
    assert not works(elsewhere(lot, "US", "CA"), "a", day)
    assert works(elsewhere(lot, "US", "NY"), "a", day)
