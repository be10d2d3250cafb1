"""HiGHS on the whole program of a question of advice: candidates are whole, everything else is continuous.

Run as ``python FILE PROGRAM.json SECONDS WORKERS SEED``; prints ``{"seconds", "value", "bound", "library"}`` last.
"""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

import highspy
import numpy as np


def rows_and_columns(program: dict[str, Any]) -> tuple[list[Any], list[Any], list[Any]]:
    """Columns as (cost, upper, whole, [(row, coefficient)]), and the limits of the rows from below and above."""
    columns: list[Any] = [[money, 1.0, True, []] for money in program["money"]]
    low: list[float] = []
    high: list[float] = []
    for part in program["parts"]:
        weight, first = part["weight"], len(low)
        for units, _ in part["needs"]:
            low.append(float(units))
            high.append(float(units))
        base = len(low)
        for number, row in enumerate(part["rows"]):
            low.append(-highspy.kHighsInf)
            high.append(row["leased"])
            for candidate, days in row["adds"]:
                columns[candidate][3].append((base + number, -days))
            if row["hired"]:
                columns.append([weight * row["rate"], row["hired"], False, [(base + number, -1.0)]])
        for number, (units, drop) in enumerate(part["needs"]):
            columns.append([weight * drop, float(units), False, [(first + number, 1.0)]])
        for need, cost, days in part["columns"]:
            cells = [(first + need, 1.0), *((base + row, float(count)) for row, count in days)]
            columns.append([weight * cost, highspy.kHighsInf, False, cells])
    return columns, low, high


def main(path: str, seconds: str, workers: str, seed: str) -> None:
    """Solve, and say what was found."""
    program = json.loads(Path(path).read_text(encoding="utf-8"))
    began = time.perf_counter()
    columns, low, high = rows_and_columns(program)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(columns), len(low)
    model.col_cost_ = np.array([item[0] for item in columns])
    model.col_lower_ = np.zeros(len(columns))
    model.col_upper_ = np.array([item[1] for item in columns])
    model.row_lower_, model.row_upper_ = np.array(low), np.array(high)
    starts, places, values = [0], [], []
    for _, _, _, cells in columns:
        places += [row for row, _ in cells]
        values += [value for _, value in cells]
        starts.append(len(places))
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.array(starts)
    model.a_matrix_.index_ = np.array(places)
    model.a_matrix_.value_ = np.array(values)
    model.integrality_ = [
        highspy.HighsVarType.kInteger if item[2] else highspy.HighsVarType.kContinuous for item in columns
    ]
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", float(seconds))
    solver.setOptionValue("threads", int(workers))
    solver.setOptionValue("random_seed", int(seed))
    solver.setOptionValue("mip_rel_gap", 1e-4)
    solver.passModel(model)
    solver.run()
    info = solver.getInfo()
    value = info.objective_function_value if info.primal_solution_status else None
    bound = info.mip_dual_bound
    row = {
        "value": value if value is not None and abs(value) < 1e15 else None,
        "bound": bound if abs(bound) < 1e15 else None,
        "seconds": time.perf_counter() - began,
        "library": f"highspy {version('highspy')}",
    }
    sys.stdout.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
