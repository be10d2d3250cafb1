"""Passwords and other secrets: how they are made, kept and compared."""

from __future__ import annotations

import hashlib
import secrets
import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST_PASSWORD = 10
MOST_PASSWORD = 500
_AT_ONCE = threading.BoundedSemaphore(2)  # each takes 64 MB and a core: a crowd at the door must not take them all


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()  # argon2id with the parameters of RFC 9106 for little memory


def hash_password(password: str) -> str:
    """What is kept of a password."""
    with _AT_ONCE:
        return _hasher().hash(password)


@cache
def _nobodys() -> str:
    return hash_password(secrets.token_urlsafe(32))


def password_fits(kept: str | None, password: str) -> bool:
    """Whether it is the password; takes as long when there is none to compare with."""
    kept_or_other = kept or _nobodys()
    if len(password) > MOST_PASSWORD:
        return False
    with _AT_ONCE:
        try:
            _hasher().verify(kept_or_other, password)
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with weaker parameters than today's."""
    return _hasher().check_needs_rehash(kept)


def new_secret(kind: str = "") -> str:
    """A secret nobody can guess: 256 random bits, with a word before them that says what it is."""
    return f"{kind}{secrets.token_urlsafe(32)}"


def new_id() -> str:
    """A short id for what has no name of its own; it is not secret."""
    return secrets.token_hex(6)


def digest_of(secret: str) -> str:
    """What is kept of a secret. It is random and long, so one round of SHA-256 cannot be turned back."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
