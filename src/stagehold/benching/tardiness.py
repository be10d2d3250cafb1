"""Weighted tardiness of one machine read as a slate: the machine is one stage leased for ever, jobs are productions.

OR-Library (J. E. Beasley): ``wt40`` and ``wt50`` hold 125 instances each of n processing times, n weights and n due
days; ``wtopt40`` and ``wtopt50`` the value of each, optimal or best known (Crauwels, Potts and Van Wassenhove, 1998).
"""

from __future__ import annotations

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
from stagehold.domain.production import Need, PhaseLength, Production
from stagehold.domain.studio import Party, PartyKind, PhaseKind, Space, SpaceKind, Studio

SIZES = (40, 50)
DAY_0 = date(2030, 1, 1)
DONE = Decimal(10_000_000)  # drop cost: every job must be done


@dataclass(frozen=True, slots=True, kw_only=True)
class TardinessCase:
    """One instance: days, weight and due of each job, and the reference value."""

    name: str
    days: tuple[int, ...]
    weights: tuple[int, ...]
    dues: tuple[int, ...]
    reference: int


def read_tardiness(folder: Path, size: int) -> list[TardinessCase]:
    """The instances of one size, in the order of the file.

    Raises
    ------
    Unreadable, InputError
        If a file cannot be read, or the two do not hold equally many instances.
    """
    numbers, values = Numbers(folder / f"wt{size}.txt"), Numbers(folder / f"wtopt{size}.txt")
    if numbers.left != 3 * size * values.left:
        raise InputError(
            f"{folder}: wt{size}.txt holds {numbers.left} numbers; {values.left} values in wtopt{size}.txt ask for "
            f"{3 * size * values.left}"
        )
    return [
        TardinessCase(
            name=f"wt{size}-{number + 1:03}",
            days=tuple(numbers.take(size)),
            weights=tuple(numbers.take(size)),
            dues=tuple(numbers.take(size)),
            reference=values.take(1)[0],
        )
        for number in range(values.left)
    ]


def tardiness_portfolio(case: TardinessCase) -> Portfolio:
    """The instance as records; a day of the instance is a day after ``DAY_0``.

    A job may be due before it can be done: it is then late in every plan, as it is in the instance.
    """
    jobs = [
        Production(
            id=f"j{job:02}",
            ready=day(DAY_0),
            due=day(DAY_0 + timedelta(days=case.dues[job])),
            priority=Decimal(case.weights[job]),
            drop_cost=DONE,
            needs=(Need(id="run", phases=(PhaseLength(PhaseKind.SHOOT, days),)),),
        )
        for job, days in enumerate(case.days)
    ]
    return Portfolio.of(
        [
            Party(id="owner", name="Owner", kind=PartyKind.LESSEE),
            Studio(id="shop", name=Name("Shop"), country="NL"),
            Space(id="machine", studio="shop", kind=SpaceKind.STAGE),
            Lease(id="lease", lessee="owner", spaces=("machine",), term=parse_interval(f"{DAY_0}/..")),
            *jobs,
        ]
    )
