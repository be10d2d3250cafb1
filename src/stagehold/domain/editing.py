"""Changing one field of one record by its dotted path: how assumptions and scenarios act.

A record is encoded, changed and decoded again, so a pinned value obeys the same rules as one in a file. Paths name
fields, elements of a list by their id or position, keys of a mapping, and ``start`` and ``end`` of an interval:
``lease-1.term.end``, ``p1.needs.main.phases.shoot``, ``lease-1.options.0.exercised``, ``settings.weights.spot``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from stagehold.domain.encoding import encode
from stagehold.domain.fields import Plain
from stagehold.domain.findings import Finding, nearest
from stagehold.domain.portfolio import TABLE_OF_KIND, Portfolio
from stagehold.domain.provenance import Assumption, Record
from stagehold.domain.reading import INVALID, Reading
from stagehold.domain.scenario import Settings
from stagehold.domain.schema import decode
from stagehold.domain.tree import to_node


class EditError(ValueError):
    """The path names no field, or the value does not fit it; ``finding`` says what and where."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


@dataclass(frozen=True, slots=True)
class Target:
    """What ``record.field`` names; ``record`` is None for the settings."""

    kind: str
    id: str
    record: Record | None
    path: str


def resolve(portfolio: Portfolio, of: str) -> Target:
    """The record and field that ``of`` names; the longest id that matches wins.

    Raises
    ------
    EditError
        If there is no such record, several have that id, or no field is named.
    """
    parts = of.split(".")
    if parts[0] == "settings" and len(parts) > 1:
        return Target("settings", "settings", None, ".".join(parts[1:]))
    for length in range(len(parts) - 1, 0, -1):
        reference = ".".join(parts[:length])
        found = portfolio.find(reference)
        if len(found) > 1:
            forms = ", ".join(f"{kind}/{reference}" for kind, _ in found)
            raise EditError(Finding(rule="ambiguous-record", field="of", found=reference, allowed=forms))
        if found:
            kind, record = found[0]
            return Target(kind, reference.rpartition("/")[2], record, ".".join(parts[length:]))
    known = [id_ for table in TABLE_OF_KIND.values() for id_ in portfolio.table(table)]
    allowed = "the id of a record, a dot and a field, as lease-1.term.end"
    raise EditError(
        Finding(rule="unknown-record", field="of", found=of, allowed=allowed, nearest=nearest(parts[0], known))
    )


def set_field(portfolio: Portfolio, of: str, value: Plain | None) -> Portfolio:
    """The portfolio with one field set, or cleared when ``value`` is None.

    Raises
    ------
    EditError
        If the path or the value does not fit.
    """
    target = resolve(portfolio, of)
    current: Any = portfolio.settings if target.record is None else target.record
    tree = _set_at(encode(current), target.path.split("."), value, of)
    reading = Reading(record=target.id)
    changed = decode(type(current), to_node(tree), reading)
    if changed is INVALID:
        raise EditError(reading.findings[0])
    require_known(portfolio, reading, within=target.path)
    if isinstance(changed, Settings):
        return replace(portfolio, settings=changed)
    return portfolio.put(changed)


def require_known(portfolio: Portfolio, reading: Reading, within: str = "") -> None:
    """Refuse ids that no record has, in the field ``within`` and below it. A party may be a name, so it is not asked.

    Raises
    ------
    EditError
        For the first of them, with the nearest id.
    """
    for reference in reading.references:
        if reference.kind == "party" or not (reference.path + ".").startswith(within and within + "."):
            continue
        if reference.kind == "*":
            known = bool(portfolio.find(reference.id))
            ids = [id_ for table in TABLE_OF_KIND.values() for id_ in portfolio.table(table)]
        else:
            ids = list(portfolio.table(TABLE_OF_KIND[reference.kind]))
            known = reference.id in portfolio.table(TABLE_OF_KIND[reference.kind])
        if not known:
            allowed = "the id of a record" if reference.kind == "*" else f"the id of a {reference.kind}"
            finding = Finding(
                rule="unknown-id",
                record=reference.record,
                field=reference.path,
                found=reference.id,
                allowed=allowed,
                nearest=nearest(reference.id, ids),
            )
            raise EditError(finding)


def apply_assumptions(portfolio: Portfolio, assumptions: Iterable[Assumption]) -> tuple[Portfolio, list[Finding]]:
    """The portfolio with every assumption's value in place, and a finding for each that does not fit."""
    findings = []
    for assumption in assumptions:
        try:
            portfolio = set_field(portfolio, assumption.of, assumption.value)
        except EditError as wrong:
            findings.append(replace(wrong.finding, record=assumption.id, field=_blame(wrong.finding)))
    return portfolio, findings


def covers(assumption_of: str, of: str) -> bool:
    """Whether pinning ``assumption_of`` settles ``of``: the same field or one above it."""
    bare, asked = assumption_of.rpartition("/")[2], of.rpartition("/")[2]
    return asked == bare or asked.startswith(bare + ".")


def _blame(finding: Finding) -> str:
    return "of" if finding.field == "of" or finding.rule in ("unknown-field", "unknown-record") else "value"


def _set_at(tree: Any, path: list[str], value: Any, of: str) -> Any:
    if not path:
        return value
    name, rest = path[0], path[1:]
    if tree is None:
        tree = {}
    if isinstance(tree, str) and name in ("start", "end") and not rest:
        return _set_end(tree, name, value)
    if isinstance(tree, list):
        index = _index_of(tree, name)
        if index is None:
            known = [str(item.get("id", position)) for position, item in enumerate(tree) if isinstance(item, dict)]
            allowed = ", ".join(known) or "no element"
            finding = Finding(
                rule="unknown-element", field="of", found=of, allowed=allowed, nearest=nearest(name, known)
            )
            raise EditError(finding)
        changed = [*tree]
        changed[index] = _set_at(tree[index], rest, value, of)
        return changed
    if not isinstance(tree, dict):
        raise EditError(
            Finding(rule="unknown-field", field="of", found=of, allowed="a path that ends at a plain value")
        )
    if name in ("term", "window", "in_service") and rest and tree.get(name) is None:
        return {**tree, name: _set_end("/", rest[0], value)}
    return {**tree, name: _set_at(tree.get(name), rest, value, of)}


def _set_end(interval: str, end: str, value: Any) -> str:
    first, _, last = interval.partition("/")
    return f"{value or ''}/{last}" if end == "start" else f"{first}/{value or ''}"


def _index_of(items: list[Any], name: str) -> int | None:
    for index, item in enumerate(items):
        if isinstance(item, dict) and item.get("id") == name:
            return index
    return int(name) if name.isdecimal() and int(name) < len(items) else None
