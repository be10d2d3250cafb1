"""Other planners: what is said where one is missing, what is done with what it answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benching.made import instances
from stagehold.benching.berths import berth_portfolio, read_berths
from stagehold.benching.evaluator import value_of
from stagehold.benching.figures import Figure
from stagehold.benching.instance import Instance, instance_of
from stagehold.benching.rivals import Peer, available, run_peer
from stagehold.benching.run import Results, begin, run
from stagehold.benching.scale import QUICK
from stagehold.benching.session import Session
from stagehold.planning.build import build_question

ABSENT = {peer: f"missing: {peer} is not installed; ./run bench installs it" for peer in Peer}


@pytest.fixture
def berths(tmp_path: Path) -> Path:
    return instances(tmp_path / "instances")


@pytest.fixture
def instance(berths: Path) -> Instance:
    case = read_berths(berths / "berth-allocation" / "f200x15-01.txt")
    return instance_of(build_question(berth_portfolio(case)).problem, all_must=True)


def measured(session: Session, goals: str) -> dict[str, Figure]:
    results: Results = begin(session, goals)
    run(session, results)
    return {figure.name: figure for figure in results.figures}


def test_every_peer_has_a_version_or_says_what_to_do() -> None:
    found = available()
    assert set(found) == set(Peer)
    assert found[Peer.CP_SAT].startswith("ortools 9.15")
    assert all("missing" not in text or "./run bench" in text or "Java" in text for text in found.values())


@pytest.mark.parametrize("peer", list(Peer))
def test_a_peer_answers_within_the_rules_or_is_named_missing(peer: Peer, instance: Instance) -> None:
    answer = run_peer(peer, instance, 2.0, workers=1, seed=0, versions=available())
    assert (answer.value is None) is answer.missing.startswith("missing")
    if answer.value is not None:
        assert answer.value > 0
        assert all(seconds > 0 for seconds, _ in answer.curve)


def test_absent_peers_give_rows_that_say_so(berths: Path) -> None:
    rows = measured(Session(scale=QUICK, workers=1, instances=berths, peers=ABSENT), "A")
    for name in ("a-200x15-job-shop", "a-200x15-timefold", "a-250x20-cp-sat", "a-200x15", "a-sooner"):
        assert rows[name].value is None
        assert rows[name].note.startswith("missing: ")
    assert "PyJobShop is not installed; ./run bench installs it" in rows["a-200x15-job-shop"].note


def test_without_instances_goals_a_to_c_are_left_out_and_said_to_be() -> None:
    said: list[str] = []
    rows = measured(Session(scale=QUICK, say=said.append, peers=ABSENT), "ABC")
    assert {"a-200x15", "a-250x20", "a-sooner", "b-gap", "c-reached", "c-seconds"} == set(rows)
    assert all("left out: the published instances are not there" in row.note for row in rows.values())
    assert len(said) == 3


def test_an_interrupted_run_keeps_what_it_has_and_names_the_rest(berths: Path) -> None:
    rows: list[str] = []
    session = Session(scale=replace(QUICK, jobs=1), workers=1, instances=berths, peers=ABSENT)
    session.say = rows.append
    session.stop = lambda: any(row.startswith("40 jobs") for row in rows)
    results = begin(session, "CG")
    run(session, results)
    found = {figure.name: figure for figure in results.figures}
    assert results.interrupted
    assert found["c-reached-40"].value == 1
    for name in ("c-reached", "g-cold-s"):
        assert found[name].note == "missing: the run was interrupted"


def test_a_peer_that_leaves_something_out_where_all_must_be_placed_has_no_value(instance: Instance) -> None:
    """A vessel that no berth can take: CP-SAT finds nothing at all, and says so."""
    needs = [{**need, "choices": []} if at == 0 else need for at, need in enumerate(instance["needs"])]
    answer = run_peer(Peer.CP_SAT, {**instance, "needs": needs}, 1.0, workers=1, seed=0, versions=available())
    assert (answer.value, answer.missing) == (None, "missing: found no plan within its time")


def test_a_run_that_finds_nothing_better_than_its_hint_is_worth_the_hint(instance: Instance) -> None:
    """One vessel after the other on one berth is a plan, and a poor one."""
    stays, day = [], 2
    for index, need in enumerate(instance["needs"]):
        choice = next(at for at, item in enumerate(need["choices"]) if item["members"] == [0])
        start = max(day, need["choices"][choice]["starts"][0][0])
        stays.append((index, [choice], start))
        day = start + need["choices"][choice]["length"]
    answer = run_peer(Peer.CP_SAT, {**instance, "hint": stays}, 0.1, workers=1, seed=0, versions=available())
    assert answer.value is not None
    assert answer.value <= value_of(instance, stays)
