"""The months: a linear program that no plan can beat.

    least   sum over units of (drop, or the cost of their starts) + rate · spot days
    where   every unit of a need is left out or starts somewhere, in fractions;
            in each month and on each stage: days asked for ≤ days leased + spot days;  spot days ≤ days on offer

Starts are columns, found as prices ask for them; the prices of the months come from the solver (GLOP). What is handed
out as a bound is added up again from those prices alone: for any prices at all, what every unit asks for at least, less
what the days are worth, bounds every plan (weak duality). The same prices bound any other set of leases without solving
again, for only the last term knows the leases.

With a ``reward`` the program also counts the share of the slate on time: cost - reward · share.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from ortools.linear_solver import pywraplp  # type: ignore[import-untyped]

from stagehold.advising.month_stays import Floats, Ints, Stays, starts_of

MOST_ROUNDS = 400  # of new columns; the bound holds whenever they end
CLOSE = 1e-7  # a column that saves less than this is not worth a round


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """Stage-days by stage and month: leased; on offer, and the points that such a day costs."""

    leased: Floats
    hired: Floats
    rate: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxed:
    """What the months say.

    Parameters
    ----------
    value, bound
        Cost less reward in points: of the solution found, and what no solution lies below.
    cost
        The same without the reward.
    on_time
        Share of the slate's weight on time.
    spot
        Stage-days hired.
    prices
        Points that a further leased day is worth, by stage and month.
    floor
        The part of the bound that does not know the leases: bound = floor - sum of prices · leased days.
    """

    value: float
    bound: float
    cost: float
    on_time: float
    spot: float
    prices: Floats
    floor: float


class MonthProgram:
    """The program of one slate in one future; it keeps its columns from one set of leases to the next."""

    def __init__(self, stays: Stays, edges: Ints, stages: int, reward: float = 0.0) -> None:
        self.stays = stays
        self.edges = edges
        self.stages = stages
        self.reward = reward
        self._lengths = np.diff(edges).astype(np.float64)
        self._make_starts()
        self._make_rows()

    def _make_starts(self) -> None:
        """All columns that could be: start, end, cost and place, needs in order."""
        stays = self.stays
        pieces: list[Ints] = []
        pairs: list[Ints] = []
        for number, starts in starts_of(stays, self.edges):
            pieces.append(starts)
            pairs.append(np.full(len(starts), number, dtype=np.int64))
        start = np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.int64)
        pair = np.concatenate(pairs) if pairs else np.zeros(0, dtype=np.int64)
        need = stays.need[pair]
        late_cost = np.array([ask.late for ask in stays.needs])
        gain = np.array([ask.reward for ask in stays.needs])
        due = np.array([ask.due for ask in stays.needs], dtype=np.int64)
        lateness = np.maximum(0, start + stays.done[pair] - due[need]) if len(start) else start
        self._start, self._end, self._need = start, start + stays.length[pair], need
        self._stage = stays.stage[pair]
        self._on_time = np.where(lateness <= 0, gain[need], 0.0) if len(start) else np.zeros(0)
        self._cost = late_cost[need] * lateness if len(start) else np.zeros(0)
        self._first_month, self._first_part = self._place(self._start)
        self._last_month, self._last_part = self._place(self._end)
        self._begins = np.searchsorted(need, np.arange(len(stays.needs) + 1))

    def _place(self, days: Ints) -> tuple[Ints, Ints]:
        """The month of each day, and the days of it that have gone."""
        month = np.clip(np.searchsorted(self.edges, days, side="right") - 1, 0, len(self.edges) - 2)
        return month, days - self.edges[month]

    def _make_rows(self) -> None:
        solver = pywraplp.Solver.CreateSolver("GLOP")
        self._solver, objective = solver, solver.Objective()
        objective.SetMinimization()
        self._need_rows, self._left_out = [], []
        for ask in self.stays.needs:
            row = solver.Constraint(float(ask.units), float(ask.units))
            left_out = solver.NumVar(0.0, float(ask.units), "")
            row.SetCoefficient(left_out, 1.0)
            objective.SetCoefficient(left_out, ask.drop)
            self._need_rows.append(row)
            self._left_out.append(left_out)
        # A row only where some stay can stand: elsewhere a day is worth nothing.
        self._month_rows = {
            (stage, month): solver.Constraint(-solver.infinity(), 0.0)
            for stage in range(self.stages)
            for month in self._months_of(stage)
        }
        self._hired: dict[tuple[int, int], pywraplp.Variable] = {}
        self._columns: dict[int, pywraplp.Variable] = {}

    # --- solving -----------------------------------------------------------------------------------------------------

    def least(self, capacity: Capacity) -> Relaxed:
        """The least cost on these days; a lower bound of every plan on them."""
        self._set(capacity)
        prices = np.zeros_like(capacity.leased)
        solved = True
        best = kept_floor = self.floor(prices, capacity)
        kept = prices  # prices of nothing bound everything
        for _ in range(MOST_ROUNDS):
            solved = self._solved()
            if not solved:
                break
            prices = self._prices()
            reduced = self._reduced(prices)
            here = self.floor(prices, capacity, reduced)
            bound = here - float((prices * capacity.leased).sum())
            if bound > best:
                best, kept_floor, kept = bound, here, prices
            if not self._grow(reduced):
                break
        return self._answer(best, kept, kept_floor, solved=solved)

    def _solved(self) -> bool:
        """Solve, a second time by the dual method where numbers got in the way; the bound does not need either."""
        for settings in ("", "use_dual_simplex: true"):
            self._solver.SetSolverSpecificParametersAsString(settings)
            if self._solver.Solve() == pywraplp.Solver.OPTIMAL:
                return True
        return False

    def floor(self, prices: Floats, capacity: Capacity, reduced: Floats | None = None) -> float:
        """What a bound by these prices is before the leased days are taken off."""
        costs = self._reduced(prices) if reduced is None else reduced
        total = 0.0
        for number, ask in enumerate(self.stays.needs):
            begin, end = self._begins[number], self._begins[number + 1]
            least = float(costs[begin:end].min()) if end > begin else ask.drop
            total += ask.units * min(ask.drop, least)
        return total - float((np.maximum(0.0, prices - capacity.rate) * capacity.hired).sum())

    def _reduced(self, prices: Floats) -> Floats:
        """Cost of every start with its days at these prices, in points."""
        before = np.zeros_like(prices)
        before[:, 1:] = np.cumsum(prices * self._lengths, axis=1)[:, :-1]
        stage = self._stage
        until = before[stage, self._last_month] + prices[stage, self._last_month] * self._last_part
        since = before[stage, self._first_month] + prices[stage, self._first_month] * self._first_part
        result: Floats = self._cost - self.reward * self._on_time + until - since
        return result

    def _set(self, capacity: Capacity) -> None:
        for (stage, month), row in self._month_rows.items():
            row.SetUb(float(capacity.leased[stage, month]))
            days = float(capacity.hired[stage, month])
            hired = self._hired.get((stage, month))
            if hired is None and days > 0:
                hired = self._hired[stage, month] = self._solver.NumVar(0.0, days, "")
                row.SetCoefficient(hired, -1.0)
            if hired is not None:
                hired.SetUb(days)
                self._solver.Objective().SetCoefficient(hired, float(capacity.rate[stage, month]))

    def _prices(self) -> Floats:
        prices = np.zeros((self.stages, len(self.edges) - 1))
        for place, row in self._month_rows.items():
            prices[place] = max(0.0, -row.dual_value())
        return prices

    def _months_of(self, stage: int) -> range:
        """The months from the first in which a stay can stand on a stage to the last."""
        mine = np.flatnonzero(self._stage == stage)
        if not len(mine):
            return range(0)
        return range(int(self._first_month[mine].min()), int(self._last_month[mine].max()) + 1)

    def _grow(self, reduced: Floats) -> bool:
        """Add for each need the start that saves most, on each of its stages; whether there was any."""
        added = False
        worths = [row.dual_value() for row in self._need_rows]  # they are gone once a column is added
        for number, worth in enumerate(worths):
            begin, end = self._begins[number], self._begins[number + 1]
            if end == begin:
                continue
            saving = reduced[begin:end] - worth
            for stage in np.unique(self._stage[begin:end][saving < -CLOSE]):
                mine = np.flatnonzero(self._stage[begin:end] == stage)
                column = int(begin + mine[saving[mine].argmin()])
                if column not in self._columns:
                    self._add(column, number)
                    added = True
        return added

    def _add(self, column: int, number: int) -> None:
        variable = self._solver.NumVar(0.0, self._solver.infinity(), "")
        self._columns[column] = variable
        value = float(self._cost[column] - self.reward * self._on_time[column])
        self._solver.Objective().SetCoefficient(variable, value)
        self._need_rows[number].SetCoefficient(variable, 1.0)
        stage = int(self._stage[column])
        for month, days in self.days_of(column):
            self._month_rows[stage, month].SetCoefficient(variable, float(days))

    def days_of(self, column: int) -> list[tuple[int, int]]:
        """The months that a start touches, and its days in each."""
        start, end = int(self._start[column]), int(self._end[column])
        found = []
        for month in range(int(self._first_month[column]), int(self._last_month[column]) + 1):
            days = min(end, int(self.edges[month + 1])) - max(start, int(self.edges[month]))
            if days > 0:
                found.append((month, days))
        return found

    def _answer(self, bound: float, prices: Floats, floor: float, *, solved: bool) -> Relaxed:
        if not solved:  # what is known without a solution: the bound
            return Relaxed(value=bound, bound=bound, cost=bound, on_time=0.0, spot=0.0, prices=prices, floor=floor)
        on_time = sum(
            variable.solution_value() * float(self._on_time[column]) for column, variable in self._columns.items()
        )
        value = self._solver.Objective().Value()
        return Relaxed(
            value=max(value, bound),
            bound=bound,
            cost=value + self.reward * on_time,
            on_time=on_time,
            spot=sum(variable.solution_value() for variable in self._hired.values()),
            prices=prices,
            floor=floor,
        )

    # --- the whole program, for those who solve it otherwise ---------------------------------------------------------

    @property
    def starts(self) -> int:
        """All columns that could be."""
        return len(self._start)

    def column(self, number: int) -> tuple[int, int, float, list[tuple[int, int]]]:
        """Need, stage, cost less reward in points, and the days by month of one column."""
        cost = float(self._cost[number] - self.reward * self._on_time[number])
        return int(self._need[number]), int(self._stage[number]), cost, self.days_of(number)


def month_edges(first: int, last: int, starts_of_months: Ints) -> Ints:
    """The edges of the months between two days, those days among them; at least one month."""
    inside = starts_of_months[(starts_of_months > first) & (starts_of_months < last)]
    return np.unique(np.concatenate([np.array([first, max(last, first + 1)], dtype=np.int64), inside]))
