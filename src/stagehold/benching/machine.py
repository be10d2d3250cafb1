"""On what, and with which versions, a benchmark ran."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

BUSY = 0.3  # processes at work on average over a minute, above which a machine is not idle
LIBRARIES = ("numba", "numpy", "ortools")  # of the planner


def machine() -> dict[str, object]:
    """Processor, cores, memory and system."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count() or 1,
        "memory_gb": _memory_gb(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "load_at_start": load(),
    }


def versions(libraries: Sequence[str] = LIBRARIES) -> dict[str, str]:
    """Of Python, Stagehold and the libraries it works with."""
    found = {"python": platform.python_version()}
    for name in ("stagehold", *libraries):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def load() -> float | None:
    """Processes at work on average over the last minute; None where the system does not say."""
    try:
        return round(os.getloadavg()[0], 2)
    except (AttributeError, OSError):
        return None


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def _memory_gb() -> float | None:
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1)
    except (AttributeError, OSError, ValueError):
        return None
