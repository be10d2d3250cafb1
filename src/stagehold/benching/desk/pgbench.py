"""What PostgreSQL does by itself: pgbench, its own load generator, running what the desk writes.

Three scripts, each a transaction of one booking in a prepared statement:

- *same*: the statement of the store to the letter, with the rows of one booking. It locks the row that numbers events,
  as whoever keeps one order of events must, so that one transaction waits for the other's disk.
- *unlocked*: the same without what lets transactions wait for each other: numbers come from a sequence, which leaves
  gaps and gives no order, and nobody is told by NOTIFY.
- *plain*: the rows of journal, booking and line alone, inserted by their values, without numbers in order and without
  notices. Nothing that keeps a journal can be that fast; it is the hardest peer.
"""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from stagehold.benching.desk.lot import DAYS, STAGES, STEP, stage
from stagehold.benching.desk.sample import booking_id, sample
from stagehold.benching.desk.session import NotMeasured
from stagehold.benching.postgres import Postgres
from stagehold.benching.watched import Interrupted
from stagehold.store.batch import Batch
from stagehold.store.encoding import ids_out
from stagehold.store.postgres import PARAMETERS, WRITE, parameters

SEQUENCE = "event_numbers"  # of the unlocked script
THREADS = 2
MOST_PER_SECOND = 5_000  # transactions of one client: how far apart the numbers of two clients lie
# A number for each transaction: the client's own range, then one after the other.
_NUMBER = "\\set k :k + 1\n\\set n :first + :client_id * :apart + :k\n"
_N = "(:n)::bigint"


@dataclass(frozen=True, slots=True)
class Raw:
    """Transactions in a second, and how long one took on average, in milliseconds."""

    rate: float
    mean_ms: float


def scripts() -> dict[str, str]:
    """The scripts by name."""
    batch = sample()
    return {
        "plain": _NUMBER + _plain(batch),
        "unlocked": _NUMBER + _given(_unlocked(WRITE), batch),
        "same": _NUMBER + _given(WRITE, batch),
    }


class Pgbench:
    """Runs a script, by so many clients, in a database of its own that holds the tables of a desk."""

    def __init__(self, server: Postgres, database: str, script: Path, clients: int) -> None:
        self._server = server
        self._database = database
        self._script = script
        self._clients = clients
        self._first = 0

    def run(self, seconds: float, stop: Callable[[], bool] = lambda: False) -> Raw:
        """Run it for so many seconds, which are whole ones and at least one.

        Raises
        ------
        NotMeasured
            If a transaction fails.
        Interrupted
            If ``stop`` says so meanwhile.
        """
        whole = max(1, round(seconds))
        apart = whole * MOST_PER_SECOND
        clients, first = self._clients, self._first
        self._first += clients * apart
        command = [str(self._server.pgbench), "-h", str(self._server.socket), "-U", "postgres", "-n", "-M", "prepared"]
        command += ["-f", str(self._script), "-c", str(clients), "-j", str(min(clients, THREADS)), "-T", str(whole)]
        command += ["-D", f"first={first}", "-D", f"apart={apart}", "-D", "k=0", self._database]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        with process:
            while process.poll() is None:
                if stop():
                    process.terminate()
                    raise Interrupted
                time.sleep(0.05)
            said, trouble = process.communicate()
        rate, mean = (re.search(pattern, said) for pattern in (r"tps = ([\d.]+)", r"latency average = ([\d.]+) ms"))
        if process.returncode or rate is None or mean is None or "failed transactions: 0 " not in said:
            what = f"pgbench ({self._script.stem}) ended with code {process.returncode}"
            raise NotMeasured(f"{what}: {trouble.strip()[-500:]}")
        return Raw(float(rate[1]), float(mean[1]))


def _unlocked(statement: str) -> str:
    """The statement with a sequence in place of the row that numbers events, and without its word to listeners."""
    head, events = "WITH h AS (", "), events AS ("
    told, rest = "SELECT before, pg_notify(", " FROM h"
    start, end = statement.index(head) + len(head), statement.index(events)
    last = statement.rindex(told)
    return (
        f"{statement[:start]} SELECT nextval('{SEQUENCE}') - 1 AS before {statement[end:last]}SELECT before"
        + statement[statement.index(rest, last) :]
    )


def _given(statement: str, batch: Batch) -> str:
    """The statement with the values of one booking in place of its parameters."""
    values = parameters(batch, {stage(0): 0})
    days = {17: f"{_N} % {STAGES}", 18: _day(0), 19: _day(DAYS)}

    def given(match: re.Match[str]) -> str:
        number = int(match[1])
        value = values[number - 1]
        if number == 1:
            text = "NULL"
        elif number in days:
            text = f"'{{' || ({days[number]})::text || '}}'"
        else:
            text = _of_booking(batch, value)
        return f"({text})::{PARAMETERS[number - 1]}"

    return _one_line(re.sub(r"\$(\d+)(?:::\w+(?:\[\])?)?", given, statement))


def _plain(batch: Batch) -> str:
    event, changes, notices = batch.journal[0]
    record, line = next(iter(batch.records.values())), next(iter(batch.lines.values()))
    texts = [_of_booking(batch, text) for text in (ids_out(event.made), changes, notices, record.data, line.data)]
    made, all_changes, told, booked, stood = texts
    moment, by, studio, place = _text(event.at.isoformat()), _text(event.by), _text(event.studio or ""), _N
    id_, line_id = _of_booking(batch, record.id), _of_booking(batch, line.id)
    return _one_line(f"""
    WITH j AS (
        INSERT INTO journal (number, "at", "by", what, why, studio, made, changes, notices)
        VALUES ({place}, {moment}, {by}, 'book', NULL, {studio}, {made}, {all_changes}, {told})
    ), r AS (
        INSERT INTO record (kind, id, made, event, data)
        VALUES ('booking', {id_}, {place} * 1000000, {place}, {booked})
    )
    INSERT INTO line (id, booking, space_no, "first", "after", state, made, event, data)
    VALUES ({line_id}, {id_}, ({place} % {STAGES})::int, {_day(0)}, {_day(DAYS)}, 'confirmed', {place} * 1000000 + 1,
        {place}, {stood})
    """)


def _day(later: int) -> str:
    """The first day of a transaction's booking, or one later."""
    return f"date '2100-01-01' + ({STEP} * ({_N} / {STAGES}) + {later})::int"


def _of_booking(batch: Batch, text: str) -> str:
    """A text in SQL, the number of the transaction in place of the sample's in each id."""
    id_ = booking_id(batch)
    return f"replace({_text(text)}, '{id_}', 'b' || {_N})" if id_ in text else _text(text)


def _text(text: str) -> str:
    """A text in SQL; pgbench would take a colon with a word behind it for a variable, even in quotes."""
    return "E'" + text.replace("\\", "\\\\").replace("'", "''").replace(":", "\\x3a") + "'"


def _one_line(statement: str) -> str:
    return " ".join(statement.split()) + ";\n"
