"""Plain CP-SAT: what somebody who knows the library writes in an afternoon.

A start for each need, a literal and an interval for each stage it may use, no overlap on a stage, lateness and drop
costs in the objective. The instance may hold a ``hint``: stays to begin with.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ortools.sat.python import cp_model


def say(**row: object) -> None:
    """One line for whoever runs this program."""
    sys.stdout.write(json.dumps(row) + "\n")
    sys.stdout.flush()


class Model:
    """The model with the variables an answer is read from."""

    def __init__(self, instance: dict[str, Any]) -> None:
        self.instance = instance
        self.model = cp_model.CpModel()
        self.starts: list[Any] = []
        self.chosen: list[list[Any]] = []
        self.placed = [
            self.model.new_constant(1) if item["must"] else self.model.new_bool_var("")
            for item in instance["productions"]
        ]
        self.late: list[Any] = []
        self.places: list[tuple[dict[str, Any], dict[str, Any]]] = []  # production, literal of each place
        lanes: dict[int, list[Any]] = defaultdict(list)
        for need in instance["needs"]:
            self._add_need(need, lanes)
        for lane in lanes.values():
            self.model.add_no_overlap(lane)
        self._add_places()
        self._add_costs()

    def _add_need(self, need: dict[str, Any], lanes: dict[int, list[Any]]) -> None:
        model, choices = self.model, need["choices"]
        spans = [pair for choice in choices for pair in choice["starts"]] or [[0, 0]]
        start = model.new_int_var(min(low for low, _ in spans), max(high for _, high in spans), "")
        literals = []
        for choice in choices:
            literal = model.new_bool_var("")
            domain = cp_model.Domain.from_intervals(choice["starts"])
            model.add_linear_expression_in_domain(start, domain).only_enforce_if(literal)
            for stage in choice["members"]:
                size = choice["length"] + self.instance["stages"][stage]["gap"]
                lanes[stage].append(model.new_optional_fixed_size_interval_var(start, size, literal, ""))
            literals.append(literal)
        model.add(sum(literals) == need["count"] * self.placed[need["production"]])
        self.starts.append(start)
        self.chosen.append(literals)

    def _add_places(self) -> None:
        """All units of a production at one place, where it asks for more than one."""
        needs = self.instance["needs"]
        for production in self.instance["productions"]:
            if sum(needs[index]["count"] for index in production["needs"]) < 2:
                continue
            places = sorted({choice["place"] for index in production["needs"] for choice in needs[index]["choices"]})
            here = {place: self.model.new_bool_var("") for place in places}
            self.model.add_at_most_one(here.values())
            self.places.append((production, here))
            for index in production["needs"]:
                for literal, choice in zip(self.chosen[index], needs[index]["choices"], strict=True):
                    self.model.add_implication(literal, here[choice["place"]])

    def _add_costs(self) -> None:
        needs, terms = self.instance["needs"], []
        for production, placed in zip(self.instance["productions"], self.placed, strict=True):
            due = [index for index in production["needs"] if needs[index]["due"] is not None]
            terms.append(production["drop"] * (1 - placed))
            late = self.model.new_int_var(0, max([0, *(self._latest(index) for index in due)]), "")
            for index in due:
                lengths = {choice["length"] for choice in needs[index]["choices"]}
                rows = zip(self.chosen[index], needs[index]["choices"], strict=True)
                cases = [(literal, choice["length"]) for literal, choice in rows]
                # One row a need where its length is the same everywhere, else one a choice.
                for literal, length in [(placed, *lengths)] if len(lengths) == 1 else cases:
                    late_end = self.starts[index] + length - needs[index]["due"]
                    self.model.add(late >= late_end).only_enforce_if(literal)
            terms.append(production["weight"] * late)
            self.late.append(late)
        self.model.minimize(sum(terms))

    def _latest(self, index: int) -> int:
        need = self.instance["needs"][index]
        ends = [high + choice["length"] for choice in need["choices"] for _, high in choice["starts"]]
        return max(0, *(end - need["due"] for end in ends)) if ends else 0

    def hint(self, stays: list[tuple[int, list[int], int]]) -> None:
        """Begin with these stays; what is left out gets values too, since only a whole hint is taken as a plan."""
        at = {need: (set(chosen), start) for need, chosen, start in stays}
        for index, literals in enumerate(self.chosen):
            chosen, start = at.get(index, (set(), None))
            for number, literal in enumerate(literals):
                self.model.add_hint(literal, number in chosen)
            firsts = [low for choice in self.instance["needs"][index]["choices"] for low, _ in choice["starts"]]
            self.model.add_hint(self.starts[index], min(firsts, default=0) if start is None else start)
        for production, here in self.places:
            taken = {
                self.instance["needs"][index]["choices"][number]["place"]
                for index in production["needs"]
                for number in at.get(index, (set(), None))[0]
            }
            for place, literal in here.items():
                self.model.add_hint(literal, place in taken)
        for number, production in enumerate(self.instance["productions"]):
            placed = all(index in at for index in production["needs"])
            if not production["must"]:
                self.model.add_hint(self.placed[number], placed)
            self.model.add_hint(self.late[number], self._lateness(production, at) if placed else 0)

    def _lateness(self, production: dict[str, Any], at: dict[int, tuple[set[int], int]]) -> int:
        late = 0
        for index in production["needs"]:
            need = self.instance["needs"][index]
            chosen, start = at[index]
            if need["due"] is not None:
                late = max(late, *(start + need["choices"][number]["length"] - need["due"] for number in chosen))
        return late

    def stays(self, value: Any) -> list[tuple[int, list[int], int]]:
        """The stays of a solution."""
        found = []
        for index, literals in enumerate(self.chosen):
            chosen = [number for number, literal in enumerate(literals) if value(literal)]
            if chosen:
                found.append((index, chosen, int(value(self.starts[index]))))
        return found


class Watch(cp_model.CpSolverSolutionCallback):
    """Says each better plan."""

    def __init__(self, began: float, scale: int) -> None:
        super().__init__()
        self._began, self._scale = began, scale

    def on_solution_callback(self) -> None:
        """One line a plan."""
        say(seconds=time.perf_counter() - self._began, value=self.objective_value / self._scale)


def main() -> None:
    """Solve one instance."""
    path, seconds, workers, seed = sys.argv[1:5]
    instance = json.loads(Path(path).read_text(encoding="utf-8"))
    began = time.perf_counter()
    model = Model(instance)
    if "hint" in instance:
        model.hint(instance["hint"])
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = int(workers)
    solver.parameters.random_seed = int(seed)
    solver.parameters.max_time_in_seconds = max(0.1, float(seconds) - (time.perf_counter() - began))
    status = solver.solve(model.model, Watch(began, instance["scale"]))
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    say(
        stays=model.stays(solver.value) if found else None,
        seconds=time.perf_counter() - began,
        bound=solver.best_objective_bound / instance["scale"],
        library=f"ortools {version('ortools')}",
    )


if __name__ == "__main__":
    main()
