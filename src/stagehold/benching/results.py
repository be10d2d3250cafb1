"""What a run of a benchmark has found, and on what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from stagehold.benching.figures import Figure


@dataclass(slots=True, kw_only=True)
class Results:
    """Filled while the run goes on, so that an end in between keeps what there is.

    Parameters
    ----------
    settings
        What the run was asked for beside scale and seed, by name.
    goals
        The parts that were asked for.
    """

    machine: dict[str, object]
    versions: dict[str, str]
    date: str
    scale: str
    seed: int
    settings: Mapping[str, object]
    goals: tuple[str, ...]
    interrupted: bool = False
    figures: list[Figure] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The object of the machine contract (SPEC §7)."""
        return {
            "machine": self.machine,
            "versions": self.versions,
            "date": self.date,
            "scale": self.scale,
            "seed": self.seed,
            **self.settings,
            "figures": [figure.as_dict() for figure in self.figures],
        }

    @property
    def missed(self) -> list[Figure]:
        """Figures whose goal is not met."""
        return [figure for figure in self.figures if figure.met is False]
