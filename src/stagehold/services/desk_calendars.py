"""A calendar file of a stage, a studio, a production or a party."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stagehold.desk.event import Event, Put
from stagehold.desk.records import Line
from stagehold.desk.state import Desk
from stagehold.domain.errors import InputError
from stagehold.domain.findings import nearest
from stagehold.files.calendars import CalendarKind, CalendarOf, Layer, Sees, Version, calendar_of
from stagehold.reports.words import Language
from stagehold.services.desking import OpenDesk
from stagehold.services.naming import known_party, known_space, known_studio


def calendar(
    desk: OpenDesk,
    kind: CalendarKind,
    name: str,
    *,
    layers: Iterable[Layer],
    language: Language = Language.EN,
    seen_by: str | None = None,
) -> bytes:
    """The calendar as bytes of an .ics file; ``seen_by``: as this party may see it, in place of all.

    Raises
    ------
    InputError
        If there is nothing of that name.
    """
    of = CalendarOf(kind, _id_of(desk.desk, kind, name))
    parties = None if seen_by is None else frozenset((known_party(desk.desk, seen_by),))
    return calendar_of(
        desk.desk,
        of=of,
        sees=Sees(parties),
        made=desk.now,
        language=language,
        layers=tuple(layers),
        versions=_versions((*desk.store.events(), *desk.ended)),
    )


def _id_of(desk: Desk, kind: CalendarKind, name: str) -> str:
    if kind is CalendarKind.STAGE:
        return known_space(desk, name)
    if kind is CalendarKind.STUDIO:
        return known_studio(desk, name)
    if kind is CalendarKind.PARTY:
        return known_party(desk, name)
    productions = {booking.production for booking in desk.bookings.values()} - {None}
    known = {*desk.portfolio.productions, *(production for production in productions if production)}
    if name not in known:
        close = nearest(name, known)
        raise InputError(f"no production {name!r}" + (f"; did you mean {close!r}?" if close else ""))
    return name


def _versions(events: Iterable[Event]) -> dict[str, Version]:
    return {line: Version(event.number, event.at) for event in events for line in _lines_of(event)}


def _lines_of(event: Event) -> Iterator[str]:
    for change in event.changes:
        if isinstance(change, Put) and isinstance(change.record, Line):
            yield change.record.id
