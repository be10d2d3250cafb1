"""Calendar feeds: which there are for a viewer, and the feed behind a secret address."""

from __future__ import annotations

from stagehold.files.calendar_entry import CalendarKind, CalendarOf, Layer, Sees
from stagehold.files.calendars import calendar_of
from stagehold.reports.words import Language
from stagehold.services.permissions import Permission
from stagehold.services.viewer import Viewer
from stagehold.store.people_records import FeedKind
from stagehold.web.asked import Asked
from stagehold.web.house import House
from stagehold.web.problems import not_found, too_many
from stagehold.web.reply import Reply
from stagehold.web.route import Routes

routes = Routes("calendars", prefix="")
CALENDAR = b"text/calendar; charset=utf-8"
SUFFIX = ".ics"


def check_feed(house: House, viewer: Viewer, kind: FeedKind, of: str) -> None:
    """Refuse a feed of something that is not there or that the viewer may not see.

    What a production or a party has stands at any studio, so the desk's own people see such a feed when they may look
    at all of them.

    Raises
    ------
    Trouble
        With status 404.
    """
    portfolio = house.desk.portfolio
    if kind is FeedKind.STAGE:
        space = portfolio.spaces.get(of)
        seen = space is not None and viewer.may(Permission.READ_DESK, space.studio)
    elif kind is FeedKind.STUDIO:
        seen = of in portfolio.studios and viewer.may(Permission.READ_DESK, of)
    elif viewer.outside:
        seen = kind is FeedKind.PARTY and of == viewer.party
    else:
        known = of in (portfolio.parties if kind is FeedKind.PARTY else portfolio.productions)
        seen = known and viewer.may_everywhere(Permission.READ_DESK, portfolio.studios)
    if not seen:
        raise not_found(kind.value)


@routes.get(
    "/calendar/{secret}",
    needs=Permission.CALENDAR_ADDRESS,
    forms=("text/calendar",),
    problems=(404, 429),
)
async def calendar(house: House, asked: Asked) -> Reply:
    """A calendar by its secret address, which ends in ``.ics``; it shows what the user who made the address may see."""
    given = asked.path["secret"]
    found = house.access.calendar_of(given.removesuffix(SUFFIX)) if given.endswith(SUFFIX) else None
    if found is None:
        raise not_found("calendar")
    address, viewer = found
    if house.slow.wait(address.id) > 0:
        raise too_many("too-many-requests", "a calendar is asked for a few times a minute at most", 60)
    check_feed(house, viewer, address.kind, address.of)
    tag = f'"{house.desk.number}.{house.access.version}.{house.now().date().toordinal()}"'
    headers = {"etag": tag, "cache-control": "private, max-age=300"}
    if asked.is_fresh(tag):
        return Reply(304, headers=headers)
    language = Language(viewer.language) if viewer.language in set(Language) else Language.EN
    body = calendar_of(
        house.desk,
        of=CalendarOf(CalendarKind(address.kind.value), address.of),
        sees=Sees(None if viewer.party is None else frozenset({viewer.party})),
        made=house.now(),
        language=language,
        layers=(Layer.LINES, Layer.CLOSURES),
        versions=house.versions.lines,
    )
    return Reply(200, body, kind=CALENDAR, headers=headers)
