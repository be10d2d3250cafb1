"""Reads the tables of one YAML file."""

from __future__ import annotations

from stagehold.domain.findings import nearest
from stagehold.domain.portfolio import TABLES
from stagehold.domain.tree import Node
from stagehold.files.charset import text_of
from stagehold.files.intake import Intake
from stagehold.files.origin import Origin
from stagehold.files.yaml_tree import Report, read_pieces
from stagehold.files.yaml_words import SyntaxProblem

FORMAT_VERSION = "1"
_KEYS = ("stagehold", *TABLES, "claims", "settings")


def read_yaml(intake: Intake, file: str, data: bytes) -> bool:
    """Takes in every record of one file; whether the file states its version."""
    reading = intake.reading
    states_version = False

    def report(rule: str, node: Node, found: str, allowed: str) -> None:
        reading.file, reading.record = file, ""
        reading.fault(rule, node, "", found=found, allowed=allowed)

    try:
        text = text_of(data)
        del data
        for key, node, is_element in read_pieces(text, report):
            if is_element and key in TABLES:
                intake.take(key, file, node)
            elif is_element and key == "claims":
                intake.take_child("claims", file, node, Origin(file, node), frozenset())
            elif is_element:
                continue  # an element of an unknown table, which is reported as a whole
            elif key == "stagehold":
                states_version = True
                _check_version(node, report)
            else:
                _take_whole(intake, file, key, node, report)
    except SyntaxProblem as problem:
        report(problem.rule, Node(None, problem.line), problem.found, problem.allowed)
        intake.incomplete.update(kind for kind, _ in TABLES.values())
    return states_version


def _check_version(node: Node, report: Report) -> None:
    if node.value != FORMAT_VERSION:
        found = node.value if isinstance(node.value, str) else ""
        report("unsupported-version", node, found, f"version {FORMAT_VERSION} of the file format")


def _take_whole(intake: Intake, file: str, key: str, node: Node, report: Report) -> None:
    """A top-level value that is no list of records, or a list now read to its end."""
    reading = intake.reading
    reading.file, reading.record = file, ""
    if key == "" and node.value is None:
        return
    if key == "":
        report("not-a-portfolio", node, "text or a list", "a mapping with the tables " + ", ".join(_KEYS))
    elif key == "settings":
        if node.value is not None:
            intake.take_settings(file, node)
    elif key not in _KEYS:
        reading.fault("unknown-table", node, "", found=key, allowed=", ".join(_KEYS), close=nearest(key, _KEYS))
    elif node.value is not None and type(node.value) is not list:
        reading.fault("not-a-list", node, key, allowed=f"a list of records, each after '- ', below {key}:")
