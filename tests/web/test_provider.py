"""Signing in through an OpenID provider: there and back, and everything that must not count."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from stagehold.services import people
from stagehold.services.signatures import NotSigned, signed_claims
from stagehold.store import Store
from stagehold.store.people_records import EVERYWHERE, Role
from stagehold.web.settings import OpenId, Settings
from web.provider import SHA256, FakeProvider, Key, encoded, provided
from web.world import API, ORIGIN, Desk

NOW = 1_799_053_200  # the time of the server in these tests
BACK = "/sign-in/provider/back"


@pytest.fixture(scope="module")
def key() -> Key:
    return Key(1)


@pytest.fixture(scope="module")
def other() -> Key:
    return Key(2)


@pytest.fixture
def provider(key: Key) -> Iterator[FakeProvider]:
    with provided(key) as running:
        yield running


@pytest.fixture
def settings(provider: FakeProvider) -> Settings:
    return Settings(open_id=OpenId(issuer=provider.issuer, client="the desk", secret="s&cret", label="Example ID"))


@pytest.fixture
def known(store: Store, provider: FakeProvider) -> str:
    """Vera is known to the provider as number 7."""
    subject = f"{provider.issuer} 7"
    people.put_user(store.engine, name="vera", display="Vera", at=1, roles={EVERYWHERE: Role.VIEWER}, subject=subject)
    return subject


def go(desk: Desk) -> dict[str, str]:
    """Go to the provider; what it was asked."""
    answer = desk.client.get("/sign-in/provider", follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def come_back(desk: Desk, **query: str) -> Any:
    return desk.client.get(BACK, params=query, follow_redirects=False)


def claims(provider: FakeProvider, asked_nonce: str, /, **changed: Any) -> dict[str, Any]:
    whole = {"iss": provider.issuer, "aud": "the desk", "sub": "7", "nonce": asked_nonce, "iat": NOW, "exp": NOW + 300}
    return {name: value for name, value in {**whole, **changed}.items() if value is not None}


def test_whom_the_provider_vouches_for_is_in(desk: Desk, provider: FakeProvider, known: str) -> None:
    asked = go(desk)
    assert {name: asked[name] for name in ("response_type", "client_id", "redirect_uri", "code_challenge_method")} == {
        "response_type": "code",
        "client_id": "the desk",
        "redirect_uri": f"{ORIGIN}{BACK}",
        "code_challenge_method": "S256",
    }
    assert asked["scope"] == "openid"
    provider.claims = claims(provider, asked["nonce"])
    answer = come_back(desk, state=asked["state"], code="c0de", iss=provider.issuer, session_state="whatever")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert desk.client.get(f"{API}/me").json()["user"] == "vera"
    assert (provider.asked["code"], provider.authorization) == ("c0de", "the%20desk:s%26cret")
    verifier = provider.asked["code_verifier"]
    assert encoded(hashlib.sha256(verifier.encode()).digest()) == asked["code_challenge"]


def test_a_browser_that_did_not_go_does_not_come_back(desk: Desk, provider: FakeProvider, known: str) -> None:
    asked = go(desk)
    provider.claims = claims(provider, asked["nonce"])
    desk.client.cookies.clear()
    assert come_back(desk, state=asked["state"], code="c").status_code == 401


def test_who_came_back_does_not_come_a_second_time(desk: Desk, provider: FakeProvider, known: str) -> None:
    asked = go(desk)
    provider.claims = claims(provider, asked["nonce"])
    assert come_back(desk, state=asked["state"], code="c").status_code == 303
    assert come_back(desk, state=asked["state"], code="c").status_code == 401


def test_a_visit_ends_after_ten_minutes(desk: Desk, provider: FakeProvider, known: str) -> None:
    asked = go(desk)
    provider.claims = claims(provider, asked["nonce"], exp=NOW + 3600)
    desk.clock.pass_(minutes=10)
    assert come_back(desk, state=asked["state"], code="c").status_code == 401


@pytest.mark.parametrize("query", [{"state": "another", "code": "c"}, {"error": "access_denied"}, {}, {"iss": "else"}])
def test_an_answer_that_does_not_belong_to_the_question_is_refused(
    desk: Desk, provider: FakeProvider, known: str, query: dict[str, str]
) -> None:
    asked = go(desk)
    provider.claims = claims(provider, asked["nonce"])
    whole = {"state": asked["state"], "code": "c", **query} if "iss" in query else query
    assert come_back(desk, **whole).status_code == 401


WRONG: list[dict[str, Any]] = [
    {"iss": "https://elsewhere.example"},
    {"aud": "another desk"},
    {"aud": ["another desk"]},
    {"aud": ["the desk", "another desk"]},
    {"aud": None},
    {"azp": "another desk"},
    {"exp": NOW - 61},
    {"exp": None},
    {"exp": "never"},
    {"iat": NOW + 3600},
    {"iat": None},
    {"nonce": "another"},
    {"nonce": None},
    {"sub": ""},
    {"sub": None},
    {"sub": 7},
    {"sub": "8"},
]


def test_a_token_with_a_wrong_claim_does_not_count(desk: Desk, provider: FakeProvider, known: str) -> None:
    told = []
    for changed in WRONG:
        desk.app.slow.forget()
        asked = go(desk)
        provider.claims = claims(provider, asked["nonce"], **changed)
        answer = come_back(desk, state=asked["state"], code="c")
        told.append((changed, answer.status_code, answer.json()["code"]))
    assert told == [(changed, 401, "sign-in-refused") for changed in WRONG]


def test_a_token_for_several_with_this_desk_as_its_party_counts(desk: Desk, provider: FakeProvider, known: str) -> None:
    asked = go(desk)
    provider.claims = claims(provider, asked["nonce"], aud=["another desk", "the desk"], azp="the desk")
    assert come_back(desk, state=asked["state"], code="c").status_code == 303


def test_keys_that_have_changed_are_read_again_after_a_minute(
    desk: Desk, provider: FakeProvider, known: str, other: Key
) -> None:
    asked = go(desk)
    provider.claims = claims(provider, asked["nonce"])
    assert come_back(desk, state=asked["state"], code="c").status_code == 303
    provider.key = other
    provider.keys = [other.public()]
    for minutes, status in ((0, 401), (2, 303)):
        desk.clock.pass_(minutes=minutes)
        asked = go(desk)
        provider.claims = claims(provider, asked["nonce"])
        assert come_back(desk, state=asked["state"], code="c").status_code == status


@pytest.mark.parametrize("change", ["status", "issuer", "endpoint", "form"])
def test_a_provider_that_answers_wrongly_is_named_and_nobody_is_let_in(
    desk: Desk, provider: FakeProvider, change: str
) -> None:
    if change == "status":
        provider.status = 500
    elif change == "issuer":
        provider.description["issuer"] = "https://elsewhere.example"
    elif change == "endpoint":
        provider.description["token_endpoint"] = "http://elsewhere.example/token"
    else:
        provider.description = {}
    answer = desk.client.get("/sign-in/provider", follow_redirects=False)
    assert (answer.status_code, answer.json()["code"]) == (502, "provider-silent")


def test_the_way_through_the_provider_is_named(desk: Desk) -> None:
    assert desk.client.get(f"{API}/sign-in").json() == {"password": True, "provider": "Example ID"}


# --- signatures ---------------------------------------------------------------------------------------------------


def test_a_signed_token_is_read(key: Key) -> None:
    assert signed_claims(key.sign({"sub": "7"}), [key.public()]) == {"sub": "7"}


def _tampered(token: str) -> str:
    head, _, signature = token.split(".")
    return f"{head}.{encoded(b'{}')}.{signature}"


def _low_exponent(key: Key) -> str:
    """A block whose padding is not built to its end, as a careless reader takes it (Bleichenbacher 2006)."""
    head, body = encoded(b'{"alg":"RS256"}'), encoded(b'{"sub":"7"}')
    signed = f"{head}.{body}"
    info = SHA256 + hashlib.sha256(signed.encode()).digest()
    block = b"\x00\x01" + b"\xff" * 8 + b"\x00" + info
    return f"{signed}.{encoded(key.raise_(block.ljust(key.length, b'x')))}"


FORGED: list[tuple[str, Callable[[Key], str]]] = [
    ("claims changed", lambda key: _tampered(key.sign({"sub": "7"}))),
    ("no signature", lambda key: key.sign({}).rpartition(".")[0] + "."),
    ("none", lambda key: encoded(b'{"alg":"none"}') + ".e30."),
    ("a shared secret", lambda key: key.sign({}, alg="HS256")),
    ("a critical extension", lambda key: key.sign({}, crit=["exp"])),
    ("another kid", lambda key: key.sign({}, kid="other")),
    ("padding cut short", _low_exponent),
    ("zeros before", lambda key: key.sign({}).rpartition(".")[0] + "." + encoded(b"\x00" * 257)),
    ("the number one", lambda key: key.sign({}).rpartition(".")[0] + "." + encoded(b"\x01".rjust(256, b"\x00"))),
    ("two parts", lambda key: "a.b"),
    ("five parts", lambda key: "a.b.c.d.e"),
    ("not base64", lambda key: "!.!.!"),
    ("not JSON", lambda key: f"{encoded(b'x')}.{encoded(b'x')}.{encoded(b'x')}"),
    ("a list", lambda key: f"{encoded(b'[]')}.{encoded(b'[]')}.{encoded(b'x')}"),
    ("letters beyond ASCII", lambda key: "é.é.é"),
    ("very long", lambda key: "a" * 100_000),
]


def test_a_token_that_another_has_signed_is_not_read(key: Key, other: Key) -> None:
    with pytest.raises(NotSigned):
        signed_claims(other.sign({"sub": "7"}, kid=key.kid), [key.public()])


@pytest.mark.parametrize("forge", [item[1] for item in FORGED], ids=[item[0] for item in FORGED])
def test_a_token_that_was_not_signed_so_is_not_read(key: Key, forge: Callable[[Key], str]) -> None:
    with pytest.raises(NotSigned):
        signed_claims(forge(key), [key.public()])


@pytest.mark.parametrize(
    "changed", [{"kty": "EC"}, {"use": "enc"}, {"alg": "PS256"}, {"e": "AQ"}, {"n": ""}, {"n": "AQAB"}, {"n": "!"}]
)
def test_a_key_that_is_for_something_else_signs_nothing(key: Key, changed: dict[str, str]) -> None:
    with pytest.raises(NotSigned):
        signed_claims(key.sign({}), [{**key.public(), **changed}])


def test_a_key_that_is_too_short_signs_nothing() -> None:
    short = Key(4)
    with pytest.raises(NotSigned):
        signed_claims(short.sign({}), [short.public()])
