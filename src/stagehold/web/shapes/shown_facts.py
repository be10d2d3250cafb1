"""Studios, spaces, leases and productions for the timeline: dates as planned with, assumptions in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from stagehold.domain import readings
from stagehold.domain.booking import Policy
from stagehold.domain.editing import apply_assumptions
from stagehold.domain.edtf import EdtfDate, EdtfInterval, End
from stagehold.domain.fields import Name
from stagehold.domain.lease import Lease, Option, OptionKind
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Need, Production
from stagehold.domain.studio import Space, Studio
from stagehold.services.viewer import Viewer
from stagehold.services.visible_facts import seen_record
from stagehold.web.shapes.board import (
    BoardArea,
    BoardLease,
    BoardName,
    BoardNeed,
    BoardOption,
    BoardProduction,
    BoardSpace,
    BoardStudio,
    BoardTitle,
    Open,
)
from stagehold.web.shapes.days import day_number

_LAST = date.max - timedelta(days=1)


def studio_given(studio: Studio) -> BoardStudio:
    """A lot; days of one whose zone is not known are those of UTC, as at its desk."""
    return BoardStudio(
        id=studio.id,
        name=_name(studio.name),
        country=studio.country,
        city=studio.city,
        time_zone=studio.time_zone or "UTC",
        operator=studio.operator,
    )


def space_given(space: Space, policy: Policy) -> BoardSpace:
    """A space; one without a name has its id. ``policy`` is that of its studio."""
    area = space.area
    return BoardSpace(
        id=space.id,
        studio=space.studio,
        kind=space.kind,
        name=_name(space.name or Name(space.id)),
        area=None if area is None else BoardArea(amount=str(area.amount), unit=area.unit.value, m2=float(area.m2)),
        clear_height_m=None if space.clear_height is None else float(space.clear_height.m),
        features=list(space.features),
        turnover=(
            max(space.turnover_before, policy.turnover_before or 0),
            max(space.turnover_after, policy.turnover_after or 0),
        ),
    )


def leases_given(viewer: Viewer, portfolio: Portfolio) -> list[BoardLease]:
    """The leases that the viewer may see; not those that are only the sum of others."""
    seen = [
        lease
        for lease in portfolio.leases.values()
        if not lease.is_total_of and seen_record(viewer, portfolio, "lease", lease) is not None
    ]
    if not seen:
        return []
    assumed = _assumed(_Facts(portfolio))
    return [_lease(lease, assumed.portfolio.leases[lease.id], assumed.pinned) for lease in seen]


def productions_given(viewer: Viewer, portfolio: Portfolio) -> list[BoardProduction]:
    """The productions that ask for stages, as far as the viewer may see any."""
    seen = [
        item
        for item in portfolio.productions.values()
        if item.needs and seen_record(viewer, portfolio, "production", item) is not None
    ]
    if not seen:
        return []
    assumed = _assumed(_Facts(portfolio))
    return [_production(assumed.portfolio.productions[item.id], assumed.portfolio) for item in seen]


def _name(name: Name) -> BoardName:
    return BoardName(en=name.en, ja=name.ja, ko=name.ko)


def _lease(stated: Lease, lease: Lease, pinned: frozenset[str]) -> BoardLease:
    start, end = _term(lease.term)
    return BoardLease(
        id=lease.id,
        kind=lease.kind,
        lessee=lease.lessee,
        spaces=list(lease.spaces),
        start=None if start is None else day_number(start),
        end=None if end is None else day_number(end),
        open=_open(stated.term),
        stated="" if stated.term is None else str(stated.term),
        assumed=any(f"{lease.id}.{name}" in pinned for name in ("term", "spaces", "kind")),
        options=list(_options(lease, end)),
    )


def _term(term: EdtfInterval | None) -> tuple[date | None, date | None]:
    """First day and half-open end as planned with; None where no day is stated or pinned."""
    if term is None:
        return None, None
    start = end = None
    with suppress(readings.Unpinned):
        start = readings.supply_first(term)
    with suppress(readings.Unpinned):
        last = readings.supply_last(term)
        end = None if last is None else min(last, _LAST) + timedelta(days=1)
    return start, end


def _open(term: EdtfInterval | None) -> Open:
    if term is None or term.end is End.UNKNOWN:
        return "unknown"
    return "never" if term.end is End.OPEN else "stated"


def _options(lease: Lease, end: date | None) -> Iterator[BoardOption]:
    """The days that each option adds, ends or takes in; not of one whose days nothing names."""
    reached = end
    for option in lease.options:
        days = _option_days(option, reached, end)
        if days is None:
            continue
        if option.kind is OptionKind.EXTEND:
            reached = days[1]
        notice = _day(option.notice_by)
        yield BoardOption(
            kind=option.kind,
            start=day_number(days[0]),
            end=day_number(days[1]),
            notice_by=None if notice is None else day_number(notice),
        )


def _option_days(option: Option, reached: date | None, end: date | None) -> tuple[date, date] | None:
    """Extensions follow each other; a break and an expansion run from their day to the end of the term."""
    if option.kind is OptionKind.EXTEND:
        if reached is None or option.adds is None:
            return None
        try:
            return reached, option.adds.after(reached)
        except (OverflowError, ValueError):
            return reached, _LAST
    start = _day(option.from_)
    if start is None or end is None or start >= end:
        return None
    return start, end


def _day(value: EdtfDate | None) -> date | None:
    try:
        return None if value is None else readings.due(value)
    except readings.Unpinned:
        return None


def _production(item: Production, portfolio: Portfolio) -> BoardProduction:
    titles = [portfolio.titles[id_] for id_ in item.titles if id_ in portfolio.titles]
    window = _window(item.window)
    ready = _ready(item.ready) or (window[0] if window is not None else None)
    dues = [due for need in item.needs if (due := _due(item, need, portfolio)) is not None]
    return BoardProduction(
        id=item.id,
        name=item.name.en if item.name is not None else titles[0].name.en if titles else item.id,
        titles=[
            BoardTitle(
                id=title.id, name=_name(title.name), release=None if title.release is None else str(title.release)
            )
            for title in titles
        ],
        market=next((title.market for title in titles if title.market), None),
        ready=None if ready is None else day_number(ready),
        due=day_number(min(dues)) if dues else None,
        window=None if window is None else _numbers(window),
        priority=float(item.priority),
        status=item.status,
        needs=[_need(need) for need in item.needs],
    )


def _need(need: Need) -> BoardNeed:
    return BoardNeed(
        id=need.id,
        stages=need.stages,
        length=max([sum(phase.days for phase in need.phases), *need.days_on.values()]),
        min_area_m2=None if need.min_area is None else float(need.min_area.m2),
        features=list(need.features),
        allowed=list(need.allowed),
    )


def _ready(value: EdtfDate | None) -> date | None:
    try:
        return None if value is None else readings.ready(value)
    except readings.Unpinned:
        return None


def _window(value: EdtfInterval | None) -> tuple[date | None, date | None] | None:
    """First day, and the day after the last one; None where an end is open."""
    if value is None:
        return None
    try:
        first, last = readings.window(value)
    except (readings.Unpinned, readings.NoDayLeft):
        return None
    return first, None if last is None else min(last, _LAST) + timedelta(days=1)


def _numbers(days: Iterable[date | None]) -> tuple[int | None, int | None]:
    first, last = (None if day is None else day_number(day) for day in days)
    return first, last


def _due(item: Production, need: Need, portfolio: Portfolio) -> date | None:
    """The need's own due, the production's, or one counted back from a release."""
    stated = need.due or item.due
    if stated is not None:
        return _day(stated)
    found = []
    for title in (portfolio.titles[id_] for id_ in item.titles if id_ in portfolio.titles):
        post = need.post_days if need.post_days is not None else title.post_days
        release = _day(title.release) if isinstance(title.release, EdtfDate) else None
        if release is not None and post is not None:
            found.append(release - timedelta(days=post))
    return min(found, default=None)


class _Facts:
    """A portfolio, told apart by identity, so that its assumptions are put in place once."""

    __slots__ = ("portfolio",)

    def __init__(self, portfolio: Portfolio) -> None:
        self.portfolio = portfolio

    def __hash__(self) -> int:
        return id(self.portfolio)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Facts) and self.portfolio is other.portfolio


@dataclass(frozen=True, slots=True)
class _Assumed:
    """The portfolio with its assumptions in place, those that fit; and every field that one pins, or a part of it."""

    portfolio: Portfolio
    pinned: frozenset[str]


@lru_cache(maxsize=2)
def _assumed(facts: _Facts) -> _Assumed:
    assumptions = facts.portfolio.assumptions.values()
    found, _ = apply_assumptions(facts.portfolio, assumptions)
    paths = [item.of.rpartition("/")[2].split(".") for item in assumptions]
    pinned = frozenset(".".join(path[:length]) for path in paths for length in range(1, len(path) + 1))
    return _Assumed(found, pinned)
