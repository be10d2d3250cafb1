"""Signing in through an OpenID provider: to it and back."""

from __future__ import annotations

import asyncio
from typing import Annotated

from msgspec import Meta, Struct

from stagehold.services.open_id import VISIT_SECONDS, Client, Provider
from stagehold.services.permissions import Permission
from stagehold.services.signing_in import SignInRefused
from stagehold.web.asked import Asked
from stagehold.web.house import House
from stagehold.web.problems import not_found, too_many
from stagehold.web.reply import Reply
from stagehold.web.route import Routes
from stagehold.web.routes.signing_in import session_cookie
from stagehold.web.shapes.words import NO_CONTROL

routes = Routes("sign-in", prefix="")
PATH = "/sign-in/provider"
Text = Annotated[str, Meta(max_length=4096, pattern=NO_CONTROL)]


class BackQuery(Struct, kw_only=True):
    """What the provider sends back; it may say more."""

    state: Text = ""
    code: Text = ""
    iss: Text | None = None
    error: Text | None = None


def provider_of(house: House) -> Provider:
    """The provider of the settings.

    Raises
    ------
    Trouble
        With status 404 where there is none.
    """
    wanted = house.settings.open_id
    if wanted is None:
        raise not_found("provider")
    if house.provider is None:
        client = Client(
            issuer=wanted.issuer, id=wanted.client, secret=wanted.secret, back=f"{house.settings.origin}{PATH}/back"
        )
        house.provider = Provider(client, lambda: house.now().timestamp())
    return house.provider


@routes.get(PATH, needs=Permission.ANYBODY, status=303, problems=(404, 429, 502))
async def go_to_provider(house: House, asked: Asked) -> Reply:
    """Send the browser to the provider."""
    provider = provider_of(house)
    if house.slow.wait(f"provider {asked.client}") > 0:
        raise too_many("too-many-sign-ins", "too many sign-ins were begun from this address", 60)
    address, secret = await asyncio.to_thread(provider.go, house.store.engine, house.seconds)
    cookie = f"{_name(house)}={secret}; Max-Age={VISIT_SECONDS}; {_rules(house)}"
    return Reply(303, headers={"location": address, "set-cookie": cookie})


@routes.get(f"{PATH}/back", needs=Permission.ANYBODY, query=BackQuery, status=303, problems=(401, 404, 429, 502))
async def come_back_from_provider(house: House, asked: Asked) -> Reply:
    """The browser comes back with a code, and is signed in."""
    provider = provider_of(house)
    query: BackQuery = asked.query
    secret = house.door.named_cookie(asked.headers, _name(house))
    if secret is None or query.error is not None or not query.code:
        raise SignInRefused("the provider sent no code, or this sign-in was not begun in this browser; begin again")
    entered = await house.sign_in(
        provider.come_back,
        secret,
        state=query.state,
        code=query.code,
        issuer=query.iss,
        address=asked.client,
        at=house.seconds,
        lasts=house.settings.session_hours * 3600,
    )
    return Reply(303, headers={"location": "/", **session_cookie(house, entered)})


def _name(house: House) -> str:
    return f"{house.door.cookie}-visit"


def _rules(house: House) -> str:
    """As of the session's cookie: the prefix that binds it to this host asks for the path /."""
    secure = "; Secure" if house.settings.encrypted else ""
    return f"Path=/; HttpOnly; SameSite=Lax{secure}"
