"""Challenges and closures."""

from __future__ import annotations

from stagehold.desk.requests import AnswerChallenge, Close, Reopen, WithdrawChallenge
from stagehold.desk.state import UNDECIDED
from stagehold.services.permissions import Permission
from stagehold.services.visibility import is_own, seen_by, studios_of_booking
from stagehold.services.visible_facts import studios_of_spaces
from stagehold.web.asked import Asked
from stagehold.web.doing import do, require_at_spaces, require_version, span_of
from stagehold.web.house import House
from stagehold.web.problems import Trouble, not_found
from stagehold.web.route import API, Answer, Routes
from stagehold.web.shapes.desk import (
    AnswerBody,
    AsOfQuery,
    ChallengeGiven,
    ChallengesGiven,
    ChallengesQuery,
    ClosureBody,
    ReceiptGiven,
    WhyBody,
)
from stagehold.web.shapes.shown import challenge_given
from stagehold.web.showing import desk_as_of

routes = Routes("challenges")


@routes.get("/challenges", needs=Permission.READ_DESK, query=ChallengesQuery, gives=ChallengesGiven, problems=(422,))
async def challenges(house: House, asked: Asked) -> ChallengesGiven:
    """Challenges, oldest first: those that are not over, unless asked for all."""
    query: ChallengesQuery = asked.query
    desk = await desk_as_of(house, asked.me, query.as_of)
    known = [item for item in desk.challenges.values() if query.over or item.state in UNDECIDED]
    if query.booking is not None:
        known = [
            item
            for item in known
            if item.booking == query.booking or any(target.booking == query.booking for target in item.targets)
        ]
        if not is_own(asked.me, desk, query.booking):
            known = []
    versions = house.versions if desk is house.desk else None
    given = (challenge_given(asked.me, desk, item, versions) for item in known)
    return ChallengesGiven(challenges=[item for item in given if item is not None])


@routes.get(
    "/challenges/{challenge}", needs=Permission.READ_DESK, query=AsOfQuery, gives=ChallengeGiven, problems=(404, 422)
)
async def one_challenge(house: House, asked: Asked) -> Answer:
    """One challenge."""
    desk = await desk_as_of(house, asked.me, asked.query.as_of)
    known = desk.challenges.get(asked.path["challenge"])
    versions = house.versions if desk is house.desk else None
    given = None if known is None else challenge_given(asked.me, desk, known, versions)
    if known is None or given is None:
        raise not_found("challenge")
    return Answer(given, etag=None if versions is None else f'"{given.version}"')


@routes.post(
    "/challenges/{challenge}/answer",
    needs=Permission.ACT_ON_BOOKINGS,
    takes=AnswerBody,
    gives=ReceiptGiven,
    keyed=True,
    versioned=True,
    problems=(404, 409, 412, 422),
)
async def answer(house: House, asked: Asked) -> Answer:
    """Answer for a hold that is challenged: confirm, stand, or release."""
    body: AnswerBody = asked.body
    _require(house, asked, body.booking)
    request = AnswerChallenge(
        challenge=asked.path["challenge"], booking=body.booking, answer=body.answer, line=body.line
    )
    return await do(house, asked, request, body.why)


@routes.post(
    "/challenges/{challenge}/withdraw",
    needs=Permission.ACT_ON_BOOKINGS,
    takes=WhyBody,
    gives=ReceiptGiven,
    keyed=True,
    versioned=True,
    problems=(404, 409, 412, 422),
)
async def withdraw(house: House, asked: Asked) -> Answer:
    """Give a challenge up; whoever made it may."""
    known = house.desk.challenges.get(asked.path["challenge"])
    _require(house, asked, "" if known is None else known.booking)
    return await do(house, asked, WithdrawChallenge(challenge=asked.path["challenge"]), asked.body.why)


def _require(house: House, asked: Asked, booking: str) -> None:
    """Refuse a challenge that the viewer may not see, and a booking for which the viewer may not speak."""
    viewer, desk = asked.me, house.desk
    known = desk.challenges.get(asked.path["challenge"])
    if known is None or seen_by(viewer, desk, known) is None:
        raise not_found("challenge")
    spaces = tuple(item.space for item in known.days)
    studios = {*studios_of_booking(desk, booking), *studios_of_spaces(desk.portfolio, spaces)}
    if viewer.outside and not is_own(viewer, desk, booking):
        raise not_found("booking")
    if not all(viewer.may(Permission.ACT_ON_BOOKINGS, studio) for studio in studios):
        raise Trouble("not-allowed", f"this takes '{Permission.ACT_ON_BOOKINGS}' at every studio in question")
    require_version(house, asked, "challenge", known.id)


@routes.post(
    "/closures",
    needs=Permission.CLOSE_SPACES,
    takes=ClosureBody,
    gives=ReceiptGiven,
    status=201,
    keyed=True,
    problems=(404, 409, 422),
)
async def close(house: House, asked: Asked) -> Answer:
    """Close a space for some days; with ``displace``, bookings there are cancelled by the studio."""
    body: ClosureBody = asked.body
    require_at_spaces(house, asked.me, Permission.CLOSE_SPACES, [body.space])
    if body.displace:
        require_at_spaces(house, asked.me, Permission.DISPLACE, [body.space])
    span = span_of(body.start, body.end)
    request = Close(space=body.space, span=span, reason=body.reason, displace=body.displace)
    return await do(house, asked, request, body.why, at=f"{API}/portfolio/closures/")


@routes.post(
    "/closures/{closure}/reopen",
    needs=Permission.CLOSE_SPACES,
    takes=WhyBody,
    gives=ReceiptGiven,
    keyed=True,
    versioned=True,
    problems=(404, 409, 412, 422),
)
async def reopen(house: House, asked: Asked) -> Answer:
    """Lift a closure."""
    known = house.desk.portfolio.closures.get(asked.path["closure"])
    if known is None:
        asked.refuse_unless_done(not_found("closure"))
    else:
        require_at_spaces(house, asked.me, Permission.CLOSE_SPACES, [known.space])
        require_version(house, asked, "closure", known.id)
    return await do(house, asked, Reopen(closure=asked.path["closure"]), asked.body.why)
