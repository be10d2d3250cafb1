"""Compiling with numba; ``STAGEHOLD_PLAIN=1``-like switching belongs to numba itself (``NUMBA_DISABLE_JIT=1``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numba

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """The function compiled on its first call; the code is kept for the next start."""
    return numba.njit(cache=True, nogil=True)(function)  # type: ignore[no-any-return]
