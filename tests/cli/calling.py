"""What a call of the program is and says."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

SCRIPT = Path(sys.executable).parent / "stagehold"

TWO_STAGES = """stagehold: 1
studios:     [{id: lot, name: Lot, country: JP, time_zone: Asia/Tokyo}]
spaces:      [{id: a, studio: lot, kind: stage, name: A}, {id: b, studio: lot, kind: stage, name: B}]
leases:
  - {id: la, lessee: Us, spaces: [a], term: 2027-01-05/2029-12-31}
  - {id: lb, lessee: Us, spaces: [b], term: 2027-02-01/2029-06-30}
productions:
  - {id: p1, ready: 2027-01-10, due: 2027-01-10, priority: 3,
     needs: [{id: main, days_on: {a: 40, b: 55}, only: true}]}
  - {id: p2, ready: 2027-01-10, window: 2027-01-10/2027-12-31, due: 2027-04-01, drop_cost: 500,
     needs: [{id: main, phases: {build: 20, shoot: 40, strike: 5}}]}
"""


class Said(NamedTuple):
    """How a call ended and what it said."""

    code: int
    out: str
    err: str

    def data(self) -> Any:
        """Standard output as the one JSON object it must be."""
        return json.loads(self.out)

    def all(self) -> str:
        """Everything said, in one piece, blanks and line ends alike."""
        return " ".join(f"{self.out}\n{self.err}".split())


Call = Callable[..., Said]
