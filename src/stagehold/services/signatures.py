"""Whether a token was signed by whom it names: JSON Web Signatures with RS256 (RFC 7515, RFC 7518), checked only.

Checking needs no secret, so there is nothing that its timing could give away. The padded block is built anew and
compared as a whole (RFC 8017, 8.2.2): nothing in the signature is parsed.
"""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64decode
from collections.abc import Iterable, Mapping
from typing import Any

LEAST_BITS = 2048
MOST_BITS = 8192
MOST_BYTES = 64 << 10
# DigestInfo of SHA-256, before the digest itself.
_SHA256 = bytes.fromhex("3031300d060960864801650304020105000420")


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
    parts = token.split(".")
    if len(parts) != 3:
        raise NotSigned("a token has three parts")
    header = _object(parts[0])
    if header.get("alg") != "RS256" or "crit" in header:
        raise NotSigned(f"tokens signed with RS256 are read; found {str(header.get('alg'))[:20]!r}")
    signature, signed = _bytes(parts[2]), f"{parts[0]}.{parts[1]}".encode()
    if not any(_fits(key, signature, signed) for key in keys if _may_have(key, header.get("kid"))):
        raise NotSigned("none of the provider's keys has signed the token")
    return _object(parts[1])


def _may_have(key: Mapping[str, Any], kid: Any) -> bool:
    return (
        key.get("kty") == "RSA"
        and key.get("use", "sig") == "sig"
        and key.get("alg", "RS256") == "RS256"
        and (kid is None or key.get("kid") in (None, kid))
    )


def _fits(key: Mapping[str, Any], signature: bytes, signed: bytes) -> bool:
    try:
        modulus, exponent = (int.from_bytes(_bytes(str(key[name])), "big") for name in ("n", "e"))
    except (KeyError, NotSigned):
        return False
    bits = modulus.bit_length()
    if not LEAST_BITS <= bits <= MOST_BITS or not 2 < exponent < 1 << 33 or exponent % 2 == 0:
        return False
    length = (bits + 7) // 8
    number = int.from_bytes(signature, "big")
    if len(signature) != length or number >= modulus:
        return False
    info = _SHA256 + hashlib.sha256(signed).digest()
    block = b"\x00\x01" + b"\xff" * (length - len(info) - 3) + b"\x00" + info
    return pow(number, exponent, modulus).to_bytes(length, "big") == block


def _bytes(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (ValueError, UnicodeEncodeError):
        raise NotSigned("a part of the token is not base64url") from None


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(_bytes(text))
    except (ValueError, RecursionError):
        raise NotSigned("a part of the token is not JSON") from None
    if not isinstance(found, dict):
        raise NotSigned("a part of the token is no object")
    return found
