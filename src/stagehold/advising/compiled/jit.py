"""Compiling the loops of risk, as ``planning.compiled.jit`` does, with a store of its own for the compiled code.

That store is named after the sources here: numba renews a function when its own file changes, not when one does that
it calls.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from numba.core import config

Function = TypeVar("Function", bound=Callable[..., Any])


def _store() -> str:
    """The folder of compiled code; empty where the package cannot be written to and numba chooses its own."""
    here = Path(__file__).parent
    if not os.access(here, os.W_OK):
        return ""
    sources = b"".join(file.read_bytes() for file in sorted(here.glob("*.py")))
    name = hashlib.sha256(sources + numba.__version__.encode()).hexdigest()[:16]
    return str(here / "__pycache__" / f"compiled-{name}")


_STORE = _store()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let no other process compile into the same store meanwhile; where the system has no such lock, nothing is done.

    numba may give one function's code for another's when two processes write its store at once.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    if not _STORE:
        yield
        return
    folder = Path(_STORE)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def compiled(function: Function) -> Function:
    """A function that other compiled functions call, and that makes no array."""
    return cast(Function, _njit(_nrt=False, no_cpython_wrapper=True, no_cfunc_wrapper=True)(function))


def inlined(function: Function) -> Function:
    """The same, written into whoever calls it: handing over the tables would take longer than the work itself."""
    options = {"_nrt": False, "no_cpython_wrapper": True, "no_cfunc_wrapper": True, "forceinline": True}
    return cast(Function, _njit(**options)(function))


def entry(function: Function) -> Function:
    """A function that Python calls: compiled on its first call; the code is kept for the next start."""
    return cast(Function, _njit(no_cfunc_wrapper=True)(function))


def _njit(**options: bool) -> Callable[[Any], Any]:
    def with_store(function: Any) -> Any:
        before = config.CACHE_DIR  # type: ignore[attr-defined]  # no stub
        config.CACHE_DIR = _STORE or before  # type: ignore[attr-defined]
        try:
            jit: Any = numba.njit  # its stub does not list every option
            return jit(cache=True, nogil=True, **options)(function)
        finally:
            config.CACHE_DIR = before  # type: ignore[attr-defined]

    return with_store
