"""The journal, what parties are told, and the stream of events."""

from __future__ import annotations

import asyncio
from functools import partial
from itertools import islice
from typing import Any

from stagehold.desk.event import Drop, Event
from stagehold.desk.records import Line
from stagehold.desk.state import id_of
from stagehold.reports.desk_data import event_as_data, notice_as_data
from stagehold.services.permissions import Permission
from stagehold.services.visibility import seen_by
from stagehold.store.outbox import Outbox
from stagehold.web.asked import Asked
from stagehold.web.cursors import cursor_of, number_of
from stagehold.web.house import House
from stagehold.web.problems import Trouble, not_found
from stagehold.web.route import Routes
from stagehold.web.shapes.found import InboxGiven, InboxQuery, JournalGiven, JournalQuery
from stagehold.web.shapes.people import NumberQuery
from stagehold.web.stream import EVENT_STREAM, EventStream, stream_start

routes = Routes("journal")
MOST_SCANNED = 5_000  # events looked at for one page of the events of a record


@routes.get("/journal", needs=Permission.READ_JOURNAL, query=JournalQuery, gives=JournalGiven, problems=(422,))
async def journal(house: House, asked: Asked) -> Any:
    """Events in order, as far as the reader may see them."""
    query: JournalQuery = asked.query
    scanned = MOST_SCANNED if query.record is not None else query.limit
    events = await asyncio.to_thread(lambda: list(house.store.events(after=query.after, limit=scanned)))
    page: list[Any] = []
    last = query.after
    for event in events:
        if len(page) == query.limit:
            break
        last = event.number
        seen = seen_by(asked.me, house.desk, event)
        if seen is not None and (query.record is None or _touches(seen, query.record)):
            page.append(event_as_data(seen))
    at_end = len(events) < scanned and (not events or last == events[-1].number)
    return {"events": page, "next": None if at_end else last}


def _touches(event: Event, record: str) -> bool:
    kind, _, id_ = record.partition("/")
    for change in event.changes:
        if isinstance(change, Drop):
            if (change.kind, change.id) == (kind, id_):
                return True
        elif (change.kind == kind and id_of(change.kind, change.record) == id_) or (
            kind == "booking" and isinstance(change.record, Line) and change.record.booking == id_
        ):
            return True
    return False


@routes.get("/inbox", needs=Permission.READ_INBOX, query=InboxQuery, gives=InboxGiven, problems=(404, 422))
async def inbox(house: House, asked: Asked) -> Any:
    """What a party has been told, the latest first."""
    query: InboxQuery = asked.query
    viewer = asked.me
    if viewer.outside and query.party not in (None, viewer.party):
        raise not_found("party")
    party = viewer.party or query.party
    if party is None:
        raise Trouble("input", "say whose inbox: party")
    before = None if query.cursor is None else number_of(query.cursor)
    read = partial(Outbox(house.store.engine).latest, party, before=before, limit=query.limit)
    told = await asyncio.to_thread(read)
    notices = [
        {**notice_as_data(item.notice), "id": str(item.id), "event": item.event, "made": item.made}
        for item in islice(told, query.limit)
        if seen_by(viewer, house.desk, item.notice) is not None
    ]
    more = len(told) == query.limit
    return {"notices": notices, "next": cursor_of(str(told[-1].id)) if more else None}


@routes.get("/events", needs=Permission.READ_DESK, query=NumberQuery, forms=(EVENT_STREAM,), problems=(422,))
async def events(house: House, asked: Asked) -> EventStream:
    """Server-sent events: what changes, as far as the reader may see it, each with the number of its event.

    It begins after ``Last-Event-ID`` or ``after``, else with what comes next. An event ``reset`` says that too much has
    passed: read again what you show. A comment comes now and then, so that a dead connection is noticed.
    """
    return EventStream(house, asked, stream_start(house, asked))
