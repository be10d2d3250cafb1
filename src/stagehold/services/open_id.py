"""Signing in through an OpenID provider: authorization code with PKCE (OpenID Connect Core, RFC 7636).

The browser goes to the provider with a state, a nonce and the digest of a verifier, which stand in the database beside
the digest of a secret in its cookie; only the browser that went can come back.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

from sqlalchemy import Engine

from stagehold.domain.errors import StageholdError
from stagehold.services.passwords import digest_of, new_secret
from stagehold.services.signatures import NotSigned, signed_claims
from stagehold.services.signing_in import SESSION_SECONDS, Entered, SignInRefused, sign_in_as_subject
from stagehold.store import people
from stagehold.store.people_records import OpenIdStart
from stagehold.store.signing_in import add_open_id_start, use_open_id_start

TIMEOUT = 10.0  # seconds that the provider has to answer
MOST_BYTES = 1 << 20
VISIT_SECONDS = 600  # that a browser may stay at the provider
SKEW = 60  # seconds that clocks may differ
KEYS_SECONDS = 3600
LEAST_BETWEEN_KEYS = 60  # seconds between two readings of the keys, whatever tokens come


class ProviderSilent(StageholdError):
    """The provider does not answer, or not as the standard says."""

    code = "provider-silent"
    exit_code = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """What the provider knows this desk as; ``back`` is the address to which browsers return."""

    issuer: str
    id: str
    secret: str
    back: str


class Provider:
    """One provider; its addresses and keys are read when first needed. Safe in any thread; calls block."""

    def __init__(self, client: Client, now: Callable[[], float] = time.time) -> None:
        self.client = client
        self._now = now
        self._lock = threading.Lock()
        self._described: dict[str, Any] | None = None
        self._keys: list[dict[str, Any]] = []
        self._keys_read = float("-inf")

    def go(self, engine: Engine, at: int) -> tuple[str, str]:
        """Begin a sign-in: the address to send the browser to, and the secret for its cookie.

        Raises
        ------
        ProviderSilent
        """
        described = self._description()
        start = OpenIdStart(state=new_secret(), nonce=new_secret(), verifier=new_secret())
        secret = new_secret()
        with people.writing(engine) as connection:
            add_open_id_start(connection, digest_of(secret), start, at + VISIT_SECONDS)
        challenge = urlsafe_b64encode(hashlib.sha256(start.verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code",
            "client_id": self.client.id,
            "redirect_uri": self.client.back,
            "scope": "openid",
            "state": start.state,
            "nonce": start.nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        address = str(described["authorization_endpoint"])
        return f"{address}{'&' if '?' in address else '?'}{urllib.parse.urlencode(asked)}", secret

    def come_back(
        self,
        engine: Engine,
        secret: str,
        *,
        state: str,
        code: str,
        issuer: str | None,
        address: str,
        at: int,
        lasts: int = SESSION_SECONDS,
    ) -> Entered:
        """End a sign-in: the user is in.

        Raises
        ------
        SignInRefused
            If this browser did not go, comes a second time, or the provider's word does not count.
        ProviderSilent, TooManySignIns
        """
        with people.writing(engine) as connection:
            start = use_open_id_start(connection, digest_of(secret), at)
        if start is None or not hmac.compare_digest(start.state.encode(), state.encode()):
            raise SignInRefused("this sign-in was not begun here, or took too long; begin again")
        if issuer is not None and issuer != self.client.issuer:
            raise SignInRefused("the answer is of another provider")
        claims = self._claims(self._exchange(code, start.verifier), start.nonce)
        subject = f"{self.client.issuer} {claims['sub']}"
        return sign_in_as_subject(engine, subject, address=address, at=at, lasts=lasts)

    # --- talking to the provider -----------------------------------------------------------------------------------

    def _description(self) -> dict[str, Any]:
        with self._lock:
            if self._described is None:
                found = _fetch(f"{self.client.issuer.rstrip('/')}/.well-known/openid-configuration")
                names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
                if found.get("issuer") != self.client.issuer or not all(_is_safe(found.get(name)) for name in names):
                    raise ProviderSilent(
                        f"what {self.client.issuer} says of itself is not the description of a provider"
                    )
                self._described = found
            return self._described

    def _exchange(self, code: str, verifier: str) -> str:
        """The id token for a code."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.client.back,
            "code_verifier": verifier,
        }
        headers = {}
        if self.client.secret:
            pair = ":".join(urllib.parse.quote(part, safe="") for part in (self.client.id, self.client.secret))
            headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
        else:
            form["client_id"] = self.client.id
        found = _fetch(str(self._description()["token_endpoint"]), form, headers)
        token = found.get("id_token")
        if not isinstance(token, str):
            raise SignInRefused("the provider did not take the code")
        return token

    def _claims(self, token: str, nonce: str) -> dict[str, Any]:
        """The claims of an id token, each of them checked (OpenID Connect Core, 3.1.3.7)."""
        try:
            claims = self._signed(token)
        except NotSigned as wrong:
            raise SignInRefused(f"the provider's token does not count: {wrong}") from None
        now, audience = self._now(), claims.get("aud")
        audiences = audience if isinstance(audience, list) else [audience]
        expires, issued = claims.get("exp"), claims.get("iat")
        is_wrong = (
            claims.get("iss") != self.client.issuer
            or self.client.id not in audiences
            or (len(audiences) > 1 and claims.get("azp") != self.client.id)
            or claims.get("azp") not in (None, self.client.id)
            or not isinstance(expires, int | float)
            or expires < now - SKEW
            or not isinstance(issued, int | float)
            or issued > now + SKEW
            or not hmac.compare_digest(str(claims.get("nonce")).encode(), nonce.encode())
            or not isinstance(claims.get("sub"), str)
            or not claims["sub"]
        )
        if is_wrong:
            raise SignInRefused("the provider's token is for another desk, another sign-in or another time")
        return claims

    def _signed(self, token: str) -> dict[str, Any]:
        try:
            return signed_claims(token, self._current_keys(KEYS_SECONDS))
        except NotSigned:
            # The provider may have changed its keys since they were read.
            return signed_claims(token, self._current_keys(LEAST_BETWEEN_KEYS))

    def _current_keys(self, most_age: float) -> list[dict[str, Any]]:
        address = str(self._description()["jwks_uri"])
        with self._lock:
            if self._now() - self._keys_read > most_age:
                keys = _fetch(address).get("keys")
                self._keys = [key for key in keys if isinstance(key, dict)] if isinstance(keys, list) else []
                self._keys_read = self._now()
            return self._keys


