"""Takes the records of any format one by one: gives them types, ids and places, and collects every finding."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

from stagehold.domain.booking import BookingLine
from stagehold.domain.findings import Finding, Severity, nearest
from stagehold.domain.portfolio import TABLES
from stagehold.domain.production import Need
from stagehold.domain.provenance import Claim, Record
from stagehold.domain.reading import INVALID, Reading
from stagehold.domain.scenario import Settings
from stagehold.domain.schema import decode
from stagehold.domain.tree import Node
from stagehold.files.origin import Origin, file_and_line

# Records that people rarely name; one without an id is named by its kind and its position in the table.
NAMED_BY_POSITION = frozenset(
    {"closures", "offers", "locks", "exchange_rates", "bookings", "policies", "assumptions", "scenarios"}
)


class ChildTable:
    """A table whose rows belong to records of another: ``parent`` names the column that says to which."""

    def __init__(self, kind: str, parent: str, attribute: str, record: type[Any]) -> None:
        self.kind = kind
        self.parent = parent
        self.attribute = attribute
        self.record = record


# Name of the table -> what its rows are; claims may belong to any record.
CHILD_TABLES: Mapping[str, ChildTable] = {
    "needs": ChildTable("production", "production", "needs", Need),
    "booking_lines": ChildTable("booking", "booking", "lines", BookingLine),
    "claims": ChildTable("*", "record", "claims", Claim),
}


class Child:
    """A row of a child table, read but not yet put into its record."""

    __slots__ = ("node", "origin", "owner", "table", "value")

    def __init__(self, table: str, owner: str, node: Node, origin: Origin, value: Any) -> None:
        self.table = table
        self.owner = owner
        self.node = node
        self.origin = origin
        self.value = value


class Intake:
    """Everything read so far.

    Parameters
    ----------
    tables
        Records by table and id.
    origins
        Where each record was read, by kind and id; also of records that could not be read to the end.
    incomplete
        Kinds of which records may be missing because a file could not be read on: their ids are not asked for.
    """

    def __init__(self) -> None:
        self.reading = Reading(place=lambda file, node: file_and_line(file, node.place))
        self.tables: dict[str, dict[str, Record]] = {table: {} for table in TABLES}
        self.origins: dict[tuple[str, str], Origin] = {}
        self.children: list[Child] = []
        self.settings: Settings | None = None
        self.settings_origin: Origin | None = None
        self.incomplete: set[str] = set()
        self._unnamed: list[tuple[str, Origin, Node, int, frozenset[str]]] = []
        self._positions = dict.fromkeys(TABLES, 0)

    def take(
        self, table: str, file: str, node: Node, origin: Origin | None = None, broken: frozenset[str] = frozenset()
    ) -> None:
        """Reads one record. ``broken`` are fields whose cells have already been found unreadable."""
        origin = origin or Origin(file, node)
        self.reading.file = file
        if type(node.value) is not dict:
            self.reading.record = ""
            self.reading.fault("not-a-record", node, "", allowed=f"a mapping with the fields of a {TABLES[table][0]}")
            return
        self._positions[table] += 1
        given = node.value.get("id")
        if table in NAMED_BY_POSITION and "id" not in broken and (given is None or given.value in (None, "")):
            self._unnamed.append((table, origin, node, self._positions[table], broken))
        else:
            self._take_named(table, origin, node, broken)

    def take_child(self, table: str, file: str, node: Node, origin: Origin, broken: frozenset[str]) -> None:
        """Reads one row of a child table; it is put into its record once all is read."""
        self.reading.file = file
        child = CHILD_TABLES[table]
        self.reading.record = ""
        if type(node.value) is not dict:
            self.reading.fault("not-a-record", node, "", allowed="a mapping with the fields of a claim")
            return
        fields = dict(node.value)
        owner = fields.pop(child.parent, None)
        if owner is None or type(owner.value) is not str or not owner.value.strip():
            if child.parent not in broken:
                allowed = "the id of the record it belongs to, or kind/id"
                self.reading.fault("missing-field", owner or node, child.parent, found="", allowed=allowed)
            owner = None
        name = owner.value.strip() if owner is not None and isinstance(owner.value, str) else ""
        self.reading.record = name.rpartition("/")[2]
        if table == "booking_lines":
            fold_line(Node(fields, node.place), self.reading, child.attribute)
        id_ = fields.get("id")
        path = f"{child.attribute}.{id_.value}" if id_ is not None and type(id_.value) is str else child.attribute
        value = self._decode(child.record, Node(fields, node.place), broken, path)
        if owner is not None:
            self.children.append(Child(table, name, owner, origin, value))

    def take_settings(self, file: str, node: Node, origin: Origin | None = None) -> None:
        """Reads the settings, once."""
        self.reading.file, self.reading.record = file, "settings"
        if self.settings_origin is not None:
            known_file, known_line = self.settings_origin.at("")
            allowed = f"settings once; they are already in {known_file}, line {known_line}"
            self.reading.fault("duplicate-settings", node, "", found="settings", allowed=allowed)
            return
        self.settings_origin = origin or Origin(file, node)
        value = decode(Settings, node, self.reading)
        if value is not INVALID:
            self.settings = value

    def finish_unnamed(self) -> None:
        """Names and reads the records that came without an id."""
        for table, origin, node, position, broken in self._unnamed:
            kind = TABLES[table][0]
            free = (number for number in count(position) if (kind, f"{kind}-{number}") not in self.origins)
            self.reading.file = origin.file
            fields = {"id": Node(f"{kind}-{next(free)}", node.place), **_without_id(node)}
            self._take_named(table, origin, Node(fields, node.place), broken)
        self._unnamed.clear()

    def warn(self, rule: str, file: str, node: Node, record: str, field: str, **words: str) -> None:
        """Records a warning at a node."""
        found_file, line = file_and_line(file, node.place)
        severity = Severity.WARNING
        self.reading.findings.append(
            Finding(rule=rule, severity=severity, file=found_file, line=line, record=record, field=field, **words)
        )

    def unknown(self, rule: str, file: str, node: Node, word: str, known: list[str]) -> None:
        """Records an unknown name of a table or column with the nearest known one."""
        self.reading.file, self.reading.record = file, ""
        self.reading.fault(rule, node, "", found=word, allowed=", ".join(known), close=nearest(word, known))

    def _take_named(self, table: str, origin: Origin, node: Node, broken: frozenset[str]) -> None:
        kind, cls = TABLES[table]
        fields: Any = node.value
        given = fields.get("id")
        id_ = given.value.strip() if given is not None and type(given.value) is str else ""
        self.reading.record = id_
        if table == "bookings":
            fold_days(node, self.reading)
        record = self._decode(cls, node, broken, "")
        if not id_:
            return
        known = self.origins.get((kind, id_))
        if known is not None:
            known_file, known_line = known.at("id")
            allowed = f"an id used once among the {table}; it is already in {known_file}, line {known_line}"
            self.reading.fault("duplicate-id", given or node, "id", found=id_, allowed=allowed)
            return
        self.origins[kind, id_] = origin
        if record is not INVALID:
            self.tables[table][id_] = record

    def _decode(self, cls: type[Any], node: Node, broken: frozenset[str], path: str) -> Any:
        if not broken:
            return decode(cls, node, self.reading, path)
        findings = self.reading.findings
        before = len(findings)
        decode(cls, node, self.reading, path)
        # A cell that could not be read is not also missing.
        findings[before:] = [
            finding
            for finding in findings[before:]
            if finding.rule != "missing-field" or finding.field.rpartition(".")[2] not in broken
        ]
        return INVALID


def _without_id(node: Node) -> dict[str, Node]:
    fields: Any = node.value
    return {key: value for key, value in fields.items() if key != "id"}


def fold_days(node: Node, reading: Reading) -> None:
    """Writes ``from`` and ``to`` of a booking's lines as ``days``, which is how a line keeps them."""
    fields: Any = node.value
    lines = fields.get("lines")
    for index, line in enumerate(lines.value if lines is not None and type(lines.value) is list else ()):
        fold_line(line, reading, f"lines.{index}")


def fold_line(line: Node, reading: Reading, path: str) -> None:
    """Writes ``from`` and ``to`` of one line as ``days``."""
    fields: Any = line.value
    if type(fields) is not dict or not ("from" in fields or "to" in fields):
        return
    first, last = fields.pop("from", None), fields.pop("to", None)
    place = (first or last or line).place
    given = fields.get("days")
    if given is not None and given.value is not None:
        reading.fault("days-twice", line, path, found="days and from/to", allowed="days, or from and to")
        return
    ends = [end.value if end is not None and type(end.value) is str else "" for end in (first, last)]
    if not all(ends):
        name = "from" if not ends[0] else "to"
        reading.fault("missing-field", line, f"{path}.{name}", found="", allowed="both from and to, or days instead")
        ends = [ends[0] or ends[1]] * 2  # so that the days are not missed as well
    fields["days"] = Node("/".join(ends), place)
