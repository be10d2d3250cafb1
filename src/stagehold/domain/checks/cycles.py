"""Cycles in what points to what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")


def cycles(edges: Mapping[T, Iterable[T]]) -> Iterator[list[T]]:
    """One cycle through each tangle of nodes, from the node it was met at back to it: [a, b, a]."""
    done: set[T] = set()
    for start in edges:
        if start in done:
            continue
        path: dict[T, None] = {start: None}
        waiting = [iter(edges[start])]
        while waiting:
            for node in waiting[-1]:
                if node in path:
                    order = list(path)
                    yield [*order[order.index(node) :], node]
                elif node not in done and node in edges:
                    path[node] = None
                    waiting.append(iter(edges[node]))
                    break
            else:
                waiting.pop()
                done.add(path.popitem()[0])
