"""Business hours are read as they are written, and refused when they are none."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagehold.domain.hours import ALL_HOURS, HOURS_FORM, BusinessHours, parse_hours
from stagehold.files import load


@given(st.integers(0, 1439), st.integers(1, 1440))
def test_hours_read_back_as_they_are_written(opens: int, closes: int) -> None:
    if opens < closes:
        hours = BusinessHours(opens, closes)
        assert parse_hours(str(hours)) == hours
    else:
        with pytest.raises(ValueError, match="it closes later than it opens"):
            BusinessHours(opens, closes)


def test_the_whole_day_ends_as_the_next_one_begins() -> None:
    assert parse_hours("00:00-24:00") == ALL_HOURS
    assert ALL_HOURS.on(date(2027, 3, 4)) == (datetime(2027, 3, 4), datetime(2027, 3, 5))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("9:00-18:00", ""),
        ("18:00-09:00", "it closes later than it opens, at 24:00 at the latest; "),
        ("09:00-09:00", "it closes later than it opens, at 24:00 at the latest; "),
        ("09:00-24:01", "it closes later than it opens, at 24:00 at the latest; "),
        ("09:60-18:00", "an hour has minutes 00 to 59; "),
    ],
)
def test_hours_that_are_none_are_a_finding_that_says_why(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "p.yaml").write_text(
        f"stagehold: 1\npolicies: [{{id: p, clock: business, business_hours: '{text}'}}]\n", encoding="utf-8"
    )
    (found,) = load(tmp_path).findings
    assert (found.rule, found.record, found.field, found.found) == ("not-business-hours", "p", "business_hours", text)
    assert found.allowed == says + HOURS_FORM
