"""The desk now, or as it was: for routes that take ``as_of``."""

from __future__ import annotations

from datetime import UTC, datetime

from stagehold.desk.state import Desk
from stagehold.services.permissions import Permission
from stagehold.services.viewer import Viewer
from stagehold.web.house import House
from stagehold.web.problems import Trouble


async def desk_as_of(house: House, viewer: Viewer, as_of: str | None) -> Desk:
    """The committed state, or the one after an event or at a moment that is past.

    Raises
    ------
    Trouble
        If the viewer may not read the journal, or the moment is yet to come.
    """
    if as_of is None:
        return house.desk
    if not viewer.may_somewhere(Permission.READ_JOURNAL):
        raise Trouble("not-allowed", f"the past takes the permission '{Permission.READ_JOURNAL}'")
    if as_of.isdecimal():
        number = int(as_of)
        if number > house.desk.number:
            raise Trouble("input", f"event {number} is yet to come; the last one is {house.desk.number}")
        return await house.past.at_number(number)
    try:
        moment = datetime.fromisoformat(as_of).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Trouble("input", "as_of is the number of an event, or a moment as 2027-01-05T09:00:00Z") from None
    if moment > house.now():
        raise Trouble("input", "that moment is yet to come")
    return await house.past.at_moment(moment)
