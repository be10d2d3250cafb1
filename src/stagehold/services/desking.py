"""The desk for one command: opened where it is kept, read with every clock that has ended, asked for one thing.

Reading never writes: clocks that have ended and that nobody has written down yet end in memory alone, as they will when
somebody next writes.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from stagehold.desk.passing import pass_time
from stagehold.domain.errors import InputError, Unreadable
from stagehold.services.counter import Counter, Receipt
from stagehold.store import Store, differences, open_store
from stagehold.store.address import file_of, url_of

if TYPE_CHECKING:
    from stagehold.desk.event import Event
    from stagehold.desk.requests import Request
    from stagehold.desk.state import Desk

DESK = "STAGEHOLD_DESK"  # the variable that says where the desk is kept
USUAL_DESK = "desk.sqlite"
MOMENT_FORMS = "a day as 2027-03-05 (its beginning) or a time as 2027-03-05T18:00+09:00; without an offset it is UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was asked is written: the receipt, the event, and the desk before and after it.

    ``before`` is the number of the last event before; with a key that was used before, it is not below the event's.
    """

    receipt: Receipt
    event: Event
    before: int
    desk: Desk

    @property
    def again(self) -> bool:
        """Whether it had been done before under the same key, and nothing was written now."""
        return self.event.number <= self.before


class OpenDesk:
    """A desk at one moment; made by ``opened``."""

    def __init__(self, store: Store, now: datetime) -> None:
        self.store = store
        self.last = store.moment()  # of the last event
        # Reading and writing go by one time: a desk never goes back.
        self.now = now if self.last is None else max(now, self.last)
        self.ahead = self.now - now
        self.written: int | None = None  # the number of the last event that was written here
        self._read: tuple[Desk, tuple[Event, ...]] | None = None

    @property
    def desk(self) -> Desk:
        """All that stands now."""
        return self._now()[0]

    @property
    def ended(self) -> tuple[Event, ...]:
        """Clocks that have ended and that nobody has written down yet."""
        return self._now()[1]

    def _now(self) -> tuple[Desk, tuple[Event, ...]]:
        if self._read is None:
            desk = self.store.load()
            self._read = desk, tuple(pass_time(desk, self.now))
        return self._read

    def ask(self, make: Callable[[Desk], Request], *, by: str, why: str | None = None, key: str | None = None) -> Done:
        """Ask for one thing, which ``make`` words from what stands now.

        Raises
        ------
        Refused
            If a rule says no.
        KeyReused
            If the key came before with another request.
        Unavailable
            If it cannot be written.
        """
        counter = Counter(self.store, lambda: self.now)
        try:
            before = counter.desk.number
            answer = counter.ask(make(counter.desk), by=by, why=why, key=key)
            try:
                receipt = answer.result()
            except KeyboardInterrupt:
                receipt = answer.result()  # it may be written already: say what became of it
        finally:
            counter.close()
            self._read = counter.desk, ()
        (event,) = self.store.events(after=receipt.number - 1, limit=1)
        if receipt.number > before:
            self.written = receipt.number
        return Done(receipt=receipt, event=event, before=before, desk=counter.desk)

    def at(self, when: datetime | int) -> Desk:
        """All that stood at a moment, or after the event of a number.

        Raises
        ------
        InputError
            If that is still to come.
        """
        if isinstance(when, int):
            last = self.store.number()
            if not 0 <= when <= last:
                raise InputError(f"there is no event {when} yet; the last one is {last}")
            return _folded(islice(self.store.events(limit=when), when))
        if when > self.now:
            raise InputError(f"{when.isoformat()} is still to come: it is {self.now.isoformat()}")
        desk = self.store.desk_at(when)
        for _ in pass_time(desk, when):
            pass
        return desk

    def faults(self) -> list[str]:
        """Where the tables do not say what the journal comes to, and confirmed lines that share a day; none at best."""
        stored, folded = self.store.load(), self.store.rebuild()
        return [*differences(stored, folded), *_overlaps(stored)]


def _folded(events: Iterator[Event]) -> Desk:
    from stagehold.store.reading import fold

    return fold(events)


def _overlaps(desk: Desk) -> Iterator[str]:
    for line in desk.lines.values():
        for other in desk.confirmed(line.space, line.span) if line.state == "confirmed" else ():
            if line.id < other.id:
                yield f"lines {line.id} and {other.id} are both confirmed on {line.space} on the same days"


@contextmanager
def opened(address: str, now: datetime, *, new: bool = False) -> Iterator[OpenDesk]:
    """The desk at an address; with ``new`` one is made where there is none.

    Raises
    ------
    Unreadable
        If there is none.
    Damaged
        If the file is empty: it was cut short, or is no desk.
    InputError, Unavailable, NewerSchema, Damaged
        As ``open_store`` does.
    """
    is_there = _refuse_missing(address, new=new)
    with open_store(address, new=new and not is_there) as store:
        yield OpenDesk(store, now)


def _refuse_missing(address: str, *, new: bool) -> bool:
    """Whether there is a file; a server is asked only when it is opened."""
    url = url_of(address)
    if url.get_backend_name() != "sqlite":
        return False
    path = file_of(url)
    is_there = _is_there(path)
    if not is_there and not new:
        raise Unreadable(
            f"there is no desk at {path}: name another with --desk or {DESK}, or begin one with "
            f"'stagehold desk import PORTFOLIO --desk {path}'"
        )
    return is_there


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as wrong:
        raise Unreadable(f"{str(path)[:200]}: {wrong.strerror or wrong}") from wrong


# --- what the world says ------------------------------------------------------------------------------------------


def desk_address(given: str | None) -> str:
    """Where the desk is kept: as given, else as the environment says, else a file in the current folder."""
    return given or os.environ.get(DESK) or USUAL_DESK


def who_asks(given: str | None) -> str:
    """The name that stands in the journal: as given, else the user of the system."""
    if given is not None:
        return given
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "somebody"


def moment_of(text: str | None, option: str) -> datetime:
    """A moment as written, in UTC; now if nothing is.

    Raises
    ------
    InputError
        If it is none.
    """
    if text is None:
        return datetime.now(UTC)
    try:
        found = datetime.fromisoformat(text)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError) as wrong:
        raise InputError(f"{option}: {text!r} is no moment; write {MOMENT_FORMS}") from wrong


def past_of(text: str, option: str) -> datetime | int:
    """A moment, or the number of an event.

    Raises
    ------
    InputError
        If it is neither.
    """
    if text.isascii() and text.isdigit() and len(text) < 8:  # 20270305 is a day
        return int(text)
    return moment_of(text, option)
