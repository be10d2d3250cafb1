"""Stagehold plans leased production space: footprint, slate, plan, desk and leases, with the source of every figure.

>>> import stagehold
>>> planned = stagehold.plan("examples/two-stages")
>>> planned.plan.objective, planned.plan.bound
(Decimal('126'), Decimal('126'))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stagehold.domain.errors import (
        InputError,
        InvalidPortfolio,
        MissingFacts,
        NotSupported,
        StageholdError,
        Unreadable,
    )
    from stagehold.services.notebook import frame, lease, load, plan, risk, use

__version__ = "0.1.0"
__all__ = [
    "InputError",
    "InvalidPortfolio",
    "MissingFacts",
    "NotSupported",
    "StageholdError",
    "Unreadable",
    "__version__",
    "frame",
    "lease",
    "load",
    "plan",
    "risk",
    "use",
]


def __getattr__(name: str) -> Any:
    # The program starts without the solver and the reports; they are read when first asked for.
    if name not in __all__:
        raise AttributeError(f"module 'stagehold' has no attribute {name!r}")
    from importlib import import_module

    home = "stagehold.domain.errors" if name[0].isupper() else "stagehold.services.notebook"
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted(__all__)
