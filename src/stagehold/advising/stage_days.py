"""The stages of a risk question: what keeps a stay off them, and the days that no lease covers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from stagehold.advising.compiled.tables import NEVER
from stagehold.domain.days import Span, union
from stagehold.planning.problem import Problem
from stagehold.planning.supply import StageSupply, Supply

Pair = tuple[int, int]


@dataclass(slots=True)
class StageDays:
    """Rows of ``Facts.span`` for the stages of a problem: closures and stays of others, days off lease.

    Parameters
    ----------
    reach
        The last day of all futures; what blocks a stage for ever blocks it until then.
    leases
        The leases that give stages, in order; a day off lease belongs to the last one that gave the stage before it.
        Days on an offer, and those of a stage that was never leased, belong to the row behind them all.
    """

    problem: Problem
    supply: Supply
    reach: int
    spans: list[tuple[int, int, int]] = field(default_factory=list)
    leases: tuple[str, ...] = ()
    _rows: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        given = (grant.lease for stage in self.supply.stages.values() for grant in stage.grants)
        self.leases = tuple(dict.fromkeys(given))
        self._rows = {lease: row for row, lease in enumerate(self.leases)}

    def of(self, stage: int) -> tuple[Pair, Pair]:
        """Where the rows of a stage stand: those that block it, those off lease."""
        supply = self.supply.stages[self.problem.stages[stage].id]
        blocks = self.add((low, high, 0) for low, high in self._blocking(supply))
        return blocks, self.add(self._bare(supply))

    def add(self, rows: Iterable[tuple[int, int, int]]) -> Pair:
        """Put rows at the end; where they stand."""
        first = len(self.spans)
        self.spans.extend(rows)
        return first, len(self.spans)

    def _blocking(self, supply: StageSupply) -> list[Pair]:
        days = ((low, min(high, self.reach)) for low, high in self._numbered(supply.taken))
        return [(low, high) for low, high in days if low < high]

    def _numbered(self, spans: Iterable[Span]) -> list[Pair]:
        origin = self.problem.origin.toordinal()
        return [(span.start.toordinal() - origin, span.end.toordinal() - origin) for span in spans]

    def _bare(self, supply: StageSupply) -> list[tuple[int, int, int]]:
        """The days off lease, in order: from, to before, whose row."""
        spot = len(self.leases)
        given = sorted(
            (pair, grant.lease)
            for grant in supply.grants
            for pair in self._numbered(union([grant.days, *grant.builds]))
        )
        offered = self._numbered(union(span for offer in supply.offers for span in offer.days))
        found: list[tuple[int, int, int]] = []
        reached, owner = -NEVER, spot
        for (low, high), lease in given:
            if low > reached:
                found += _cut(reached, low, owner, offered, spot)
            if high > reached:
                reached, owner = high, self._rows[lease]
        return [*found, *_cut(reached, NEVER, owner, offered, spot)]


def _cut(low: int, high: int, owner: int, offered: Sequence[Pair], spot: int) -> list[tuple[int, int, int]]:
    """The days from ``low`` to before ``high``: those on offer belong to ``spot``, the others to ``owner``."""
    found = []
    at = low
    for day, end_day in offered:
        first, end = max(day, low), min(end_day, high)
        if first >= end:
            continue
        if first > at:
            found.append((at, first, owner))
        found.append((first, end, spot))
        at = end
    if at < high:
        found.append((at, high, owner))
    return found


def blocked_between(days: Sequence[tuple[int, int, int]], blocks: Iterable[Pair], start: int) -> Pair:
    """First day and end of all that blocks these stages and is not over on ``start``; never where nothing does."""
    rows = [days[index] for first, last in blocks for index in range(first, last) if days[index][1] > start]
    return min((low for low, _, _ in rows), default=NEVER), max((high for _, high, _ in rows), default=NEVER)


def starts_by_unit(problem: Problem, need: int, table: int | None) -> Mapping[str, tuple[int, Sequence[Pair]]]:
    """By unit: its timetable and the starts under it; under a given timetable only the units that take as long."""
    found = {}
    for choice in problem.needs[need].choices:
        if table is None or choice.table == table:
            found[choice.unit.id] = (choice.table, choice.starts[choice.table])
    return found
