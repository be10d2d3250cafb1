"""A cell carries what it sorts by, whatever language its text is in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from stagehold.domain.edtf import parse
from stagehold.domain.quantities import Area, AreaUnit
from stagehold.reports.report import Report, Section, sort_value
from stagehold.reports.table import Cell, Table, columns


@pytest.mark.parametrize(
    ("value", "sort"),
    [
        (3, 3.0),
        (Decimal("1.50"), 1.5),
        (Fraction(1, 2), 0.5),
        (Area(Decimal(10), AreaUnit.M2), 10.0),
        (date(2027, 3, 5), "2027-03-05"),
        (parse("2027-03"), "2027-03-01"),
        (parse("2027-03/"), "2027-03-01"),
        (parse("/2027-03"), "2027-03-01"),
        (True, None),
        (None, None),
        ("words", None),
        (("a", "b"), None),
    ],
)
def test_a_value_sorts_by_its_number_or_its_first_day(value: object, sort: object):
    assert sort_value(value) == sort


def test_a_report_gives_what_a_cell_sorts_by_only_where_there_is_something():
    table = Table(key="t", title="T", columns=columns(("a", "A"), ("b", "B")), rows=((Cell("1,200", 1200), Cell("x")),))
    report = Report(title="R", sections=(Section(heading="S", tables=(table,)),), sources={})
    assert report.as_data("r")["sections"][0]["tables"][0]["rows"] == [
        [{"text": "1,200", "sort": 1200.0}, {"text": "x"}]
    ]
