"""Stagehold plans leased production space: footprint, slate, plan, desk and leases, with the source of every figure.

>>> import stagehold
>>> planned = stagehold.plan("examples/two-stages")
>>> planned.plan.objective, planned.plan.bound
(Decimal('126'), Decimal('126'))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stagehold.services.notebook import load, plan

__version__ = "0.1.0"
__all__ = ["__version__", "load", "plan"]


def __getattr__(name: str) -> Any:
    # The program starts without the solver and the reports; they are read when first asked for.
    if name in ("load", "plan"):
        from stagehold.services import notebook

        return getattr(notebook, name)
    raise AttributeError(f"module 'stagehold' has no attribute {name!r}")
