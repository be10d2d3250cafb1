"""Compiling with numba; its own switch ``NUMBA_DISABLE_JIT=1`` runs the same functions as plain Python."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numba.core import config

Function = TypeVar("Function", bound=Callable[..., Any])


def _keep_by_source() -> None:
    """Keep compiled code in a folder named after all sources.

    numba renews the code of a function when its own file changes, not when a function it calls does; a folder for each
    state of the sources cannot hold code that is out of date. Where the package cannot be written to, numba's own
    choice of folder stands.
    """
    here = Path(__file__).parent
    if os.access(here, os.W_OK):
        sources = b"".join(file.read_bytes() for file in sorted(here.glob("*.py")))
        name = hashlib.sha256(sources + numba.__version__.encode()).hexdigest()[:16]
        config.CACHE_DIR = str(here / "__pycache__" / f"compiled-{name}")  # type: ignore[attr-defined]  # no stub


_keep_by_source()


def compiled(function: Function) -> Function:
    """A function that other compiled functions call, and that makes no array.

    Counting references to the arrays of a record, at every call and for every array in it, takes nine tenths of the
    time of a move of the search; a function that makes no array needs no count (``_nrt``, an option of numba that it
    keeps to itself: a function that does make one is refused at compile time, never miscompiled). Without wrappers
    for Python it compiles in a third of the time.
    """
    return cast(Function, _njit(_nrt=False, no_cpython_wrapper=True, no_cfunc_wrapper=True)(function))


def entry(function: Function) -> Function:
    """A function that Python calls: compiled on its first call; the code is kept for the next start."""
    return cast(Function, _njit(no_cfunc_wrapper=True)(function))


def _njit(**options: bool) -> Callable[[Any], Any]:
    jit: Any = numba.njit  # its stub does not list every option
    return cast(Callable[[Any], Any], jit(cache=True, nogil=True, **options))


@compiled
def variable(value: int) -> int:
    """The number, not as a literal: numba would compile every function it is given to once for each literal."""
    return np.int64(value)  # type: ignore[return-value]
