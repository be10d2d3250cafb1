"""What the tests of the reports share: a small portfolio, a plan on it, and the east-asia example."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from stagehold.domain.edtf import parse_date, parse_interval
from stagehold.domain.fields import Name
from stagehold.domain.findings import Finding, Severity
from stagehold.domain.lease import Lease
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Need, Production
from stagehold.domain.provenance import Assumption, Claim, Precision, Source, Status
from stagehold.domain.quantities import Area, AreaBasis, AreaUnit
from stagehold.domain.studio import Closure, Party, PhaseKind, Space, SpaceKind, Studio
from stagehold.domain.title import Bound, SlateCount, Sourcing, Title, TitleFormat, TitleKind
from stagehold.files import load
from stagehold.planning.plan import (
    LateProduction,
    PhaseSpan,
    Placement,
    Plan,
    PlanStatus,
    Reason,
    Remedy,
    RemedyKind,
    Terms,
    UnplacedProduction,
    Why,
)


@pytest.fixture(scope="session")
def east_asia(project: Path) -> Portfolio:
    return load(project / "examples" / "east-asia").portfolio


def space(id_: str, studio: str, area: str | None = None, basis: AreaBasis = AreaBasis.AS_PUBLISHED) -> Space:
    size = Area(Decimal(area), AreaUnit.M2, basis) if area else None
    return Space(id=id_, studio=studio, kind=SpaceKind.STAGE, name=Name(f"Stage {id_}"), area=size, source=("trade",))


@pytest.fixture
def small() -> Portfolio:
    """Two named stages in Japan, five counted ones in Korea under two leases and their total, one assumption."""
    return Portfolio.of(
        [
            Source(id="trade", publisher="The Trade", title="Stages <let>", url="https://example.org/1"),
            Source(id="daily", publisher="Daily & Co", published=parse_date("2021-03")),
            Party(id="us", name="Us"),
            Studio(id="lot", name=Name("Lot", ja="撮影所"), country="JP", time_zone="Asia/Tokyo"),
            Studio(id="park", name=Name("Park"), country="KR", time_zone="Asia/Seoul"),
            space("a", "lot", "957"),
            space("b", "lot", "658", AreaBasis.EFFECTIVE),
            Lease(
                id="jp", lessee="us", spaces=("a", "b"), term=parse_interval("2021-04/"),
                term_as_stated="several years", additional="two rooms", source=("trade", "daily"),
                status=Status.ANNOUNCED,
                claims=(
                    Claim(field="term.start", value="2021-04", source=("trade",), precision=Precision.MONTH),
                    Claim(field="term.start", value="2021-05-02", source=("daily",), precision=Precision.DAY),
                ),
            ),
            Lease(
                id="kr1", lessee="us", studio=("park",), space_count=3, area=Area(Decimal(9000)),
                area_includes="stages and support", term=parse_interval("2021-03/"), source=("daily",),
            ),
            Lease(
                id="kr2", lessee="us", studio=("park",), space_count=2, area=Area(Decimal(7000)),
                term=parse_interval("2021-03-15/2023-06-30"), source=("daily",),
            ),
            Lease(
                id="kr-total", lessee="us", studio=("park",), space_count=5, is_total_of=("kr1", "kr2"),
                area=Area(Decimal(16000)), source=("trade",),
                claims=(Claim(field="area", value="172000", unit="sqft", source=("daily",)),),
            ),
            Assumption(id="jp-end", of="jp.term.end", value="2029-12-31", why="it is said to run on"),
            Closure(id="works", space="b", from_=parse_date("2022-06-01"), to=parse_date("2022-06-30")),
            *_titles(),
            SlateCount(
                id="count", market="JP", year=parse_date("2021"), count=25, bound=Bound.AT_LEAST, scope="originals",
                kind=(TitleKind.LIVE_ACTION,), sourcing=(Sourcing.ORIGINAL,), of_titles=True, source=("trade",),
                claims=(Claim(field="titles_named", value=("one", "two")),),
            ),
            SlateCount(id="pool", market="JP", year=parse_date("2028"), count=15, bound=Bound.AT_MOST, scope="room"),
            Production(
                id="p1", name=Name("First show"), titles=("one",), ready=parse_date("2022-01-10"),
                due=parse_date("2022-03-20"), needs=(Need(id="main"),),
            ),
            Production(id="p2", ready=parse_date("2022-01-10"), needs=(Need(id="x"), Need(id="y"))),
        ]
    )  # fmt: skip


def _titles() -> list[Title]:
    original = Sourcing.ORIGINAL
    live, series = TitleKind.LIVE_ACTION, TitleFormat.SERIES
    return [
        Title(
            id="one", name=Name("One", ja="一"), market="JP", kind=live, format=series, sourcing=original,
            claims=(
                Claim(field="release_planned", value="2021", stated_on=parse_date("2020-11"), source=("trade",)),
                Claim(field="release_planned", value="2021-11-01", stated_on=parse_date("2021-03"), source=("daily",)),
                Claim(field="release_actual", value="2021-12-09", source=("daily",)),
            ),
        ),
        Title(
            id="two", name=Name("Two"), market="JP", kind=live, sourcing=original, format=TitleFormat.FILM,
            release=parse_date("2022-05"), release_status="announced",
            claims=(
                Claim(field="release_planned", value="2022-02", stated_on=parse_date("2021-01")),
                Claim(field="release_planned", value="2022-05", stated_on=parse_date("2021-06")),
            ),
        ),
        Title(id="three", name=Name("Three"), market="JP", kind=live, format=series, release=parse_date("2021-07")),
        Title(id="four", name=Name("Four"), market="JP", kind=TitleKind.ANIME, release=parse_date("2021-08-01")),
    ]  # fmt: skip


def placed(
    production: str, need: str, stages: tuple[str, ...], start: date, *phases: tuple[PhaseKind, int], late: int = 0
) -> Placement:
    """A placement whose phases follow each other from ``start``."""
    spans = []
    day = start
    for phase, days in phases:
        spans.append(PhaseSpan(phase=phase, start=day, end=day + timedelta(days=days)))
        day += timedelta(days=days)
    return Placement(
        production=production, need=need, stages=stages, start=start, end=day, phases=tuple(spans), late_days=late
    )


@pytest.fixture
def plan() -> Plan:
    """A feasible plan: p1 late on a, both needs of p2 on b and on the joined whole, p3 without a place."""
    build, shoot, standing = PhaseKind.BUILD, PhaseKind.SHOOT, PhaseKind.STANDING
    return Plan(
        party="us",
        status=PlanStatus.FEASIBLE,
        objective=Decimal("1040.5"),
        bound=Decimal(1000),
        seconds=1.5,
        seed=7,
        terms=Terms(unplaced=Decimal(1000), late=Decimal("40.5")),
        placements=(
            placed("p1", "main", ("a",), date(2022, 1, 10), (build, 20), (shoot, 60), (standing, 29), late=40),
            placed("p2", "x", ("b",), date(2022, 1, 10), (shoot, 30)),
            placed("p2", "y", ("a+b",), date(2022, 7, 1), (shoot, 30)),
        ),
        late=(LateProduction(production="p1", days=40, why=(Why(stage="b", reason=Reason.TAKEN, by=("p2",)),)),),
        unplaced=(UnplacedProduction(production="p3", why=(Why(stage="a", reason=Reason.TOO_SMALL, detail="957"),)),),
        remedies=(
            Remedy(
                production="p3", kind=RemedyKind.EXTEND, change={"lease": "jp", "days": 5, "to": date(2030, 1, 5)},
                objective_after=Decimal("40.5"),
            ),
        ),
        assumptions=("jp-end",),
        findings=(Finding(rule="no-due", severity=Severity.WARNING, record="p2", field="due"),),
    )  # fmt: skip
