"""Portfolios and plans written out by hand, in the words of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from stagehold.domain.portfolio import TABLES, Portfolio
from stagehold.domain.reading import Reading
from stagehold.domain.scenario import Settings
from stagehold.domain.schema import decode
from stagehold.domain.studio import PhaseKind
from stagehold.domain.tree import to_node
from stagehold.planning.audit import audit, terms_of
from stagehold.planning.audit.lateness import late_days, late_productions
from stagehold.planning.audit.placed import readable
from stagehold.planning.plan import (
    LateProduction,
    PhaseSpan,
    Placement,
    Plan,
    PlanStatus,
    UnplacedProduction,
)

LOT = {"id": "lot", "name": "Lot", "country": "JP", "city": "Tokyo"}


def portfolio(**tables: Any) -> Portfolio:
    """Records as a file would write them; studio ``lot``, and stages that need nothing said but their id."""
    tables.setdefault("studios", [LOT])
    reading = Reading()
    records = []
    for table, rows in tables.items():
        if table != "settings":
            records += [decode(TABLES[table][1], to_node(row), reading) for row in rows]
    settings = decode(Settings, to_node(tables.get("settings", {})), reading)
    assert reading.findings == []
    return Portfolio.of(records, settings)


def stage(id_: str, **fields: Any) -> dict[str, Any]:
    return {"id": id_, "studio": "lot", "kind": "stage", **fields}


def lease(id_: str, spaces: str, term: str = "2027-01-04/2027-03-31", **fields: Any) -> dict[str, Any]:
    return {"id": id_, "lessee": "us", "spaces": spaces.split(), "term": term, **fields}


def one_stage(need: Mapping[str, Any] | None = None, **tables: Any) -> Portfolio:
    """Stage ``a``, leased 4 January to 31 March 2027, and production ``p`` with a need ``m`` of three shoot days."""
    stages = tables.pop("spaces", [stage("a")])
    production = {"id": "p", "needs": [{"id": "m", "phases": {"shoot": 3}, **(need or {})}], **tables.pop("p", {})}
    tables.setdefault("leases", [lease(f"l-{item['id']}", item["id"]) for item in stages])
    return portfolio(spaces=stages, productions=[production, *tables.pop("others", [])], **tables)


def put(need: str, stages: str, start: str, *phases: tuple[str, int], days: int = 3) -> Placement:
    """``put("p/m", "a b+c", "2027-01-10", ("build", 2), ("shoot", 3))``; without phases so many days of shoot."""
    production, _, id_ = need.partition("/")
    rows = []
    first = day = date.fromisoformat(start)
    for phase, length in phases or (("shoot", days),):
        rows.append(PhaseSpan(phase=PhaseKind(phase), start=day, end=day + timedelta(days=length)))
        day = rows[-1].end
    stages_ = tuple(stages.split())
    return Placement(production=production, need=id_, stages=stages_, start=first, end=day, phases=tuple(rows))


def plan_of(facts: Portfolio, placements: Sequence[Placement], baseline: Plan | None = None) -> Plan:
    """The plan that says of these placements what follows from them, so that only rules on them can be broken."""
    kept = {(item.production, item.need) for item in readable(facts, placements)}
    placements = tuple(
        replace(item, late_days=late_days(facts, item)) if (item.production, item.need) in kept else item
        for item in placements
    )
    placed = {item.production for item in placements}
    left = [id_ for id_, item in facts.productions.items() if item.needs and id_ not in placed]
    terms = terms_of(facts, placements, left, baseline, party="us")
    late = late_productions(facts, readable(facts, placements))
    return Plan(
        party="us",
        status=PlanStatus.FEASIBLE,
        objective=terms.total,
        bound=Decimal(0),
        terms=terms,
        placements=placements,
        late=tuple(LateProduction(production=id_, days=days) for id_, days in late.items()),
        unplaced=tuple(UnplacedProduction(production=id_) for id_ in left),
    )


def broken(facts: Portfolio, *placements: Placement, baseline: Plan | None = None) -> list[str]:
    """The names of the rules that these placements break, in the order of the audit."""
    plan = plan_of(facts, placements, baseline)
    return [finding.rule for finding in audit(facts, plan, baseline=baseline)]
