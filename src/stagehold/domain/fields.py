"""Field types of the records: what a value must be, written where the field is declared.

``Annotated`` carries the rule: :class:`Ref` names the record type a value points to, :class:`Range` bounds a number.
``domain.schema`` reads these to decode, check and encode every field in one way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any


@dataclass(frozen=True, slots=True)
class Ref:
    """The value is the id of a record of ``kind``."""

    kind: str


@dataclass(frozen=True, slots=True)
class Range:
    """The number lies between ``low`` and ``high``, both included; None is no limit."""

    low: int | None = None
    high: int | None = None

    def __str__(self) -> str:
        if self.high is None:
            return f"{self.low} or more"
        return f"{self.low} to {self.high}" if self.low is not None else f"{self.high} or less"


@dataclass(frozen=True, slots=True)
class Token:
    """A short word without blanks or the characters that separate words in a cell or a reference."""


@dataclass(frozen=True, slots=True)
class CurrencyCode:
    """A code of ISO 4217."""


@dataclass(frozen=True, slots=True)
class CountryCode:
    """Two letters of ISO 3166-1."""


@dataclass(frozen=True, slots=True)
class TimeZone:
    """A name of the tz database."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the languages it is known in; ``en`` is also what is written without a language."""

    en: str
    ja: str | None = None
    ko: str | None = None

    def __str__(self) -> str:
        return self.en


@dataclass(frozen=True, slots=True)
class PlainValue:
    """The value is kept untyped: text, or lists (tuples) and mappings that end in text."""


Plain = Annotated[str | tuple[Any, ...] | Mapping[str, Any], PlainValue()]

Id = Annotated[str, Token()]
SourceId = Annotated[str, Ref("source")]
PartyId = Annotated[str, Ref("party")]
StudioId = Annotated[str, Ref("studio")]
SpaceId = Annotated[str, Ref("space")]
LeaseId = Annotated[str, Ref("lease")]
CandidateId = Annotated[str, Ref("candidate_lease")]
TitleId = Annotated[str, Ref("title")]
ProductionId = Annotated[str, Ref("production")]
PolicyId = Annotated[str, Ref("policy")]
# A record of any type: an id, or type/id where two types use the same id.
AnyRef = Annotated[str, Ref("*")]

MOST_DAYS = 100_000  # about 270 years: any longer stay, lag or window is a slip of the pen
DayCount = Annotated[int, Range(0, MOST_DAYS)]
PhaseDays = Annotated[int, Range(1, MOST_DAYS)]
SignedDays = Annotated[int, Range(-MOST_DAYS, MOST_DAYS)]
Count = Annotated[int, Range(0, 1_000_000_000)]
StageCount = Annotated[int, Range(1, 1000)]
SpotCount = Annotated[int, Range(0, 1000)]
Weight = Annotated[Decimal, Range(0, 1_000_000_000_000)]
Amount = Annotated[Decimal, Range(0, None)]
Share = Annotated[Decimal, Range(0, 1)]
Extra = Annotated[Decimal, Range(0, 1000)]  # on top of the whole: 0.2 is 20 %
Currency = Annotated[str, CurrencyCode()]
Country = Annotated[str, CountryCode()]
Zone = Annotated[str, TimeZone()]
