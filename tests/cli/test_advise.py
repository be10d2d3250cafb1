"""advise: the curve for people and programs, Ctrl-C, and questions that nobody can answer."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest

from cli.calling import SCRIPT, Call

QUESTION = """stagehold: 1
studios: [{id: lot, name: Lot, country: JP, time_zone: Asia/Tokyo}]
spaces:  [{id: a, studio: lot, kind: stage, name: A}, {id: b, studio: lot, kind: stage, name: B}]
leases:  [{id: la, lessee: Us, spaces: [a], term: 2027-01-04/2027-12-31}]
candidate_leases:
  - {id: sign-b, lessee: Us, spaces: [b], term: 2027-01-04/2027-12-31, currency: JPY, decide_by: 2026-12-01,
     rent: [{from: 2027-01-04, amount: 2000000, every: P1M, when: advance}]}
spot_classes:
  - {id: spot, studio: lot, currency: JPY, states: [{state: now, stages: 1, rate: 300000}]}
demand_scenarios:
  - {id: two, probability: 0.5, market: now}
  - {id: one, name: One only, probability: 0.5, market: now, productions: [p]}
productions:
  - {id: p, ready: 2027-01-11, due: 2027-05-01, needs: [{id: m, phases: {shoot: 90}}]}
  - {id: q, ready: 2027-01-11, due: 2027-05-01, needs: [{id: m, phases: {shoot: 90}}]}
settings: {advice: {horizon: 2027-01-04/2027-12-31, currency: JPY, point: 1000000}}
"""


@pytest.fixture
def question(tmp_path: Path) -> Path:
    folder = tmp_path / "question"
    folder.mkdir()
    (folder / "portfolio.yaml").write_text(QUESTION, encoding="utf-8")
    return folder


def changed(question: Path, old: str, new: str) -> Path:
    file = question / "portfolio.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return question


def test_one_object_says_what_to_sign_and_how_far_it_could_be_from_the_best(call: Call, question: Path) -> None:
    said = call("advise", question, "--target", "0.5,1", "--json", "--progress", "none")
    assert (said.code, said.err) == (0, "")
    data = said.data()
    # A stage for q: 90 days at 300,000 in one of two scenarios, or two million a month, the last one of 28 days.
    assert [(row["leases"], row["cost"]) for row in data["sets"]] == [
        ([], "13500000"),
        ([{"candidate": "sign-b", "lots": [], "from": "2027-01-04", "to": "2027-12-31", "options": [],
           "options_then": {}}], "23841096"),
    ]  # fmt: skip
    assert [(row["target"], row["met"], row["set"]["leases"]) for row in data["curve"]] == [
        (0.5, True, []),
        (1.0, True, []),
    ]
    for row in data["curve"]:
        assert 0 <= float(row["bound"]) <= float(row["set"]["cost"])
    two, one, expected = data["worth"]
    assert (two["scenario"], two["worth"], one["worth"]) == ("two", "27000000", "0")
    assert (expected["scenario"], expected["worth"], expected["highest_rent"]) == (None, "13500000", "13500000")
    assert data["waiting"]["value"] == str(int(13_500_000 - 23_841_096 / 2))
    spot = data["spot_price"]
    assert spot["below"] < 23_841_096 / 13_500_000 < spot["above"]
    assert data["enumerated"] is True
    assert data["scenarios"][1] == {"id": "one", "probability": 0.5, "market": "now"}


def test_people_see_the_curve_and_a_picture(call: Call, question: Path, tmp_path: Path) -> None:
    picture = tmp_path / "curve.svg"
    said = call("advise", question, "--target", "0.5", "--picture", picture)
    assert said.code == 0
    for words in (
        "Cost against assurance (share of productions on time)",
        "50 % nothing signed 13,500,000",
        "One only",
        "Money in JPY, 4 Jan 2027 to 31 Dec 2027; a late day at priority 1 counts 1,000,000.",
    ):
        assert words in said.all()
    assert picture.read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize(("language", "words"), [("ja", "何も結ばない"), ("ko", "체결 없음")])
def test_the_tables_speak_the_readers_language(call: Call, question: Path, language: str, words: str) -> None:
    said = call("advise", question, "--target", "0.5", "--lang", language, "--progress", "none")
    assert said.code == 0
    assert words in said.all()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("point: 1000000", "rate: 0.02", "advice.point"),
        ("probability: 0.5, market: now}", "probability: 0.9, market: now}", "probabilities-not-one"),
        ("market: now}", "market: later}", "unknown-market-state"),
        ("productions: [p]", "productions: [nobody]", "nobody"),
        ("productions: [p]", "per_year: {soon: 1}", "not-a-year"),
        ("amount: 2000000", "amount: -1", "out-of-range"),
        ("currency: JPY, decide_by", "currency: KRW, decide_by", "no exchange rate from KRW to JPY"),
        ("rent: [{from: 2027-01-04, amount: 2000000, every: P1M, when: advance}]", "fit_out: 5", "sign-b.rent"),
        ("point: 1000000", "point: 1000000, rate: -1", "not-a-rate"),
        ("stages: 1, rate: 300000", "stages: -1, rate: 300000", "out-of-range"),
        ("horizon: 2027-01-04/2027-12-31", "horizon: 2027-12-31/2027-01-04", "horizon"),
    ],
)
def test_what_cannot_be_is_named(call: Call, question: Path, old: str, new: str, words: str) -> None:
    said = call("advise", changed(question, old, new), "--progress", "none")
    assert said.code == 2
    assert words in said.all()
    assert "Traceback" not in said.all()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--target", "1.5"], "a share from 0 to 1"),
        (["--target", "much"], "no list of numbers"),
        (["--target", "nan"], "a share from 0 to 1"),
        (["--horizon", "2028"], "--horizon"),
        (["--horizon", "2028-01-01/2027-01-01"], "ends before it starts"),
        (["--rate", "-1"], "a yearly rate from"),
        (["--rate", "nan"], "no number"),
        (["--point", "0"], "advice.point"),
        (["--assurance", "luck"], "'luck' is not one of"),
        (["--for", "Nobody"], "no party 'Nobody'"),
        (["--today", "soon"], "no day"),
        (["--futures", "0"], "--futures"),
    ],
)
def test_options_that_cannot_be_are_named(call: Call, question: Path, options: list[str], words: str) -> None:
    said = call("advise", question, *options, "--progress", "none")
    assert said.code == 2
    assert words in said.all()


def test_a_candidate_that_had_to_be_decided_before_is_left_out_and_said_to_be(call: Call, question: Path) -> None:
    said = call("advise", question, "--today", "2026-12-02", "--target", "0.5", "--json", "--progress", "none")
    assert said.code == 0
    data = said.data()
    assert [row["leases"] for row in data["sets"]] == [[]]
    assert [row["rule"] for row in data["findings"]] == ["decided-too-late"]


def test_a_question_without_a_currency_names_what_to_pin(call: Call, lot: Path) -> None:
    said = call(
        "advise", lot, "--horizon", "2027-01-01/2027-12-31", "--point", "1000", "--target", "0.5", "--json",
        "--progress", "none",
    )  # fmt: skip
    assert said.code == 2
    assert "advice.currency" in said.all()


def test_ctrl_c_keeps_the_best_so_far(question: Path) -> None:
    call = [SCRIPT, "advise", question, "--json", "--progress", "json", "--search", "12"]
    process = subprocess.Popen([str(word) for word in call], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if "planning and repairing" in line or "curve" in line:
            process.send_signal(signal.SIGINT)
            break
    began = time.monotonic()
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    assert time.monotonic() - began < 60
    data = json.loads(out)
    assert data["sets"]
