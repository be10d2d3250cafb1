"""A report as it goes out: for which reader, in which form, and only to whom all it tells may be told."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from stagehold.domain.quantities import AreaUnit, LengthUnit
from stagehold.reports.html import report_html
from stagehold.reports.reader import Reader
from stagehold.reports.report import Report
from stagehold.reports.words import Language
from stagehold.services.permissions import Permission
from stagehold.web.asked import Asked
from stagehold.web.house import House
from stagehold.web.making import etag_of
from stagehold.web.problems import Trouble
from stagehold.web.reply import JSON, REPORT_POLICY, Reply, encode
from stagehold.web.shapes.reports import ReaderQuery, ReportQuery, UnitsQuery

XLSX = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HTML = b"text/html; charset=utf-8"
REPORT_FORMS = (XLSX.decode(), "text/html")
_FEET = (AreaUnit.SQFT, AreaUnit.ACRE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A report to make: ``key`` says all that decides it beside the reader, ``make`` makes it in a thread."""

    name: str
    key: Hashable
    make: Callable[[Reader], Report]


def reader_of(asked: Asked, query: ReaderQuery) -> Reader:
    """Whoever asks, in the language and units of the query or else their own."""
    viewer = asked.me
    languages, units = [item.value for item in Language], [item.value for item in AreaUnit]
    language = query.language or (viewer.language if viewer.language in languages else Language.EN.value)
    wanted = query.units if isinstance(query, UnitsQuery) else None
    area = AreaUnit(wanted or (viewer.units if viewer.units in units else AreaUnit.M2.value))
    length = LengthUnit.FT if area in _FEET else LengthUnit.M
    return Reader(language=Language(language), area_unit=area, length_unit=length)


def require_all(house: House, asked: Asked, *permissions: Permission) -> None:
    """Refuse whoever may not look at everything: such a report tells of all studios, leases and productions.

    Raises
    ------
    Trouble
    """
    viewer = asked.me
    if viewer.outside:
        raise Trouble("not-allowed", "reports are for the desk's own people; your own bookings are at /api/v1/bookings")
    for permission in permissions:
        if not viewer.may_everywhere(permission, house.desk.portfolio.studios):
            raise Trouble("not-allowed", f"this takes '{permission}' at every studio: it tells of all of them")


async def report_reply(house: House, asked: Asked, wanted: Wanted) -> Reply:
    """The report, made in a thread; a browser that has it already is told so at once."""
    query: ReportQuery = asked.query
    reader = reader_of(asked, query)
    key = (wanted.name, wanted.key, reader, query.form)
    tag = etag_of(key)
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    if asked.is_fresh(tag):
        return Reply(304, headers=headers)
    body = await house.making.bytes_of(key, lambda: _written(wanted, reader, query.form))
    if query.form == "xlsx":
        headers["content-disposition"] = f'attachment; filename="{wanted.name}.xlsx"'
        return Reply(200, body, kind=XLSX, headers=headers)
    if query.form == "html":
        headers["content-disposition"] = f'inline; filename="{wanted.name}.html"'
        return Reply(200, body, kind=HTML, headers=headers, policy=REPORT_POLICY)
    return Reply(200, body, kind=JSON, headers=headers)


def _written(wanted: Wanted, reader: Reader, form: str) -> bytes:
    report = wanted.make(reader)
    if form == "xlsx":
        from stagehold.files.tables_xlsx import tables_xlsx  # slow to load, and seldom wanted

        return tables_xlsx(report.tables)
    if form == "html":
        return report_html(report, reader).encode()
    return encode(report.as_data(wanted.name))
