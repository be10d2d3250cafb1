"""Signing in and out, and whether the server lives."""

from __future__ import annotations

from msgspec import Struct

from stagehold.services import signing_in
from stagehold.services.permissions import Permission
from stagehold.services.signing_in import Entered, SignInRefused
from stagehold.services.viewer import viewer_of_user
from stagehold.web.asked import Asked
from stagehold.web.house import House
from stagehold.web.reply import Reply
from stagehold.web.route import API, Answer, Routes
from stagehold.web.routes.account import me_given
from stagehold.web.shapes.people import MeGiven, SignInBody, WaysGiven

routes = Routes("sign-in", prefix="")


class HealthGiven(Struct, kw_only=True):
    """``ok`` while requests are answered."""

    status: str


@routes.get("/health", needs=Permission.ANYBODY, gives=HealthGiven)
async def health(house: House, asked: Asked) -> HealthGiven:  # noqa: ARG001  # as every route
    """Whether the server lives. It says nothing else, to nobody."""
    return HealthGiven(status="ok")


@routes.get(f"{API}/sign-in", needs=Permission.ANYBODY, gives=WaysGiven)
async def ways(house: House, asked: Asked) -> WaysGiven:  # noqa: ARG001
    """How one can sign in."""
    provider = house.settings.open_id
    return WaysGiven(password=True, provider=None if provider is None else provider.label)


@routes.post(f"{API}/sign-in", needs=Permission.ANYBODY, takes=SignInBody, gives=MeGiven, problems=(401, 403, 429))
async def sign_in(house: House, asked: Asked) -> Answer:
    """Sign in by name and password; the session is in a cookie."""
    body: SignInBody = asked.body
    lasts = house.settings.session_hours * 3600
    entered = await house.sign_in(
        signing_in.sign_in, body.name, body.password, address=asked.client, at=house.seconds, lasts=lasts
    )
    return Answer(me_given(viewer_of_user(entered.user, entered.expires)), headers=session_cookie(house, entered))


@routes.post(f"{API}/sign-out", needs=Permission.OWN_ACCOUNT, status=204)
async def sign_out(house: House, asked: Asked) -> Reply:
    """End this session; a token stays as it is."""
    secret = house.door.cookie_of(asked.headers)
    if secret is not None:
        await house.people(signing_in.sign_out, secret, house.seconds)
    return Reply(204, headers={"set-cookie": f"{house.door.cookie}=; Max-Age=0; {_rules(house)}"})


@routes.get("/start/{secret}", needs=Permission.ANYBODY, status=303, forms=("text/plain",), problems=(401, 429))
async def start(house: House, asked: Asked) -> Reply:
    """Sign in by the link that the server printed at its start; it counts once."""
    lasts = house.settings.session_hours * 3600
    try:
        entered = await house.people(
            signing_in.sign_in_by_link, asked.path["secret"], address=asked.client, at=house.seconds, lasts=lasts
        )
    except SignInRefused:
        # Whoever opens the link again in the same browser is in already.
        secret = house.door.cookie_of(asked.headers)
        if secret is None or house.access.viewer_of_session(secret) is None:
            raise
        return Reply(303, headers={"location": "/"})
    return Reply(303, kind=b"text/plain", headers={"location": "/", **session_cookie(house, entered)})


def session_cookie(house: House, entered: Entered) -> dict[str, str]:
    """The header that makes a browser signed in."""
    age = entered.expires - house.seconds
    return {"set-cookie": f"{house.door.cookie}={entered.secret}; Max-Age={age}; {_rules(house)}"}


def _rules(house: House) -> str:
    secure = "; Secure" if house.settings.encrypted else ""
    return f"Path=/; HttpOnly; SameSite=Lax{secure}"
