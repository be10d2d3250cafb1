"""What signing in leaves in the database: the trail of attempts, one-time links, and sign-ins gone to a provider."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select, update

from stagehold.store.people_records import OpenIdStart, SignIn
from stagehold.store.people_tables import open_id_starts, sign_ins, start_links


def add_sign_in(connection: Connection, *, at: int, user: str | None, address: str, way: str) -> int:
    """Write an attempt as failed, before it is known; its number."""
    row = insert(sign_ins).values(at=at, user_name=user, address=address, way=way, success=False)
    made = connection.execute(row.returning(sign_ins.c.number)).scalar_one()
    return int(made)


def succeed_sign_in(connection: Connection, number: int, user: str) -> None:
    """The attempt let this user in."""
    connection.execute(update(sign_ins).where(sign_ins.c.number == number).values(success=True, user_name=user))


def failures(
    connection: Connection, since: int, *, user: str | None = None, address: str | None = None
) -> tuple[int, int]:
    """How many attempts of that user, from that address, or both, failed since then, and when the first of them was."""
    conditions: list[ColumnElement[bool]] = [sign_ins.c.at > since, sign_ins.c.success.is_(False)]
    if user is not None:
        conditions.append(sign_ins.c.user_name == user)
    if address is not None:
        conditions.append(sign_ins.c.address == address)
    number, first = connection.execute(select(func.count(), func.min(sign_ins.c.at)).where(and_(*conditions))).one()
    return int(number), int(first or since)


def sign_in_page(connection: Connection, *, before: int | None, limit: int) -> list[SignIn]:
    """Attempts, the latest first, older than the number ``before``."""
    asked = select(sign_ins).order_by(sign_ins.c.number.desc()).limit(limit)
    if before is not None:
        asked = asked.where(sign_ins.c.number < before)
    return [
        SignIn(
            number=row["number"],
            at=row["at"],
            user=row["user_name"],
            address=row["address"],
            way=row["way"],
            success=bool(row["success"]),
        )
        for row in connection.execute(asked).mappings()
    ]


def add_start_link(connection: Connection, *, digest: str, user: str, expires: int) -> None:
    """Write a link that signs a user in once."""
    connection.execute(insert(start_links).values(digest=digest, user_name=user, expires=expires))


def use_start_link(connection: Connection, digest: str, at: int) -> str | None:
    """The user of a link that is neither used nor expired; from now on it is used."""
    table = start_links
    used = (
        update(table)
        .where(table.c.digest == digest, table.c.used.is_(None), table.c.expires > at)
        .values(used=at)
        .returning(table.c.user_name)
    )
    found = connection.execute(used).scalar()
    return None if found is None else str(found)


def add_open_id_start(connection: Connection, digest: str, start: OpenIdStart, expires: int) -> None:
    """Write a sign-in that goes to the provider."""
    connection.execute(
        insert(open_id_starts).values(
            digest=digest, state=start.state, nonce=start.nonce, verifier=start.verifier, expires=expires
        )
    )


def use_open_id_start(connection: Connection, digest: str, at: int) -> OpenIdStart | None:
    """The sign-in that comes back, once; what has expired is deleted on the way."""
    table = open_id_starts
    connection.execute(delete(table).where(table.c.expires <= at))
    gone = delete(table).where(table.c.digest == digest).returning(table.c.state, table.c.nonce, table.c.verifier)
    found = connection.execute(gone).first()
    return None if found is None else OpenIdStart(state=found.state, nonce=found.nonce, verifier=found.verifier)
