"""What a viewer sees of the desk, in one place: everything that leaves the program passes ``seen_by``.

The desk's own people see all that stands at the studios where they have a role. An outside party sees its own bookings
whole; of all others, that days are held or booked and at which rank, never by whom, for what or since when.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar, cast

from stagehold.desk.event import Change, Drop, Event
from stagehold.desk.found import Found
from stagehold.desk.records import Challenge, DeskBooking, Line, Notice, PublishedPlan, Target
from stagehold.desk.refusal import Obstacle, Refusal
from stagehold.desk.state import STANDING, Desk
from stagehold.domain.portfolio import TABLE_OF_KIND, TABLES
from stagehold.domain.provenance import Record
from stagehold.domain.scenario import Settings
from stagehold.services.permissions import Permission
from stagehold.services.refusal_words import outside_words
from stagehold.services.viewer import Viewer
from stagehold.services.visible_facts import seen_record, studios_of_spaces

Thing = TypeVar("Thing", Line, DeskBooking, Challenge, PublishedPlan, Refusal, Notice, Event)

HIDDEN = ""  # in place of an id or a party that the viewer may not know


def seen_by(viewer: Viewer, desk: Desk, thing: Thing) -> Thing | None:
    """The thing with everything left out that the viewer may not know; None when it may not know of it at all."""
    return cast("Thing | None", _SEEN[type(thing)](viewer, desk, thing))


def is_own(viewer: Viewer, desk: Desk, booking: str | None) -> bool:
    """Whether a booking is of the party that the viewer acts for; the desk's own people act for all."""
    if not viewer.outside:
        return True
    found = desk.bookings.get(booking or "")
    return found is not None and found.party == viewer.party


def sees_space(viewer: Viewer, desk: Desk, space: str) -> bool:
    """Whether the viewer may look at the studio of a space."""
    known = desk.portfolio.spaces.get(space)
    return known is not None and viewer.may(Permission.READ_DESK, known.studio)


def sees_booking(viewer: Viewer, desk: Desk, booking: str) -> bool:
    """Whether the viewer may know whose booking it is: its own, at a studio where the viewer has a role."""
    if not is_own(viewer, desk, booking) or booking not in desk.bookings:
        return False
    lines = desk.lines_of(booking)
    return not lines or viewer.outside or any(sees_space(viewer, desk, line.space) for line in lines)


def _line(viewer: Viewer, desk: Desk, line: Line) -> Line | None:
    own = is_own(viewer, desk, line.booking)
    if viewer.outside and own:
        return line
    if not sees_space(viewer, desk, line.space):
        return None
    if own:
        return line
    if line.state not in STANDING:
        return None
    return Line(id=HIDDEN, booking=HIDDEN, space=line.space, span=line.span, state=line.state)


def _booking(viewer: Viewer, desk: Desk, booking: DeskBooking) -> DeskBooking | None:
    if not viewer.outside:
        lines = desk.lines_of(booking.id)
        seen = not lines or any(sees_space(viewer, desk, line.space) for line in lines)
        return booking if seen else None
    if booking.party != viewer.party:
        return None
    by = booking.by if booking.by.partition(":")[0] == viewer.user else HIDDEN
    joint = tuple(id_ for id_ in booking.joint if is_own(viewer, desk, id_))
    return replace(booking, by=by, joint=joint, plan=None, stated=None)


def _challenge(viewer: Viewer, desk: Desk, challenge: Challenge) -> Challenge | None:
    if not viewer.outside:
        return challenge if any(sees_space(viewer, desk, item.space) for item in challenge.days) else None
    if is_own(viewer, desk, challenge.booking):
        return replace(challenge, targets=tuple(_target(viewer, desk, item) for item in challenge.targets))
    targets = tuple(item for item in challenge.targets if is_own(viewer, desk, item.booking))
    if not targets:
        return None
    return replace(challenge, booking=HIDDEN, targets=targets, confirm_by=None)


def _target(viewer: Viewer, desk: Desk, target: Target) -> Target:
    """Of a hold that is challenged, whether it has been settled; not whose it is or what was said."""
    return (
        target if is_own(viewer, desk, target.booking) else Target(line=HIDDEN, booking=HIDDEN, settled=target.settled)
    )


def _plan(viewer: Viewer, desk: Desk, plan: PublishedPlan) -> PublishedPlan | None:  # noqa: ARG001  # as the others
    return plan if viewer.may_somewhere(Permission.READ_PLANS) else None


def _refusal(viewer: Viewer, desk: Desk, refusal: Refusal) -> Refusal:
    nearest = tuple(item for item in refusal.nearest if sees_space(viewer, desk, item.space))
    obstacles = tuple(_obstacle(viewer, desk, item) for item in refusal.obstacles)
    says = outside_words(refusal) if viewer.outside else refusal.says
    return replace(refusal, says=says, obstacles=obstacles, nearest=nearest)


