"""Runs other planners: each in a process of its own, its answer read by our evaluator."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from stagehold.benching.evaluator import BrokenAnswer, value_of
from stagehold.benching.instance import Instance

GRACE = 180.0  # seconds beyond its limit that a peer gets to load, build and end
_HOW = "./run bench installs it"


class Peer(StrEnum):
    """The planners we are compared with."""

    CP_SAT = "plain CP-SAT"
    JOB_SHOP = "PyJobShop"
    TIMEFOLD = "Timefold"


_FILES = {Peer.CP_SAT: "cp_sat.py", Peer.JOB_SHOP: "job_shop.py", Peer.TIMEFOLD: "visit_lists.py"}
_PACKAGES = {Peer.CP_SAT: "ortools", Peer.JOB_SHOP: "pyjobshop", Peer.TIMEFOLD: "timefold"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerRun:
    """What a peer reached: the value of its last plan, each improvement as (seconds, value), or why there is none.

    ``note`` says so where that plan is the hint it was given.
    """

    peer: Peer
    value: float | None
    seconds: float = 0.0
    bound: float | None = None
    curve: tuple[tuple[float, float], ...] = ()
    missing: str = ""
    note: str = ""


def environment() -> Path:
    """The Python of the environment beside ours that holds the peers' libraries: ``.venv-bench`` beside ``.venv``."""
    prefix = Path(sys.prefix)
    return prefix.with_name(f"{prefix.name}-bench") / "bin" / "python"


def available() -> dict[Peer, str]:
    """The version of each peer that can be run, or ``missing: …`` with what to do."""
    found = {Peer.CP_SAT: _version(Path(sys.executable), Peer.CP_SAT)}
    for peer in (Peer.JOB_SHOP, Peer.TIMEFOLD):
        found[peer] = _version(environment(), peer)
    if shutil.which("java") is None and not found[Peer.TIMEFOLD].startswith("missing"):
        found[Peer.TIMEFOLD] = "missing: it needs a Java 17 or newer on PATH (Debian: apt install default-jre-headless)"
    return found


def _version(python: Path, peer: Peer) -> str:
    if not python.exists():
        return f"missing: {peer} is not installed; {_HOW}"
    ask = f"from importlib.metadata import version; print(version({_PACKAGES[peer]!r}))"
    asked = subprocess.run([str(python), "-c", ask], capture_output=True, text=True, timeout=60, check=False)
    if asked.returncode:
        return f"missing: {peer} is not installed; {_HOW}"
    return f"{_PACKAGES[peer]} {asked.stdout.strip()}"


def run_peer(
    peer: Peer,
    instance: Instance,
    seconds: float,
    *,
    workers: int,
    seed: int,
    versions: Mapping[Peer, str],
) -> PeerRun:
    """One run of a peer; an answer that breaks a rule is no answer."""
    if versions[peer].startswith("missing"):
        return PeerRun(peer=peer, value=None, missing=versions[peer])
    python = Path(sys.executable) if peer is Peer.CP_SAT else environment()
    file = Path(__file__).parent / "peers" / _FILES[peer]
    with tempfile.TemporaryDirectory(prefix="stagehold-bench-") as folder:
        path = Path(folder) / "instance.json"
        path.write_text(json.dumps(instance), encoding="utf-8")
        call = [str(python), str(file), str(path), str(seconds), str(workers), str(seed)]
        try:
            ended = subprocess.run(
                call, capture_output=True, text=True, timeout=seconds + GRACE, cwd=folder, check=False
            )
        except subprocess.TimeoutExpired:
            return PeerRun(peer=peer, value=None, missing=f"missing: did not end within {seconds + GRACE:.0f} s")
    rows = [json.loads(line) for line in ended.stdout.splitlines() if line.startswith("{")]
    if ended.returncode or not rows or "stays" not in rows[-1]:
        said = (ended.stderr.strip().splitlines() or ["nothing"])[-1]
        return PeerRun(peer=peer, value=None, missing=f"missing: ended with code {ended.returncode}; it said: {said}")
    return _not_below_hint(_read(peer, instance, rows), instance)


def _not_below_hint(run: PeerRun, instance: Instance) -> PeerRun:
    """Whoever gives a hint has a plan already: a run that finds none, or a worse one, is worth the hint."""
    if "hint" not in instance:
        return run
    value = value_of(instance, instance["hint"])
    if run.value is not None and run.value <= value:
        return run
    return replace(run, value=value, missing="", note="nothing better than the hint it was given")


def _read(peer: Peer, instance: Instance, rows: list[dict[str, Any]]) -> PeerRun:
    last = rows[-1]
    curve = tuple((row["seconds"], row["value"]) for row in rows[:-1])
    if last["stays"] is None:
        return PeerRun(peer=peer, value=None, curve=curve, missing="missing: found no plan within its time")
    placed = {need for need, _, _ in last["stays"]}
    left_out = sum(item["must"] and not placed.issuperset(item["needs"]) for item in instance["productions"])
    if left_out:
        return PeerRun(peer=peer, value=None, curve=curve, missing=f"missing: {left_out} productions had no place yet")
    try:
        value = value_of(instance, last["stays"])
    except BrokenAnswer as wrong:
        return PeerRun(peer=peer, value=None, curve=curve, missing=f"missing: its answer breaks a rule: {wrong}")
    return PeerRun(peer=peer, value=value, seconds=last["seconds"], bound=last["bound"], curve=curve)
