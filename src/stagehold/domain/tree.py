"""Plain data with the place it was read from, before it has types.

Every file format becomes this tree, and ``domain.schema`` gives it types; so all formats share one set of messages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Place: TypeAlias = "int | tuple[int, int]"


class Node:
    """Text, nothing (None), a list or a mapping, and where it stands.

    ``place`` is a line, or (row, column) in a table; both count from 1, and 0 means no place.
    """

    __slots__ = ("place", "value")

    def __init__(self, value: str | list[Node] | dict[str, Node] | None, place: Place = 0) -> None:
        self.value = value
        self.place = place

    @property
    def line(self) -> int:
        """Line or row number, 0 if unknown."""
        return self.place if isinstance(self.place, int) else self.place[0]

    def __repr__(self) -> str:
        return f"Node({self.value!r}, {self.place!r})"


def to_node(plain: object, place: Place = 0) -> Node:
    """The tree of a plain value (text, numbers, truth values, lists and mappings of these)."""
    if plain is None:
        return Node(None, place)
    if isinstance(plain, bool):
        return Node("true" if plain else "false", place)
    if isinstance(plain, Mapping):
        return Node({str(key): to_node(value, place) for key, value in plain.items()}, place)
    if isinstance(plain, Sequence) and not isinstance(plain, str):
        return Node([to_node(value, place) for value in plain], place)
    return Node(str(plain), place)


def to_plain(node: Node) -> object:
    """The tree as text, tuples and dicts, without places; nothing (None) inside a container is left out."""
    if isinstance(node.value, dict):
        return {key: to_plain(value) for key, value in node.value.items() if value.value is not None}
    if isinstance(node.value, list):
        return tuple(to_plain(value) for value in node.value if value.value is not None)
    return node.value


def brief(node: Node) -> str:
    """The value in a few words, for a message."""
    if isinstance(node.value, dict):
        return "a mapping of " + ", ".join(list(node.value)[:4]) if node.value else "an empty mapping"
    if isinstance(node.value, list):
        return f"a list of {len(node.value)}"
    text = node.value or ""
    return text if len(text) <= 80 else text[:77] + "..."
