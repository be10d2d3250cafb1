"""Dates of EDTF level 1, checked against the ``edtf`` library.

Where the two disagree on purpose:

- a season may have ``~ ? %`` behind it here, as every other date; the library does not read that;
- a season is bounded by its year here; the library gives it the months of the northern half of the world;
- an unknown end (``2021-04/``) has no day here; the library invents one ten years later;
- an open end (``2021-04/..``) has no day here; the library gives infinity, which is no date;
- ``000X`` and ``00XX`` begin with year 0001 here, as dates do in Python; the library begins with year 0;
- 1900-02-29 is no day here; the library takes 1900 for a leap year;
- unspecified digits may stand in an interval here (``2027-XX/..``); the library stumbles over most of them.
"""

from __future__ import annotations

import re
from datetime import date
from time import struct_time
from typing import Any

import edtf as oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawn import date_texts, interval_texts
from stagehold.domain import edtf
from stagehold.domain.edtf import DatePrecision, EdtfDate, EdtfError, EdtfInterval


def as_date(moment: struct_time) -> date:
    return date(max(1, moment[0]), moment[1], moment[2])


def oracle_reads(text: str) -> Any:
    bare = re.sub(r"(-2[1-4])[~?%]", r"\1", text)
    if "/" in bare and "X" in bare:
        return [oracle.parse_edtf(half) for half in bare.split("/") if half not in ("", "..")]
    return oracle.parse_edtf(bare)


def agrees(ours: EdtfDate) -> bool:
    theirs = oracle_reads(ours.text)
    if ours.precision is DatePrecision.SEASON:
        return (ours.first, ours.last) == (date(ours.first.year, 1, 1), date(ours.first.year, 12, 31))
    return (ours.first, ours.last) == (as_date(theirs.lower_strict()), as_date(theirs.upper_strict()))


@given(text=date_texts())
def test_a_date_means_the_days_the_oracle_says(text: str) -> None:
    assert agrees(edtf.parse_date(text))


@given(text=interval_texts())
def test_an_interval_has_the_ends_of_its_dates_and_is_known_to_the_oracle(text: str) -> None:
    interval = edtf.parse_interval(text)
    oracle_reads(text)
    for end, half in zip((interval.start, interval.end), text.split("/"), strict=True):
        assert (end.value if isinstance(end, edtf.End) else end.text) == half
        assert isinstance(end, edtf.End) or agrees(end)


@given(text=st.text("0123X-~?%/.Z", min_size=1, max_size=12))
def test_nothing_is_accepted_that_the_oracle_refuses(text: str) -> None:
    try:
        edtf.parse(text)
    except EdtfError:
        return
    oracle_reads(text)


@given(text=date_texts() | interval_texts())
def test_what_was_stated_is_kept(text: str) -> None:
    assert str(edtf.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    ["", "27", "2027-4", "2027-13", "2027-00", "2027-02-29", "1900-02-29", "2027-02-00", "20X7", "2027-XX-05",
     "202X-04", "0000", "2027/2026", "/", "../..", "2027/2028/2029", "2027-25", "2027-04-01T10:00", " 2027",
     "２０２７"],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_what_is_allowed(text: str) -> None:
    with pytest.raises(EdtfError) as refused:
        edtf.parse(text)
    assert len(str(refused.value)) > len(text) + 10


def test_an_unknown_end_names_no_day_and_neither_does_an_open_one() -> None:
    assert edtf.last_day(edtf.parse("2021-04/")) is None
    assert edtf.last_day(edtf.parse("2021-04/..")) is None
    assert edtf.first_day(edtf.parse("2021-04/")) == date(2021, 4, 1)


def test_a_qualifier_moves_no_date_and_is_told() -> None:
    exact, about = edtf.parse("2021-04"), edtf.parse("2021-04~")
    assert isinstance(exact, EdtfDate)
    assert isinstance(about, EdtfDate)
    assert (exact.first, exact.last) == (about.first, about.last)
    assert (edtf.is_approximate(exact), edtf.is_approximate(about)) == (False, True)


def test_both_ends_belong_to_an_interval() -> None:
    interval = edtf.parse("2027-01-05/2029-12-31")
    assert isinstance(interval, EdtfInterval)
    assert (edtf.first_day(interval), edtf.last_day(interval)) == (date(2027, 1, 5), date(2029, 12, 31))
