"""What was worked out from records that never change, kept for the next one who asks for the same."""

from __future__ import annotations

from collections.abc import Callable
from operator import is_
from typing import Any, TypeVar

Given = TypeVar("Given")
Result = TypeVar("Result")

MOST = 8  # sets of records kept for one kind of work: those of now, and of the requests being tried
_kept: dict[Callable[..., Any], list[tuple[tuple[object, ...], Any]]] = {}


def remembered(work: Callable[[Given], Result], of: tuple[object, ...], given: Given) -> Result:
    """``work(given)``, worked out once for the objects ``of`` on which it rests: the very same, not equal ones.

    They are kept too, so that no other object can take the identity of one of them. Two threads that ask at once may
    both do the work; the result is the same.
    """
    seen = _kept.setdefault(work, [])
    for index, (key, result) in enumerate(seen):
        if len(key) == len(of) and all(map(is_, key, of)):
            if index:
                _kept[work] = [(key, result), *seen[:index], *seen[index + 1 :]][:MOST]
            found: Result = result
            return found
    made = work(given)
    _kept[work] = [(of, made), *seen][:MOST]
    return made
