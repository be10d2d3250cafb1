"""Columns and places as a spreadsheet writes them."""

from __future__ import annotations

import pytest
from openpyxl.utils import get_column_letter

from stagehold.files.origin import column_letters, file_and_line


@pytest.mark.parametrize("column", [1, 2, 26, 27, 52, 53, 702, 703, 16_384])
def test_columns_are_lettered_as_in_spreadsheets(column: int) -> None:
    assert column_letters(column) == get_column_letter(column)


def test_a_cell_names_itself_and_a_line_its_file() -> None:
    assert file_and_line("book.xlsx#spaces", (5, 3)) == ("book.xlsx#spaces!C5", 5)
    assert file_and_line("book.xlsx#spaces", (5, 0)) == ("book.xlsx#spaces", 5)
    assert file_and_line("spaces.csv", 5) == ("spaces.csv", 5)
