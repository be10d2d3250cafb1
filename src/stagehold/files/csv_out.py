"""Portfolios as CSV: one file for each type of record, UTF-8, comma, quoted where needed."""

from __future__ import annotations

import csv
import io

from stagehold.domain.portfolio import Portfolio
from stagehold.files.table_out import tables_of


def csv_files(portfolio: Portfolio) -> dict[str, str]:
    """The text of each file by name."""
    files = {}
    for name, header, rows in tables_of(portfolio):
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
        files[f"{name}.csv"] = text.getvalue()
    return files
