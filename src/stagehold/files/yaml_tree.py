"""YAML text to our own tree, event by event: the core of YAML 1.2 and nothing that surprises.

Scalars stay text (``NO`` is Norway; the field's type decides what it means), and only a plain ``null``, ``~`` or
nothing is nothing. Aliases, merge keys, foreign tags, doubled keys and further documents are refused by name. The list
of a top-level table is handed on record by record, so that no whole file is kept in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import yaml

from stagehold.domain.tree import Node
from stagehold.files.yaml_words import SyntaxProblem, explain

MOST_DEPTH = 50
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_CORE = "tag:yaml.org,2002:"
_TAGS = frozenset({"!", *(_CORE + name for name in ("str", "int", "float", "bool", "null", "seq", "map"))})
_DROPPED: Any = object()  # stands for a key whose value is read and thrown away

# rule, node, found, allowed
Report = Callable[[str, Node, str, str], None]


class _Frame:
    """A container that is still open; ``key`` is the key whose value comes next."""

    __slots__ = ("is_key", "key", "lines", "node")

    def __init__(self, node: Node, is_key: bool) -> None:  # noqa: FBT001  # private, positional for speed
        self.node = node
        self.key: Any = None
        self.is_key = is_key
        self.lines: dict[str, int] = {}


def read_pieces(text: bytes | str, report: Report) -> Iterator[tuple[str, Node, bool]]:
    """The top level of one document, in order: (key, value, False), and (key, element, True) for each of a list.

    Raises
    ------
    SyntaxProblem
        If the text cannot be read on. What came before has been handed out, but for a record that ended just there:
        most likely it should have gone on.
    """
    yield from _Reader(report, streaming=True).pieces(text)


def read_value(text: str, report: Report) -> Node | None:
    """One whole value, as a cell of a table holds it; None for an empty text.

    Raises
    ------
    SyntaxProblem
        If it cannot be read.
    """
    for _, node, _ in _Reader(report, streaming=False).pieces(text):
        return node
    return None


class _Reader:
    def __init__(self, report: Report, *, streaming: bool) -> None:
        self.report = report
        self.streaming = streaming
        self.stack: list[_Frame] = []
        self.root: Node | None = None
        self.words: dict[str, str] = {}

    def pieces(self, text: bytes | str) -> Iterator[tuple[str, Node, bool]]:
        documents = 0
        held: list[tuple[str, Node, bool]] = []
        try:
            event: Any  # the stubs do not say that an event of a parser has marks
            for event in yaml.parse(text, Loader=yaml.CSafeLoader):
                kind = event.__class__
                ends = kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent
                if held and not ends:
                    yield from held
                    held.clear()
                piece = None
                if kind is yaml.ScalarEvent:
                    piece = self._scalar(event)
                elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                    self._open(event, Node({} if kind is yaml.MappingStartEvent else [], event.start_mark.line + 1))
                elif ends:
                    piece = self._close()
                elif kind is yaml.AliasEvent:
                    piece = self._alias(event)
                elif kind is yaml.DocumentStartEvent:
                    documents += 1
                    if documents > 1:
                        line = event.start_mark.line + 1
                        raise SyntaxProblem("several-documents", line, "---", "one document in a file")
                if piece is not None:
                    held.append(piece)
        except yaml.YAMLError as error:
            raise explain(error, text) from None
        except RecursionError:
            raise SyntaxProblem("nested-too-deep", 0, "", f"at most {MOST_DEPTH} levels") from None
        if self.root is not None and (not self.streaming or not isinstance(self.root.value, dict)):
            yield "", self.root, False

    def _scalar(self, event: Any) -> tuple[str, Node, bool] | None:
        value = event.value
        line = event.start_mark.line + 1
        plain = event.style is None or event.style == ""
        if event.tag is not None or event.anchor is not None:
            self._check_marks(event, line)
            plain = plain and (event.tag is None or event.tag == _CORE + "null")
        stack = self.stack
        if stack:
            frame = stack[-1]
            if type(frame.node.value) is dict and frame.key is None:
                frame.key = self._key(frame, value, line, merges=plain and value == "<<")
                return None
        return self._add(Node(None if plain and value in _NOTHING else value, line))

    def _key(self, frame: _Frame, value: str, line: int, *, merges: bool) -> Any:
        key = self.words.setdefault(value, value)
        if merges:
            self.report("merge-key", Node(value, line), value, "the fields themselves: merge keys are not read")
            return _DROPPED
        if key in frame.lines:
            allowed = f"each key once; it is already on line {frame.lines[key]}"
            self.report("duplicate-key", Node(value, line), value, allowed)
            return _DROPPED
        frame.lines[key] = line
        return key

    def _add(self, node: Node) -> tuple[str, Node, bool] | None:
        """Puts a node where it belongs, unless it is an element to hand on."""
        stack = self.stack
        if not stack:
            self.root = node
            return None
        frame = stack[-1]
        container: Any = frame.node.value
        if type(container) is list:
            if len(stack) == 2 and self.streaming and stack[0].key is not None:
                return None if stack[0].key is _DROPPED else (stack[0].key, node, True)
            container.append(node)
            return None
        key, frame.key = frame.key, None
        if key is _DROPPED:
            return None
        container[key] = node
        if len(stack) == 1 and self.streaming:
            return key, node, False
        return None

    def _open(self, event: Any, node: Node) -> None:
        if event.tag is not None or event.anchor is not None:
            self._check_marks(event, node.line)
        if len(self.stack) >= MOST_DEPTH:
            raise SyntaxProblem("nested-too-deep", node.line, f"level {MOST_DEPTH + 1}", f"at most {MOST_DEPTH} levels")
        is_key = bool(self.stack) and type(self.stack[-1].node.value) is dict and self.stack[-1].key is None
        if is_key:
            self.report("not-a-plain-key", node, "a list or a mapping as a key", "a field name before the colon")
        self.stack.append(_Frame(node, is_key))

    def _close(self) -> tuple[str, Node, bool] | None:
        frame = self.stack.pop()
        if frame.is_key:
            self.stack[-1].key = _DROPPED
            return None
        return self._add(frame.node)

    def _alias(self, event: Any) -> tuple[str, Node, bool] | None:
        node = Node(None, event.start_mark.line + 1)
        self.report("alias", node, "*" + event.anchor, "the value written out again: aliases are not read")
        if self.stack and type(self.stack[-1].node.value) is dict and self.stack[-1].key is None:
            self.stack[-1].key = _DROPPED
            return None
        return self._add(node)

    def _check_marks(self, event: Any, line: int) -> None:
        if event.tag is not None and event.tag not in _TAGS:
            self.report("foreign-tag", Node(None, line), event.tag, "no tag: the field decides the type")
        if event.anchor is not None:
            self.report("anchor", Node(None, line), "&" + event.anchor, "no anchor: aliases are not read")
