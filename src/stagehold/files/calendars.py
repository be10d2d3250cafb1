"""Calendars of a stage, a studio, a production or a party, as RFC 5545 wants them.

Every entry lasts whole days (``VALUE=DATE``); DTEND is the day after the last one, as days are half-open here too.
Holds are TENTATIVE, confirmed lines CONFIRMED; lines that ended are told as CANCELLED for a while, so that calendars
which copied them take them away. An entry keeps its UID as long as its line lives, and SEQUENCE rises when it changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event, vText

from stagehold.desk.state import Desk
from stagehold.files.calendar_entries import Showing
from stagehold.files.calendar_entry import CalendarKind, CalendarOf, Entry, Layer, Sees, Status, Version
from stagehold.reports.reader import Reader
from stagehold.reports.words import Language

KEEPS = timedelta(days=30)
REFRESH = timedelta(minutes=15)
DESK_LAYERS = (Layer.LINES, Layer.CLOSURES)

__all__ = ["CalendarKind", "CalendarOf", "Layer", "Sees", "Version", "calendar_of"]


def calendar_of(
    desk: Desk,
    *,
    of: CalendarOf,
    sees: Sees,
    made: datetime,
    language: Language = Language.EN,
    layers: Iterable[Layer] = DESK_LAYERS,
    versions: Mapping[str, Version] | None = None,
    keeps: timedelta = KEEPS,
    house: str = "desk",
) -> bytes:
    """A calendar as bytes of text/calendar in UTF-8.

    Parameters
    ----------
    sees
        What its reader may know; the rest is shown as held or booked.
    made
        Now, with a time zone: the same moment and desk give the same bytes.
    layers
        Lines and closures unless told; leases can be put on top or made a calendar of their own.
    versions
        The last change of each line by its id; a line that is not named has SEQUENCE 0.
    keeps
        How long lines that ended are told as cancelled: since their last change, or else since their last day.
    house
        A name of this desk that other desks do not have, so that entries of two never get mixed up.
    """
    reader = Reader(language=language)
    shown = Showing(
        desk=desk, of=of, sees=sees, reader=reader, made=made, house=house, keeps=keeps, versions=versions or {}
    )
    calendar = _head(shown.name(), language)
    for entry in shown.entries(layers):
        calendar.add_component(_event(entry, made.astimezone(UTC)))
    return bytes(calendar.to_ical(sorted=False))


class _Text(vText):
    """Text escaped as RFC 5545 asks for. By itself the library takes a backslash before a capital N, as in a path that
    somebody typed, for a line break."""

    def to_ical(self) -> bytes:
        """The text as it is written."""
        escaped = str(self).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return escaped.encode("utf-8")


def _head(name: str, language: Language) -> Calendar:
    calendar = Calendar()
    duration: dict[str, Any] = {"parameters": {"VALUE": "DURATION"}}
    calendar.add("prodid", f"-//Stagehold//Desk//{language.value.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", _Text(name))
    calendar.add("x-wr-calname", _Text(name))
    calendar.add("refresh-interval", REFRESH, **duration)
    calendar.add("x-published-ttl", "PT15M")
    return calendar


def _event(entry: Entry, made: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", made)
    event.add("sequence", 0 if entry.version is None else entry.version.number)
    if entry.version is not None:
        event.add("last-modified", entry.version.at.astimezone(UTC))
    if entry.made is not None:
        event.add("created", entry.made.astimezone(UTC))
    event.add("dtstart", entry.span.start)
    event.add("dtend", entry.span.end)
    event.add("summary", _Text(entry.summary))
    event.add("status", entry.status.value)
    event.add("transp", "OPAQUE" if entry.blocks else "TRANSPARENT")
    event.add("x-microsoft-cdo-busystatus", _busy(entry))
    event.add("categories", list(entry.categories))
    event.add("location", _Text(entry.location))
    if entry.description:
        event.add("description", _Text("\n".join(entry.description)))
    return event


def _busy(entry: Entry) -> str:
    """How Outlook shows the days, which takes whole days for free unless told."""
    if entry.blocks:
        return "BUSY"
    return "TENTATIVE" if entry.status is Status.TENTATIVE else "FREE"
