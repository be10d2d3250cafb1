"""What a plan changes of an earlier one, need by need, and why it could not stay as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stagehold.domain.studio import PhaseKind
from stagehold.planning.displaced import Displaced
from stagehold.planning.plan import Placement, Plan
from stagehold.planning.planner import Planned


class ChangeKind(StrEnum):
    """What became of a need; several may hold at once."""

    MOVED = "moved"
    SHIFTED = "shifted"
    LONGER = "longer"
    SHORTER = "shorter"
    NEW = "new"
    GONE = "gone"


class Cause(StrEnum):
    """Why a need does not stand as it did."""

    STAGE_LOST = "stage-lost"
    LEASE_STARTS = "lease-starts"
    LEASE_ENDS = "lease-ends"
    CLOSED = "closed"
    TAKEN = "taken"
    READY_LATER = "ready-later"
    OUT_OF_WINDOW = "out-of-window"
    UNFIT = "unfit"
    AFTER = "after"
    LOCKED = "locked"
    TAKES_LONGER = "takes-longer"
    TAKES_SHORTER = "takes-shorter"
    NOT_PLANNED_BEFORE = "not-planned-before"
    NO_PLACE_BEFORE = "no-place-before"
    NO_LONGER_ASKED = "no-longer-asked"
    NO_PLACE = "no-place"
    CHEAPER = "cheaper"


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """One cause; ``by`` are the ids of what is behind it, ``stage`` is the one it is about."""

    cause: Cause
    stage: str = ""
    by: tuple[str, ...] = ()
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedChange:
    """What became of one need; ``before`` or ``after`` is None where it has no place."""

    production: str
    need: str
    kinds: tuple[ChangeKind, ...]
    before: Placement | None
    after: Placement | None
    why: tuple[Because, ...] = ()

    @property
    def days(self) -> int:
        """Days by which its start is later; negative when earlier, 0 where one of the two has no place."""
        return (self.after.start - self.before.start).days if self.before is not None and self.after is not None else 0

    @property
    def longer(self) -> int:
        """Days by which it takes longer; negative when shorter."""
        if self.before is None or self.after is None:
            return 0
        return (self.after.end - self.after.start).days - (self.before.end - self.before.start).days


def changes_of(planned: Planned, baseline: Plan) -> tuple[NeedChange, ...]:
    """Every need that does not stand as in the baseline, by the first day concerned; none where there is no plan."""
    if planned.plan.objective is None:
        return ()
    before: dict[tuple[str, str], Placement] = {}
    for item in baseline.placements:
        before.setdefault((item.production, item.need), item)
    after = {(item.production, item.need): item for item in planned.plan.placements}
    tell = _Teller(planned, baseline)
    found = []
    for key in dict.fromkeys([*before, *after]):
        one, other = before.get(key), after.get(key)
        kinds = tuple(_kinds(one, other))
        if kinds:
            change = NeedChange(
                production=key[0], need=key[1], kinds=kinds, before=one, after=other, why=tuple(tell.why(one, other))
            )
            found.append(change)
    return tuple(sorted(found, key=_order))


def _order(change: NeedChange) -> tuple[date, str, str]:
    starts = [item.start for item in (change.before, change.after) if item is not None]
    return min(starts), change.production, change.need


def _kinds(before: Placement | None, after: Placement | None) -> Iterator[ChangeKind]:
    if before is None or after is None:
        yield ChangeKind.NEW if before is None else ChangeKind.GONE
        return
    if set(before.members) != set(after.members):
        yield ChangeKind.MOVED
    if before.start != after.start:
        yield ChangeKind.SHIFTED
    longer = (after.end - after.start) - (before.end - before.start)
    if longer:
        yield ChangeKind.LONGER if longer.days > 0 else ChangeKind.SHORTER


class _Teller:
    def __init__(self, planned: Planned, baseline: Plan) -> None:
        self._planned = planned
        self._baseline = baseline
        self._left_out_before = {item.production for item in baseline.unplaced}
        self._displaced = Displaced(planned)

    def why(self, before: Placement | None, after: Placement | None) -> Iterator[Because]:
        if before is None and after is not None:
            known = after.production in self._left_out_before
            yield Because(cause=Cause.NO_PLACE_BEFORE if known else Cause.NOT_PLANNED_BEFORE)
        elif before is not None and after is None:
            yield from self._gone(before)
        elif before is not None and after is not None:
            moved = set(before.members) != set(after.members) or before.start != after.start
            found = list(_lengths(before, after))
            if moved:
                found += [
                    Because(cause=Cause(item.cause), stage=item.stage, by=item.by, detail=item.detail)
                    for item in self._displaced.causes(before)
                ]
            yield from found or [Because(cause=Cause.CHEAPER)]

    def _gone(self, before: Placement) -> Iterator[Because]:
        production = self._planned.question.facts.portfolio.productions.get(before.production)
        if production is None or before.need not in [need.id for need in production.needs]:
            yield Because(cause=Cause.NO_LONGER_ASKED)
            return
        whys = next((item.why for item in self._planned.plan.unplaced if item.production == before.production), ())
        for why in whys:
            detail = f"{why.reason.value}{': ' if why.detail else ''}{why.detail}"
            yield Because(cause=Cause.NO_PLACE, stage=why.stage, by=why.by, detail=detail)
        if not whys:
            yield Because(cause=Cause.NO_PLACE)


def _lengths(before: Placement, after: Placement) -> Iterator[Because]:
    """Which phases take longer or shorter, where the baseline gives them."""
    longer = (after.end - after.start).days - (before.end - before.start).days
    if longer:
        then, now = _by_phase(before), _by_phase(after)
        parts = [
            f"{phase} {then.get(phase, 0)} to {now.get(phase, 0)} days"
            for phase in PhaseKind
            if then and then.get(phase, 0) != now.get(phase, 0)
        ]
        cause = Cause.TAKES_LONGER if longer > 0 else Cause.TAKES_SHORTER
        yield Because(cause=cause, by=(after.production,), detail=", ".join(parts))


def _by_phase(placement: Placement) -> Mapping[PhaseKind, int]:
    days: dict[PhaseKind, int] = {}
    for span in placement.phases:
        days[span.phase] = days.get(span.phase, 0) + (span.end - span.start).days
    return days
