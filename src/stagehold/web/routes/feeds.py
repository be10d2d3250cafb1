"""Calendar feeds: which there are for a viewer, and the feed behind a secret address."""

from __future__ import annotations

from stagehold.services.permissions import Permission
from stagehold.services.viewer import Viewer
from stagehold.store.people_records import FeedKind
from stagehold.web.house import House
from stagehold.web.problems import not_found
from stagehold.web.route import Routes

routes = Routes("calendars", prefix="")


def check_feed(house: House, viewer: Viewer, kind: FeedKind, of: str) -> None:
    """Refuse a feed of something that is not there or that the viewer may not see.

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
    elif kind is FeedKind.PARTY:
        seen = of == viewer.party if viewer.outside else of in portfolio.parties
    else:
        seen = not viewer.outside and of in portfolio.productions
    if not seen:
        raise not_found(kind.value)
