"""One booking as the desk writes it: the rows that a database is asked to write by itself for comparison."""

from __future__ import annotations

from datetime import UTC, datetime

from stagehold.benching.desk.lot import booking, lot
from stagehold.desk.deciding import decide
from stagehold.desk.state import Desk
from stagehold.store import Written
from stagehold.store.batch import Batch

NUMBER = 7_000_000_007  # of the event: its digits stand nowhere else in the rows
BY = "owner:0123456789ab"
AT = datetime(2027, 1, 5, 9, 30, 15, 123456, tzinfo=UTC)


def sample() -> Batch:
    """A batch of one event that books one stage, decided by the rules of the desk."""
    desk = Desk(lot())
    desk.number = NUMBER - 1
    event = decide(desk, booking(0), at=AT, by=BY)
    return Batch(event.number - 1, [Written(event=event)])


def booking_id(batch: Batch) -> str:
    """The id that the event gave the booking; in rows of other bookings another one takes its place."""
    return batch.journal[0][0].made[0]
