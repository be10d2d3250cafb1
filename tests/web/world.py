"""A desk that several tests meet: two studios, three stages, companies with telling names, and people of each role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from litestar.testing import TestClient
from sqlalchemy import Engine

from stagehold.desk.requests import Import
from stagehold.domain.booking import Policy, PolicyCondition
from stagehold.domain.days import parse_duration
from stagehold.domain.edtf import parse_date, parse_interval
from stagehold.domain.fields import Name
from stagehold.domain.lease import Lease
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Need, PhaseLength, Production
from stagehold.domain.scenario import Change, Scenario
from stagehold.domain.studio import Party, PhaseKind, Space, SpaceKind, Studio
from stagehold.domain.title import Title
from stagehold.services import people
from stagehold.services.counter import Counter
from stagehold.services.viewer import Viewer
from stagehold.store import Store
from stagehold.store.people_records import EVERYWHERE, Role
from stagehold.web.house import House

ORIGIN = "http://127.0.0.1:8765"
API = "/api/v1"
PASSWORD = "a horse of some colour"
# Words that stand only in what belongs to others than the outside party Beta.
SECRET = "Zanzibarlantern"


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2027, 1, 4, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)


def portfolio() -> Portfolio:
    """Lot in Tokyo with stages a and b, Yard in London with stage y."""
    policy = Policy(
        id="house",
        hold_expiry=parse_duration("P14D"),
        renewals=1,
        challenge_clock=parse_duration("PT24H"),
        confirm_clock=parse_duration("PT48H"),
        conditions=(PolicyCondition(kind="agreement", within=parse_duration("P7D")),),
        currency="JPY",
        rates={PhaseKind.SHOOT: Decimal(500_000), PhaseKind.BUILD: Decimal(300_000)},
        quotation_valid=parse_duration("P14D"),
    )
    shoot = PhaseLength(PhaseKind.SHOOT, 10)
    return Portfolio.of(
        [
            Party(id="ops", name="Lot Operations"),
            Party(id="alpha", name=f"{SECRET} Pictures", note=f"{SECRET} pays late"),
            Party(id="beta", name="Beta Films"),
            policy,
            Studio(id="lot", name=Name("Lot"), country="JP", time_zone="Asia/Tokyo", operator="ops", policy="house"),
            Studio(id="yard", name=Name("Yard"), country="GB", time_zone="Europe/London", operator="ops"),
            Space(id="a", studio="lot", kind=SpaceKind.STAGE, name=Name("Stage A"), note=f"{SECRET} likes it"),
            Space(id="b", studio="lot", kind=SpaceKind.STAGE, name=Name("Stage B")),
            Space(id="leased", studio="lot", kind=SpaceKind.STAGE, name=Name("Stage L")),
            Space(id="y", studio="yard", kind=SpaceKind.STAGE, name=Name("Stage Y")),
            Lease(
                id=f"lease-{SECRET}", lessee="alpha", spaces=("leased",), term=parse_interval("2027-01-01/2028-12-31")
            ),
            Title(id=f"t-{SECRET}", name=Name(f"The {SECRET} Affair")),
            Production(
                id=f"p-{SECRET}",
                titles=(f"t-{SECRET}",),
                ready=parse_date("2027-01-05"),
                due=parse_date("2027-04-01"),
                needs=(Need(id="main", phases=(shoot,)),),
            ),
            Scenario(id="longer", changes=(Change(of=f"p-{SECRET}.needs.main.phases.shoot", value="20"),)),
        ]
    )


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, and the token that acts for them."""

    name: str
    secret: str = field(repr=False)

    @property
    def headers(self) -> dict[str, str]:
        """What a program sends."""
        return {"authorization": f"Bearer {self.secret}"}


# Name -> roles and party.
PEOPLE: Mapping[str, tuple[Mapping[str, Role], str | None]] = {
    "olga": ({EVERYWHERE: Role.OWNER}, None),
    "pia": ({EVERYWHERE: Role.PLANNER}, None),
    "ben": ({EVERYWHERE: Role.BOOKER}, None),
    "vera": ({EVERYWHERE: Role.VIEWER}, None),
    "lou": ({"lot": Role.BOOKER}, None),
    "olaf": ({"yard": Role.OWNER}, None),
    "beth": ({EVERYWHERE: Role.BOOKER}, "beta"),
    "bob": ({EVERYWHERE: Role.VIEWER}, "beta"),
    "ada": ({EVERYWHERE: Role.BOOKER}, "alpha"),
    "nil": ({}, None),
}


def fill(store: Store, clock: Clock) -> dict[str, str]:
    """Put the portfolio and the people into an empty desk; the secret of each one's token."""
    counter = Counter(store, clock)
    try:
        counter.ask(Import(portfolio=portfolio()), by="test").result(20)
    finally:
        counter.close()
    at = int(clock.now.timestamp())
    secrets = {name: _enter(store.engine, name, at) for name in PEOPLE}
    people.set_password(store.engine, "vera", PASSWORD, at)
    return secrets


def _enter(engine: Engine, name: str, at: int) -> str:
    roles, party = PEOPLE[name]
    people.put_user(engine, name=name, display=name.title(), at=at, roles=roles, party=party, new=True)
    if not roles:
        return ""
    viewer = Viewer(user=name, by=name, party=party, roles=roles)
    role = max(roles.values(), key=lambda item: item.rank)
    return people.make_token(engine, viewer, label="test", role=role, at=at)[1]


class Desk:
    """A client of the API, and who may ask."""

    def __init__(self, client: TestClient[Any], secrets: Mapping[str, str], clock: Clock) -> None:
        self.client = client
        self.clock = clock
        self._secrets = secrets

    @property
    def app(self) -> House:
        """What the server works with."""
        house: House = self.client.app.state.house  # type: ignore[attr-defined]
        return house

    def person(self, name: str) -> Person:
        """Somebody by name."""
        return Person(name, self._secrets[name])

    def ask(self, name: str | None, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The response to a request of somebody, or of nobody; ``if_match="…"`` sends the header If-Match."""
        sent = {} if name is None else self.person(name).headers
        sent |= {key.replace("_", "-"): value for key, value in headers.items()}
        return self.client.request(method, path, json=body, headers=sent, follow_redirects=False)

    def get(self, name: str, path: str, **headers: str) -> Any:
        """A GET of somebody."""
        return self.ask(name, "GET", API + path, **headers)

    def post(self, name: str, path: str, body: Any = None, **headers: str) -> Any:
        """A POST of somebody."""
        return self.ask(name, "POST", API + path, body, **headers)

    def hold(self, name: str, space: str, start: str, end: str, **more: Any) -> str:
        """A hold of somebody; the id of its booking."""
        body = {"lines": [{"space": space, "start": start, "end": end}], **more}
        answer = self.post(name, "/bookings", body)
        assert answer.status_code == 201, answer.text
        made: list[str] = answer.json()["made"]
        return made[0]
