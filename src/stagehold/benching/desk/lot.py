"""The desk of the benchmark: many stages under one policy, and bookings of two days on them that never overlap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import msgspec

from stagehold.desk.requests import Book, Hold, Wanted
from stagehold.domain.booking import Policy
from stagehold.domain.days import Span
from stagehold.domain.fields import Name
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.studio import Party, PhaseKind, Space, SpaceKind, Studio

STAGES = 500
LOT = 10  # stages of a studio
HOUSE = "house"
PARTIES = 10
FIRST_DAY = date(2100, 1, 1)  # far enough for the clock of any machine
DAYS, STEP = 2, 3  # of one booking, and from one booking to the next


def lot(stages: int = STAGES) -> Portfolio:
    """Stages in studios of ten, with rates, whose operator is told of each booking."""
    policy = Policy(id="rules", currency="USD", rates={PhaseKind.SHOOT: Decimal(875), PhaseKind.BUILD: Decimal(600)})
    return Portfolio.of(
        [
            Party(id=HOUSE, name="The house"),
            *(Party(id=party(number), name=f"Party {number}") for number in range(PARTIES)),
            policy,
            *(
                Studio(
                    id=f"lot-{number}",
                    name=Name(en=f"Lot {number}"),
                    operator=HOUSE,
                    country="US",
                    time_zone="America/Los_Angeles",
                    policy=policy.id,
                )
                for number in range(-(-stages // LOT))
            ),
            *(Space(id=stage(number), studio=f"lot-{number // LOT}", kind=SpaceKind.STAGE) for number in range(stages)),
        ]
    )


def party(number: int) -> str:
    """Who books."""
    return f"party-{number % PARTIES}"


def stage(number: int) -> str:
    """The id of a stage."""
    return f"stage-{number}"


def days(number: int, stages: int = STAGES) -> Span:
    """The days of a booking: stage by stage, then the next days."""
    first = FIRST_DAY + timedelta(days=STEP * (number // stages))
    return Span(first, first + timedelta(days=DAYS))


def booking(number: int) -> Book:
    """A booking as the desk is asked for it."""
    wanted = Wanted(space=stage(number % STAGES), span=days(number), phase=PhaseKind.SHOOT)
    return Book(hold=Hold(party=party(number), lines=(wanted,), title="Main unit"))


def booking_requests(port: int, secret: str) -> Iterator[bytes]:
    """Requests for one booking after the other, as they go over the wire."""
    for number in count():
        span = days(number)
        line = {"space": stage(number % STAGES), "start": span.start, "end": span.end, "phase": "shoot"}
        yield post("/api/v1/bookings", port, secret, _booked(number, line))


def _booked(number: int, line: dict[str, Any]) -> dict[str, Any]:
    return {"party": party(number), "title": "Main unit", "confirm": True, "lines": [line]}


def post(path: str, port: int, secret: str, body: Any) -> bytes:
    """A POST request with a token."""
    encoded = msgspec.json.encode(body)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {secret}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(encoded)}\r\n\r\n"
    )
    return head.encode() + encoded


def get(path: str, port: int, secret: str) -> bytes:
    """A GET request with a token."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {secret}\r\n\r\n".encode()
