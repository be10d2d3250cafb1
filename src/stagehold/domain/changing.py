"""Making the changes of a scenario: set or clear a field, add or remove a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from stagehold.domain.editing import EditError, covers, require_known, set_field
from stagehold.domain.findings import Finding, nearest
from stagehold.domain.portfolio import TABLE_OF_KIND, TABLES, Portfolio
from stagehold.domain.provenance import Record
from stagehold.domain.reading import INVALID, Reading
from stagehold.domain.scenario import Change, ChangeKind, Scenario
from stagehold.domain.schema import decode
from stagehold.domain.tree import to_node


def apply_scenario(portfolio: Portfolio, scenario: Scenario) -> Portfolio:
    """The portfolio with every change of the scenario made, in their order; it has no scenarios of its own.

    Raises
    ------
    EditError
        For the first change that does not fit.
    """
    for change in scenario.changes:
        portfolio = apply_change(portfolio, change)
    return replace(portfolio, scenarios={})


def apply_change(portfolio: Portfolio, change: Change) -> Portfolio:
    """The portfolio with one change made; where an assumption pins the field, the change takes its place.

    Raises
    ------
    EditError
        If its path, its record or its value does not fit.
    """
    if change.kind is ChangeKind.SET and change.value is None:
        allowed = "the value to set; to empty a field, kind: clear"
        raise EditError(Finding(rule="missing-value", field="value", allowed=allowed))
    pinned = [
        item for item in portfolio.assumptions.values() if covers(item.of, change.of) and covers(change.of, item.of)
    ]
    if change.kind is ChangeKind.SET and change.value is not None:
        changed = set_field(portfolio, change.of, change.value)
        for item in pinned:
            changed = portfolio.put(replace(item, value=change.value, why=change.why or "set by a scenario"))
        return changed
    if change.value is not None and change.kind is not ChangeKind.ADD:
        allowed = f"no value with kind: {change.kind}"
        raise EditError(Finding(rule="value-not-used", field="value", found=str(change.value)[:80], allowed=allowed))
    if change.kind is ChangeKind.CLEAR:
        for item in pinned:
            portfolio = portfolio.drop("assumption", item.id)
        return set_field(portfolio, change.of, None)
    return _added(portfolio, change) if change.kind is ChangeKind.ADD else _removed(portfolio, change.of)


def _added(portfolio: Portfolio, change: Change) -> Portfolio:
    kind, slash, id_ = change.of.partition("/")
    if not slash or kind not in TABLE_OF_KIND:
        allowed = "kind/id, as production/p9, with one of the kinds " + ", ".join(TABLE_OF_KIND)
        close = nearest(kind, TABLE_OF_KIND)
        finding = Finding(rule="unknown-kind", field="of", found=change.of, allowed=allowed, nearest=close)
        raise EditError(finding)
    table = TABLE_OF_KIND[kind]
    if id_ in portfolio.table(table):
        allowed = f"an id that no {kind} has; to change one, kind: set"
        raise EditError(Finding(rule="duplicate-id", field="of", found=change.of, allowed=allowed))
    if not isinstance(change.value, Mapping):
        allowed = f"a mapping with the fields of a {kind}"
        raise EditError(Finding(rule="not-a-record", field="value", found=str(change.value or ""), allowed=allowed))
    record_type: type[Record] = TABLES[table][1]
    reading = Reading(record=id_)
    record: Any = decode(record_type, to_node({**change.value, "id": id_}), reading)
    if record is INVALID:
        raise EditError(reading.findings[0])
    added = portfolio.put(record)
    require_known(added, reading)
    return added


def _removed(portfolio: Portfolio, of: str) -> Portfolio:
    found = portfolio.find(of)
    id_ = of.rpartition("/")[2]
    if len(found) > 1:
        forms = ", ".join(f"{kind}/{id_}" for kind, _ in found)
        raise EditError(Finding(rule="ambiguous-record", field="of", found=of, allowed=forms))
    if not found:
        known = [id_ for table in TABLE_OF_KIND.values() for id_ in portfolio.table(table)]
        allowed = "the id of a record, or kind/id"
        close = nearest(id_, known)
        raise EditError(Finding(rule="unknown-record", field="of", found=of, allowed=allowed, nearest=close))
    return portfolio.drop(found[0][0], id_)
