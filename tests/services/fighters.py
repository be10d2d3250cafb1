"""Clients that fight for stages over HTTP, in threads and in processes of their own, and remember what they were told.

``python fighters.py ORDERS`` lets the clients of a file fight in this process. A client never gives a request up: as
long as nobody answers it asks again, with the same idempotency key. Each request says its key as its reason, so that
the journal tells which request made each event. Only the standard library is used: a client is not the program.
"""

from __future__ import annotations

import http.client
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any

API = "/api/v1"
SPACES = ("a", "b", "c")
FIRST_DAY, DAYS = date(2100, 3, 1), 40  # few days, so that everybody meets everybody
SECONDS_TO_ANSWER = 90.0  # of one request, through all starts of the server
SECONDS_UNTIL_SEEN = 10.0  # what one server has written, by the other
OVER = ("nothing-held", "nothing-confirmed")  # a booking of which little is left to do
MOST_KNOWN = 12  # bookings that a client keeps in mind


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """Who fights and where: ``ports`` of the servers, and the file whose appearance ends it."""

    name: str
    token: str
    party: str
    outside: bool
    may_close: bool
    seed: str
    ports: tuple[int, ...]
    end: str


@dataclass(slots=True, kw_only=True)
class Asked:
    """A request and what became of it: ``tries`` until somebody answered, ``unseen`` seconds of 404 before that."""

    key: str
    path: str
    status: int = 0
    said: dict[str, Any] = field(default_factory=dict)
    tries: int = 0
    unseen: float = 0.0


