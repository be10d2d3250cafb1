"""Who uses the desk: users, what they may where, and their secrets' digests. Moments are seconds since 1970."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

EVERYWHERE = "*"  # in place of a studio: all of them, those to come too


class Role(StrEnum):
    """What a user does at a studio; each may what those before it may."""

    VIEWER = "viewer"
    BOOKER = "booker"
    PLANNER = "planner"
    OWNER = "owner"

    @property
    def rank(self) -> int:
        """0 for the one that may least."""
        return list(Role).index(self)


def _no_roles() -> Mapping[str, Role]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody who signs in.

    Parameters
    ----------
    name
        What is typed at sign-in, in lower case. It stands in the journal, so it is never given to somebody else.
    party
        The company an outside user acts for; None for the desk's own people.
    roles
        By studio; ``*`` is every studio.
    password
        Its argon2 hash.
    subject
        Issuer and subject of an OpenID provider, separated by a blank.
    """

    name: str
    display: str
    language: str = "en"
    units: str = "m2"
    party: str | None = None
    roles: Mapping[str, Role] = field(default_factory=_no_roles)
    password: str | None = field(default=None, repr=False)
    subject: str | None = None
    made: int = 0
    disabled: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A browser that is signed in; ``digest`` is that of its cookie."""

    digest: str = field(repr=False)
    user: str
    made: int
    expires: int
    ended: int | None = None
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a program signs in with: at most ``role`` of what its user may, at ``studios`` (none: all of the user's).

    ``party``: it acts for that party alone, as an outside user does.
    """

    id: str
    digest: str = field(repr=False)
    user: str
    label: str
    role: Role
    studios: tuple[str, ...] = ()
    party: str | None = None
    made: int
    expires: int | None = None
    revoked: int | None = None


class FeedKind(StrEnum):
    """What a calendar shows the lines of."""

    STAGE = "stage"
    STUDIO = "studio"
    PRODUCTION = "production"
    PARTY = "party"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarAddress:
    """A secret address of one feed; whoever has it sees what its user sees of it."""

    id: str
    digest: str = field(repr=False)
    user: str
    kind: FeedKind
    of: str
    made: int
    revoked: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """An attempt to sign in; ``user`` is None when nobody has that name, which is not kept: it may be a password."""

    number: int
    at: int
    user: str | None
    address: str
    way: str
    success: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIdStart:
    """A sign-in that has gone to the provider and is to come back to the same browser."""

    state: str
    nonce: str
    verifier: str
