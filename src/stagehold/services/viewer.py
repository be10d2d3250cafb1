"""Whoever asks: a signed-in user or a token, with what they may at which studio."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from stagehold.services.permissions import OUTSIDE, PERMISSIONS, Permission
from stagehold.store.people_records import EVERYWHERE, Role, Token, User


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """A user, or a token that acts for one.

    Parameters
    ----------
    user
        The name of the user.
    by
        What stands in the journal: the user, or ``user:token``.
    party
        The outside party that this viewer acts for; None for the desk's own people.
    roles
        By studio; ``*`` is every studio.
    expires
        Seconds since 1970 after which this sign-in counts no more.
    """

    user: str
    by: str
    party: str | None = None
    roles: Mapping[str, Role] = field(default_factory=dict)
    expires: float = float("inf")
    display: str = ""
    language: str = "en"
    units: str = "m2"
    token: str | None = None

    @property
    def outside(self) -> bool:
        """Whether this viewer sees only what is its own, and of all else only that it is there."""
        return self.party is not None

    def role_at(self, studio: str) -> Role | None:
        """The role at a studio, by name or as one of all."""
        here, everywhere = self.roles.get(studio), self.roles.get(EVERYWHERE)
        if here is None or everywhere is None:
            return here or everywhere
        return max(here, everywhere, key=lambda role: role.rank)

    def may(self, permission: Permission, studio: str) -> bool:
        """Whether this viewer may do that at the studio."""
        return self._has(permission, self.role_at(studio))

    def may_somewhere(self, permission: Permission) -> bool:
        """Whether there is a studio where this viewer may do that; one's own account needs none."""
        if permission is Permission.OWN_ACCOUNT:
            return True
        return any(self._has(permission, role) for role in self.roles.values())

    def may_everywhere(self, permission: Permission, studios: Iterable[str] = ()) -> bool:
        """Whether this viewer may do that at all of these studios; without any, at all there will ever be."""
        named = list(studios)
        if not named:
            return self._has(permission, self.roles.get(EVERYWHERE))
        return all(self.may(permission, studio) for studio in named)

    def _has(self, permission: Permission, role: Role | None) -> bool:
        if role is None or (self.outside and permission not in OUTSIDE):
            return False
        return permission in PERMISSIONS[role]


def viewer_of_user(user: User, expires: float = float("inf")) -> Viewer:
    """The user, signed in."""
    return Viewer(
        user=user.name,
        by=user.name,
        party=user.party,
        roles=user.roles,
        expires=expires,
        display=user.display,
        language=user.language,
        units=user.units,
    )


def viewer_of_token(user: User, token: Token) -> Viewer:
    """The token: never more than its user may, and never more than it was given."""
    named = token.studios or tuple(user.roles)
    whole = viewer_of_user(user)
    roles = {}
    for studio in named:
        role = whole.role_at(studio)
        if role is not None:
            roles[studio] = min(role, token.role, key=lambda item: item.rank)
    return Viewer(
        user=user.name,
        by=f"{user.name}:{token.id}",
        party=user.party or token.party,
        roles=roles,
        expires=float("inf") if token.expires is None else token.expires,
        display=user.display,
        language=user.language,
        units=user.units,
        token=token.id,
    )
