"""When a need is due, when it is done, and how late that is (SPEC §2, *Due*). Calendar days throughout.

due(n)  = the need's own due, else the production's, else the earliest over its titles of release − post_days
done(n) = end(n); where the due follows from a release, the end of the last shoot phase
late(n) = max(0, done(n) − due(n)); 0 without a due;    late(p) = max over its needs
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from stagehold.domain import readings
from stagehold.domain.edtf import Edtf, EdtfDate, End
from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Need, Production
from stagehold.domain.studio import PhaseKind
from stagehold.planning.audit.breach import breach, count, stated
from stagehold.planning.audit.placed import demand_of
from stagehold.planning.plan import Placement, Plan


@dataclass(frozen=True, slots=True)
class Due:
    """First day on which the stages must be empty; or, from a release, the day after the last shoot day at most."""

    on: date
    from_release: bool


def due_of(portfolio: Portfolio, production: Production, need: Need) -> Due | None:
    """The due of a need, if it has any.

    Raises
    ------
    MissingFacts
        If the date it rests on is a season or has no stated day.
    """
    if need.due is not None:
        return Due(stated(production.id, f"needs.{need.id}.due", need.due, readings.due), False)
    if production.due is not None:
        return Due(stated(production.id, "due", production.due, readings.due), False)
    days = []
    for id_ in production.titles:
        title = portfolio.titles[id_]
        post_days = need.post_days if need.post_days is not None else title.post_days
        if title.release is not None and post_days is not None:
            days.append(stated(id_, "release", title.release, _first_of) - timedelta(days=post_days))
    return Due(min(days), True) if days else None


def _first_of(release: Edtf) -> date:
    start = release if isinstance(release, EdtfDate) else release.start
    if isinstance(start, End):
        raise readings.Unpinned("start", "its start is not stated")
    return readings.due(start)


def late_days(portfolio: Portfolio, placement: Placement) -> int:
    """Days that one placed need is late."""
    production, need = demand_of(portfolio, placement)
    due = due_of(portfolio, production, need)
    if due is None:
        return 0
    shoots = [phase.end for phase in placement.phases if phase.phase is PhaseKind.SHOOT and phase.start < phase.end]
    # Without a shoot phase the need has nothing that post-production waits for but its end.
    done = max(shoots, default=placement.end) if due.from_release else placement.end
    return max(0, (done - due.on).days)


def late_productions(portfolio: Portfolio, placements: Sequence[Placement]) -> dict[str, int]:
    """Greatest lateness over the needs of each placed production that is late."""
    late: dict[str, int] = {}
    for placement in placements:
        days = late_days(portfolio, placement)
        if days:
            late[placement.production] = max(days, late.get(placement.production, 0))
    return late


def late_days_breaches(portfolio: Portfolio, placements: Sequence[Placement]) -> Iterator[Finding]:
    """``late_days`` of each placement is ``late(n)``."""
    for placement in placements:
        days = late_days(portfolio, placement)
        if placement.late_days != days:
            found = f"late_days {placement.late_days}"
            yield breach("late-days", placement, found=found, allowed=f"{count(days)} late")


def late_list_breaches(portfolio: Portfolio, placements: Sequence[Placement], plan: Plan) -> Iterator[Finding]:
    """The plan lists every late production once, with its greatest lateness, and no other."""
    right = late_productions(portfolio, placements)
    given = Counter(item.production for item in plan.late)
    for item in plan.late:
        days = right.get(item.production, 0)
        if item.days != days or given[item.production] > 1:
            found = f"listed {given[item.production]} times, {count(item.days)} late"
            allowed = f"{count(days)} late, listed once" if days else "no entry: it is not late"
            yield Finding(rule="late-list", record=item.production, field="late", found=found, allowed=allowed)
    for id_ in sorted(set(right) - set(given)):
        allowed = f"an entry with {count(right[id_])}"
        yield Finding(rule="late-list", record=id_, field="late", found="not listed as late", allowed=allowed)
