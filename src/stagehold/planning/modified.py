"""How a lease changes while it runs: its modifications as versions in order (SPEC §4, events `modify`).

From its day ``on`` a modification states the spaces, the term, or both; what it does not state stays as it was. With
``separate: true`` it adds a right beside the lease. A coarse day is read against the lessee: what is lost goes on the
first day that ``on`` can mean, what is gained comes on the last, and between the two only days count that the lease
gives before and after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from stagehold.domain import readings
from stagehold.domain.days import Span, union
from stagehold.domain.edtf import EdtfInterval
from stagehold.domain.errors import NotSupported
from stagehold.domain.lease import EventKind, Lease, LeaseEvent, OptionKind
from stagehold.domain.studio import SpaceKind
from stagehold.planning.facts import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A lease as it stands from an event on.

    ``since`` are the first and last day that the event can mean, None for the lease as signed; ``path`` is where the
    term is stated.
    """

    since: tuple[date, date] | None
    spaces: tuple[str, ...]
    term: EdtfInterval | None
    path: str = "term"


def versions_of(facts: Facts, lease: Lease) -> tuple[list[Version], list[Version]]:
    """The versions that follow one another, the first as signed; and the rights that are separate from the lease.

    Facts that must be pinned are noted in ``facts``.

    Raises
    ------
    NotSupported
        If an option is exercised that changes the very thing which a modification states anew.
    """
    versions = [Version(since=None, spaces=lease.spaces, term=lease.term)]
    separate: list[Version] = []
    for index, event, first, last in _modifications(facts, lease):
        now = versions[-1]
        if event.separate:
            term, path = (now.term, now.path) if event.term is None else (event.term, f"events.{index}.term")
            separate.append(Version(since=(first, last), spaces=event.spaces or (), term=term, path=path))
            continue
        _refuse_options(lease, index, event)
        if event.spaces is None and event.area is not None and _has_stages(facts, now):
            facts.pin(lease, f"events.{index}.spaces", "it changes the area and names no spaces", "[a, b]")
        versions.append(
            Version(
                since=(first, last),
                spaces=now.spaces if event.spaces is None else event.spaces,
                term=now.term if event.term is None else event.term,
                path=now.path if event.term is None else f"events.{index}.term",
            )
        )
    return versions, separate


def in_force(versions: Sequence[Version], days_of: Callable[[Version], list[Span]]) -> list[Span]:
    """The days that the versions give one after the other; ``days_of`` says what one of them gives by itself."""
    given = days_of(versions[0])
    for version in versions[1:]:
        if version.since is None:
            continue
        first, last = version.since
        then = days_of(version)
        either = _both(_inside(given, first, last), _inside(then, first, last))
        given = list(union([*_inside(given, date.min, first), *either, *_inside(then, last, date.max)]))
    return given


def _modifications(facts: Facts, lease: Lease) -> Iterator[tuple[int, LeaseEvent, date, date]]:
    """Events that move spaces, area or term, in order of their days, with the first and last day each can mean."""
    found = []
    for index, event in enumerate(lease.events):
        moves = event.spaces is not None or event.area is not None or event.term is not None
        if event.kind is not EventKind.MODIFY or not moves:
            continue
        facts.read(lease, f"events.{index}")
        try:
            found.append((readings.due(event.on), readings.ready(event.on), index, event))
        except readings.Unpinned as wrong:
            facts.pin(lease, f"events.{index}.on", wrong.why, "2028-01-01")
    found.sort(key=lambda item: item[:3])
    for before, after in pairwise(found):
        if after[0] < before[1]:
            why = f"it may come before or after events.{after[2]}, which is on {after[3].on}"
            facts.pin(lease, f"events.{before[2]}.on", why, str(before[0]))
    for first, last, index, event in found:
        yield index, event, first, last


def _refuse_options(lease: Lease, index: int, event: LeaseEvent) -> None:
    moved = {OptionKind.EXTEND, OptionKind.BREAK} if event.term is not None else set()
    if event.spaces is not None:
        moved.add(OptionKind.EXPAND)
    for number, option in enumerate(lease.options):
        if option.exercised and option.kind in moved:
            what = "spaces" if option.kind is OptionKind.EXPAND else "term"
            raise NotSupported(
                f"{lease.id}.options.{number}: exercised, and {lease.id}.events.{index} states the {what} anew; "
                f"state in the event the {what} with the option in it, and clear `exercised`"
            )


def _has_stages(facts: Facts, version: Version) -> bool:
    return any(facts.portfolio.spaces[id_].kind is SpaceKind.STAGE for id_ in version.spaces)


def _inside(spans: Sequence[Span], start: date, end: date) -> list[Span]:
    if start >= end:
        return []
    whole = Span(start, end)
    return [part for span in spans if (part := span.overlap(whole)) is not None]


def _both(one: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    return [part for span in one for second in other if (part := span.overlap(second)) is not None]
