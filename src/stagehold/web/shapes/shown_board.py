"""From what a viewer sees of the desk to the timeline of the board."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, TypeAlias, cast

from stagehold.desk.first_call import has_first_calls
from stagehold.desk.queue import rank
from stagehold.desk.records import Line
from stagehold.desk.state import Desk
from stagehold.desk.step import policy_of
from stagehold.domain.booking import LineState
from stagehold.domain.studio import Closure
from stagehold.services.viewer import Viewer
from stagehold.services.visibility import is_own, seen_by, sees_space
from stagehold.services.visible_facts import seen_record
from stagehold.web.shapes.board import (
    BoardBooking,
    BoardChallenge,
    BoardClosure,
    BoardDays,
    BoardGiven,
    BoardLines,
    BoardParty,
    BoardPlan,
    BoardStanding,
    BoardTarget,
)
from stagehold.web.shapes.days import EPOCH, day_number
from stagehold.web.shapes.shown_facts import leases_given, productions_given, space_given, studio_given
from stagehold.web.versions import Versions

_Row: TypeAlias = tuple[Any, ...]  # in the order of the columns of BoardLines


def board_given(viewer: Viewer, desk: Desk, versions: Versions) -> BoardGiven:
    """The whole timeline as the viewer may see it; reads the desk, so it belongs into the event loop."""
    portfolio = desk.portfolio
    studios = list(_seen(viewer, desk, "studio", portfolio.studios.values()))
    seen = [
        item for item in _seen(viewer, desk, "space", portfolio.spaces.values()) if sees_space(viewer, desk, item.id)
    ]
    standing = standing_given(viewer, desk, versions, [item.id for item in seen])
    plans = (seen_by(viewer, desk, item) for item in desk.plans.values())
    return BoardGiven(
        number=standing.number,
        studios=[studio_given(item) for item in studios],
        spaces=[space_given(item, policy_of(desk, item.id)) for item in seen],
        leases=leases_given(viewer, portfolio),
        closures=standing.closures,
        bookings=standing.bookings,
        lines=standing.lines,
        challenges=standing.challenges,
        productions=productions_given(viewer, portfolio),
        parties=[
            BoardParty(id=item.id, name=item.name) for item in _seen(viewer, desk, "party", portfolio.parties.values())
        ],
        plans=[
            BoardPlan(id=item.id, number=item.number, party=item.party, made=item.made, by=item.by)
            for item in plans
            if item is not None
        ],
    )


def standing_given(viewer: Viewer, desk: Desk, versions: Versions, spaces: Iterable[str]) -> BoardStanding:
    """What stands on some spaces: lines with their bookings, challenges that are not over, closures."""
    asked = dict.fromkeys(id_ for id_ in spaces if sees_space(viewer, desk, id_))
    rows: list[_Row] = []
    bookings: dict[str, None] = {}
    for space in asked:
        for line, place in ranked(desk, space):
            own = is_own(viewer, desk, line.booking)
            rows.append(_row(line, place, own=own))
            if own:
                bookings[line.booking] = None
    given = (_booking(viewer, desk, versions, id_) for id_ in bookings)
    return BoardStanding(
        number=desk.number,
        bookings=[item for item in given if item is not None],
        lines=_lines(rows),
        challenges=list(_challenges(viewer, desk, versions, asked)),
        closures=[
            BoardClosure(
                id=item.id,
                version=versions.of("closure", item.id),
                space=item.space,
                start=day_number(item.from_.first),
                end=day_number(item.to.last) + 1,
                reason=item.reason,
            )
            for item in cast("Iterator[Closure]", _seen(viewer, desk, "closure", desk.portfolio.closures.values()))
            if item.space in asked
        ],
    )


def ranked(desk: Desk, space: str) -> Iterator[tuple[Line, int | None]]:
    """The standing lines of a space by their days, each hold with its rank.

    A hold that meets no other hold, where no first call stands, is first: with thousands of lines most are that.
    """
    lines = desk.standing_since(space, date.min)
    called = has_first_calls(desk, space)
    met = set() if called else _met(lines)
    for line in lines:
        if line.state is not LineState.HOLD:
            yield line, None
        else:
            yield line, rank(desk, line) if called or line.id in met else 1


def _met(lines: list[Line]) -> set[str]:
    """The holds that share a day with another hold."""
    found: set[str] = set()
    reaching: Line | None = None  # the hold before that ends last
    for line in lines:
        if line.state is not LineState.HOLD:
            continue
        if reaching is not None and line.span.start < reaching.span.end:
            found.update((line.id, reaching.id))
        if reaching is None or line.span.end > reaching.span.end:
            reaching = line
    return found


def _row(line: Line, place: int | None, *, own: bool) -> _Row:
    """A line as a row; of one of others nothing but its days, state and rank."""
    start, end = line.span.start.toordinal() - EPOCH, line.span.end.toordinal() - EPOCH
    if own:
        return line.id, line.booking, line.space, start, end, line.state, place, line.phase, line.until
    return None, None, line.space, start, end, line.state, place, None, None


def _lines(rows: list[_Row]) -> BoardLines:
    """The same as columns."""
    columns: list[list[Any]] = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(9)]
    id_, booking, space, start, end, state, place, phase, until = columns
    return BoardLines(
        id=id_, booking=booking, space=space, start=start, end=end, state=state, rank=place, phase=phase, until=until
    )


def _booking(viewer: Viewer, desk: Desk, versions: Versions, id_: str) -> BoardBooking | None:
    known = desk.bookings.get(id_)
    # One of the desk's own people who sees the line sees its booking.
    seen = known if known is None or not viewer.outside else seen_by(viewer, desk, known)
    if seen is None:
        return None
    return BoardBooking(
        id=seen.id,
        version=versions.of("booking", seen.id),
        party=seen.party,
        production=seen.production,
        need=seen.need,
        title=seen.title,
        one_of=seen.one_of,
        plan=seen.plan,
    )


def _challenges(viewer: Viewer, desk: Desk, versions: Versions, spaces: dict[str, None]) -> Iterator[BoardChallenge]:
    for challenge in desk.undecided():
        if not any(item.space in spaces for item in challenge.days):
            continue
        seen = seen_by(viewer, desk, challenge)
        if seen is None:
            continue
        yield BoardChallenge(
            id=seen.id,
            version=versions.of("challenge", seen.id),
            booking=seen.booking or None,
            state=seen.state,
            made=seen.made,
            deadline=seen.deadline,
            confirm_by=seen.confirm_by,
            days=[
                BoardDays(space=item.space, start=day_number(item.span.start), end=day_number(item.span.end))
                for item in seen.days
            ],
            targets=[
                BoardTarget(
                    line=item.line or None, booking=item.booking or None, answer=item.answer, settled=item.settled
                )
                for item in seen.targets
            ],
        )


def _seen(viewer: Viewer, desk: Desk, kind: str, records: Iterable[Any]) -> Iterator[Any]:
    """Those records of a kind that the viewer may see, as far as it may."""
    for record in records:
        seen = seen_record(viewer, desk.portfolio, kind, record)
        if seen is not None:
            yield seen
