"""The few names a notebook or a script needs: ``import stagehold`` gives them."""

from stagehold.services.notebook.leased import LeaseCost, StageUse, lease, use
from stagehold.services.notebook.opening import frame, load
from stagehold.services.notebook.planned import Drawing, PlannedPortfolio, plan
from stagehold.services.notebook.risked import PlanRisk, risk

__all__ = [
    "Drawing",
    "LeaseCost",
    "PlanRisk",
    "PlannedPortfolio",
    "StageUse",
    "frame",
    "lease",
    "load",
    "plan",
    "risk",
    "use",
]
