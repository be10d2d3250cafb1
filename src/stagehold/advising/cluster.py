"""A Dask cluster as an engine: the same chunks, the same sums; a worker that is lost is replaced by another.

``distributed`` is an extra of the package (``[cluster]``). The tables of the plan go to each worker once; the scheduler
keeps them too, for a lost worker may have had the only copy. A chunk that was on a lost worker is worked out again
elsewhere; more than ``RETRIES`` losses of one chunk end the run.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from stagehold.advising.compiled.tables import Totals, new_totals
from stagehold.advising.engine import Chunk, Stop, Take
from stagehold.advising.repair import Pusher, RiskModel, Rule
from stagehold.domain.errors import NotSupported, Unreadable

RETRIES = 10
SECONDS_TO_ANSWER = 10.0
_AHEAD = 3  # chunks a core has waiting
_own: dict[str, Pusher] = {}


def push_chunk(model: RiskModel, rule: str, first: int, until: int) -> Totals:
    """What a worker does. A thread of a worker has room of its own."""
    import threading

    key = f"{model.fingerprint} {rule} {threading.get_ident()}"
    if key not in _own:
        if len(_own) > 64:
            _own.clear()
        _own[key] = Pusher.of(model, Rule(rule))
    totals = new_totals(model.facts)
    _own[key].push(totals, first, until)
    return totals


def kept(model: RiskModel) -> RiskModel:
    """The tables, given by a task: that is done again when no copy is left, while what was scattered would be lost."""
    return model


class Dask:
    """A cluster at an address, or one of processes on this machine (``address`` None)."""

    name = "dask"

    def __init__(self, address: str | None, workers: int = 2, patience: float = SECONDS_TO_ANSWER) -> None:
        self.address = address
        self.workers = workers
        self._patience = patience

    @property
    def where(self) -> str:
        """The address, for people."""
        return self.address or f"{self.workers} processes here"

    def work(self, model: RiskModel, rule: Rule, chunks: Sequence[Chunk], take: Take, stop: Stop) -> None:
        """See :class:`stagehold.advising.engine.Engine`.

        Raises
        ------
        NotSupported
            Without the extra.
        Unreadable
            If the cluster does not answer, or was lost with all its workers.
        """
        with self._client() as client:
            run_on(client, model, rule, chunks, take, stop)

    @contextmanager
    def _client(self) -> Iterator[Any]:
        distributed = _distributed()
        if self.address is None:
            cluster = distributed.LocalCluster(
                n_workers=self.workers, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
            )
            with cluster, distributed.Client(cluster, set_as_default=False) as client:
                yield client
            return
        try:
            client = distributed.Client(self.address, timeout=self._patience, set_as_default=False)
        except (OSError, ValueError) as wrong:
            raise Unreadable(f"--engine {self.address}: no scheduler answers there ({wrong})") from wrong
        with client:
            if not client.scheduler_info()["workers"]:
                raise Unreadable(
                    f"--engine {self.address}: the scheduler has no worker; start one: dask worker ADDRESS"
                )
            yield client


def run_on(client: Any, model: RiskModel, rule: Rule, chunks: Sequence[Chunk], take: Take, stop: Stop) -> None:
    """Work out chunks on a cluster at hand."""
    distributed = _distributed()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Sending large graph")  # it is, and only once
        sent = client.submit(kept, model, pure=False, retries=RETRIES)
    cores = max(1, sum(client.ncores().values()))
    waiting = iter(chunks)
    finished = distributed.as_completed(loop=client.loop)
    running: dict[Any, Chunk] = {}

    def more() -> None:
        while len(running) < cores * _AHEAD and not stop():
            chunk = next(waiting, None)
            if chunk is None:
                return
            future = client.submit(push_chunk, sent, rule.value, chunk.first, chunk.until, pure=False, retries=RETRIES)
            running[future.key] = chunk
            finished.add(future)

    more()
    while running:
        future = next(finished)
        chunk = running.pop(future.key)
        try:
            take(chunk, future.result())
        except distributed.scheduler.KilledWorker as wrong:
            raise Unreadable(
                f"the cluster lost worker after worker at futures {chunk.first} to {chunk.until}"
            ) from wrong
        more()


def _distributed() -> Any:
    try:
        import distributed
    except ImportError as wrong:
        raise NotSupported(
            "--engine dask needs the package distributed: install stagehold[cluster]; threads need nothing"
        ) from wrong
    return distributed
