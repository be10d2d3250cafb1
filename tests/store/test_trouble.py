"""A database that cannot be reached, opened, read or written says so in plain words and with exit code 3."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from postgres import GUARDED
from stagehold.benching.postgres import fresh_database
from stagehold.domain.errors import InputError, StageholdError, Unreadable
from stagehold.store import Busy, Damaged, DiskFull, ReadOnly, Store, Unavailable, Written, open_store
from stagehold.store.address import url_of
from stagehold.store.safety import backup, restore
from stagehold.store.trouble import translated
from store.made import hold, written


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine may enter and change."""
    folder = Path(tempfile.mkdtemp(prefix="stagehold-"))
    folder.chmod(0o777)
    yield folder
    folder.chmod(0o777)
    shutil.rmtree(folder)


@contextmanager
def as_a_user() -> Iterator[None]:
    """As somebody whom the rights of files bind: as root, nothing does."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(pwd.getpwnam("nobody").pw_uid)
    try:
        yield
    finally:
        os.seteuid(0)


def refusal(address: str | Path) -> Unavailable:
    """What opening is refused with."""
    with pytest.raises(Unavailable) as refused:
        open_store(address)
    assert refused.value.exit_code == 3
    return refused.value


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    said = str(refusal(tmp_path / "none" / "desk.db"))
    assert said == f"{tmp_path}/none/desk.db cannot be opened: there is no folder {tmp_path}/none; make it first"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert str(refusal(tmp_path)) == f"{tmp_path} cannot be opened: it is a folder; give the path of a file"


def test_a_new_desk_in_a_folder_that_may_not_be_written(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    with as_a_user():
        assert "cannot be opened: Permission denied; check the rights" in str(refusal(open_folder / "desk.db"))


@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o666, 0o555), (0o000, 0o777)])
def test_a_desk_in_a_folder_that_may_not_be_written(open_folder: Path, file_mode: int, folder_mode: int) -> None:
    file = open_folder / "desk.db"
    with open_store(file) as store:
        written(store, hold(1))
    file.chmod(file_mode)
    open_folder.chmod(folder_mode)
    with as_a_user():
        assert "check the rights of the" in str(refusal(file))
    open_folder.chmod(0o777)
    file.chmod(0o666)
    with open_store(file) as store:
        assert store.number() == 1


def test_a_desk_that_may_only_be_read_is_read(open_folder: Path) -> None:
    file = open_folder / "desk.db"
    with open_store(file) as store:
        written(store, hold(1))
    file.chmod(0o444)
    with as_a_user(), open_store(file) as store:
        assert list(store.events()) == [hold(1)]
        with pytest.raises(ReadOnly, match="may not be written: check the rights of the file") as refused:
            written(store, hold(2))
        assert (refused.value.exit_code, store.number()) == (3, 1)


@pytest.mark.parametrize("served", [False, True])
@pytest.mark.parametrize("is_backup", [False, True])
def test_a_desk_whose_folder_takes_no_files_is_read(open_folder: Path, *, served: bool, is_backup: bool) -> None:
    file, kept = open_folder / "desk #1?.db", open_folder / "kept"
    with open_store(file) as owner:
        written(owner, hold(1))
        backup(file, kept)
        if not served:
            owner.close()
        for shut in (file, kept, *open_folder.glob("*-*")):
            shut.chmod(0o444)
        open_folder.chmod(0o555)
        before = file.read_bytes(), kept.read_bytes(), sorted(open_folder.iterdir())
        with as_a_user(), open_store(kept if is_backup else file, new=False) as store:
            assert list(store.events()) == [hold(1)]
            with pytest.raises(ReadOnly, match="may not be written"):
                written(store, hold(2))
        assert (file.read_bytes(), kept.read_bytes(), sorted(open_folder.iterdir())) == before


def test_a_backup_is_made_of_a_desk_that_may_only_be_read(open_folder: Path) -> None:
    with open_store(open_folder / "desk.db") as store:
        written(store, hold(1))
    (open_folder / "out").mkdir()
    (open_folder / "out").chmod(0o777)
    (open_folder / "desk.db").chmod(0o444)
    open_folder.chmod(0o555)
    with as_a_user():
        assert backup(open_folder / "desk.db", open_folder / "out" / "kept") == 1


def test_an_empty_file_is_a_desk_that_was_lost(tmp_path: Path) -> None:
    (tmp_path / "desk.db").touch()
    with pytest.raises(Damaged, match=r"desk\.db is empty: there is no desk in it\. If one was, restore a backup"):
        open_store(tmp_path / "desk.db", new=False)
    with pytest.raises(Damaged, match="is empty"):
        backup(tmp_path / "desk.db", tmp_path / "kept")
    assert [(file.name, file.stat().st_size) for file in tmp_path.iterdir()] == [("desk.db", 0)]


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("what a database does not begin with" * 50)
    with pytest.raises(Damaged, match="notes is not an SQLite database; give the file of a desk"):
        open_store(tmp_path / "notes")


def test_a_file_that_is_cut_short(tmp_path: Path) -> None:
    with open_store(tmp_path / "desk.db") as store:
        written(store, *map(hold, range(1, 200)))
    whole = (tmp_path / "desk.db").read_bytes()
    (tmp_path / "desk.db").write_bytes(whole[: len(whole) // 4096 // 2 * 4096])
    with pytest.raises(Damaged, match=r"desk\.db is damaged"):
        open_store(tmp_path / "desk.db")


def test_a_disk_without_room(tmp_path: Path) -> None:
    with open_store(tmp_path / "desk.db") as store:
        written(store, hold(1))
        store.engine.dispose()

        @sa.event.listens_for(store.engine, "connect")
        def no_more_pages(connection: sqlite3.Connection, _: object) -> None:
            connection.execute("PRAGMA max_page_count = 1")  # as many as it has

        with pytest.raises(DiskFull, match="cannot grow: the disk is full; make room, nothing was written") as refused:
            written(store, *map(hold, range(2, 400)))
        assert (refused.value.exit_code, store.number()) == (3, 1)
    with open_store(tmp_path / "desk.db") as store:
        written(store, *map(hold, range(2, 400)))
        assert store.number() == 399


def test_a_desk_that_somebody_else_keeps_locked(address: str, tmp_path: Path) -> None:
    with open_store(address) as other, open_store(address, wait=1) as store, other.append() as tail:
        assert tail.number == 0
        with pytest.raises(Busy, match="locked by another program for too long; try again later") as refused:
            written(store, hold(1))
        assert refused.value.exit_code == 3
        assert store.load().number == 0


def test_a_server_that_is_not_there() -> None:
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
    said = str(refusal(f"postgresql://ann:hush@127.0.0.1:{port}/desk?connect_timeout=5"))
    assert said.startswith(f"postgresql://ann:***@127.0.0.1:{port}/desk?connect_timeout=5 does not answer: ")
    assert "refused" in said
    assert "hush" not in said


def test_a_server_that_says_nothing() -> None:
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        address = f"postgresql://ann:hush@127.0.0.1:{listening.getsockname()[1]}/desk"
        with pytest.raises(Unavailable, match="does not answer") as refused:
            open_store(address, wait=2)
    assert "hush" not in str(refused.value)


def test_an_option_that_no_connection_has() -> None:
    with pytest.raises(InputError, match='is no address of a database: invalid connection option "color"') as refused:
        open_store("postgresql://ann:hush@127.0.0.1/desk?color=red")
    assert "hush" not in str(refused.value)


def test_a_host_without_an_address() -> None:
    assert "does not answer" in str(refusal("postgresql://ann:hush@no-such-host.invalid/desk"))


def test_a_database_that_the_server_has_not(postgres_server: str, postgres_url: str) -> None:
    missing = postgres_url.replace("/stagehold_", "/missing_")
    assert "does not exist" in str(refusal(missing))


def test_a_wrong_password_is_never_shown(own_postgres: str) -> None:
    with psycopg.connect(own_postgres, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {GUARDED} LOGIN PASSWORD 'right'")
    try:
        address = own_postgres.replace("postgres@", f"{GUARDED}:hush@")
        said = str(refusal(address))
        assert "password authentication failed" in said
        assert "hush" not in said
        assert "hush" not in str(refusal(own_postgres.replace("postgres@", f"{GUARDED}@") + "&password=hush"))
    finally:
        with psycopg.connect(own_postgres, autocommit=True) as connection:
            connection.execute(f"DROP ROLE {GUARDED}")


def test_a_user_who_may_only_read_reads(own_postgres: str) -> None:
    with fresh_database(own_postgres, "readable") as url, psycopg.connect(url, autocommit=True) as owner:
        with open_store(url) as store:
            written(store, hold(1))
        owner.execute("CREATE ROLE reader LOGIN")
        owner.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
        with open_store(url.replace("postgres@", "reader@")) as store:
            assert store.load().number == 1
            with pytest.raises(ReadOnly, match="may not be written: permission denied") as refused:
                written(store, hold(2))
            assert (refused.value.exit_code, store.number()) == (3, 1)
        owner.execute("DROP OWNED BY reader")
        owner.execute("DROP ROLE reader")


def test_the_settings_of_a_server_and_of_an_address_do_not_change_how_a_desk_works(postgres_url: str) -> None:
    address = postgres_url + "&options=-c%20search_path%3Dpublic%20-c%20work_mem%3D8MB"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        for setting in ("default_transaction_isolation = 'serializable'", "timezone = 'Asia/Tokyo'"):
            connection.execute(f"ALTER DATABASE {connection.info.dbname} SET {setting}")
    with open_store(address) as store, store.append() as tail:
        tail.write([Written(hold(1))])
        names = ("transaction_isolation", "TimeZone", "work_mem", "lock_timeout")
        with store.engine.connect() as connection:
            found = [connection.exec_driver_sql(f"SHOW {name}").scalar() for name in names]
    assert found == ["read committed", "UTC", "8MB", "10s"]


def test_a_server_whose_disk_is_full_says_so() -> None:
    url = url_of("postgresql://ann:hush@h/desk")
    said = translated(url, psycopg.errors.DiskFull("could not extend file"))
    assert (type(said), "hush" in str(said)) == (DiskFull, False)


def test_a_server_that_goes_away_in_the_middle_and_comes_back(postgres_url: str) -> None:
    def leave(connection: psycopg.Connection) -> None:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    def lost(store: Store) -> None:
        with store.append() as tail:
            leave(other)
            tail.write([Written(hold(2))])

    with open_store(postgres_url) as store, psycopg.connect(postgres_url, autocommit=True) as other:
        written(store, hold(1))
        with pytest.raises(Unavailable, match="does not answer"):
            lost(store)
        leave(other)
        assert store.load().number == 1
        leave(other)
        written(store, hold(2))
        assert store.number() == 2


def test_nothing_is_left_open_by_a_refusal(tmp_path: Path) -> None:
    before = threading.active_count()
    for address in (tmp_path, tmp_path / "none" / "desk.db"):
        with pytest.raises(StageholdError):
            open_store(address)
    assert threading.active_count() == before


def test_a_backup_to_a_place_that_may_not_be_written(open_folder: Path) -> None:
    with open_store(open_folder / "desk.db") as store:
        written(store, hold(1))
    (open_folder / "shut").mkdir(mode=0o555)
    with as_a_user(), pytest.raises(Unreadable, match=r"kept: cannot be written \(Permission denied\)") as refused:
        backup(open_folder / "desk.db", open_folder / "shut" / "kept")
    assert refused.value.exit_code == 3


def test_a_backup_is_restored_from_a_place_that_may_not_be_written(open_folder: Path) -> None:
    with open_store(open_folder / "desk.db") as store:
        written(store, hold(1))
    (open_folder / "kept").mkdir()
    backup(open_folder / "desk.db", open_folder / "kept" / "kept #1?.db")
    (open_folder / "kept" / "kept #1?.db").chmod(0o444)
    (open_folder / "kept").chmod(0o555)
    with as_a_user():
        assert restore(open_folder / "kept" / "kept #1?.db", open_folder / "new.db") == 1
    (open_folder / "kept").chmod(0o777)


def test_a_store_says_where_it_is_without_a_password(store: Store) -> None:
    assert repr(store).startswith("Store('")
    assert "psycopg" not in repr(store)