def _obstacle(viewer: Viewer, desk: Desk, obstacle: Obstacle) -> Obstacle:
    own = obstacle.party is not None and obstacle.party == viewer.party
    public = obstacle.kind in ("closure", "policy", "service")
    if not viewer.outside and sees_space(viewer, desk, obstacle.space):
        return obstacle
    if own:
        return obstacle
    return replace(obstacle, id=obstacle.id if public else None, party=None)


def seen_found(viewer: Viewer, desk: Desk, found: Found) -> Found:
    """What a search found, without stages that the viewer may not see and without names of others."""
    if not viewer.outside and viewer.may_everywhere(Permission.READ_DESK):
        return found

    def seen(spaces: tuple[str, ...]) -> bool:
        return all(sees_space(viewer, desk, space) for space in spaces)

    def hidden(obstacles: tuple[Obstacle, ...]) -> tuple[Obstacle, ...]:
        return tuple(_obstacle(viewer, desk, item) for item in obstacles)

    free = tuple(replace(item, ahead=hidden(item.ahead)) for item in found.free if seen(item.spaces))
    taken = tuple(replace(item, obstacles=hidden(item.obstacles)) for item in found.taken if seen(item.spaces))
    unfit = tuple(item for item in found.unfit if seen((item.stage,)))
    everywhere = viewer.may_everywhere(Permission.READ_DESK)
    return Found(
        free=free,
        taken=taken,
        unfit=unfit,
        free_in_all=found.free_in_all if everywhere else len(free),
        taken_in_all=found.taken_in_all if everywhere else len(taken),
        unfit_in_all=found.unfit_in_all if everywhere else len(unfit),
    )


def _notice(viewer: Viewer, desk: Desk, notice: Notice) -> Notice | None:
    if viewer.outside:
        return notice if notice.party == viewer.party else None
    if notice.booking is None or notice.booking not in desk.bookings:
        return notice
    return notice if sees_booking(viewer, desk, notice.booking) else None


def _event(viewer: Viewer, desk: Desk, event: Event) -> Event | None:
    changes = tuple(seen for item in event.changes for seen in [seen_change(viewer, desk, item)] if seen is not None)
    notices = tuple(item for item in event.notices if _notice(viewer, desk, item) is not None)
    if not changes and not notices:
        return None
    if not viewer.outside:
        return replace(event, changes=changes, notices=notices)
    mine = event.by.partition(":")[0] == viewer.user
    by = event.by if mine or event.by == "clock" else HIDDEN
    made = tuple(id_ for id_ in event.made if is_own(viewer, desk, id_))
    why = event.why if mine else None
    return replace(event, by=by, why=why, made=made, changes=changes, notices=notices)


def seen_change(viewer: Viewer, desk: Desk, change: Change) -> Change | None:
    """One change of an event, as far as the viewer may know of it."""
    if isinstance(change, Drop):
        return None if viewer.outside else change
    record: Any = change.record
    seen: Any
    if isinstance(record, Settings):
        return None if viewer.outside else change
    if isinstance(record, Line | DeskBooking | Challenge | PublishedPlan):
        seen = seen_by(viewer, desk, record)
    else:
        seen = seen_record(viewer, desk.portfolio, change.kind, cast(Record, record))
    return None if seen is None else replace(change, record=seen)


def moves_unseen(viewer: Viewer, desk: Desk, event: Event) -> bool:
    """Whether an event may change what an outside party sees by what it is not told of it: days that others let go."""
    hidden = (change for change in event.changes if seen_change(viewer, desk, change) is None)
    return viewer.outside and any(
        isinstance(change, Drop) or (isinstance(change.record, Line) and sees_space(viewer, desk, change.record.space))
        for change in hidden
    )


_SEEN: dict[type[Any], Any] = {
    Line: _line,
    DeskBooking: _booking,
    Challenge: _challenge,
    PublishedPlan: _plan,
    Refusal: _refusal,
    Notice: _notice,
    Event: _event,
}


def studios_of_booking(desk: Desk, booking: str) -> tuple[str, ...]:
    """The studios at which a booking has lines."""
    return studios_of_spaces(desk.portfolio, tuple(line.space for line in desk.lines_of(booking)))


def kind_of(record: Record) -> str:
    """The kind of a record of the portfolio, as references name it."""
    return next(kind for kind, type_ in TABLES.values() if type_ is type(record))


def table_of(kind: str) -> str:
    """The table of a kind."""
    return TABLE_OF_KIND[kind]