def _is_safe(address: Any) -> bool:
    return isinstance(address, str) and address.startswith(("https://", "http://127.0.0.1", "http://localhost"))


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A provider answers where it says it does."""

    def redirect_request(self, *_: Any) -> None:
        """Follow nothing."""


_opener = urllib.request.build_opener(_NoRedirect)


def _fetch(
    address: str, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    data = None if form is None else urllib.parse.urlencode(form).encode()
    request = urllib.request.Request(address, data, {"Accept": "application/json", **(headers or {})})
    try:
        with _opener.open(request, timeout=TIMEOUT) as answer:
            raw = answer.read(MOST_BYTES + 1)
    except urllib.error.HTTPError as wrong:
        wrong.close()
        if form is not None and 400 <= wrong.code < 500:
            return {}  # the code was not taken; why is the provider's to log
        raise ProviderSilent(f"the provider answers {wrong.code}") from None
    except (OSError, HTTPException, ValueError) as wrong:
        raise ProviderSilent(f"the provider does not answer: {type(wrong).__name__}") from None
    if len(raw) > MOST_BYTES:
        raise ProviderSilent("the provider's answer is too long")
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        raise ProviderSilent("the provider's answer is not JSON") from None
    if not isinstance(found, dict):
        raise ProviderSilent("the provider's answer is no object")
    return found
