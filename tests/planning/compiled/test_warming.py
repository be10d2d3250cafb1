"""Compiling is over before the clock of a search runs."""

from __future__ import annotations

import subprocess
import sys

# What Python calls of the compiled search, and how often each was compiled or read from disk, in a fresh process.
LISTED = """
import pkgutil
from importlib import import_module
from stagehold.planning import compiled
from stagehold.planning.budget import Budget
from stagehold.planning.warming import warm_up

warm_up(Budget())
for module in pkgutil.iter_modules(compiled.__path__):
    for name, item in vars(import_module(f"{compiled.__name__}.{module.name}")).items():
        entry = hasattr(item, "targetoptions") and not item.targetoptions.get("no_cpython_wrapper")
        if entry and item.py_func.__module__.endswith(module.name):
            print(name, len(item.signatures))
"""
PREPARED_ELSEWHERE = {"resume"}  # by planning.replanning, for a plan that is to be mended


def test_every_function_that_a_search_calls_is_compiled_by_then() -> None:
    printed = subprocess.run([sys.executable, "-c", LISTED], capture_output=True, text=True, check=True).stdout
    counts = {name: int(count) for name, count in (line.split() for line in printed.splitlines())}
    assert len(counts) >= 10
    assert {name for name, count in counts.items() if count == 0} == PREPARED_ELSEWHERE
