"""The unit tests of the page's own scripts, run by the pinned node."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path


def test_the_scripts_of_the_page_do_what_their_own_tests_say(project: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "hatch_build.py", "test"], cwd=project, capture_output=True, text=True, timeout=300
    )
    counted = {
        name: int(number)
        for name, number in re.findall(r"^[^a-z]*(tests|pass|fail|skipped|todo) (\d+)$", ran.stdout, re.M)
    }
    assert ran.returncode == 0, ran.stdout[-8_000:] + ran.stderr[-2_000:]
    assert counted["tests"] > 0
    assert counted == {"tests": counted["tests"], "pass": counted["tests"], "fail": 0, "skipped": 0, "todo": 0}
