"""Risk, advice and the reasons of one production as long work: asked for, watched, stopped, read in any language."""

from __future__ import annotations

import io
import time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cli.test_advise import QUESTION
from stagehold.desk.requests import Import
from stagehold.services.portfolios import open_portfolio
from web.reported import report, rows_of
from web.test_plans import TERM, ended, plan
from web.world import SECRET, Desk

RISK = {
    "kind": "own",
    "why": "scripts come late",
    "ready_shift": {"kind": "triangular", "low": 0, "mode": 7, "high": 200},
}


@pytest.fixture
def risky(desk: Desk) -> Desk:
    """The desk of the world with one cause of delay."""
    put = desk.ask("pia", "PUT", "/api/v1/portfolio/risks/script", RISK)
    assert put.status_code == 200, put.text
    return desk


def test_how_sure_a_plan_is_comes_in_every_language(risky: Desk) -> None:
    made = plan(risky)
    assert ended(risky, made)["state"] == "done"
    id_ = plan(risky, kind="risk", risk={"futures": 1000, "job": made}, seed=7, time_limit=60)
    job = ended(risky, id_)
    assert (job["state"], job["trouble"]) == ("done", None)
    assert job["asked"]["kind"] == "risk"
    data = risky.get("vera", f"/plans/{id_}/result").json()
    assert (data["futures"], data["seed"], data["rule"], "reports" in data) == (1000, 7, "shift", False)
    titles = set()
    for language in ("en", "ja", "ko"):
        given = report(risky, f"risk/{id_}", language=language)
        titles.add(given["title"])
        assert [picture["id"] for picture in given["sections"][0]["pictures"]] == ["risk-finish", "risk-drivers"]
        (row,) = rows_of(given, "productions")
        assert row["production"]["record"] == f"production/p-{SECRET}"
    assert len(titles) == 3
    book = risky.ask("vera", "GET", f"/api/v1/reports/risk/{id_}?form=xlsx")
    assert "productions" in openpyxl.load_workbook(io.BytesIO(book.content)).sheetnames
    assert risky.get("vera", f"/reports/risk/{id_}?form=html&language=ja").text.startswith("<!DOCTYPE html>")
    wrong = risky.get("vera", f"/reports/plan/{id_}")
    assert (wrong.status_code, f"/api/v1/reports/risk/{id_}" in wrong.text) == (422, True)
    for who in ("beth", "ada", "lou"):
        assert risky.get(who, f"/reports/risk/{id_}").status_code == 403


def test_futures_that_are_stopped_leave_those_worked_out(risky: Desk) -> None:
    id_ = plan(risky, kind="risk", risk={"futures": 10_000_000, "rule": "re-place"}, time_limit=600)
    until = time.monotonic() + TERM
    while time.monotonic() < until:
        job = risky.get("vera", f"/plans/{id_}").json()
        if job["progress"] is not None and job["progress"].get("done"):
            break
        time.sleep(0.1)
    assert job["progress"]["of"] == 10_000_000
    assert risky.post("pia", f"/plans/{id_}/stop").status_code == 202
    assert ended(risky, id_)["state"] == "done"
    data = risky.get("vera", f"/plans/{id_}/result").json()
    assert (0 < data["futures"] < 10_000_000, data["complete"]) == (True, False)


def test_without_a_cause_of_delay_risk_says_what_to_add(desk: Desk) -> None:
    job = ended(desk, plan(desk, kind="risk"))
    assert (job["state"], "names no cause of delay" in job["trouble"]["detail"]) == ("failed", True)
    assert desk.get("vera", f"/reports/risk/{job['id']}").json()["rule"] == "no-result"


def test_one_production_is_explained(desk: Desk) -> None:
    id_ = plan(desk, kind="why", production=f"p-{SECRET}")
    assert ended(desk, id_)["state"] == "done"
    given = report(desk, f"why/{id_}", language="ko")
    assert given["title"].endswith("배치 이유")
    assert rows_of(given, "placements")[0]["production"]["record"] == f"production/p-{SECRET}"
    assert report(desk, f"plan/{id_}")["sections"][0]["text"] != []


def test_scenarios_side_by_side_are_a_report(desk: Desk) -> None:
    id_ = plan(desk, kind="compare")
    assert ended(desk, id_)["state"] == "done"
    for language, base in (("en", "as it is"), ("ja", ""), ("ko", "")):
        given = report(desk, f"compare/{id_}", language=language)
        assert [column["key"] for column in given["sections"][0]["tables"][0]["columns"]] == [
            "figure",
            "base",
            "longer",
        ]
        assert base in str(given)
    data = desk.get("vera", f"/plans/{id_}/result").json()
    objective = {
        row["figure"]["text"]: row["base"]["text"] for row in rows_of(report(desk, f"compare/{id_}"), "scenarios")
    }
    assert str(int(data["base"]["figures"]["objective"])) in objective.values()


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({"kind": "pray"}, 400, "advise"),
        ({"kind": "why"}, 422, f"p-{SECRET}"),
        ({"kind": "why", "production": "other"}, 422, f"p-{SECRET}"),
        ({"production": f"p-{SECRET}"}, 422, "kind why"),
        ({"risk": {}}, 422, "kind risk"),
        ({"kind": "risk", "advice": {}}, 422, "kind advise"),
        ({"kind": "risk", "scenarios": ["longer"]}, 422, "kind compare or plan"),
        ({"kind": "risk", "today": "2027-01-05"}, 422, "no today"),
        ({"kind": "risk", "risk": {"rule": "hope"}}, 400, "re-place"),
        ({"kind": "risk", "risk": {"futures": 0}}, 400, "futures"),
        ({"kind": "risk", "risk": {"job": "nothing"}}, 404, "plan"),
        ({"kind": "advise", "baseline": 1}, 422, "no baseline"),
        ({"kind": "advise", "advice": {"targets": [2]}}, 422, "from 0 to 1"),
        ({"kind": "advise", "advice": {"first": "2028-01-01"}}, 422, "neither"),
        ({"kind": "advise", "advice": {"first": "2028-01-01", "last": "2027-01-01"}}, 422, "in order"),
        ({"kind": "advise", "advice": {"without": ["sense"]}}, 400, "waiting"),
        ({"kind": "advise", "advice": {"rate": 7}}, 400, "rate"),
    ],
)
def test_what_cannot_be_meant_is_refused_at_once(asked_desk: Desk, body: Any, status: int, said: str) -> None:
    answer = asked_desk.post("pia", "/plans", body)
    assert (answer.status_code, said in answer.text) == (status, True), answer.text


def test_advice_is_given_and_read_in_every_language(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "portfolio.yaml").write_text(QUESTION, encoding="utf-8")
    put = Import(portfolio=open_portfolio(tmp_path).portfolio)
    desk.app.counter.ask(put, by="test").result(60)
    asked = {"futures": 1000, "targets": [0.5, 1.0]}
    id_ = plan(desk, kind="advise", party="Us", advice=asked, iterations=2000, time_limit=120)
    job = ended(desk, id_)
    assert (job["state"], job["trouble"]) == ("done", None)
    data = desk.get("vera", f"/plans/{id_}/result").json()
    assert ([point["met"] for point in data["curve"]], data["stopped"]) == ([True, True], False)
    texts = []
    for language in ("en", "ja", "ko"):
        given = report(desk, f"advice/{id_}", language=language)
        assert given["sections"][0]["pictures"][0]["id"] == "advice"
        assert len(rows_of(given, "curve")) == 2
        texts.append(str(given["sections"]))
    assert len(set(texts)) == 3
