"""Everything known on one day: an immutable set of records, looked up by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from stagehold.domain.advice import DemandScenario, SpotClass
from stagehold.domain.booking import Booking, Policy
from stagehold.domain.lease import CandidateLease, Lease
from stagehold.domain.production import Lock, Production
from stagehold.domain.provenance import Assumption, Record, Source, Statement
from stagehold.domain.risk import Risk
from stagehold.domain.scenario import Scenario, Settings
from stagehold.domain.studio import Closure, ExchangeRate, Offer, Party, Space, Studio
from stagehold.domain.title import MarketFigure, SlateCount, Title

# Table name in files and in a portfolio -> (kind as used in references, record type), in the order of reading.
TABLES: Mapping[str, tuple[str, type[Record]]] = {
    "sources": ("source", Source),
    "parties": ("party", Party),
    "policies": ("policy", Policy),
    "studios": ("studio", Studio),
    "spaces": ("space", Space),
    "leases": ("lease", Lease),
    "candidate_leases": ("candidate_lease", CandidateLease),
    "offers": ("offer", Offer),
    "spot_classes": ("spot_class", SpotClass),
    "closures": ("closure", Closure),
    "titles": ("title", Title),
    "productions": ("production", Production),
    "locks": ("lock", Lock),
    "bookings": ("booking", Booking),
    "slate_counts": ("slate_count", SlateCount),
    "market_figures": ("market_figure", MarketFigure),
    "statements": ("statement", Statement),
    "exchange_rates": ("exchange_rate", ExchangeRate),
    "risks": ("risk", Risk),
    "scenarios": ("scenario", Scenario),
    "demand_scenarios": ("demand_scenario", DemandScenario),
    "assumptions": ("assumption", Assumption),
}
TABLE_OF_KIND: Mapping[str, str] = {kind: table for table, (kind, _) in TABLES.items()}


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Portfolio:
    """All records by type and id, in the order they were read.

    Two portfolios are equal when their records are, whatever the order. It shows itself by how many of each it has.
    """

    sources: Mapping[str, Source] = field(default_factory=dict)
    parties: Mapping[str, Party] = field(default_factory=dict)
    policies: Mapping[str, Policy] = field(default_factory=dict)
    studios: Mapping[str, Studio] = field(default_factory=dict)
    spaces: Mapping[str, Space] = field(default_factory=dict)
    leases: Mapping[str, Lease] = field(default_factory=dict)
    candidate_leases: Mapping[str, CandidateLease] = field(default_factory=dict)
    offers: Mapping[str, Offer] = field(default_factory=dict)
    spot_classes: Mapping[str, SpotClass] = field(default_factory=dict)
    closures: Mapping[str, Closure] = field(default_factory=dict)
    titles: Mapping[str, Title] = field(default_factory=dict)
    productions: Mapping[str, Production] = field(default_factory=dict)
    locks: Mapping[str, Lock] = field(default_factory=dict)
    bookings: Mapping[str, Booking] = field(default_factory=dict)
    slate_counts: Mapping[str, SlateCount] = field(default_factory=dict)
    market_figures: Mapping[str, MarketFigure] = field(default_factory=dict)
    statements: Mapping[str, Statement] = field(default_factory=dict)
    exchange_rates: Mapping[str, ExchangeRate] = field(default_factory=dict)
    risks: Mapping[str, Risk] = field(default_factory=dict)
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    demand_scenarios: Mapping[str, DemandScenario] = field(default_factory=dict)
    assumptions: Mapping[str, Assumption] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)

    def __repr__(self) -> str:
        counts = (f"{table}={len(self.table(table))}" for table in TABLES if self.table(table))
        return f"Portfolio({', '.join(counts)})"

    @classmethod
    def of(cls, records: Iterable[Record], settings: Settings | None = None) -> Portfolio:
        """A portfolio of these records; of two records of one type and id the later one stays."""
        tables: dict[str, dict[str, Any]] = {}
        table_of = {type_: table for table, (_, type_) in TABLES.items()}
        for record in records:
            tables.setdefault(table_of[type(record)], {})[record_id(record)] = record
        return cls(**tables, settings=settings or Settings())

    def table(self, name: str) -> Mapping[str, Record]:
        """The records of one table by id."""
        found: Mapping[str, Record] = getattr(self, name)
        return found

    def records(self) -> Iterator[tuple[str, Record]]:
        """Every record with its kind, table by table."""
        for table, (kind, _) in TABLES.items():
            for record in self.table(table).values():
                yield kind, record

    def find(self, reference: str) -> list[tuple[str, Record]]:
        """The records that ``id`` or ``kind/id`` names: none, one, or several of different kinds."""
        kind, slash, rest = reference.partition("/")
        if slash and kind in TABLE_OF_KIND:
            record = self.table(TABLE_OF_KIND[kind]).get(rest)
            return [(kind, record)] if record is not None else []
        found = ((kind, self.table(table).get(reference)) for table, (kind, _) in TABLES.items())
        return [(kind, record) for kind, record in found if record is not None]

    def put(self, record: Record) -> Portfolio:
        """The same portfolio with ``record`` added or in place of the one with its type and id."""
        table = next(table for table, (_, type_) in TABLES.items() if type_ is type(record))
        return self._with(table, {**self.table(table), record_id(record): record})

    def drop(self, kind: str, id_: str) -> Portfolio:
        """The same portfolio without one record."""
        table = TABLE_OF_KIND[kind]
        return self._with(table, {key: value for key, value in self.table(table).items() if key != id_})

    def _with(self, table: str, records: Mapping[str, Record]) -> Portfolio:
        changed: dict[str, Any] = {table: records}
        return replace(self, **changed)


def record_id(record: Record) -> str:
    """The id of any record."""
    id_: str = record.id  # type: ignore[attr-defined]  # every record type declares it; the mixin cannot order it first
    return id_


def size(portfolio: Portfolio) -> int:
    """Number of records."""
    return sum(len(getattr(portfolio, item.name)) for item in fields(portfolio) if item.name != "settings")
