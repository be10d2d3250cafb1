"""What can only be done once all is read: rows of child tables into their records, and every reference checked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from stagehold.domain.fields import Ref
from stagehold.domain.findings import nearest
from stagehold.domain.portfolio import TABLE_OF_KIND, TABLES, Portfolio
from stagehold.domain.reading import INVALID, Reference
from stagehold.domain.schema import hints_of, split_annotation
from stagehold.domain.studio import Party
from stagehold.domain.tree import Node
from stagehold.files.intake import CHILD_TABLES, Child, Intake
from stagehold.files.origin import Origin

_LIKENESS = 0.8  # of a new party's name to a known one, above which it may be a slip of the pen
# Comparing words costs time: beyond this many comparisons an unknown id is reported without the nearest one.
_MOST_COMPARISONS = 500_000


class Links:
    """Ids by kind, and the words compared so far."""

    def __init__(self, intake: Intake) -> None:
        self.intake = intake
        self.ids: dict[str, dict[str, None]] = {kind: {} for kind, _ in TABLES.values()}
        for kind, id_ in intake.origins:
            self.ids[kind][id_] = None
        self.comparisons = 0
        self.near: dict[tuple[str, str], str] = {}

    def kinds_of(self, reference: str) -> list[tuple[str, str]]:
        """The (kind, id) pairs that ``id`` or ``kind/id`` can mean."""
        kind, slash, rest = reference.partition("/")
        if slash and kind in self.ids:
            return [(kind, rest)] if rest in self.ids[kind] else []
        return [(kind, reference) for kind, ids in self.ids.items() if reference in ids]

    def nearest_id(self, kind: str, word: str) -> str:
        """The id of that kind (any kind for ``*``) closest to the word."""
        if (kind, word) not in self.near:
            tables = [self.ids[kind]] if kind in self.ids else list(self.ids.values())
            known = [id_ for ids in tables for id_ in ids]
            self.near[kind, word] = self.nearest_word(word, known)
        return self.near[kind, word]

    def nearest_word(self, word: str, known: list[str], *, likeness: float = 0.6) -> str:
        """The known word closest to ``word``, while comparing is affordable."""
        self.comparisons += len(known)
        return nearest(word, known, likeness=likeness) if self.comparisons < _MOST_COMPARISONS else ""

    def report(self, rule: str, reference: Reference, allowed: str, close: str) -> None:
        """Records a reference that leads nowhere, or to several records."""
        reading = self.intake.reading
        reading.file, reading.record = reference.file, reference.record
        reading.fault(rule, reference.node, reference.path, found=reference.id, allowed=allowed, close=close)


def link(intake: Intake) -> Portfolio:
    """The portfolio of everything taken in; what does not fit has become a finding."""
    intake.finish_unnamed()
    links = Links(intake)
    _make_parties(intake, links)
    _attach_children(intake, links)
    _check_references(intake, links)
    tables: dict[str, Any] = dict(intake.tables)
    return Portfolio(**tables) if intake.settings is None else Portfolio(**tables, settings=intake.settings)


def _attach_children(intake: Intake, links: Links) -> None:
    rows: dict[tuple[str, str, str], list[Any]] = {}
    for child in intake.children:
        owner = _owner(child, intake, links)
        if owner is not None and child.value is not INVALID:
            rows.setdefault((*owner, CHILD_TABLES[child.table].attribute), []).append(child)
    for (kind, id_, attribute), children in rows.items():
        records = intake.tables[TABLE_OF_KIND[kind]]
        if id_ not in records:
            continue
        record = records[id_]
        own: tuple[Any, ...] = getattr(record, attribute)
        changed: dict[str, Any] = {attribute: (*own, *(child.value for child in children))}
        records[id_] = replace(record, **changed)
        origin = intake.origins[kind, id_]
        for position, child in enumerate(children, len(own)):
            origin.below[f"{attribute}.{getattr(child.value, 'id', position)}"] = child.origin


def _owner(child: Child, intake: Intake, links: Links) -> tuple[str, str] | None:
    table = CHILD_TABLES[child.table]
    found = links.kinds_of(child.owner)
    if table.kind != "*":
        kind, slash, rest = child.owner.partition("/")
        id_ = rest if slash and kind == table.kind else child.owner
        found = [(table.kind, id_)] if id_ in links.ids[table.kind] else []
    if len(found) == 1:
        return found[0]
    reference = Reference(table.kind, child.owner, child.node, child.origin.file, child.owner, table.parent)
    if found:
        links.report("ambiguous-record", reference, ", ".join(f"{kind}/{id_}" for kind, id_ in found), "")
    elif not _may_be_missing(intake, table.kind):
        links.report("unknown-id", reference, _allowed(table.kind), links.nearest_id(table.kind, child.owner))
    return None


def _may_be_missing(intake: Intake, kind: str) -> bool:
    return bool(intake.incomplete) if kind == "*" else kind in intake.incomplete


def _allowed(kind: str) -> str:
    return "the id of a record, or kind/id" if kind == "*" else f"the id of a {kind.replace('_', ' ')}"


def _check_references(intake: Intake, links: Links) -> None:
    for reference in intake.reading.references:
        kind = reference.kind
        if kind == "party":
            continue
        if kind == "*":
            if reference.id in links.ids["space"] or links.kinds_of(reference.id):
                continue
        elif reference.id in links.ids[kind]:
            continue
        if not _may_be_missing(intake, kind):
            links.report("unknown-id", reference, _allowed(kind), links.nearest_id(kind, reference.id))


def _make_parties(intake: Intake, links: Links) -> None:
    """A name in place of a party's id means that party; a name nobody has makes one."""
    by_name: dict[str, list[str]] = {}
    for party in intake.tables["parties"].values():
        if isinstance(party, Party):
            by_name.setdefault(party.name, []).append(party.id)
    meant: dict[str, str] = {}
    for reference in intake.reading.references:
        if reference.kind != "party" or reference.id in links.ids["party"]:
            continue
        named = by_name.get(reference.id, [])
        if len(named) > 1:
            links.report("ambiguous-party", reference, "one of the ids " + ", ".join(named), "")
        elif named:
            meant[reference.id] = named[0]
        elif not _may_be_missing(intake, "party"):
            _make_party(intake, links, reference, by_name)
    if meant:
        _put_ids(intake, meant)


def _make_party(intake: Intake, links: Links, reference: Reference, by_name: dict[str, list[str]]) -> None:
    name = reference.id
    close = links.nearest_word(name, [*links.ids["party"], *by_name], likeness=_LIKENESS)
    if close:
        intake.warn(
            "new-party-near",
            reference.file,
            reference.node,
            reference.record,
            reference.path,
            found=name,
            allowed="the id or the name of a party; another name makes a new one",
            nearest=close,
        )
    intake.tables["parties"][name] = Party(id=name, name=name)
    intake.origins["party", name] = Origin(reference.file, Node(None, reference.node.place))
    links.ids["party"][name] = None


def _put_ids(intake: Intake, meant: dict[str, str]) -> None:
    """Puts ids in place of the names; party ids stand in fields of a record itself, never deeper."""
    cls: Any
    for table, (_, cls) in TABLES.items():
        attributes = [name for name, hint in hints_of(cls).items() if Ref("party") in split_annotation(hint)[1]]
        records = intake.tables[table] if attributes else {}
        for id_, record in records.items():
            named: dict[str, Any] = {
                name: meant[value] for name in attributes if (value := getattr(record, name)) in meant
            }
            if named:
                records[id_] = replace(record, **named)
