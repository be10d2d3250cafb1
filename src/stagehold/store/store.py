"""A desk kept in a database: its journal, and the tables that show what the journal comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import islice
from os import PathLike, fspath
from pathlib import Path

import sqlalchemy as sa

from stagehold.desk.event import Event
from stagehold.desk.state import Desk
from stagehold.store import schema
from stagehold.store.address import SECONDS_TO_WAIT, at_one_moment, engine_of, file_of, make_private, shown, url_of
from stagehold.store.checking import check
from stagehold.store.errors import Damaged, Replaced
from stagehold.store.migrating import LATEST, refuse_foreign, upgrade, version_of
from stagehold.store.outbox import Outbox
from stagehold.store.reading import HEAD, PAGE, desk_from_tables, fold, head_number, page_of_events, up_to
from stagehold.store.tail import Tail
from stagehold.store.trouble import plain_words
from stagehold.store.watching import Watch


def open_store(address: str | PathLike[str], *, wait: int = SECONDS_TO_WAIT, new: bool = True) -> Store:
    """Opens the desk at an address; a new database, or one of an older version, is brought to this version.

    A new file may be read and written by its owner only. A desk of this version is left as it is.

    Parameters
    ----------
    address
        ``sqlite:///path``, the path of a file, or ``postgresql://user:password@host/database``.

    wait
        Seconds after which a lock that others hold, or a server that does not answer, is an error.
    new
        Whether a desk is begun in an empty database. If not, one that is empty is an error: a desk was there once.

    Raises
    ------
    InputError
        If it is no such address.
    Unavailable
        If the file cannot be opened or written, or the server does not answer or refuses the user.
    NewerSchema
        If a later version of the program has written it.
    Damaged
        If it is not one of ours, its parts do not agree, or it is empty and not to be begun.
    """
    url = url_of(fspath(address))
    if url.get_backend_name() == "sqlite":
        if new:
            make_private(file_of(url))
        else:
            _refuse_empty_file(file_of(url))
    engine = engine_of(url, wait)
    try:
        with plain_words(url):
            if not _is_current(engine, new=new):
                upgrade(engine)
            with engine.connect() as connection:
                check(connection)
                restored = connection.execute(HEAD).one().restored
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, restored)


def _is_current(engine: sa.Engine, *, new: bool) -> bool:
    """Whether a database has this version of the schema, so that nothing is written to open it."""
    with engine.connect() as connection:
        version = version_of(connection)
        if version is None and not new:
            refuse_foreign(connection, version)
            raise Damaged(_empty(shown(engine.url)))
    return version == LATEST


def _refuse_empty_file(file: Path) -> None:
    """Before SQLite sees it: opening alone would write to it."""
    with suppress(OSError):
        if file.is_file() and file.stat().st_size == 0:
            raise Damaged(_empty(str(file)))


def _empty(name: str) -> str:
    return (
        f"{name} is empty: there is no desk in it. If one was, restore a backup; "
        "to begin one, take an address where there is nothing yet"
    )


class Store:
    """A database of one desk; made by ``open_store``. Every method may be called from any thread.

    Every method may raise ``Unavailable``, or one of the errors below it; ``Replaced`` means: open it again.
    """

    def __init__(self, engine: sa.Engine, restored: int) -> None:
        self.engine = engine
        self.url = engine.url
        self._restored = restored
        self._spaces: dict[str, int] = {}
        self.outbox = Outbox(engine)
        self._writing = engine.execution_options(stagehold_begin="BEGIN IMMEDIATE")

    def __repr__(self) -> str:
        return f"Store({shown(self.url)!r})"

    def close(self) -> None:
        """Lets go of all connections."""
        self.engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- reading ---------------------------------------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees one moment of the database, for reading."""
        with plain_words(self.url), self._at_head(at_one_moment(self.engine), HEAD) as (connection, _):
            yield connection

    def number(self) -> int:
        """The number of the last event, 0 before the first."""
        with self.reading() as connection:
            return head_number(connection)

    def moment(self) -> datetime | None:
        """When the last event took effect, in UTC; None before the first."""
        with self.reading() as connection:
            found: datetime | None = connection.scalar(sa.select(sa.func.max(schema.journal.c.at)))
            return found

    def load(self) -> Desk:
        """The state now, from the tables."""
        with self.reading() as connection:
            return desk_from_tables(connection)

    def events(self, after: int = 0, until: datetime | None = None, limit: int | None = None) -> Iterator[Event]:
        """Events of the journal in order.

        Parameters
        ----------
        after
            Only those with a higher number.
        until
            Only those before the first one that took effect after this moment.
        limit
            At most so many.
        """
        found = self._events(after, limit)
        return islice(found if until is None else up_to(found, until), limit)

    def _events(self, after: int, limit: int | None) -> Iterator[Event]:
        while True:
            with self.reading() as connection:
                page = page_of_events(connection, after, PAGE if limit is None else min(PAGE, limit))
            yield from page
            if len(page) < PAGE:
                return
            after = page[-1].number

    def desk_at(self, moment: datetime) -> Desk:
        """The state at a moment, from the journal: events of that very moment have taken effect."""
        return fold(self.events(until=moment))

    def rebuild(self) -> Desk:
        """The state now, from the journal."""
        return fold(self.events())

    def watch(self, callback: Callable[[int], None]) -> Watch:
        """Calls back from another thread with the number of the last event, whenever any process has written."""
        return Watch(self.engine, callback)

    # --- writing ---------------------------------------------------------------------------------------------------

    @contextmanager
    def append(self) -> Iterator[Tail]:
        """Holds the end of the journal; what is written is kept when the block ends without an error.

        Raises
        ------
        Busy
            If others have held it for too long.
        Unavailable
            Also at the end of the block, when the server is lost just then: whether the events were kept is only known
            once it answers again.
        """
        with plain_words(self.url), self._at_head(self._writing, HEAD.with_for_update()) as (connection, number):
            tail = Tail(connection, number, self._spaces)
            yield tail
            if tail.failed:
                connection.rollback()
            else:
                connection.commit()
                self._spaces = tail.spaces

    def forget_keys(self, before: datetime) -> int:
        """Forgets idempotency keys of requests before a moment, and their answers; how many."""
        with plain_words(self.url), self._writing.begin() as connection:
            return connection.execute(sa.delete(schema.request).where(schema.request.c.made < before)).rowcount

    @contextmanager
    def _at_head(self, engine: sa.Engine, question: sa.Select[int, int]) -> Iterator[tuple[sa.Connection, int]]:
        """A connection that has read the head row, and the number there; one that broke while idle is replaced."""
        connection = engine.connect()
        try:
            try:
                row = connection.execute(question).first()
            except sa.exc.DBAPIError as error:
                if not error.connection_invalidated:
                    raise
                connection.close()
                connection = engine.connect()
                row = connection.execute(question).first()
            if row is None or row.restored != self._restored:
                raise Replaced(f"{shown(self.url)} was restored from a backup meanwhile: open it again")
            yield connection, row.number
        finally:
            connection.close()
