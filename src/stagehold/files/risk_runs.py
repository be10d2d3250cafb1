"""Ensembles kept in a file while they run: which futures are done, and what they add up to.

One file in numpy's ``.npz`` form, written beside itself and put in place at once, so that whatever ends the program
leaves the state before or after a chunk. It names the plan, the causes and the seed it belongs to by a fingerprint.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np

from stagehold.advising.engine import Run
from stagehold.domain.errors import InputError, Unreadable

_FORM = 1


def keep_run(path: Path, run: Run) -> None:
    """Write what is done so far.

    Raises
    ------
    Unreadable
        If the file cannot be written.
    """
    beside = path.with_name(path.name + ".part")
    try:
        with beside.open("wb") as file:
            np.savez_compressed(
                file,
                form=np.array(_FORM),
                fingerprint=np.array(run.model.fingerprint),
                rule=np.array(run.rule.value),
                futures=np.array(run.futures),
                done=np.array(run.done),
                finish=run.totals.finish,
                held=run.totals.held,
                sums=run.totals.sums,
            )
        beside.replace(path)
    except OSError as wrong:
        raise Unreadable(f"--keep {path}: cannot be written ({wrong.strerror or wrong})") from wrong


def resume_run(path: Path, run: Run) -> bool:
    """Take up what a file holds; whether there is one.

    Raises
    ------
    InputError
        If it belongs to another portfolio, plan, set of causes, seed, rule or number of futures, or is no such file.
    Unreadable
        If it cannot be read.
    """
    if not path.exists():
        return False
    try:
        with np.load(path, allow_pickle=False) as data:
            found = {name: data[name] for name in data.files}
    except OSError as wrong:
        raise Unreadable(f"--keep {path}: cannot be read ({wrong.strerror or wrong})") from wrong
    except (ValueError, EOFError, KeyError, zipfile.BadZipFile) as wrong:
        raise InputError(f"--keep {path}: no ensemble is kept in this file; name another, or remove it") from wrong
    asked = {
        "form": ("the form of the file", _FORM),
        "fingerprint": ("the portfolio, the plan, its causes or the seed", run.model.fingerprint),
        "rule": ("the rule", run.rule.value),
        "futures": ("the number of futures", run.futures),
    }
    for name, (words, value) in asked.items():
        if name not in found or str(found[name]) != str(value):
            kept = f": kept {found[name]}, asked {value}" if name in ("rule", "futures") and name in found else ""
            raise InputError(
                f"--keep {path}: {words} is not that of the ensemble kept there{kept}; "
                "go on with the one it was begun with, or name another file"
            )
    shapes = {"finish": run.totals.finish, "held": run.totals.held, "sums": run.totals.sums, "done": np.array(run.done)}
    if any(name not in found or found[name].shape != array.shape for name, array in shapes.items()):
        raise InputError(f"--keep {path}: the file is damaged; name another, or remove it")
    run.totals.finish, run.totals.held, run.totals.sums = found["finish"], found["held"], found["sums"]
    run.done = [bool(value) for value in found["done"]]
    return True
