"""Whether a token was signed by whom it names: JSON Web Tokens with RS256 (RFC 7519), checked only.

What the claims say (issuer, audience, times, nonce) is for the caller to judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import jwt
import jwt.types

LEAST_BITS = 2048
MOST_BITS = 8192
MOST_BYTES = 64 << 10
_CLAIMS_UNREAD = jwt.types.Options(
    verify_exp=False,
    verify_nbf=False,
    verify_iat=False,
    verify_aud=False,
    verify_iss=False,
    verify_sub=False,
    verify_jti=False,
)


class NotSigned(ValueError):
    """The token is none, or none of the keys has signed it."""


def signed_claims(token: str, keys: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The claims of a token that one of the keys (JSON Web Keys) has signed.

    Raises
    ------
    NotSigned
        If it is no such token, is signed in another way than RS256, or by another key.
    """
    if len(token) > MOST_BYTES:
        raise NotSigned("the token is too long")
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, RecursionError):
        raise NotSigned("a token has three parts in base64url, the first of them a JSON object") from None
    if header.get("alg") != "RS256" or "crit" in header:
        raise NotSigned(f"tokens signed with RS256 are read; found {str(header.get('alg'))[:20]!r}")
    for key in keys:
        claims = _claims(token, key) if _may_have(key, header.get("kid")) else None
        if claims is not None:
            return claims
    raise NotSigned("none of the provider's keys has signed the token")


def _may_have(key: Mapping[str, Any], kid: Any) -> bool:
    return (
        key.get("kty") == "RSA"
        and key.get("use", "sig") == "sig"
        and key.get("alg", "RS256") == "RS256"
        and (kid is None or key.get("kid") in (None, kid))
    )


def _claims(token: str, key: Mapping[str, Any]) -> dict[str, Any] | None:
    """The claims, if this key has signed them."""
    try:
        public = jwt.PyJWK(dict(key), algorithm="RS256")
        if not LEAST_BITS <= public.key.key_size <= MOST_BITS:
            return None
        claims: dict[str, Any] = jwt.decode(token, public, algorithms=["RS256"], options=_CLAIMS_UNREAD)
    except (jwt.PyJWTError, ValueError, TypeError, AttributeError, RecursionError):
        return None
    return claims
