"""Berth allocation read as a slate: berths are stages, vessels are productions.

Discrete dynamic berth allocation (Kramer, Lalla-Ruiz, Iori and Voß, EJOR 278(1), 2019, 170-185; Lalla-Ruiz, Melián and
Moreno, 2012): every vessel is served once, on a berth that may take it, between its arrival and its latest departure;
minimised is the sum of (end − arrival). A file holds N, M, arrivals (N), openings (M), handling times (N rows of M;
99999: not allowed), closings (M), latest departures (N). Some of the published files go on with weights that are all 1,
or with more latest departures than vessels; both are passed over, anything else behind the layout is refused.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from stagehold.benching.numbers_in import Numbers
from stagehold.domain.edtf import day, parse_interval
from stagehold.domain.errors import InputError
from stagehold.domain.fields import Name
from stagehold.domain.lease import Lease
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Need, Production
from stagehold.domain.studio import Party, PartyKind, Space, SpaceKind, Studio

NOT_ALLOWED = 99999
DAY_0 = date(2030, 1, 1)
SERVED = Decimal(1_000_000)  # drop cost: every vessel must be served


@dataclass(frozen=True, slots=True, kw_only=True)
class BerthCase:
    """One instance; days count from 0, ends are half-open, ``handling[vessel][berth]`` is None where not allowed."""

    name: str
    arrivals: tuple[int, ...]
    openings: tuple[int, ...]
    handling: tuple[tuple[int | None, ...], ...]
    closings: tuple[int, ...]
    departures: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What is known of the best value of an instance."""

    lower_bound: int
    best_found: int


def read_berths(path: Path) -> BerthCase:
    """Read one file.

    Raises
    ------
    Unreadable, InputError
        If the file cannot be read or does not have the layout.
    """
    numbers = Numbers(path)
    vessels, berths = numbers.take(2)
    arrivals, openings = numbers.take(vessels), numbers.take(berths)
    rows = [numbers.take(berths) for _ in range(vessels)]
    closings, departures = numbers.take(berths), numbers.take(vessels)
    behind = set(numbers.take(numbers.left))
    if len(behind) > 1 or not behind <= {1, *departures}:
        raise InputError(
            f"{path}: {len(behind)} different numbers stand behind the latest departures; weights are 1 here"
        )
    return BerthCase(
        name=path.stem,
        arrivals=tuple(arrivals),
        openings=tuple(openings),
        handling=tuple(tuple(None if days >= NOT_ALLOWED else days for days in row) for row in rows),
        closings=tuple(closings),
        departures=tuple(departures),
    )


def read_references(folder: Path) -> dict[str, Reference]:
    """Bounds and best values by instance, from ``reference.json`` beside the instances."""
    path = folder / "reference.json"
    try:
        stated = json.loads(path.read_text(encoding="utf-8"))
        return {name: Reference(**values) for name, values in stated.items()}
    except (OSError, ValueError, TypeError, AttributeError) as wrong:
        raise InputError(f"{path}: expected an object of lower_bound and best_found by instance ({wrong})") from wrong


def berth_portfolio(case: BerthCase) -> Portfolio:
    """The instance as records: a day of the instance is a day after ``DAY_0``, so that no time is distorted."""
    studio = Studio(id="port", name=Name("Port"), country="NL")
    records = [Party(id="line", name="Line", kind=PartyKind.LESSEE), studio]
    berths = range(len(case.openings))
    spaces = [Space(id=f"b{berth:02}", studio="port", kind=SpaceKind.STAGE) for berth in berths]
    leases = [
        Lease(
            id=f"lease-{space.id}",
            lessee="line",
            spaces=(space.id,),
            term=parse_interval(f"{_day(case.openings[berth])}/{_day(case.closings[berth] - 1)}"),
        )
        for berth, space in enumerate(spaces)
    ]
    vessels = [_vessel(case, vessel) for vessel in range(len(case.arrivals))]
    return Portfolio.of([*records, *spaces, *leases, *vessels])


def _vessel(case: BerthCase, vessel: int) -> Production:
    arrival = day(_day(case.arrivals[vessel]))
    handling = {f"b{berth:02}": days for berth, days in enumerate(case.handling[vessel]) if days is not None}
    return Production(
        id=f"v{vessel:03}",
        ready=arrival,
        due=arrival,
        window=parse_interval(f"{arrival.first}/{_day(case.departures[vessel] - 1)}"),
        drop_cost=SERVED,
        needs=(Need(id="call", days_on=handling, only=True),),
    )


def _day(number: int) -> date:
    return DAY_0 + timedelta(days=number)
