"""Questions for free stages on the large desk, drawn: the same ones for the same seed.

Seven kinds in turn, each for days drawn within the years that are booked: three in four asked for a client, who leases
nothing, the others for the streamer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from urllib.parse import urlencode

from stagehold.benching.desk.large_desk import CLIENTS, FEATURES, FIRST_DAY, LANDS, LOT, STREAMER
from stagehold.desk.sought import Sought
from stagehold.domain.days import Span
from stagehold.domain.quantities import Area, Length
from stagehold.domain.studio import PhaseKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A search: its kind, what the desk is asked, and the same as the query of an address."""

    kind: str
    sought: Sought
    query: str


KINDS = ("days", "flexible", "any-days", "country-area", "height-features", "side-by-side", "studio")


def drawn_questions(seed: int, count: int, stages: int, years: float) -> Iterator[Question]:
    """So many questions, the kinds in turn; ``years`` is how long the desk is booked."""
    random = Random(f"stagehold/questions/{seed}")
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        start = FIRST_DAY + timedelta(days=random.randrange(max(1, round(years * 365) - 60)))
        yield _question(random, kind, start, stages)


def _question(random: Random, kind: str, start: date, stages: int) -> Question:
    length = random.randint(3, 60)
    span = Span(start, start + timedelta(days=length))
    asked: dict[str, object] = {"party": STREAMER if random.random() < 0.25 else f"client-{random.randrange(CLIENTS)}"}
    asked["phase"] = PhaseKind.SHOOT
    if kind == "any-days":
        span = Span(start, start + timedelta(days=90))
        asked["days"] = random.randint(3, 30)
    elif kind == "flexible":
        asked["flexible"] = random.choice((3, 7, 14, 30))
    elif kind == "country-area":
        asked |= {"country": random.choice(LANDS)[0], "min_area": Area(Decimal(random.randrange(600, 2001, 100)))}
    elif kind == "height-features":
        asked |= {"min_height": Length(Decimal(random.randrange(7, 14))), "features": (random.choice(FEATURES),)}
    elif kind == "side-by-side":
        asked["stages"] = 2
    elif kind == "studio":
        asked["studio"] = f"lot-{random.randrange(-(-stages // LOT))}"
    return Question(kind=kind, sought=_sought(span, asked), query=urlencode(_query(span, asked), doseq=True))


def _sought(span: Span, asked: dict[str, object]) -> Sought:
    where = {"within": span} if "days" in asked else {"span": span}
    return Sought(**asked, **where)  # type: ignore[arg-type]  # named as the fields are


def _query(span: Span, asked: dict[str, object]) -> dict[str, object]:
    words: dict[str, object] = {"start": span.start, "end": span.end}
    for name, value in asked.items():
        if isinstance(value, Area | Length):
            words[name] = f"{value.amount} {value.unit}"
        else:
            words[name] = value if isinstance(value, tuple) else str(value)
    return words
