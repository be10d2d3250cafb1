"""Users, sessions, tokens and calendar addresses in the database.

Every function works inside the transaction of the connection it is given. What is read into memory carries the number
of its last change; ``next_version`` locks that number, so that changes become visible in its order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, insert, select, update
from sqlalchemy.engine import RowMapping

from stagehold.store.people_records import CalendarAddress, FeedKind, Role, Session, Token, User
from stagehold.store.people_tables import calendar_addresses, grants, people_head, sessions, tokens, users


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleChanges:
    """What changed since a version, up to ``version``."""

    version: int
    users: tuple[User, ...] = ()
    sessions: tuple[Session, ...] = ()
    tokens: tuple[Token, ...] = ()
    calendars: tuple[CalendarAddress, ...] = ()


def writing(engine: Engine) -> AbstractContextManager[Connection]:
    """A transaction that will write: SQLite takes its lock at once instead of failing in the middle."""
    return engine.execution_options(stagehold_begin="BEGIN IMMEDIATE").begin()


def lock(connection: Connection) -> None:
    """Let others who lock wait until this transaction ends; it sees what those before it have written."""
    connection.execute(update(people_head).values(number=people_head.c.number))


def current_version(connection: Connection) -> int:
    """The number of the last change."""
    found = connection.execute(select(people_head.c.number)).scalar()
    return 0 if found is None else int(found)


def next_version(connection: Connection) -> int:
    """A number for a change; other changes wait until this transaction ends."""
    number = people_head.c.number
    changed = connection.execute(update(people_head).values(number=number + 1).returning(number)).scalar()
    return 0 if changed is None else int(changed)


def changes_since(connection: Connection, version: int) -> PeopleChanges:
    """Every row changed after ``version``; of sessions, tokens and addresses also those that have ended."""
    now = current_version(connection)
    if now == version:
        return PeopleChanges(version=now)

    def newer(table: Table) -> Iterable[RowMapping]:
        asked = select(table).where(table.c.version > version, table.c.version <= now)
        return connection.execute(asked).mappings()

    changed_users = list(newer(users))
    roles = _roles_of(connection, [row["name"] for row in changed_users])
    return PeopleChanges(
        version=now,
        users=tuple(_user(row, roles.get(row["name"], {})) for row in changed_users),
        sessions=tuple(_session(row) for row in newer(sessions)),
        tokens=tuple(_token(row) for row in newer(tokens)),
        calendars=tuple(_calendar(row) for row in newer(calendar_addresses)),
    )


def _roles_of(connection: Connection, names: list[str]) -> dict[str, dict[str, Role]]:
    found: dict[str, dict[str, Role]] = {}
    asked = select(grants) if len(names) > 500 else select(grants).where(grants.c.user_name.in_(names))
    for row in connection.execute(asked.order_by(grants.c.studio)).mappings():
        found.setdefault(row["user_name"], {})[row["studio"]] = Role(row["role"])
    return found


def _user(row: RowMapping, roles: Mapping[str, Role]) -> User:
    values = {key: row[key] for key in row if key != "version"}
    return User(**values, roles=MappingProxyType(dict(roles)))


def _session(row: RowMapping) -> Session:
    return Session(
        digest=row["digest"],
        user=row["user_name"],
        made=row["made"],
        expires=row["expires"],
        ended=row["ended"],
        address=row["address"],
    )


def _token(row: RowMapping) -> Token:
    return Token(
        id=row["id"],
        digest=row["digest"],
        user=row["user_name"],
        label=row["label"],
        role=Role(row["role"]),
        studios=tuple(row["studios"].split()),
        party=row["party"],
        made=row["made"],
        expires=row["expires"],
        revoked=row["revoked"],
    )


def _calendar(row: RowMapping) -> CalendarAddress:
    return CalendarAddress(
        id=row["id"],
        digest=row["digest"],
        user=row["user_name"],
        kind=FeedKind(row["kind"]),
        of=row["of"],
        made=row["made"],
        revoked=row["revoked"],
    )


def find_user(connection: Connection, name: str) -> User | None:
    """The user of that name."""
    row = connection.execute(select(users).where(users.c.name == name)).mappings().first()
    return None if row is None else _user(row, _roles_of(connection, [name]).get(name, {}))


def user_of_subject(connection: Connection, subject: str) -> User | None:
    """The user whom an OpenID provider knows by that name."""
    name = connection.execute(select(users.c.name).where(users.c.subject == subject)).scalar()
    return None if name is None else find_user(connection, name)


def any_user(connection: Connection) -> bool:
    """Whether there is a user at all."""
    return connection.execute(select(users.c.name).limit(1)).first() is not None


def put_user(connection: Connection, user: User) -> None:
    """Write a user with the roles; a user of that name is replaced."""
    row = {
        "name": user.name,
        "display": user.display,
        "language": user.language,
        "units": user.units,
        "party": user.party,
        "password": user.password,
        "subject": user.subject,
        "made": user.made,
        "disabled": user.disabled,
        "version": next_version(connection),
    }
    if not _updated(connection, users, users.c.name == user.name, row):
        connection.execute(insert(users).values(row))
    connection.execute(delete(grants).where(grants.c.user_name == user.name))
    for studio, role in user.roles.items():
        connection.execute(insert(grants).values(user_name=user.name, studio=studio, role=role.value))


def _updated(connection: Connection, table: Table, where: Any, values: Mapping[str, Any]) -> bool:
    return connection.execute(update(table).where(where).values(values)).rowcount > 0


def add_session(connection: Connection, session: Session) -> None:
    """Write a new session."""
    connection.execute(
        insert(sessions).values(
            digest=session.digest,
            user_name=session.user,
            made=session.made,
            expires=session.expires,
            ended=session.ended,
            address=session.address,
            version=next_version(connection),
        )
    )


def end_sessions(connection: Connection, at: int, *, digest: str | None = None, user: str | None = None) -> None:
    """End one session, or all of a user."""
    where = sessions.c.digest == digest if user is None else sessions.c.user_name == user
    values = {"ended": at, "version": next_version(connection)}
    connection.execute(update(sessions).where(where, sessions.c.ended.is_(None)).values(values))


def forget_sessions(connection: Connection, before: int) -> None:
    """Delete sessions that expired or ended before then."""
    connection.execute(delete(sessions).where((sessions.c.expires < before) | (sessions.c.ended < before)))


def add_token(connection: Connection, token: Token) -> None:
    """Write a new token."""
    connection.execute(
        insert(tokens).values(
            id=token.id,
            digest=token.digest,
            user_name=token.user,
            label=token.label,
            role=token.role.value,
            studios=" ".join(token.studios),
            party=token.party,
            made=token.made,
            expires=token.expires,
            revoked=token.revoked,
            version=next_version(connection),
        )
    )


def revoke_token(connection: Connection, id_: str, at: int) -> None:
    """End a token; one that has ended stays as it is."""
    values = {"revoked": at, "version": next_version(connection)}
    connection.execute(update(tokens).where(tokens.c.id == id_, tokens.c.revoked.is_(None)).values(values))


def add_calendar(connection: Connection, calendar: CalendarAddress) -> None:
    """Write a new calendar address."""
    connection.execute(
        insert(calendar_addresses).values(
            id=calendar.id,
            digest=calendar.digest,
            user_name=calendar.user,
            kind=calendar.kind.value,
            of=calendar.of,
            made=calendar.made,
            revoked=calendar.revoked,
            version=next_version(connection),
        )
    )


def revoke_calendar(connection: Connection, id_: str, at: int) -> None:
    """End a calendar address; one that has ended stays as it is."""
    table = calendar_addresses
    values = {"revoked": at, "version": next_version(connection)}
    connection.execute(update(table).where(table.c.id == id_, table.c.revoked.is_(None)).values(values))