class Fighter:
    """One client: it asks one thing at a time for its party."""

    def __init__(self, orders: Orders) -> None:
        self.orders = orders
        self.asked: list[Asked] = []
        self._random = Random(orders.seed)
        self._end = Path(orders.end)
        self._port = self._random.choice(orders.ports)
        self._connection: http.client.HTTPConnection | None = None
        self._bookings: list[str] = []
        self._closures: list[str] = []
        self._challenges: list[str] = []

    def fight(self) -> None:
        """Until the end is called."""
        try:
            while not self._end.exists():
                act = self._random.choices(self._ACTS, self._WEIGHTS)[0]
                act(self)
        finally:
            self._close()

    def seconds_until_seen(self, here: int, there: int) -> float:
        """Hold something at one server, and ask another one for it until it knows it."""
        try:
            self._connect(here)
            made = self._ask("/bookings", {"party": self.orders.party, "lines": [{"space": "c", **self._days()}]})
            self._connect(there)
            start = time.monotonic()
            for booking in made[:1]:
                self._send("GET", f"{API}/bookings/{booking}", None, None)
            return time.monotonic() - start
        finally:
            self._close()

    # --- what a client does ----------------------------------------------------------------------------------------

    def _hold(self) -> None:
        self._place(confirm=False)

    def _book(self) -> None:
        self._place(confirm=True)

    def _place(self, *, confirm: bool) -> None:
        spaces = self._random.sample(SPACES, self._random.choice((1, 1, 1, 2)))
        lines = [{"space": space, **self._days(), "phase": "shoot"} for space in spaces]
        body: dict[str, Any] = {"lines": lines, "confirm": confirm}
        if len(spaces) > 1 and not confirm:
            body["one_of"] = self._random.random() < 0.5
        if not self.orders.outside:
            body["party"] = self.orders.party
        self._keep(self._ask("/bookings", body))

    def _keep(self, made: list[str]) -> None:
        """Remember what a request has made: bookings, and challenges, which come with a firm booking, too."""
        self._bookings += [id_ for id_ in made if id_.startswith("b")]
        self._challenges += [id_ for id_ in made if id_.startswith("c")]
        del self._bookings[:-MOST_KNOWN], self._challenges[:-MOST_KNOWN]

    def _confirm(self) -> None:
        for booking in self._one(self._bookings):
            lines = self._lines(booking, "hold")
            named = self._random.sample(lines, min(len(lines), 1)) if self._random.random() < 0.5 else []
            self._keep(self._ask(f"/bookings/{booking}/confirm", {"lines": [line["id"] for line in named]}))

    def _move(self) -> None:
        for booking in self._one(self._bookings):
            for line in self._one(self._lines(booking, "hold", "confirmed")):
                body = {"line": line["id"], **self._days()}
                if self._random.random() < 0.3:
                    body["space"] = self._random.choice(SPACES)
                self._ask(f"/bookings/{booking}/move", body)

    def _release(self) -> None:
        for booking in self._one(self._bookings):
            self._ask(f"/bookings/{booking}/release", self._days() if self._random.random() < 0.4 else {})

    def _cancel(self) -> None:
        for booking in self._one(self._bookings):
            self._ask(f"/bookings/{booking}/cancel", {})

    def _renew(self) -> None:
        for booking in self._one(self._bookings):
            self._ask(f"/bookings/{booking}/renew", {})

    def _meet(self) -> None:
        for booking in self._one([] if self.orders.outside else self._bookings):
            self._ask(f"/bookings/{booking}/meet", {"kind": "agreement"})

    def _challenge(self) -> None:
        for booking in self._one(self._bookings):
            self._keep(self._ask(f"/bookings/{booking}/challenge", {}))

    def _answer(self) -> None:
        for booking in self._one(self._bookings):
            _, said = self._send("GET", f"{API}/challenges?booking={booking}", None, None)
            for challenge in self._one(said.get("challenges", [])):
                answer = self._random.choice(("confirm", "stand", "release", "release-days"))
                self._ask(f"/challenges/{challenge['id']}/answer", {"booking": booking, "answer": answer})

    def _withdraw(self) -> None:
        for challenge in self._one(self._challenges):
            self._ask(f"/challenges/{challenge}/withdraw", {})

    def _close(self) -> None:
        if self.orders.may_close and not self._closures:
            body = {"space": self._random.choice(SPACES), **self._days(), "displace": self._random.random() < 0.5}
            self._closures += self._ask("/closures", body)

    def _reopen(self) -> None:
        for closure in self._one(self._closures):
            self._closures.remove(closure)
            self._ask(f"/closures/{closure}/reopen", {})

    _ACTS = (
        *(_hold, _book, _confirm, _move, _release, _cancel),
        *(_renew, _meet, _challenge, _answer, _withdraw, _close, _reopen),
    )
    _WEIGHTS = (20, 16, 14, 10, 8, 8, 2, 3, 10, 8, 3, 3, 6)

    def _one(self, things: list[Any]) -> Iterator[Any]:
        if things:
            yield self._random.choice(things)

    def _days(self) -> dict[str, Any]:
        first = FIRST_DAY + timedelta(days=self._random.randrange(DAYS))
        return {"start": str(first), "end": str(first + timedelta(days=self._random.randint(1, 6)))}

    def _lines(self, booking: str, *states: str) -> list[dict[str, Any]]:
        _, said = self._send("GET", f"{API}/bookings/{booking}", None, None)
        return [line for line in said.get("lines", []) if line["state"] in states]

    # --- asking ----------------------------------------------------------------------------------------------------

    def _ask(self, path: str, body: dict[str, Any]) -> list[str]:
        """Ask until there is an answer; the ids of what it made."""
        key = f"{self.orders.name}-{len(self.asked)}"
        asked = Asked(key=key, path=path)
        self.asked.append(asked)
        asked.status, asked.said = self._send("POST", API + path, {**body, "why": key}, asked)
        if asked.said.get("rule") in OVER and self._random.random() < 0.5:
            self._bookings = [id_ for id_ in self._bookings if f"/{id_}/" not in path]
        made: list[str] = asked.said.get("made", []) if asked.status < 300 else []
        return made

    def _send(
        self, method: str, path: str, body: dict[str, Any] | None, asked: Asked | None
    ) -> tuple[int, dict[str, Any]]:
        """A request, until somebody answers and does not say that the database is away or the thing not seen yet."""
        headers = {"Authorization": f"Bearer {self.orders.token}"}
        if asked is not None:
            headers |= {"Idempotency-Key": asked.key, "Content-Type": "application/json"}
        encoded = None if body is None else json.dumps(body)
        start, unseen_since, tries = time.monotonic(), None, 0
        status, said = 0, {"detail": "nobody answers"}
        while time.monotonic() - start < SECONDS_TO_ANSWER:
            tries += 1
            try:
                status, said = self._once(method, path, encoded, headers)
            except (OSError, http.client.HTTPException, ValueError):
                self._elsewhere()
                continue
            if status == 404:
                # The other server may have it already: it tells this one within a moment.
                unseen_since = unseen_since or time.monotonic()
                if time.monotonic() - unseen_since < SECONDS_UNTIL_SEEN:
                    time.sleep(0.02)
                    continue
            if status not in (429, 503):
                break
            time.sleep(0.05)
        if asked is not None:
            asked.tries = tries
            asked.unseen = 0.0 if unseen_since is None else time.monotonic() - unseen_since
        return status, said

    def _once(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[int, dict[str, Any]]:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=20)
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        return answer.status, json.loads(answer.read())

    def _elsewhere(self) -> None:
        """Another server, or the same one once it is up again."""
        self._connect(self._random.choice(self.orders.ports))
        time.sleep(0.02 + 0.08 * self._random.random())

    def _connect(self, port: int) -> None:
        self._close()
        self._port = port

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def fight(everybody: list[Orders]) -> list[Asked]:
    """Let clients fight, a thread each; all that they asked."""
    fighters = [Fighter(orders) for orders in everybody]
    threads = [Thread(target=fighter.fight) for fighter in fighters]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [asked for fighter in fighters for asked in fighter.asked]


def main(file: Path) -> None:
    """Orders from a file; what was asked goes to standard output."""
    everybody = [Orders(**{**item, "ports": tuple(item["ports"])}) for item in json.loads(file.read_text("utf-8"))]
    json.dump([asdict(asked) for asked in fight(everybody)], sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
