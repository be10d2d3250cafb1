"""Whoever works futures out, however they are cut, and whatever is lost on the way: the figures are the same."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import numpy as np
import pytest

from advising.test_risk_agreement import crowded
from stagehold.advising.cluster import Dask, run_on
from stagehold.advising.compiled.tables import Totals, new_totals
from stagehold.advising.engine import Chunk, Run, Sums, Threads, chunks_of
from stagehold.advising.model import risk_model
from stagehold.advising.repair import Pusher, RiskModel, Rule, push
from stagehold.advising.warm import warm_up
from stagehold.domain.errors import InputError, Unreadable
from stagehold.files.risk_runs import keep_run, resume_run
from stagehold.services.risking import engine_of

FUTURES = 1_500


@pytest.fixture(scope="module")
def model() -> RiskModel:
    question, solution = crowded(5, productions=30, stages=10)
    return risk_model(question, solution, seed=4)


def ran(model: RiskModel, rule: Rule = Rule.SHIFT, workers: int = 1, futures: int = FUTURES) -> Run:
    run = Run.of(model, rule, futures)
    run.go(Threads(workers), lambda: False, lambda _: None)
    return run


def same(one: Sums, other: Sums) -> bool:
    return all(
        bool((mine == theirs).all())
        for mine, theirs in ((one.finish, other.finish), (one.held, other.held), (one.sums, other.sums))
    )


@pytest.mark.parametrize("rule", list(Rule))
def test_figures_do_not_depend_on_how_futures_are_cut(model: RiskModel, rule: Rule) -> None:
    whole = push(model, rule, 0, 300)
    sums = Sums.of(model)
    for first, until in ((0, 1), (1, 70), (70, 71), (71, 200), (200, 300)):
        sums.add(push(model, rule, first, until))
    assert (whole.finish == sums.finish).all()
    assert (whole.held == sums.held).all()
    assert (whole.sums == sums.sums).all()


@pytest.mark.parametrize("rule", list(Rule))
def test_figures_do_not_depend_on_the_number_of_threads(model: RiskModel, rule: Rule) -> None:
    assert same(ran(model, rule, 1).totals, ran(model, rule, 3).totals)


def test_chunks_hold_every_future_once() -> None:
    for futures in (1, 63, 64, 65, 1_000, 100_001, 1_000_000):
        chunks = chunks_of(futures)
        assert [chunk.first for chunk in chunks[1:]] == [chunk.until for chunk in chunks[:-1]]
        assert (chunks[0].first, chunks[-1].until) == (0, futures)
        assert all(chunk.first % 64 == 0 for chunk in chunks)
    with pytest.raises(InputError, match="allowed: 1 to"):
        chunks_of(0)


def test_a_run_that_is_stopped_keeps_what_it_has_and_goes_on_later(model: RiskModel, tmp_path: Path) -> None:
    run = Run.of(model, Rule.SHIFT, FUTURES)
    run.go(Threads(1), lambda: run.finished >= 500, lambda _: None)
    assert 500 <= run.finished < FUTURES
    assert int(run.totals.sums[0, 0]) == run.finished
    keep_run(tmp_path / "kept", run)
    other = Run.of(model, Rule.SHIFT, FUTURES)
    assert resume_run(tmp_path / "kept", other)
    assert other.finished == run.finished
    other.go(Threads(2), lambda: False, lambda _: None)
    assert same(other.totals, ran(model).totals)


def test_a_kept_run_of_another_question_is_refused(model: RiskModel, tmp_path: Path) -> None:
    path = tmp_path / "kept"
    keep_run(path, ran(model))
    assert not resume_run(tmp_path / "nothing", Run.of(model, Rule.SHIFT, FUTURES))
    with pytest.raises(InputError, match="the rule is not that of the ensemble kept there: kept shift, asked re-place"):
        resume_run(path, Run.of(model, Rule.REPLACE, FUTURES))
    with pytest.raises(InputError, match="kept 1500, asked 1501"):
        resume_run(path, Run.of(model, Rule.SHIFT, FUTURES + 1))
    question, solution = crowded(5, productions=30, stages=10)
    with pytest.raises(InputError, match="the portfolio, the plan, its causes or the seed"):
        resume_run(path, Run.of(risk_model(question, solution, seed=5), Rule.SHIFT, FUTURES))
    path.write_bytes(b"no such file")
    with pytest.raises(InputError, match="no ensemble is kept in this file"):
        resume_run(path, Run.of(model, Rule.SHIFT, FUTURES))


class Twice:
    """An engine that hands over some chunks twice, as when a worker given up for lost comes back."""

    name = "twice"

    def work(self, model, rule, chunks, take, stop) -> None:
        pusher = Pusher.of(model, rule)
        for chunk in [*chunks, *chunks[::2]]:
            totals = new_totals(model.facts)
            pusher.push(totals, chunk.first, chunk.until)
            take(chunk, totals)


def test_a_chunk_that_comes_twice_counts_once(model: RiskModel) -> None:
    run = Run.of(model, Rule.SHIFT, FUTURES)
    run.go(Twice(), lambda: False, lambda _: None)
    assert same(run.totals, ran(model).totals)


def test_an_engine_is_named_or_refused() -> None:
    assert isinstance(engine_of("threads", 2), Threads)
    assert engine_of("dask://10.0.0.1:8786", 2).address == "tcp://10.0.0.1:8786"
    for wrong in ("dask", "dask://", "ray", "http://here"):
        with pytest.raises(InputError, match="allowed: threads, dask-local, or dask://HOST:PORT"):
            engine_of(wrong, 2)


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_gives_the_same_bits_and_survives_a_lost_worker(model: RiskModel) -> None:
    """Two worker processes; under each rule another is killed as soon as the first chunk has come back.

    One of the two was the first to have the tables of the plan, and may have had the only copy.
    """
    distributed = pytest.importorskip("distributed")
    for rule in Rule:
        warm_up(rule)
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        victims = [worker.process.pid for worker in cluster.workers.values()]
        killed: list[int] = []
        for rule, victim in zip(Rule, victims, strict=True):
            run = Run.of(model, rule, FUTURES)

            def take(chunk: Chunk, totals: Totals, run: Run = run, victim: int = victim) -> None:
                if not run.done[chunk.number]:
                    run.totals.add(totals)
                    run.done[chunk.number] = True
                if victim not in killed:
                    killed.append(victim)
                    os.kill(victim, signal.SIGKILL)

            run_on(client, model, rule, run.chunks, take, lambda: False)
            assert run.complete
            assert same(run.totals, ran(model, rule).totals)
        assert killed == victims
        for victim in victims:
            line = Path(f"/proc/{victim}/cmdline")
            assert not line.exists() or not line.read_bytes()


def test_a_cluster_that_does_not_answer_is_said_to_be_unreadable(model: RiskModel) -> None:
    pytest.importorskip("distributed")
    run = Run.of(model, Rule.SHIFT, 64)
    with pytest.raises(Unreadable, match="no scheduler answers there"):
        run.go(Dask("tcp://127.0.0.1:9", patience=1), lambda: False, lambda _: None)


def test_sums_are_whole_numbers(model: RiskModel) -> None:
    assert {array.dtype for array in push(model, Rule.SHIFT, 0, 64)} == {np.dtype(np.int64), np.dtype(np.int32)}
