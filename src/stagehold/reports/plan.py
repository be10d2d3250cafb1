"""A plan for people: placements, what is late or has no place and why, and what would help."""

from __future__ import annotations

from stagehold.reports.plan_data import plan_as_data

__all__ = ["plan_as_data"]
