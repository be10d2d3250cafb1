"""Where a record, and each of its fields, was read."""

from __future__ import annotations

from collections.abc import Mapping

from stagehold.domain.tree import Node, Place


def column_letters(column: int) -> str:
    """The letters of a spreadsheet column counted from 1: 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def file_and_line(file: str, place: Place) -> tuple[str, int]:
    """File and line of a finding; a cell of a workbook names itself, as ``book.xlsx#spaces!C5``."""
    if isinstance(place, int):
        return file, place
    row, column = place
    return (f"{file}!{column_letters(column)}{row}" if column else file), row


class Origin:
    """The file of a record and the place of its fields.

    ``columns`` gives the column of each field of a workbook's sheet; a record of a YAML file keeps its tree. ``below``
    are the places of parts that were read elsewhere, by path: a need from a table of needs.
    """

    __slots__ = ("below", "columns", "file", "node")

    def __init__(self, file: str, node: Node, columns: Mapping[str, int] | None = None) -> None:
        self.file = file
        self.node = node
        self.columns = columns
        self.below: dict[str, Origin] = {}

    def at(self, path: str) -> tuple[str, int]:
        """File and line of the field, or of the nearest thing around it."""
        for start, origin in self.below.items():
            if path == start or path.startswith(start + "."):
                return origin.at(path[len(start) + 1 :])
        node = self.node
        if self.columns is not None and not isinstance(node.place, int):
            column = self.columns.get(path.partition(".")[0], 0)
            return file_and_line(self.file, (node.place[0], column))
        for name in path.split(".") if path else ():
            below = _below(node, name)
            if below is None:
                break
            node = below
        return file_and_line(self.file, node.place)


def _below(node: Node, name: str) -> Node | None:
    if isinstance(node.value, dict):
        return node.value.get(name)
    if isinstance(node.value, list):
        for index, item in enumerate(node.value):
            id_ = item.value.get("id") if isinstance(item.value, dict) else None
            if (id_ is not None and id_.value == name) or str(index) == name:
                return item
    return None
