"""A lease that is modified while it runs (SPEC §4, events `modify`), as stretches that may be in force on a day.

Version v of a lease may be in force from the first day that its event can mean until before the last day that the next
one can mean. A day is granted when every version that may be in force on it grants it:

    G = ∪ over v: D(v) ∩ W(v)   less   ∪ over v: W(v) − D(v)          W(v) = [first(on v), last(on v+1))

A modification states spaces, term or both anew and leaves the rest; ``separate: true`` adds a right of its own that
begins on the last day its event can mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from stagehold.domain import readings
from stagehold.domain.days import Span, union, without
from stagehold.domain.edtf import EdtfInterval
from stagehold.domain.errors import NotSupported
from stagehold.domain.lease import EventKind, Lease, LeaseEvent, OptionKind
from stagehold.domain.readings import Unpinned
from stagehold.planning.audit.breach import stated


@dataclass(frozen=True, slots=True)
class Version:
    """What is stated for the days ``[since, until)``; ``field`` is where the term stands.

    ``earliest`` is the first day on which it can be in force at all.
    """

    earliest: date
    since: date
    until: date
    spaces: tuple[str, ...]
    term: EdtfInterval | None
    field: str


def versions(lease: Lease, space: str) -> list[list[Version]]:
    """The lease as its versions in order, then every separate right by itself.

    Raises
    ------
    MissingFacts
        If a modification names no day, or changes the area without saying which spaces, where that concerns ``space``.
    NotSupported
        If an exercised option moves what a modification states anew.
    """
    own: list[Version] = [Version(date.min, date.min, date.max, lease.spaces, lease.term, "term")]
    separate: list[list[Version]] = []
    latest = date.min
    for index, event, first, last in sorted(_events(lease), key=lambda item: (item[2], item[3], item[0])):
        if first < latest:
            stated(lease.id, "events.on", event.on, _unordered)
        latest = last
        field = f"events.{index}"
        now = own[-1]
        term, path = (now.term, now.field) if event.term is None else (event.term, f"{field}.term")
        if event.separate:
            separate.append([Version(first, last, date.max, event.spaces or (), term, path)])
            continue
        _no_option_beside(lease, field, event)
        spaces = event.spaces
        if spaces is None:
            if event.area is not None and space in now.spaces:
                stated(lease.id, f"{field}.spaces", None, lambda value: value)
            spaces = now.spaces
        own[-1] = Version(now.earliest, now.since, last, now.spaces, now.term, now.field)
        own.append(Version(first, first, date.max, spaces, term, path))
    return [own, *separate]


def on_every_reading(rights: list[Version], days_of: Callable[[Version], tuple[Span, ...]]) -> tuple[Span, ...]:
    """The days that every version grants which may be in force on them; ``days_of`` is what one grants by itself."""
    some: list[Span] = []
    lost: list[Span] = []
    for version in rights:
        if version.since < version.until:
            window = [Span(version.since, version.until)]
            refused = without(window, days_of(version))
            some += without(window, refused)
            lost += refused
    return without(union(some), lost)


def _unordered(value: object) -> None:
    raise Unpinned("", f"another modification may come before or after {value}")


def _events(lease: Lease) -> Iterator[tuple[int, LeaseEvent, date, date]]:
    for index, event in enumerate(lease.events):
        if event.kind is EventKind.MODIFY and not (event.spaces is None and event.area is None and event.term is None):
            field = f"events.{index}.on"
            yield (
                index,
                event,
                stated(lease.id, field, event.on, readings.due),
                stated(lease.id, field, event.on, readings.ready),
            )


def _no_option_beside(lease: Lease, field: str, event: LeaseEvent) -> None:
    for option in lease.options:
        of_spaces = option.kind is OptionKind.EXPAND
        if option.exercised and (event.spaces is not None if of_spaces else event.term is not None):
            raise NotSupported(f"{lease.id}.{field}: an exercised option moves what this modification states anew")
