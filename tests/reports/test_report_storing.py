"""Reports that are kept as text come back as they were."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from stagehold.domain.provenance import Source
from stagehold.reports.report import Report, Section
from stagehold.reports.report_storing import report_of_text, text_of_reports
from stagehold.reports.table import Cell, ColumnKind, Mark, Picture, Table, columns

SOURCES = {"s": Source(id="s", publisher="A paper")}
ROWS = (
    (Cell("a", 7, ("s",), (Mark.ASSUMED,), "lease/a"), Cell("1.50", Decimal("1.50"))),
    (Cell("", None), Cell("0", 0)),
    (Cell("5 Jan", date(2027, 1, 5)), Cell("", None, (), (), "risk/r")),
)
TABLE = Table(key="t", title="T", columns=columns(("x", "X"), ("y", "Y", ColumnKind.NUMBER)), rows=ROWS, notes=("n",))
PICTURE = Picture(key="p", title="P", description="d", svg="<svg/>", width=10.5, height=2.0)
REPORT = Report(
    title="日本",
    subtitle="sub",
    sections=(Section(heading="H", text=("t",), tables=(TABLE,), pictures=(PICTURE,), sources=("s",)),),
    sources=SOURCES,
)


def test_a_report_that_was_kept_is_the_report() -> None:
    assert report_of_text(text_of_reports({"ja": REPORT}), "ja", SOURCES) == REPORT
