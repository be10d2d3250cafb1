"""Compiling with numba; its own switch ``NUMBA_DISABLE_JIT=1`` runs the same functions as plain Python."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """The function compiled on its first call; the code is kept for the next start."""
    return cast(Function, numba.njit(cache=True, nogil=True)(function))
