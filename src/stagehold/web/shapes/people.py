"""Users, sessions, tokens and addresses as the API takes and gives them. Moments are in UTC."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from stagehold.store.people_records import FeedKind, Role
from stagehold.web.shapes.words import Cursor, Limit, Number, Password, Word

Roles = Annotated[dict[Word, Role], Meta(description="role by studio; * is every studio", max_length=500)]


class SignInBody(Struct, kw_only=True, forbid_unknown_fields=True):
    """Name and password."""

    name: Word
    password: Password


class WaysGiven(Struct, kw_only=True):
    """How one can sign in: by password, and by which provider."""

    password: bool
    provider: str | None


class MeGiven(Struct, kw_only=True):
    """Who is signed in, and what they may where."""

    user: str
    display: str
    language: str
    units: str
    party: str | None
    roles: dict[str, Role]
    permissions: dict[str, list[str]]
    token: str | None
    expires: datetime | None


class MeBody(Struct, kw_only=True, forbid_unknown_fields=True):
    """What users change of themselves."""

    display: Word
    language: Word = "en"
    units: Word = "m2"


class NewPasswordBody(Struct, kw_only=True, forbid_unknown_fields=True):
    """A new password, and the one before; whoever signed in by a start link and has none leaves ``old`` out."""

    new: Annotated[str, Meta(min_length=10, max_length=500)]
    old: Password | None = None


class PasswordBody(Struct, kw_only=True, forbid_unknown_fields=True):
    """A password that an owner gives to a user."""

    password: Annotated[str, Meta(min_length=10, max_length=500)]


class UserBody(Struct, kw_only=True, forbid_unknown_fields=True):
    """A user as an owner writes one; ``subject`` is issuer and subject of the provider, separated by a blank."""

    display: Word
    roles: Roles = {}
    party: Word | None = None
    language: Word = "en"
    units: Word = "m2"
    subject: Word | None = None
    disabled: bool = False


class UserGiven(Struct, kw_only=True):
    """A user."""

    name: str
    display: str
    roles: dict[str, Role]
    party: str | None
    language: str
    units: str
    subject: str | None
    has_password: bool
    made: datetime
    disabled: datetime | None


class UsersGiven(Struct, kw_only=True):
    """All users that the reader may look after."""

    users: list[UserGiven]


class TokenBody(Struct, kw_only=True, forbid_unknown_fields=True):
    """A token to be: at most ``role``, at ``studios`` (none: all of the user's), for ``days``."""

    label: Word
    role: Role = Role.VIEWER
    studios: Annotated[tuple[Word, ...], Meta(max_length=100)] = ()
    party: Word | None = None
    days: Annotated[int, Meta(ge=1, le=3650)] | None = None


class TokenGiven(Struct, kw_only=True):
    """A token, without its secret."""

    id: str
    user: str
    label: str
    role: Role
    studios: list[str]
    party: str | None
    made: datetime
    expires: datetime | None
    revoked: datetime | None


class NewTokenGiven(Struct, kw_only=True):
    """A token with its secret, which is shown this once."""

    token: TokenGiven
    secret: str


class TokensGiven(Struct, kw_only=True):
    """Tokens."""

    tokens: list[TokenGiven]


class CalendarBody(Struct, kw_only=True, forbid_unknown_fields=True):
    """A feed to make an address for: of a stage, a studio, a production or a party."""

    kind: FeedKind
    of: Word


class CalendarGiven(Struct, kw_only=True):
    """An address of a feed, without its secret."""

    id: str
    kind: FeedKind
    of: str
    made: datetime
    revoked: datetime | None


class NewCalendarGiven(Struct, kw_only=True):
    """A new address, which is shown this once."""

    calendar: CalendarGiven
    address: str


class CalendarsGiven(Struct, kw_only=True):
    """Addresses of feeds."""

    calendars: list[CalendarGiven]


class SignInGiven(Struct, kw_only=True):
    """An attempt to sign in."""

    number: int
    at: datetime
    user: str | None
    address: str
    way: str
    success: bool


class SignInsGiven(Struct, kw_only=True):
    """Attempts, the latest first; ``next`` leads to older ones."""

    sign_ins: list[SignInGiven]
    next: str | None


class PageQuery(Struct, kw_only=True, forbid_unknown_fields=True):
    """A page of a long list."""

    limit: Limit = 100
    cursor: Cursor | None = None


class NumberQuery(Struct, kw_only=True, forbid_unknown_fields=True):
    """From a number on."""

    after: Number = 0
