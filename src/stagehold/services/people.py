"""Users, tokens and calendar addresses: one function for each thing done, one transaction each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from sqlalchemy import Connection, Engine

from stagehold.domain.errors import StageholdError
from stagehold.domain.quantities import AreaUnit
from stagehold.services.passwords import (
    LEAST_PASSWORD,
    MOST_PASSWORD,
    digest_of,
    hash_password,
    new_id,
    new_secret,
)
from stagehold.services.viewer import Viewer
from stagehold.store import people
from stagehold.store.people_records import EVERYWHERE, CalendarAddress, FeedKind, Role, Token, User
from stagehold.store.people_tables import users
from stagehold.store.signing_in import add_start_link

LANGUAGES = ("en", "ja", "ko")
FIRST_OWNER = "owner"
START_LINK_SECONDS = 15 * 60
MOST_TOKEN_DAYS = 3650
_NAME = re.compile(r"[\w][\w.@+\-]{0,99}")
_OUTSIDE_ROLES = (Role.VIEWER, Role.BOOKER)


class PeopleRefused(StageholdError):
    """A user, token or address cannot be so; ``rule`` is stable."""

    code = "people"

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule


def first_owner(engine: Engine, at: int) -> User | None:
    """Make the owner of everything where nobody is yet: without a password, so that only a start link lets in."""
    with people.writing(engine) as connection:
        people.next_version(connection)  # two servers that start at once make one owner
        if people.any_user(connection):
            return None
        user = User(name=FIRST_OWNER, display="Owner", roles=MappingProxyType({EVERYWHERE: Role.OWNER}), made=at)
        people.put_user(connection, user)
        return user


def an_owner(engine: Engine) -> User | None:
    """An owner of everything who is not disabled; the first by name."""
    with engine.connect() as connection:
        return next(iter(_owners(connection)), None)


def _owners(connection: Connection) -> list[User]:
    names = connection.execute(users.select().with_only_columns(users.c.name).order_by(users.c.name)).scalars()
    found = (people.find_user(connection, name) for name in list(names))
    return [user for user in found if user is not None and _owns_everything(user)]


def _owns_everything(user: User) -> bool:
    return user.disabled is None and user.party is None and user.roles.get(EVERYWHERE) is Role.OWNER


def start_link(engine: Engine, user: str, at: int) -> str:
    """The secret of a link that signs the user in, once, in the next quarter of an hour."""
    secret = new_secret()
    with people.writing(engine) as connection:
        add_start_link(connection, digest=digest_of(secret), user=user, expires=at + START_LINK_SECONDS)
    return secret


def put_user(
    engine: Engine,
    *,
    name: str,
    display: str,
    at: int,
    roles: Mapping[str, Role],
    party: str | None = None,
    language: str = "en",
    units: str = "m2",
    subject: str | None = None,
    new: bool = False,
    disabled: bool | None = None,
) -> User:
    """Make a user or change one.

    Raises
    ------
    PeopleRefused
        If a value does not fit, a new one's name is taken, or nobody would be left who owns everything.
    """
    name = name.casefold()
    _require(
        _NAME.fullmatch(name) is not None, "name", f"a name has letters, digits and . _ - @ +; found {name[:100]!r}"
    )
    _require(0 < len(display.strip()) <= 200, "display", "the display name has 1 to 200 characters")
    _require(
        language in LANGUAGES, "language", f"the language is one of {', '.join(LANGUAGES)}; found {language[:20]!r}"
    )
    known_units = [unit.value for unit in AreaUnit]
    _require(units in known_units, "units", f"units are one of {', '.join(known_units)}; found {units[:20]!r}")
    inside_roles = [role for role in roles.values() if role not in _OUTSIDE_ROLES]
    _require(party is None or not inside_roles, "outside-role", "a user who acts for a party is a viewer or a booker")
    with people.writing(engine) as connection:
        people.next_version(connection)
        before = people.find_user(connection, name)
        _require(not (new and before), "name-taken", f"there is a user {name!r}; names are never given twice")
        _require(new or before is not None, "unknown-user", f"there is no user {name[:100]!r}")
        other = None if subject is None else people.user_of_subject(connection, subject)
        _require(other is None or other.name == name, "subject-taken", "another user signs in as that subject")
        base = before or User(name=name, display=display, made=at)
        gone = base.disabled if disabled is None else (base.disabled or at) if disabled else None
        user = replace(
            base,
            display=display.strip(),
            language=language,
            units=units,
            party=party,
            roles=MappingProxyType(dict(roles)),
            subject=subject if subject is not None else base.subject,
            disabled=gone,
        )
        people.put_user(connection, user)
        if before is not None and _owns_everything(before):
            _require(bool(_owners(connection)), "last-owner", "somebody must stay who owns everything")
        if gone is not None:
            people.end_sessions(connection, at, user=name)
        return user


def set_password(engine: Engine, name: str, password: str, at: int) -> None:
    """Give a user a new password; every session of the user ends."""
    _require(
        LEAST_PASSWORD <= len(password) <= MOST_PASSWORD,
        "password",
        f"a password has {LEAST_PASSWORD} to {MOST_PASSWORD} characters",
    )
    _require(password.casefold() != name.casefold(), "password", "a password is not the name")
    kept = hash_password(password)
    with people.writing(engine) as connection:
        people.next_version(connection)
        user = people.find_user(connection, name)
        if user is None:
            raise PeopleRefused("unknown-user", f"there is no user {name[:100]!r}")
        people.put_user(connection, replace(user, password=kept))
        people.end_sessions(connection, at, user=name)


def make_token(
    engine: Engine,
    viewer: Viewer,
    *,
    label: str,
    role: Role,
    at: int,
    studios: Sequence[str] = (),
    party: str | None = None,
    days: int | None = None,
) -> tuple[Token, str]:
    """A token of the viewer's, and its secret, which is not to be had again.

    Raises
    ------
    PeopleRefused
        If a value does not fit, or the viewer may less than the token would.
    """
    _require(0 < len(label.strip()) <= 200, "label", "the label has 1 to 200 characters")
    _require(
        days is None or 0 < days <= MOST_TOKEN_DAYS, "days", f"a token lasts 1 to {MOST_TOKEN_DAYS} days, or no end"
    )
    own = [viewer.role_at(studio) for studio in studios or tuple(viewer.roles)]
    enough = bool(own) and all(item is not None and item.rank >= role.rank for item in own)
    _require(enough, "more-than-own", "a token may at most what its user may at each of its studios")
    _require(party is None or viewer.party in (None, party), "party", "a token acts for the party of its user")
    secret = new_secret("sh_")
    token = Token(
        id=new_id(),
        digest=digest_of(secret),
        user=viewer.user,
        label=label.strip(),
        role=role,
        studios=tuple(studios),
        party=viewer.party or party,
        made=at,
        expires=None if days is None else at + days * 86400,
    )
    with people.writing(engine) as connection:
        people.add_token(connection, token)
    return token, secret


def revoke_token(engine: Engine, id_: str, at: int) -> None:
    """End a token now."""
    with people.writing(engine) as connection:
        people.revoke_token(connection, id_, at)


def make_calendar(engine: Engine, viewer: Viewer, kind: FeedKind, of: str, at: int) -> tuple[CalendarAddress, str]:
    """An address for a feed as the viewer sees it, and its secret, which is not to be had again."""
    secret = new_secret()
    address = CalendarAddress(id=new_id(), digest=digest_of(secret), user=viewer.user, kind=kind, of=of, made=at)
    with people.writing(engine) as connection:
        people.add_calendar(connection, address)
    return address, secret


def revoke_calendar(engine: Engine, id_: str, at: int) -> None:
    """End a calendar address now."""
    with people.writing(engine) as connection:
        people.revoke_calendar(connection, id_, at)


def _require(fits: bool, rule: str, message: str) -> None:  # noqa: FBT001  # an assertion reads so
    if not fits:
        raise PeopleRefused(rule, message)
