"""Who may what: every permission, and which role has it. Nothing else in the program decides this."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from stagehold.store.people_records import Role


class Permission(StrEnum):
    """What a route can need; each route names one."""

    ANYBODY = "anybody"  # no sign-in: signing in itself, health, and the files of the page
    CALENDAR_ADDRESS = "calendar-address"  # the secret in the address is the sign-in
    OWN_ACCOUNT = "own-account"
    READ_DESK = "read-desk"
    READ_FACTS = "read-facts"
    READ_JOURNAL = "read-journal"
    READ_INBOX = "read-inbox"
    EXPORT_FACTS = "export-facts"
    READ_PLANS = "read-plans"
    PLACE_HOLDS = "place-holds"
    ACT_ON_BOOKINGS = "act-on-bookings"
    MEET_CONDITIONS = "meet-conditions"
    CLOSE_SPACES = "close-spaces"
    DISPLACE = "displace"
    MAKE_PLANS = "make-plans"
    PUBLISH_PLANS = "publish-plans"
    CHANGE_FACTS = "change-facts"
    MANAGE_PEOPLE = "manage-people"
    READ_SIGN_INS = "read-sign-ins"


OPEN = frozenset({Permission.ANYBODY, Permission.CALENDAR_ADDRESS})

_VIEWER = frozenset(
    {
        Permission.OWN_ACCOUNT,
        Permission.READ_DESK,
        Permission.READ_FACTS,
        Permission.READ_JOURNAL,
        Permission.READ_INBOX,
        Permission.EXPORT_FACTS,
        Permission.READ_PLANS,
    }
)
_BOOKER = _VIEWER | {
    Permission.PLACE_HOLDS,
    Permission.ACT_ON_BOOKINGS,
    Permission.MEET_CONDITIONS,
    Permission.CLOSE_SPACES,
}
_PLANNER = _BOOKER | {
    Permission.DISPLACE,
    Permission.MAKE_PLANS,
    Permission.PUBLISH_PLANS,
    Permission.CHANGE_FACTS,
}
_OWNER = _PLANNER | {Permission.MANAGE_PEOPLE, Permission.READ_SIGN_INS}

PERMISSIONS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {Role.VIEWER: _VIEWER, Role.BOOKER: _BOOKER, Role.PLANNER: _PLANNER, Role.OWNER: _OWNER}
)

# What is left of a role when its user acts for an outside party.
OUTSIDE = frozenset(
    {
        Permission.OWN_ACCOUNT,
        Permission.READ_DESK,
        Permission.READ_FACTS,
        Permission.READ_INBOX,
        Permission.PLACE_HOLDS,
        Permission.ACT_ON_BOOKINGS,
    }
)
