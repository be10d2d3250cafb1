"""How much memory this process has, or has had."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any


def peak_mb() -> float:
    """The most memory this process has had, in MB."""
    if Path("/proc/self/status").exists():
        return status_mb("VmHWM")
    import resource

    peak: Any = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(peak) / (2**20 if sys.platform == "darwin" else 2**10)


def status_mb(name: str) -> float:
    """A line of what Linux knows of this process, in MB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return float(next(line.split()[1] for line in lines if line.startswith(f"{name}:"))) / 2**10
