"""People in memory and in the database, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from stagehold.services import people, signing_in
from stagehold.services.access import MOST_STALE, Access
from stagehold.services.passwords import digest_of, new_secret, password_fits
from stagehold.services.people import PeopleRefused
from stagehold.services.signing_in import MOST_FAILURES, SignInRefused, TooManySignIns
from stagehold.services.viewer import Viewer, viewer_of_token, viewer_of_user
from stagehold.store import Store, open_store
from stagehold.store.people import add_session, changes_since, forget_sessions, writing
from stagehold.store.people_records import EVERYWHERE, FeedKind, Role, Session, Token, User

AT = 1_800_000_000
PASSWORD = "a horse of some colour"


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    address = tmp_path / "desk.sqlite" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    with open_store(address) as opened:
        yield opened


@pytest.fixture
def access(store: Store) -> Access:
    return Access(store.engine, lambda: AT)


def enter(store: Store, name: str, **roles: Role) -> User:
    granted = {EVERYWHERE if studio == "everywhere" else studio: role for studio, role in roles.items()}
    return people.put_user(store.engine, name=name, display=name, at=AT, roles=granted, new=True)


def test_many_servers_that_start_at_once_make_one_owner(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: people.first_owner(store.engine, AT), range(8)))
    assert [user.name for user in made if user is not None] == ["owner"]
    owner = people.an_owner(store.engine)
    assert owner is not None
    assert (owner.name, dict(owner.roles)) == ("owner", {EVERYWHERE: Role.OWNER})


def test_what_changes_is_told_once_and_in_order(store: Store, access: Access) -> None:
    assert not access.refresh()
    ann = enter(store, "ann", lot=Role.BOOKER)
    assert access.refresh()
    assert access.users == {"ann": ann}
    before = access.version
    enter(store, "bob")
    with store.engine.connect() as connection:
        changes = changes_since(connection, before)
    assert [user.name for user in changes.users] == ["bob"]
    assert changes.version == before + 2  # the lock of the names, and the user


def test_a_token_a_session_and_an_address_let_in_until_they_end(store: Store, access: Access) -> None:
    ann = enter(store, "ann", everywhere=Role.OWNER)
    token, secret = people.make_token(store.engine, viewer_of_user(ann), label="t", role=Role.VIEWER, at=AT)
    people.set_password(store.engine, "ann", PASSWORD, AT)
    entered = signing_in.sign_in(store.engine, "ANN", PASSWORD, address="::1", at=AT)
    address, path = people.make_calendar(store.engine, viewer_of_user(ann), FeedKind.STAGE, "a", AT)
    access.refresh()
    by_token, by_session = access.viewer_of_token(secret), access.viewer_of_session(entered.secret)
    assert by_token is not None
    assert (by_token.by, dict(by_token.roles)) == (f"ann:{token.id}", {EVERYWHERE: Role.VIEWER})
    assert by_session is not None
    assert (by_session.by, dict(by_session.roles)) == ("ann", {EVERYWHERE: Role.OWNER})
    assert access.calendar_of(path) == (address, viewer_of_user(ann))
    people.revoke_token(store.engine, token.id, AT)
    people.revoke_calendar(store.engine, address.id, AT)
    signing_in.sign_out(store.engine, entered.secret, AT)
    access.refresh()
    assert (access.viewer_of_token(secret), access.viewer_of_session(entered.secret), access.calendar_of(path)) == (
        None,
        None,
        None,
    )


def test_a_secret_of_one_kind_is_none_of_another(store: Store, access: Access) -> None:
    ann = enter(store, "ann", everywhere=Role.OWNER)
    _, secret = people.make_token(store.engine, viewer_of_user(ann), label="t", role=Role.VIEWER, at=AT)
    _, path = people.make_calendar(store.engine, viewer_of_user(ann), FeedKind.STAGE, "a", AT)
    access.refresh()
    assert access.viewer_of_session(secret) is None
    assert access.viewer_of_token(path) is None
    assert access.calendar_of(secret) is None


def test_who_has_not_heard_of_the_database_for_long_lets_nobody_in(store: Store) -> None:
    clock = [0.0]
    access = Access(store.engine, lambda: AT, lambda: clock[0])
    clock[0] = MOST_STALE
    assert not access.stale()
    clock[0] = MOST_STALE + 0.1
    assert access.stale()
    access.refresh()
    assert not access.stale()


def test_attempts_made_at_once_count_one_another(store: Store) -> None:
    enter(store, "ann", everywhere=Role.OWNER)
    people.set_password(store.engine, "ann", PASSWORD, AT)

    def attempt(_: int) -> type[Exception]:
        try:
            signing_in.sign_in(store.engine, "ann", "another horse", address="192.0.2.1", at=AT)
        except (SignInRefused, TooManySignIns) as refused:
            return type(refused)
        raise AssertionError("a wrong password let somebody in")

    with ThreadPoolExecutor(8) as pool:
        ended = list(pool.map(attempt, range(MOST_FAILURES[0] + 6)))
    assert ended.count(SignInRefused) == MOST_FAILURES[0]
    assert ended.count(TooManySignIns) == 6
    elsewhere = signing_in.sign_in(store.engine, "ann", PASSWORD, address="192.0.2.2", at=AT)
    assert elsewhere.user.name == "ann"  # a stranger cannot lock a user out who comes from elsewhere


def test_a_link_that_two_follow_at_once_lets_one_in(store: Store) -> None:
    people.first_owner(store.engine, AT)
    link = people.start_link(store.engine, "owner", AT)

    def follow(number: int) -> bool:
        try:
            signing_in.sign_in_by_link(store.engine, link, address=f"192.0.2.{number}", at=AT)
        except SignInRefused:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(follow, range(8))) == 1


def test_sessions_that_are_over_are_forgotten(store: Store, access: Access) -> None:
    enter(store, "ann", everywhere=Role.OWNER)
    with writing(store.engine) as connection:
        for number in range(3):
            session = Session(digest=str(number), user="ann", made=AT, expires=AT + number)
            add_session(connection, session)
        forget_sessions(connection, AT + 2)
    with store.engine.connect() as connection:
        assert [item.digest for item in changes_since(connection, -1).sessions] == ["2"]


@pytest.mark.parametrize("name", ["", "a b", "a/b", "a\n", "x" * 101, "-a", "a;b"])
def test_a_name_is_one_that_reads_well_in_the_journal(tmp_path: Path, name: str) -> None:
    with open_store(tmp_path / "desk.sqlite") as store, pytest.raises(PeopleRefused) as refused:
        enter(store, name)
    assert refused.value.rule == "name"


# --- without a database -------------------------------------------------------------------------------------------


def test_a_role_at_one_studio_and_at_all_adds_up_to_the_greater() -> None:
    viewer = Viewer(user="ann", by="ann", roles={EVERYWHERE: Role.VIEWER, "lot": Role.PLANNER, "yard": Role.VIEWER})
    assert [viewer.role_at(studio) for studio in ("lot", "yard", "other")] == [
        Role.PLANNER,
        Role.VIEWER,
        Role.VIEWER,
    ]


@pytest.mark.parametrize(
    ("roles", "role", "studios", "left"),
    [
        ({EVERYWHERE: Role.OWNER}, Role.BOOKER, (), {EVERYWHERE: Role.BOOKER}),
        ({EVERYWHERE: Role.VIEWER}, Role.BOOKER, (), {EVERYWHERE: Role.VIEWER}),
        ({EVERYWHERE: Role.OWNER}, Role.BOOKER, ("lot",), {"lot": Role.BOOKER}),
        ({"lot": Role.OWNER, "yard": Role.VIEWER}, Role.PLANNER, (), {"lot": Role.PLANNER, "yard": Role.VIEWER}),
        ({"lot": Role.OWNER}, Role.PLANNER, ("yard",), {}),
        ({}, Role.OWNER, (EVERYWHERE,), {}),
    ],
)
def test_a_token_never_may_more_than_its_user_may_now(
    roles: dict[str, Role], role: Role, studios: tuple[str, ...], left: dict[str, Role]
) -> None:
    user = User(name="ann", display="Ann", roles=roles)
    token = Token(id="t", digest="", user="ann", label="t", role=role, studios=studios, made=AT)
    assert viewer_of_token(user, token).roles == left


def test_the_party_of_a_user_goes_before_that_of_a_token() -> None:
    token = Token(id="t", digest="", user="ann", label="t", role=Role.VIEWER, party="beta", made=AT)
    assert viewer_of_token(User(name="ann", display="Ann", party="alpha"), token).party == "alpha"
    assert viewer_of_token(User(name="ann", display="Ann"), token).party == "beta"


def test_a_password_that_was_never_given_fits_nothing() -> None:
    assert not password_fits(None, "")
    assert not password_fits("not a hash", PASSWORD)
    assert not password_fits(None, "x" * 100_000)


def test_secrets_are_long_and_never_the_same() -> None:
    made = {new_secret() for _ in range(100)}
    assert len(made) == 100
    assert all(len(secret) >= 43 for secret in made)
    assert len({digest_of(secret) for secret in made}) == 100


def test_nothing_shows_a_secret_when_it_is_printed() -> None:
    user = User(name="ann", display="Ann", password="$argon2id$secret")
    token = Token(id="t", digest="abcdef", user="ann", label="t", role=Role.VIEWER, made=AT)
    session = Session(digest="abcdef", user="ann", made=AT, expires=AT)
    assert [word for word in ("argon2", "abcdef") if word in repr((user, token, session))] == []
