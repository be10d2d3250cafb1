"""CP-SAT on the whole program of a question of advice. It knows whole numbers only: a unit is cut into 20 parts, days
into tenths and costs are rounded to a thousandth, so its value may lie a little above that of the program.

Run as ``python FILE PROGRAM.json SECONDS WORKERS SEED``; prints ``{"seconds", "value"}`` for each better solution and
``{"seconds", "value", "bound", "library"}`` at the end.
"""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ortools.sat.python import cp_model

PARTS = 20  # of a unit, and of a day
SCALE = 1000  # of money


def say(**row: object) -> None:
    """One line for whoever runs this program."""
    sys.stdout.write(json.dumps(row) + "\n")
    sys.stdout.flush()


def build(program: dict[str, Any]) -> cp_model.CpModel:
    """The program in whole numbers; money counts in thousandths of a part."""
    model = cp_model.CpModel()
    signed = [model.new_bool_var("") for _ in program["money"]]
    terms: list[Any] = list(signed)
    costs = [round(money * SCALE * PARTS) for money in program["money"]]
    for part in program["parts"]:
        weight = part["weight"] * SCALE
        taken: list[list[Any]] = [[] for _ in part["needs"]]
        rows: list[tuple[list[Any], list[int]]] = [([], []) for _ in part["rows"]]
        for number, (units, drop) in enumerate(part["needs"]):
            out = model.new_int_var(0, units * PARTS, "")
            taken[number].append(out)
            terms.append(out)
            costs.append(round(weight * drop))
        for need, cost, days in part["columns"]:
            column = model.new_int_var(0, part["needs"][need][0] * PARTS, "")
            taken[need].append(column)
            terms.append(column)
            costs.append(round(weight * cost))
            for row, count in days:
                rows[row][0].append(column)
                rows[row][1].append(count)
        for number, (units, _) in enumerate(part["needs"]):
            model.add(sum(taken[number]) == units * PARTS)
        for row, (variables, counts) in zip(part["rows"], rows, strict=True):
            if not variables:
                continue
            if row["hired"]:
                hired = model.new_int_var(0, int(row["hired"] * PARTS), "")
                variables.append(hired)
                counts.append(-1)
                terms.append(hired)
                costs.append(round(weight * row["rate"]))
            for candidate, days in row["adds"]:
                variables.append(signed[candidate])
                counts.append(-int(days * PARTS))
            model.add(cp_model.LinearExpr.weighted_sum(variables, counts) <= int(row["leased"] * PARTS))
    model.minimize(cp_model.LinearExpr.weighted_sum(terms, costs))
    return model


class Watcher(cp_model.CpSolverSolutionCallback):
    """Says every better solution."""

    def __init__(self, began: float) -> None:
        super().__init__()
        self.began = began

    def on_solution_callback(self) -> None:
        """Called by the solver's threads."""
        say(seconds=time.perf_counter() - self.began, value=self.objective_value / SCALE / PARTS)


def main(path: str, seconds: str, workers: str, seed: str) -> None:
    """Solve, and say what was found."""
    program = json.loads(Path(path).read_text(encoding="utf-8"))
    began = time.perf_counter()
    model = build(program)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.1, float(seconds) - (time.perf_counter() - began))
    solver.parameters.num_workers = int(workers)
    solver.parameters.random_seed = int(seed)
    solver.parameters.relative_gap_limit = 1e-4
    status = solver.solve(model, Watcher(began))
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    say(
        value=solver.objective_value / SCALE / PARTS if found else None,
        bound=solver.best_objective_bound / SCALE / PARTS,
        seconds=time.perf_counter() - began,
        library=f"ortools {version('ortools')}",
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
