"""What a search for free stages asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from stagehold.domain.days import Span
from stagehold.domain.errors import InputError
from stagehold.domain.production import Need, PhaseLength
from stagehold.domain.quantities import Area, Length
from stagehold.domain.studio import PhaseKind

MOST_RESULTS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Stages that a party looks for.

    Parameters
    ----------
    span
        The days wanted; or ``days`` anywhere inside ``within``, the earlier the better.
    flexible
        How many days earlier or later than ``span`` will do too.
    phase
        What the days are for: it decides the rate.
    studio, country
        Where; everywhere unless told.
    min_area, min_height, features
        What each stage must have. Stages that open into each other may make up the area together.
    stages
        How many at once; more than one must open into each other.
    most
        How many results of each kind.

    Raises
    ------
    InputError
        If the days are not given in one of the two ways, or a number is out of range.
    """

    party: str
    span: Span | None = None
    days: int | None = None
    within: Span | None = None
    flexible: int = 0
    phase: PhaseKind | None = None
    studio: str | None = None
    country: str | None = None
    min_area: Area | None = None
    min_height: Length | None = None
    features: tuple[str, ...] = ()
    stages: int = 1
    most: int = 20

    def __post_init__(self) -> None:
        if (self.span is None) == (self.days is None or self.within is None):
            raise InputError("a search wants days: give a span, or a number of days and the time to find them in")
        if self.span is not None and (self.days is not None or self.within is not None):
            raise InputError(
                "a search wants days: give either a span, or a number of days and the time to find them in"
            )
        if self.within is not None and not 1 <= (self.days or 0) <= self.within.days:
            raise InputError(f"{self.days} days do not fit into the {self.within.days} days of {_words(self.within)}")
        if self.within is not None and self.flexible:
            raise InputError("flexible days belong to a span: widen the time to find the days in instead")
        for name, value, high in (("flexible", self.flexible, 366), ("most", self.most, MOST_RESULTS)):
            if not 0 <= value <= high:
                raise InputError(f"{name} is {value}; allowed: 0 to {high}")
        if not 1 <= self.stages <= 10:
            raise InputError(f"{self.stages} stages at once; allowed: 1 to 10")

    @property
    def length(self) -> int:
        """How many days are wanted."""
        return self.span.days if self.span is not None else self.days or 0

    @property
    def start(self) -> int:
        """The day number of the start that would be liked best."""
        whole = self.span or self.within
        assert whole is not None  # one of them is given
        return whole.start.toordinal()

    @property
    def starts(self) -> tuple[int, int]:
        """The first and last start that will do, as day numbers."""
        if self.within is not None:
            return self.start, self.within.end.toordinal() - self.length
        return max(1, self.start - self.flexible), min(date.max.toordinal() - self.length, self.start + self.flexible)

    def need(self) -> Need:
        """The same as a need of a plan, which knows how stages qualify."""
        phase = PhaseLength(self.phase or PhaseKind.SHOOT, self.length)
        return Need(
            id="sought",
            min_area=self.min_area,
            min_height=self.min_height,
            features=self.features,
            phases=(phase,),
        )


def _words(span: Span) -> str:
    return f"{span.start} to {span.end - timedelta(days=1)}"
