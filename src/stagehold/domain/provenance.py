"""Where a fact comes from: sources, statements, competing claims, assumptions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stagehold.domain.edtf import Edtf, EdtfDate
from stagehold.domain.fields import AnyRef, Id, Plain, SourceId


class Status(StrEnum):
    """How firm a fact is, as its source puts it."""

    ANNOUNCED = "announced"
    REPORTED = "reported"
    ESTIMATED = "estimated"
    CONTRACTED = "contracted"
    OCCURRED = "occurred"


class Precision(StrEnum):
    """How sharply a source states a value."""

    EXACT = "exact"
    APPROXIMATE = "approximate"
    LOWER_BOUND = "lower_bound"
    UPPER_BOUND = "upper_bound"
    RANGE = "range"
    COMPARATIVE = "comparative"
    COARSE = "coarse"
    UNSPECIFIED = "unspecified"
    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    PART_OF_YEAR = "part_of_year"
    PART_OF_MONTH = "part_of_month"
    INFERRED = "inferred"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One stated value of one field; claims are kept side by side, never merged.

    Parameters
    ----------
    field
        Dotted path inside the record. A field the record does not have may be claimed too: it is kept and shown.
    value, unit
        As stated: text, or a list or mapping of text.
    stated_on
        When the source said it, where that differs from the source's own date.
    """

    field: str
    value: Plain
    unit: str | None = None
    source: tuple[SourceId, ...] = ()
    status: Status | None = None
    as_stated: str | None = None
    precision: Precision | None = None
    stated_on: EdtfDate | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record carries besides its own fields: where it comes from, and what else is said of it."""

    source: tuple[SourceId, ...] = ()
    status: Status | None = None
    as_stated: str | None = None
    precision: Precision | None = None
    note: str | None = None
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Record):
    """A published page or document.

    ``precision`` says how well the date of publication is known (``inferred``: the page gives none).
    """

    id: Id
    publisher: str
    title: str | None = None
    url: str | None = None
    published: Edtf | None = None
    kind: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Record):
    """Who said what: ``said`` in other words, ``quote`` as spoken."""

    id: Id
    who: str
    role: str | None = None
    organisation: str | None = None
    date: EdtfDate | None = None
    channel: str | None = None
    about: tuple[AnyRef, ...] = ()
    said: str
    quote: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption(Record):
    """Pins what no source states, or chooses between claims.

    Parameters
    ----------
    of
        ``record.field``, as ``lease-1.term.end`` or ``p1.needs.main.phases.shoot``.
    value
        What is assumed, written as that field is written.
    why, by
        The reason, and who decided.
    """

    id: Id
    of: str
    value: Plain
    why: str
    by: str | None = None
