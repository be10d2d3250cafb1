"""Reports as the API gives them: sections with tables and pictures, cells with their sources, marks and records.

The page has the same shapes in ``board/src/types.ts``.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from stagehold.web.shapes.words import Day, Word

Language = Literal["en", "ja", "ko"]
Units = Literal["m2", "sqft", "tsubo", "pyeong", "acre"]
Form = Literal["json", "xlsx", "html"]
Id = Annotated[Word, Meta(description="the id of a record")]
Market = Annotated[str, Meta(pattern=r"^[A-Z]{2}$(?!\n)", description="a country (ISO 3166-1), as JP")]
Period = Annotated[
    str,
    Meta(
        pattern=r"^(19|20|21)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$(?!\n)",
        description="a day, month or year, as 2028-01-31, 2028-01 or 2028",
    ),
]
PlanName = Annotated[
    Word, Meta(description="the number of a published plan or the id of a job; none: no plan; default the last one")
]


class SourceGiven(Struct, kw_only=True):
    """Where something is published."""

    publisher: str
    title: str | None
    url: str | None
    published: str | None


class ColumnGiven(Struct, kw_only=True):
    """A column; ``key`` is stable, ``title`` is for the reader."""

    key: str
    title: str
    kind: Literal["text", "number", "area", "date", "source"]


class CellGiven(Struct, kw_only=True, omit_defaults=True):
    """What is shown, the ids of the sources it rests on, what a reader must know of it, and the record it is about.

    ``sort`` is the raw value, where there is one: a number (areas in m2), or the first day of a date.
    """

    text: str
    sources: list[str] | None = None
    marks: list[Literal["assumed", "conflict", "unstated"]] | None = None
    record: str | None = None
    sort: float | str | None = None


class TableInReport(Struct, kw_only=True):
    """Rows of cells, one cell a column."""

    id: str
    title: str
    columns: list[ColumnGiven]
    rows: list[list[CellGiven]]
    notes: list[str]


class PictureGiven(Struct, kw_only=True):
    """A drawing as SVG on a ground of its own, with words for those who do not see it."""

    id: str
    title: str
    description: str
    svg: str


class SectionGiven(Struct, kw_only=True):
    """Paragraphs with their sources, pictures and tables."""

    heading: str
    text: list[str]
    sources: list[str]
    tables: list[TableInReport]
    pictures: list[PictureGiven]


class ReportGiven(Struct, kw_only=True):
    """A report; ``sources`` are those that its cells and paragraphs name."""

    id: str
    title: str
    subtitle: str
    sections: list[SectionGiven]
    sources: dict[str, SourceGiven]


class ReportListed(Struct, kw_only=True):
    """A report there is; ``of`` says what its address ends with, null where with its name."""

    name: str
    title: str
    about: str
    of: str | None
    address: str


class ReportsGiven(Struct, kw_only=True):
    """Every report there is, in the reader's language."""

    reports: list[ReportListed]


class ReaderQuery(Struct, kw_only=True, forbid_unknown_fields=True):
    """For whom: by default in the language of whoever asks."""

    language: Language | None = None


class UnitsQuery(ReaderQuery, kw_only=True, forbid_unknown_fields=True):
    """For whom; by default in the language and units of whoever asks."""

    units: Units | None = None


class ReportQuery(UnitsQuery, kw_only=True, forbid_unknown_fields=True):
    """For whom and in which form; by default in the language and units of whoever asks."""

    form: Form = "json"


class FootprintQuery(ReportQuery, kw_only=True, forbid_unknown_fields=True):
    """What is held ``on`` a day (without it over all time), by whom, and what a row of totals stands for."""

    on: Day | None = None
    for_: Id | None = field(default=None, name="for")
    by: Literal["market", "studio", "stage"] = "market"


class SlateQuery(ReportQuery, kw_only=True, forbid_unknown_fields=True):
    """One market, one year, or all; ``plan`` is what delivery is held against."""

    market: Market | None = None
    year: Annotated[int, Meta(ge=1, le=9999)] | None = None
    plan: PlanName | None = None


class WhyOfQuery(ReportQuery, kw_only=True, forbid_unknown_fields=True):
    """Which production of a plan; a job that was made to explain one knows it."""

    production: Id | None = None


class LeasesQuery(ReportQuery, kw_only=True, forbid_unknown_fields=True):
    """As leases stand ``on`` a day, default today, in the accounts of a standard."""

    on: Day | None = None
    for_: Id | None = field(default=None, name="for")
    standard: Literal["ifrs16", "asc842"] = "ifrs16"


class LeaseQuery(ReportQuery, kw_only=True, forbid_unknown_fields=True):
    """As one lease stands ``on`` a day, default today, under a standard."""

    on: Day | None = None
    standard: Literal["ifrs16", "asc842"] = "ifrs16"


class UseQuery(ReportQuery, kw_only=True, forbid_unknown_fields=True):
    """Whose use of stages, in which days (both ends included), seen by whom, a row for what, weighted how."""

    from_: Period | None = field(default=None, name="from")
    to: Period | None = None
    for_: Id | None = field(default=None, name="for")
    view: Literal["lessee", "studio"] = "lessee"
    by: Literal["stage", "studio", "market", "month", "year"] = "stage"
    weight: Literal["count", "area"] = "count"
    plan: PlanName | None = None
    tenant: Id | None = None
