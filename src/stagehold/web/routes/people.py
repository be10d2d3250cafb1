"""Users, for owners; and the trail of sign-ins."""

from __future__ import annotations

from datetime import UTC, datetime

from stagehold.services import people, signing_in
from stagehold.services.permissions import Permission
from stagehold.services.viewer import Viewer
from stagehold.store.people_records import EVERYWHERE, User
from stagehold.web.asked import Asked
from stagehold.web.cursors import cursor_of, number_of
from stagehold.web.house import House
from stagehold.web.problems import Trouble, not_found
from stagehold.web.route import Answer, Routes
from stagehold.web.routes.account import moment, token_given
from stagehold.web.shapes.people import (
    PageQuery,
    PasswordBody,
    SignInGiven,
    SignInsGiven,
    TokensGiven,
    UserBody,
    UserGiven,
    UsersGiven,
)

routes = Routes("people")


def _given(user: User) -> UserGiven:
    return UserGiven(
        name=user.name,
        display=user.display,
        roles=dict(user.roles),
        party=user.party,
        language=user.language,
        units=user.units,
        subject=user.subject,
        has_password=user.password is not None,
        made=datetime.fromtimestamp(user.made, UTC),
        disabled=moment(user.disabled),
    )


def _looks_after(viewer: Viewer, studios: list[str]) -> bool:
    """Whether the viewer manages people at all of these studios."""
    return all(
        viewer.may_everywhere(Permission.MANAGE_PEOPLE)
        if studio == EVERYWHERE
        else viewer.may(Permission.MANAGE_PEOPLE, studio)
        for studio in studios
    )


def _user(house: House, viewer: Viewer, name: str) -> User:
    user = house.access.users.get(name.casefold())
    if user is None or not any(_looks_after(viewer, [studio]) for studio in user.roles or [EVERYWHERE]):
        raise not_found("user")
    return user


@routes.get("/users", needs=Permission.MANAGE_PEOPLE, gives=UsersGiven)
async def users(house: House, asked: Asked) -> UsersGiven:
    """The users with a role at a studio that the reader owns."""
    everywhere = asked.me.may_everywhere(Permission.MANAGE_PEOPLE)
    seen = [
        user
        for user in house.access.users.values()
        if everywhere or any(_looks_after(asked.me, [studio]) for studio in user.roles)
    ]
    return UsersGiven(users=[_given(user) for user in sorted(seen, key=lambda user: user.name)])


@routes.get("/users/{name}", needs=Permission.MANAGE_PEOPLE, gives=UserGiven, problems=(404,))
async def user(house: House, asked: Asked) -> UserGiven:
    """One user."""
    return _given(_user(house, asked.me, asked.path["name"]))


@routes.put(
    "/users/{name}",
    needs=Permission.MANAGE_PEOPLE,
    takes=UserBody,
    gives=UserGiven,
    problems=(412, 422),
)
async def put_user(house: House, asked: Asked) -> Answer:
    """Make a user, or change one. With If-None-Match: * an existing one is left alone."""
    body: UserBody = asked.body
    name = asked.path["name"].casefold()
    before = house.access.users.get(name)
    if before is not None and asked.header(b"if-none-match") == "*":
        raise Trouble("changed-meanwhile", f"there is a user {name!r} already")
    _check_studios(house, body)
    touched = [*body.roles, *(before.roles if before else ())]
    alone = before is None or before.roles or asked.me.may_everywhere(Permission.MANAGE_PEOPLE)
    if not _looks_after(asked.me, touched) or not alone:
        raise Trouble("not-allowed", "you may give and take roles only at studios that you own")
    user = await house.people(
        people.put_user,
        name=name,
        display=body.display,
        at=house.seconds,
        roles=body.roles,
        party=body.party,
        language=body.language,
        units=body.units,
        subject=body.subject,
        new=before is None,
        disabled=body.disabled,
    )
    return Answer(_given(user), status=201 if before is None else 200)


def _check_studios(house: House, body: UserBody) -> None:
    portfolio = house.desk.portfolio
    unknown = [studio for studio in body.roles if studio != EVERYWHERE and studio not in portfolio.studios]
    if unknown:
        raise Trouble("people", f"there is no studio {unknown[0]!r}; * is every studio", rule="unknown-studio")
    if body.party is not None and body.party not in portfolio.parties:
        raise Trouble("people", f"there is no party {body.party!r}", rule="unknown-party")


@routes.post(
    "/users/{name}/password", needs=Permission.MANAGE_PEOPLE, takes=PasswordBody, status=204, problems=(404, 422)
)
async def give_password(house: House, asked: Asked) -> None:
    """Give a user a password; the user's sessions end."""
    user = _user(house, asked.me, asked.path["name"])
    if not _looks_after(asked.me, [*user.roles] or [EVERYWHERE]):
        raise Trouble("not-allowed", "the user has a role at a studio that you do not own")
    await house.sign_in(people.set_password, user.name, asked.body.password, house.seconds)


@routes.get("/users/{name}/tokens", needs=Permission.MANAGE_PEOPLE, gives=TokensGiven, problems=(404,))
async def tokens_of_user(house: House, asked: Asked) -> TokensGiven:
    """The tokens of a user, for whoever looks after the user."""
    user = _user(house, asked.me, asked.path["name"])
    return TokensGiven(tokens=[token_given(token) for token in house.access.tokens.values() if token.user == user.name])


@routes.get("/sign-ins", needs=Permission.READ_SIGN_INS, query=PageQuery, gives=SignInsGiven, problems=(422,))
async def sign_ins(house: House, asked: Asked) -> SignInsGiven:
    """Attempts to sign in, the latest first."""
    if not asked.me.may_everywhere(Permission.READ_SIGN_INS):
        raise Trouble("not-allowed", "this is for owners of everything")
    query: PageQuery = asked.query
    before = None if query.cursor is None else number_of(query.cursor)
    found = await house.people(signing_in.trail, before=before, limit=query.limit)
    more = len(found) == query.limit
    return SignInsGiven(
        sign_ins=[
            SignInGiven(
                number=item.number,
                at=datetime.fromtimestamp(item.at, UTC),
                user=item.user,
                address=item.address,
                way=item.way,
                success=item.success,
            )
            for item in found
        ],
        next=cursor_of(str(found[-1].number)) if more else None,
    )
