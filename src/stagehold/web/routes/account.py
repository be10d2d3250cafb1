"""One's own account: who I am, my password, my tokens, my calendar addresses."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Engine

from stagehold.services import people
from stagehold.services.passwords import password_fits
from stagehold.services.permissions import OPEN, OUTSIDE, PERMISSIONS, Permission
from stagehold.services.viewer import Viewer
from stagehold.store.people_records import CalendarAddress, Token
from stagehold.web.asked import Asked
from stagehold.web.house import House
from stagehold.web.problems import Trouble, not_found
from stagehold.web.route import Answer, Routes
from stagehold.web.routes.feeds import check_feed
from stagehold.web.shapes.people import (
    CalendarBody,
    CalendarGiven,
    CalendarsGiven,
    MeBody,
    MeGiven,
    NewCalendarGiven,
    NewPasswordBody,
    NewTokenGiven,
    TokenBody,
    TokenGiven,
    TokensGiven,
)

routes = Routes("account")


def moment(seconds: float | None) -> datetime | None:
    """Seconds since 1970 as a moment; none for never."""
    return None if seconds is None or seconds == float("inf") else datetime.fromtimestamp(seconds, UTC)


def me_given(viewer: Viewer) -> MeGiven:
    """Who is signed in."""
    return MeGiven(
        user=viewer.user,
        display=viewer.display,
        language=viewer.language,
        units=viewer.units,
        party=viewer.party,
        roles=dict(viewer.roles),
        permissions={
            studio: sorted((PERMISSIONS[role] & OUTSIDE if viewer.outside else PERMISSIONS[role]) - OPEN)
            for studio, role in viewer.roles.items()
        },
        token=viewer.token,
        expires=moment(viewer.expires),
    )


@routes.get("/me", needs=Permission.OWN_ACCOUNT, gives=MeGiven)
async def me(house: House, asked: Asked) -> MeGiven:  # noqa: ARG001  # as every route
    """Who is signed in, and what they may where."""
    return me_given(asked.me)


@routes.put("/me", needs=Permission.OWN_ACCOUNT, takes=MeBody, gives=MeGiven, problems=(422,))
async def change_me(house: House, asked: Asked) -> MeGiven:
    """Change one's own name on the screen, language and units."""
    _require_session(asked.me)
    body: MeBody = asked.body
    user = house.access.users[asked.me.user]
    await house.people(
        people.put_user,
        name=user.name,
        display=body.display,
        at=house.seconds,
        roles=user.roles,
        party=user.party,
        language=body.language,
        units=body.units,
    )
    viewer = asked.me
    return me_given(
        Viewer(
            user=viewer.user,
            by=viewer.by,
            party=viewer.party,
            roles=viewer.roles,
            expires=viewer.expires,
            display=body.display.strip(),
            language=body.language,
            units=body.units,
        )
    )


@routes.post("/me/password", needs=Permission.OWN_ACCOUNT, takes=NewPasswordBody, status=204, problems=(422,))
async def change_password(house: House, asked: Asked) -> None:
    """Set one's own password; all of one's sessions end, this one too."""
    _require_session(asked.me)
    body: NewPasswordBody = asked.body
    kept = house.access.users[asked.me.user].password
    if kept is not None and not await house.sign_in(_fits, kept, body.old or ""):
        raise Trouble("not-allowed", "the old password is another")
    await house.sign_in(people.set_password, asked.me.user, body.new, house.seconds)


def _fits(_: Engine, kept: str, password: str) -> bool:
    return password_fits(kept, password)


def _require_session(viewer: Viewer) -> None:
    """A token that got out must not change who its user is."""
    if viewer.token is not None:
        raise Trouble("not-allowed", "a token cannot do this; sign in with a password")


def token_given(token: Token) -> TokenGiven:
    """A token without its secret."""
    return TokenGiven(
        id=token.id,
        user=token.user,
        label=token.label,
        role=token.role,
        studios=list(token.studios),
        party=token.party,
        made=datetime.fromtimestamp(token.made, UTC),
        expires=moment(token.expires),
        revoked=moment(token.revoked),
    )


@routes.get("/tokens", needs=Permission.OWN_ACCOUNT, gives=TokensGiven)
async def tokens(house: House, asked: Asked) -> TokensGiven:
    """One's own tokens, those that have ended too."""
    own = [token for token in house.access.tokens.values() if token.user == asked.me.user]
    return TokensGiven(tokens=[token_given(token) for token in own])


@routes.post("/tokens", needs=Permission.OWN_ACCOUNT, takes=TokenBody, gives=NewTokenGiven, status=201, problems=(422,))
async def make_token(house: House, asked: Asked) -> Answer:
    """Make a token for a program; its secret is shown this once."""
    _require_session(asked.me)
    body: TokenBody = asked.body
    token, secret = await house.people(
        people.make_token,
        asked.me,
        label=body.label,
        role=body.role,
        at=house.seconds,
        studios=body.studios,
        party=body.party,
        days=body.days,
    )
    return Answer(NewTokenGiven(token=token_given(token), secret=secret))


@routes.delete("/tokens/{id}", needs=Permission.OWN_ACCOUNT, status=204, problems=(404,))
async def revoke_token(house: House, asked: Asked) -> None:
    """End a token of one's own, or as an owner of everything any; in other processes it ends within seconds."""
    token = house.access.tokens.get(asked.path["id"])
    if token is None or (token.user != asked.me.user and not asked.me.may_everywhere(Permission.MANAGE_PEOPLE)):
        raise not_found("token")
    await house.people(people.revoke_token, token.id, house.seconds)


def _calendar_given(calendar: CalendarAddress) -> CalendarGiven:
    return CalendarGiven(
        id=calendar.id,
        kind=calendar.kind,
        of=calendar.of,
        made=datetime.fromtimestamp(calendar.made, UTC),
        revoked=moment(calendar.revoked),
    )


@routes.get("/calendars", needs=Permission.OWN_ACCOUNT, gives=CalendarsGiven)
async def calendars(house: House, asked: Asked) -> CalendarsGiven:
    """One's own calendar addresses, those that have ended too."""
    own = [item for item in house.access.calendars.values() if item.user == asked.me.user]
    return CalendarsGiven(calendars=[_calendar_given(item) for item in own])


@routes.post(
    "/calendars",
    needs=Permission.OWN_ACCOUNT,
    takes=CalendarBody,
    gives=NewCalendarGiven,
    status=201,
    problems=(404, 422),
)
async def make_calendar(house: House, asked: Asked) -> Answer:
    """Make a secret address of a calendar, which shows what its user sees; the address is shown this once."""
    _require_session(asked.me)
    body: CalendarBody = asked.body
    check_feed(house, asked.me, body.kind, body.of)
    calendar, secret = await house.people(people.make_calendar, asked.me, body.kind, body.of, house.seconds)
    address = f"{house.settings.origin}/calendar/{secret}.ics"
    return Answer(NewCalendarGiven(calendar=_calendar_given(calendar), address=address))


@routes.delete("/calendars/{id}", needs=Permission.OWN_ACCOUNT, status=204, problems=(404,))
async def revoke_calendar(house: House, asked: Asked) -> None:
    """End a calendar address of one's own."""
    calendar = house.access.calendars.get(asked.path["id"])
    if calendar is None or calendar.user != asked.me.user:
        raise not_found("calendar")
    await house.people(people.revoke_calendar, calendar.id, house.seconds)
