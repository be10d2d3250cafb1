"""Signing in and out; every attempt is written down before it is judged."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection, Engine

from stagehold.domain.errors import StageholdError
from stagehold.services.passwords import digest_of, hash_password, is_outdated, new_secret, password_fits
from stagehold.store import people
from stagehold.store.people_records import Session, SignIn, User
from stagehold.store.signing_in import (
    add_sign_in,
    failures,
    sign_in_page,
    succeed_sign_in,
    use_start_link,
)

WINDOW = 15 * 60  # seconds that a failed attempt counts
# How many may fail: of one user from one address, from one address, of one user from anywhere.
MOST_FAILURES = (10, 50, 100)
SESSION_SECONDS = 7 * 86400


class SignInRefused(StageholdError):
    """Name and password do not belong together, or a link or a provider's word does not count; no more is said."""

    code = "sign-in-refused"


class TooManySignIns(StageholdError):
    """Too many attempts failed; ``retry_after`` seconds later another may be made."""

    code = "too-many-sign-ins"

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"too many attempts to sign in have failed; try again in {retry_after} seconds")
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A user is in: ``secret`` goes into the cookie."""

    user: User
    secret: str
    expires: int


def sign_in(
    engine: Engine, name: str, password: str, *, address: str, at: int, lasts: int = SESSION_SECONDS
) -> Entered:
    """Sign in by name and password.

    Raises
    ------
    SignInRefused, TooManySignIns
    """
    name = name.casefold()
    with people.writing(engine) as connection:
        user, number = _attempt(connection, name, address=address, way="password", at=at)
    kept = user.password if user is not None and user.disabled is None else None
    if not password_fits(kept, password) or user is None or kept is None:
        raise SignInRefused("the name and the password do not belong together")
    if is_outdated(kept):
        user = replace(user, password=hash_password(password))
    return _enter(engine, user, number, address=address, at=at, lasts=lasts, before=kept)


def sign_in_by_link(engine: Engine, secret: str, *, address: str, at: int, lasts: int = SESSION_SECONDS) -> Entered:
    """Sign in by a start link, which counts once.

    Raises
    ------
    SignInRefused, TooManySignIns
    """
    with people.writing(engine) as connection:
        _, number = _attempt(connection, None, address=address, way="start-link", at=at)
    with people.writing(engine) as connection:
        name = use_start_link(connection, digest_of(secret), at)
        user = None if name is None else people.find_user(connection, name)
    if user is None or user.disabled is not None:
        raise SignInRefused("this link has been used or has expired; start the server again for another")
    return _enter(engine, user, number, address=address, at=at, lasts=lasts)


def sign_in_as_subject(engine: Engine, subject: str, *, address: str, at: int, lasts: int = SESSION_SECONDS) -> Entered:
    """Sign in whom an OpenID provider has vouched for.

    Raises
    ------
    SignInRefused, TooManySignIns
    """
    with people.writing(engine) as connection:
        found = people.user_of_subject(connection, subject)
        _, number = _attempt(connection, None if found is None else found.name, address=address, way="openid", at=at)
    if found is None or found.disabled is not None:
        raise SignInRefused("the provider knows you, this desk does not: an owner must enter you with your subject")
    return _enter(engine, found, number, address=address, at=at, lasts=lasts)


def _attempt(connection: Connection, name: str | None, *, address: str, way: str, at: int) -> tuple[User | None, int]:
    """Write the attempt down first, so that many at once count one another; then ask whether they are too many."""
    people.lock(connection)
    user = None if name is None else people.find_user(connection, name)
    known = None if user is None else user.name
    number = add_sign_in(connection, at=at, user=known, address=address, way=way)
    both, from_address, of_user = MOST_FAILURES
    counted = [(from_address, failures(connection, at - WINDOW, address=address))]
    if known is not None:
        counted.append((both, failures(connection, at - WINDOW, user=known, address=address)))
        counted.append((of_user, failures(connection, at - WINDOW, user=known)))
    for most, (failed, first) in counted:
        if failed > most:
            raise TooManySignIns(max(1, first + WINDOW - at))
    return user, number


def _enter(
    engine: Engine, user: User, number: int, *, address: str, at: int, lasts: int, before: str | None = None
) -> Entered:
    secret = new_secret()
    expires = at + lasts
    with people.writing(engine) as connection:
        people.next_version(connection)
        now = people.find_user(connection, user.name)
        if now is None or now.disabled is not None or (before is not None and now.password != before):
            raise SignInRefused("the name and the password do not belong together")
        if user.password != now.password:
            people.put_user(connection, replace(now, password=user.password))
        people.forget_sessions(connection, at - 86400)
        session = Session(digest=digest_of(secret), user=user.name, made=at, expires=expires, address=address)
        people.add_session(connection, session)
        succeed_sign_in(connection, number, user.name)
    return Entered(user=user, secret=secret, expires=expires)


def sign_out(engine: Engine, secret: str, at: int) -> None:
    """End the session of a cookie."""
    with people.writing(engine) as connection:
        people.end_sessions(connection, at, digest=digest_of(secret))


def trail(engine: Engine, *, before: int | None = None, limit: int = 100) -> list[SignIn]:
    """Attempts to sign in, the latest first."""
    with engine.connect() as connection:
        return sign_in_page(connection, before=before, limit=limit)
