"""Records of the portfolio, published plans and settings as the API takes and gives them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from stagehold.domain.studio import PhaseKind
from stagehold.web.shapes.desk import AsOfQuery, WhyBody
from stagehold.web.shapes.words import Cursor, Day, Limit, Sentence, Word

RecordBody = Annotated[dict[str, Any], Meta(description="fields of the record, named as in a file", max_length=200)]


class TableGiven(Struct, kw_only=True):
    """A table and how many records of it the reader sees."""

    table: str
    kind: str
    records: int


class PortfolioGiven(Struct, kw_only=True):
    """The tables of the portfolio; ``number`` is the last event."""

    number: int
    tables: list[TableGiven]


class RecordsQuery(AsOfQuery, kw_only=True, forbid_unknown_fields=True):
    """A page of a table."""

    limit: Limit = 100
    cursor: Cursor | None = None


class RecordGiven(Struct, kw_only=True):
    """A record with the event that last changed it; 0 in a view of the past."""

    id: str
    version: int
    record: dict[str, Any]


class RecordsGiven(Struct, kw_only=True):
    """A page of a table, in the order of the portfolio."""

    records: list[RecordGiven]
    next: str | None


class WhyQuery(Struct, kw_only=True, forbid_unknown_fields=True):
    """A reason, for the journal."""

    why: Sentence | None = None


class SettingsGiven(Struct, kw_only=True):
    """The settings of the portfolio."""

    version: int
    settings: dict[str, Any]


class ExportQuery(AsOfQuery, kw_only=True, forbid_unknown_fields=True):
    """In which form."""

    form: Literal["yaml", "json", "xlsx"] = "yaml"


class PhaseBody(Struct, kw_only=True, forbid_unknown_fields=True):
    """A phase of a placement, half-open."""

    phase: PhaseKind
    start: Day
    end: Day


class PlacementBody(Struct, kw_only=True):
    """A need on its stages from the start of a day up to, not including, another."""

    production: Word
    need: Word
    stages: Annotated[tuple[Word, ...], Meta(min_length=1, max_length=100)]
    start: Day
    end: Day
    phases: Annotated[tuple[PhaseBody, ...], Meta(max_length=200)] = ()


class UnplacedBody(Struct, kw_only=True):
    """A production without a place."""

    production: Word


class PlanBody(Struct, kw_only=True):
    """A plan as ``stagehold plan --json`` prints it; further keys are kept."""

    placements: Annotated[tuple[PlacementBody, ...], Meta(max_length=20_000)]
    unplaced: Annotated[tuple[UnplacedBody, ...], Meta(max_length=20_000)] = ()


class PublishBody(WhyBody, kw_only=True, forbid_unknown_fields=True):
    """A plan for a party: that of a ``job``, or one as JSON."""

    party: Word | None = None
    job: Word | None = None
    plan: dict[str, Any] | None = None


class PublishedGiven(Struct, kw_only=True):
    """A published plan; its placements only where one is asked for."""

    id: str
    number: int
    party: str
    made: datetime
    by: str
    plan: dict[str, Any] | None = None


class PublishedListGiven(Struct, kw_only=True):
    """All published plans."""

    plans: list[PublishedGiven]


class WishBody(Struct, kw_only=True):
    """A need where somebody would have it; without an end or phases these follow from the rules."""

    production: Word
    need: Word
    stages: Annotated[tuple[Word, ...], Meta(min_length=1, max_length=100)]
    start: Day
    end: Day | None = None
    phases: Annotated[tuple[PhaseBody, ...], Meta(max_length=200)] = ()


class LockBody(Struct, kw_only=True, forbid_unknown_fields=True):
    """A need that must stand on these stages (joined wholes taken apart), start on this day, or both."""

    production: Word
    need: Word
    stages: Annotated[tuple[Word, ...], Meta(max_length=100)] = ()
    start: Day | None = None


class RiskBody(Struct, kw_only=True, forbid_unknown_fields=True):
    """How a plan is pushed through futures: repaired by which rule, how many; ``job`` made the plan, else a baseline
    names it, else it is made first.
    """

    rule: Literal["shift", "re-place"] = "shift"
    futures: Annotated[int, Meta(ge=1, le=10_000_000)] = 10_000
    job: Word | None = None


class AdviceBody(Struct, kw_only=True, forbid_unknown_fields=True):
    """What is asked of advice; what is left out is as the settings of the portfolio say.

    ``first`` and ``last`` are the days whose rent counts, both included; ``point`` what a late day at priority 1 is
    worth; ``rate`` the yearly rate of discounting, as 0.04.
    """

    assurance: Literal["on-time", "year", "tail"] = "on-time"
    targets: Annotated[tuple[Annotated[float, Meta(ge=0, le=1_000_000)], ...], Meta(max_length=20)] = ()
    rule: Literal["re-place", "shift"] = "re-place"
    first: Day | None = None
    last: Day | None = None
    point: Annotated[float, Meta(ge=0, le=1e15)] | None = None
    rate: Annotated[float, Meta(ge=-0.5, le=1)] | None = None
    futures: Annotated[int, Meta(ge=40, le=1_000_000)] = 10_000
    search: Annotated[int, Meta(ge=1, le=1_000)] = 12
    sets: Annotated[int, Meta(ge=1, le=1_000)] = 24
    without: Annotated[tuple[Literal["worth", "options", "waiting", "spot-price"], ...], Meta(max_length=4)] = ()


class PlanJobBody(Struct, kw_only=True, forbid_unknown_fields=True):
    """What to make: a plan, a comparison, the reasons of one production (``why``), ``risk`` or advice (``advise``).

    ``scenarios`` makes a plan a comparison of the portfolio as it is with these; ``compare`` without them takes all
    there are. ``baseline`` is the number of a published plan to stay close to, of ``risk`` the plan to look at;
    ``placements`` are a baseline made by hand.
    ``today`` is the day from which the past stays as it is, of advice that before which nothing can be decided any
    more. ``locks`` hold for this plan alone. Without ``remedies`` nothing is looked for that would help what is late,
    and the plan is told as soon as it is made.
    """

    kind: Literal["plan", "compare", "why", "risk", "advise"] = "plan"
    production: Word | None = None
    risk: RiskBody | None = None
    advice: AdviceBody | None = None

    party: Word | None = None
    time_limit: Annotated[float, Meta(ge=1, le=86_400)] = 30.0
    iterations: Annotated[int, Meta(ge=1, le=10**12)] | None = None
    workers: Annotated[int, Meta(ge=1, le=64)] = 2
    seed: Annotated[int, Meta(ge=0, le=2**31 - 1)] = 0
    baseline: Annotated[int, Meta(ge=1, le=10**9)] | None = None
    today: Day | None = None
    scenario: Word | None = None
    scenarios: Annotated[tuple[Word, ...], Meta(max_length=100)] = ()
    locks: Annotated[tuple[LockBody, ...], Meta(max_length=1_000)] = ()
    placements: Annotated[tuple[WishBody, ...], Meta(max_length=20_000)] = ()
    remedies: bool = True


class ProgressGiven(Struct, kw_only=True):
    """How far a search is; ``best`` never rises, ``bound`` never falls; ``done`` futures ``of`` all."""

    stage: str
    best: float | None = None
    bound: float | None = None
    placed: int | None = None
    productions: int | None = None
    seconds: float = 0.0
    left: float | None = None
    done: int | None = None
    of: int | None = None


class JobGiven(Struct, kw_only=True):
    """A plan being made: waiting, running, done, failed or lost; ``trouble`` says why none was made."""

    id: str
    by: str
    state: str
    asked: PlanJobBody
    progress: ProgressGiven | None
    trouble: dict[str, Any] | None
    made: datetime
    ended: datetime | None


class JobsGiven(Struct, kw_only=True):
    """Plans being made and made, the latest first."""

    jobs: list[JobGiven]


class DayGiven(Struct, kw_only=True):
    """A day."""

    day: date
