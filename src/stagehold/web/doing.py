"""Handing requests to the desk: who may ask them where, and what is answered."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import date
from functools import partial

from stagehold.desk.records import DeskBooking
from stagehold.desk.requests import Request
from stagehold.desk.state import Desk
from stagehold.domain.days import Span
from stagehold.services.changes import Seen
from stagehold.services.counter import Receipt
from stagehold.services.permissions import Permission
from stagehold.services.viewer import Viewer
from stagehold.services.visibility import is_own, seen_by, sees_booking, sees_space, studios_of_booking
from stagehold.web.asked import Asked
from stagehold.web.house import House
from stagehold.web.problems import Trouble, not_found
from stagehold.web.route import Answer
from stagehold.web.shapes.desk import ReceiptGiven
from stagehold.web.shapes.words import FIRST_DAY, LAST_DAY


async def do(house: House, asked: Asked, request: Request, why: str | None = None, *, at: str = "") -> Answer:
    """Hand a request in; the receipt. ``at`` is the address of what it makes, before the id."""
    viewer = asked.me
    receipt = await _done_before(house, asked, request)
    if receipt is None:
        receipt = await house.ask(request, by=viewer.by, why=why, key=asked.key, seen=asked.seen)
    made = [id_ for id_ in receipt.made if knows_of(viewer, house.desk, id_)]
    given = ReceiptGiven(number=receipt.number, at=receipt.at, what=receipt.what, made=made)
    return Answer(given, headers={"location": f"{at}{made[0]}"} if at and made else {})


async def _done_before(house: House, asked: Asked, request: Request) -> Receipt | None:
    """The receipt of a request that could not be asked for once more, if it was done under its key.

    Raises
    ------
    Trouble
        If it was not.
    """
    if asked.unless_done is None or asked.key is None:
        return None
    earlier = partial(house.counter.earlier, request, by=asked.me.by, key=asked.key)
    receipt = await asyncio.to_thread(earlier)
    if receipt is None:
        raise asked.unless_done
    return receipt


def knows_of(viewer: Viewer, desk: Desk, id_: str) -> bool:
    """Whether the viewer may know the id of something that a request has made."""
    if not viewer.outside:
        return True
    challenge = desk.challenges.get(id_)
    return is_own(viewer, desk, id_) or (challenge is not None and seen_by(viewer, desk, challenge) is not None)


def span_of(start: date, end: date) -> Span:
    """Half-open days.

    Raises
    ------
    Trouble
        If there is none, or one lies outside of what is taken.
    """
    if not (FIRST_DAY <= start <= LAST_DAY and FIRST_DAY <= end <= LAST_DAY):
        raise Trouble("invalid", f"days lie between {FIRST_DAY} and {LAST_DAY}; found {start} to {end}")
    if end <= start:
        raise Trouble("input", f"the end is the first day after; {end} does not come after {start}")
    return Span(start, end)


def some_days(start: date | None, end: date | None) -> Span | None:
    """Half-open days, or none at all.

    Raises
    ------
    Trouble
        If only one end is given.
    """
    if start is None and end is None:
        return None
    if start is None or end is None:
        raise Trouble("input", "give start and end, or neither")
    return span_of(start, end)


def window(start: date | None, end: date | None) -> Span:
    """Days to look at; what is not given is open."""
    return span_of(start or FIRST_DAY, end or LAST_DAY)


def booking_for(house: House, asked: Asked, permission: Permission = Permission.ACT_ON_BOOKINGS) -> DeskBooking:
    """The booking named in the address, for somebody who may do that with it; its version as If-Match asks.

    Raises
    ------
    Trouble
        If the viewer may not see it, may not do that, or it has changed.
    """
    viewer, desk = asked.me, house.desk
    id_ = asked.path["booking"]
    booking = desk.bookings.get(id_)
    if booking is None or not sees_booking(viewer, desk, id_):
        raise not_found("booking")
    if not all(viewer.may(permission, studio) for studio in studios_of_booking(desk, id_)):
        raise Trouble("not-allowed", f"this takes '{permission}' at every studio of the booking")
    require_version(house, asked, "booking", id_)
    return booking


def require_version(house: House, asked: Asked, kind: str, id_: str) -> None:
    """Refuse what If-Match says is based on another version of a record, now or when it is decided.

    Raises
    ------
    Trouble
        With status 412.
    """
    asked.require_version(house.versions.of(kind, id_), Seen(kind=kind, id=id_, number=house.desk.number))


def require_at_spaces(house: House, viewer: Viewer, permission: Permission, spaces: Iterable[str]) -> None:
    """Refuse spaces that the viewer may not see, and those where the permission is missing.

    Raises
    ------
    Trouble
        With status 404 or 403.
    """
    desk = house.desk
    for space in spaces:
        if not sees_space(viewer, desk, space):
            raise not_found(f"space as {space!r}")
        if not viewer.may(permission, desk.portfolio.spaces[space].studio):
            raise Trouble("not-allowed", f"this takes '{permission}' at the studio of {space}")
