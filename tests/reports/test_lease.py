"""Tables, picture and workbook of a lease: every closed list has words, and figures are those of the schedule."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook

from leasing.building import IFRS, US, accounting, measured, rent
from leasing.test_vectors import ASC_3_OPERATING, EXAMPLE_18, REASSESSED
from stagehold.domain.lease import EventKind
from stagehold.files.tables_xlsx import tables_xlsx
from stagehold.leasing.disclosure import LeaseState, positions, totals
from stagehold.leasing.journal import Account, EntryKind, journal
from stagehold.leasing.payment import PaymentKind
from stagehold.leasing.schedule import ExemptKind, Schedule, StepKind
from stagehold.leasing.standard import Treatment
from stagehold.leasing.year import AMOUNTS, year_figures, year_to
from stagehold.reports.lease_disclosure import stopped_table, totals_table, year_table
from stagehold.reports.lease_money import money_text
from stagehold.reports.lease_picture import lease_picture, scale
from stagehold.reports.lease_tables import lease_tables, position_table
from stagehold.reports.reader import Reader
from stagehold.reports.table import Cell, ColumnKind, Table, columns
from stagehold.reports.text import table_text
from stagehold.reports.words import CATALOGUES, Language

FAMILIES = {
    "lease-event": EventKind, "lease-step": StepKind, "lease-pay": PaymentKind, "lease-entry": EntryKind,
    "lease-year": AMOUNTS,
    "lease-account": Account, "lease-exempt": ExemptKind, "lease-state": LeaseState, "treatment": Treatment,
}  # fmt: skip
ENGLISH = Reader()


@pytest.mark.parametrize("family", FAMILIES)
def test_every_value_of_a_closed_list_has_a_word(family: str) -> None:
    words = CATALOGUES[Language.EN]
    assert [value for value in FAMILIES[family] if f"{family}.{value}" not in words] == []


def text_of(schedule: Schedule, reader: Reader = ENGLISH) -> str:
    return "\n".join(table_text(table, reader) for table in lease_tables(schedule, journal(schedule), reader))


def test_the_tables_of_a_reassessed_lease(project: Path) -> None:
    """The golden: IFRS 16 Example 13 from its first day to its last."""
    golden = project / "tests" / "reports" / "goldens" / "lease.txt"
    assert text_of(measured(IFRS, **REASSESSED)) == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", list(Language))
def test_every_language_has_the_same_figures(language: Language) -> None:
    schedule = measured(US, **ASC_3_OPERATING)
    reader = Reader(language=language)
    tables = lease_tables(schedule, journal(schedule), reader)
    assert [[cell.value for row in table.rows for cell in row] for table in tables] == [
        [cell.value for row in table.rows for cell in row]
        for table in lease_tables(schedule, journal(schedule), ENGLISH)
    ]


def test_the_disclosure_leads_from_payments_to_the_liability() -> None:
    on = date(2028, 12, 31)
    found = [*positions(measured(IFRS, **REASSESSED), on), *positions(measured(id="jp", currency="JPY",
             term="2027-01-01/2029-12-31", rent=[rent(300, "P1M")], accounting=accounting("0.01")), on)]  # fmt: skip
    text = table_text(totals_table(totals(found), ENGLISH), ENGLISH)
    for words in ("JPY", "USD", "50,000.00", "150,000.00", "3,600", "339,318.67", "weighted average rate"):
        assert words in text
    assert "running" in table_text(position_table(found, ENGLISH), ENGLISH)
    year = year_table(year_figures([measured(IFRS, **REASSESSED)], year_to(on)), on, ENGLISH)
    assert "16,158.03" in table_text(year, ENGLISH)
    assert "rent, term.end" in table_text(stopped_table([("x", ("rent", "term.end"), "")], ENGLISH), ENGLISH)


def test_an_exempt_lease_says_why_and_what_it_costs() -> None:
    given = accounting(None, short_term=True, reason="one season")
    schedule = measured(term="2027-01-01/2027-06-30", rent=[rent(1000, "P1M")], accounting=given)
    text = text_of(schedule)
    assert "off the balance sheet: short term" in text
    assert "one season" in text
    assert "Periods" not in text
    ET.fromstring(lease_picture(schedule, ENGLISH).svg)


def test_the_picture_draws_both_balances_and_says_them() -> None:
    picture = lease_picture(measured(IFRS, **EXAMPLE_18), ENGLISH)
    root = ET.fromstring(picture.svg)
    paths = [item for item in root.iter("{http://www.w3.org/2000/svg}path") if item.get("fill") == "none"]
    assert len(paths) == 2
    assert "liability" in picture.description


def test_a_scale_is_round_and_holds_the_greatest_value() -> None:
    for most in ("0", "0.03", "1", "7", "99.5", "100", "405391.08", "1e27", "123456789012345678901234567890.12"):
        marks = scale(Decimal(most))
        assert marks[0] == 0
        assert marks[-1] >= Decimal(most)
        assert 2 <= len(marks) <= 7


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [("1234.5", "USD", "1,234.50"), ("1234", "JPY", "1,234"), ("-0.5", "USD", "-0.50"),
     ("123456789012345678901234567890.12", "USD", "123,456,789,012,345,678,901,234,567,890.12")],
)  # fmt: skip
def test_money_has_the_places_of_its_currency(amount: str, currency: str, text: str) -> None:
    assert money_text(Decimal(amount), currency, ENGLISH) == text


def test_a_workbook_holds_numbers_and_days_and_never_a_formula() -> None:
    head = columns(("a", "A"), ("n", "N", ColumnKind.NUMBER), ("d", "D", ColumnKind.DATE))
    row = (Cell("=1+1", None), Cell("1,234.50", Decimal("1234.50")), Cell("1 Jan 2027", date(2027, 1, 1)))
    huge = (Cell("x"), Cell("123,456,789,012,345,678", Decimal("123456789012345678")), Cell("", None))
    table = Table(key="rows", title="Rows", columns=head, rows=(row, huge), notes=("a note",))
    book = load_workbook(BytesIO(tables_xlsx([table, table])))
    assert book.sheetnames == ["rows", "rows-2"]
    cells = list(book["rows"].iter_rows(min_row=2))
    assert (cells[0][0].value, cells[0][0].data_type) == ("=1+1", "s")
    assert (cells[0][1].value, cells[0][1].number_format) == (1234.5, "#,##0.00")
    assert cells[0][2].value.date() == date(2027, 1, 1)
    assert cells[1][1].value == "123,456,789,012,345,678"
    assert cells[2][0].value == "a note"
