"""Reports over HTTP: whom they are for, and what is said to a wrong question."""

from __future__ import annotations

import json

import pytest

from web.reported import report, rows_of
from web.world import API, SECRET, Desk

WHOLE = ["footprint", "slate", "leases", "use", f"lease/lease-{SECRET}"]


def test_the_list_names_every_report_in_the_language_of_its_reader(asked_desk: Desk) -> None:
    listed = {
        language: asked_desk.get("vera", f"/reports?language={language}").json()["reports"]
        for language in ("en", "ja", "ko")
    }
    assert [item["name"] for item in listed["en"]] == [
        *("footprint", "slate", "sources", "plan", "why", "compare", "leases", "lease", "use", "risk", "advice")
    ]
    assert [listed[language][0]["title"] for language in listed] == ["Footprint", "賃借スペース", "임차 공간"]
    assert len({item["title"] for items in listed.values() for item in items}) == 33
    assert [item["of"] for item in listed["en"]][:4] == [None, None, "record", "plan"]


@pytest.mark.parametrize("address", WHOLE)
@pytest.mark.parametrize("who", ["beth", "bob", "ada", "lou", "olaf"])
def test_a_report_of_everything_is_for_those_who_may_look_everywhere(asked_desk: Desk, who: str, address: str) -> None:
    answer = asked_desk.get(who, f"/reports/{address}")
    assert (answer.status_code, answer.json()["code"]) == (403, "not-allowed")
    assert SECRET not in answer.text.replace(address, "")


@pytest.mark.parametrize("who", ["beth", "bob", "ada"])
def test_an_outside_party_learns_of_a_record_only_what_it_may_see(asked_desk: Desk, who: str) -> None:
    given = report(asked_desk, "sources/space/a", who)
    assert SECRET not in json.dumps(given)
    assert {row["field"]["text"] for row in rows_of(given, "fields")} <= {"studio", "kind", "name"}
    for hidden in (f"lease/lease-{SECRET}", f"production/p-{SECRET}", f"title/t-{SECRET}", "party/alpha", "party/ops"):
        answer = asked_desk.get(who, f"/reports/sources/{hidden}")
        if (who, hidden) != ("ada", "party/alpha"):
            assert answer.status_code == 404, hidden


def test_whoever_has_a_role_at_one_studio_sees_where_its_records_come_from_and_no_others(asked_desk: Desk) -> None:
    assert report(asked_desk, "sources/a", "lou")["subtitle"] == "space/a"
    assert asked_desk.get("lou", "/reports/sources/y").status_code == 404


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("footprint?by=planet", 400, "market"),
        ("footprint?on=tomorrow", 400, "date"),
        ("footprint?for=nobody", 422, "lessees are"),
        ("footprint?units=ells", 400, "pyeong"),
        ("footprint?language=fr", 400, "ko"),
        ("footprint?form=pdf", 400, "xlsx"),
        ("footprint?colour=red", 400, "colour"),
        ("footprint?on=null", 400, "on"),
        ("slate?market=Japan", 400, "^[A-Z]{2}$"),
        ("slate?year=0", 400, "1"),
        ("slate?plan=99", 404, "plan"),
        ("sources/nothing", 404, "record"),
        ("lease/nothing", 404, "lease"),
        (f"lease/lease-{SECRET}?standard=gaap", 400, "asc842"),
        ("leases?on=1066-10-14", 400, "1900-01-01"),
        ("use?from=2029&to=2028", 422, "lies before the first day"),
        ("use?tenant=alpha", 422, "view=studio"),
        ("use?from=spring", 400, "regex"),
        ("plan/99", 404, "plan"),
        ("why/99", 404, "plan"),
        ("compare/99", 404, "plan"),
        ("nothing", 404, ""),
    ],
)
def test_a_wrong_question_is_told_what_is_allowed(asked_desk: Desk, address: str, status: int, said: str) -> None:
    answer = asked_desk.get("vera", f"/reports/{address}")
    assert (answer.status_code, said in answer.text) == (status, True), answer.text


def test_a_report_that_has_not_changed_is_not_sent_again(desk: Desk) -> None:
    first = desk.get("vera", "/reports/footprint")
    tag = first.headers["etag"]
    again = desk.ask("vera", "GET", f"{API}/reports/footprint", **{"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    in_japanese = desk.ask("vera", "GET", f"{API}/reports/footprint?language=ja", **{"if-none-match": tag})
    assert in_japanese.status_code == 200
    put = desk.ask("pia", "PUT", f"{API}/portfolio/parties/new", {"name": "New", "kind": "client"})
    assert put.status_code == 200, put.text
    assert desk.ask("vera", "GET", f"{API}/reports/footprint", **{"if-none-match": tag}).status_code == 200


def test_a_published_plan_is_a_report_by_its_number_and_its_id(desk: Desk) -> None:
    plan = {
        "status": "feasible",
        "placements": [
            {
                "production": f"p-{SECRET}",
                "need": "main",
                "stages": ["leased"],
                "start": "2027-01-05",
                "end": "2027-01-15",
                "phases": [{"phase": "shoot", "start": "2027-01-05", "end": "2027-01-15"}],
            }
        ],
        "remedies": [{"production": "?"}, "odd", None],
        "late": "odd",
        "findings": [{"no": "rule"}],
        "terms": {"late": "many"},
    }
    assert desk.post("pia", "/published", {"plan": plan, "party": "alpha"}).status_code == 201
    given = report(desk, "plan/1")
    assert given["subtitle"] == f"Plan 1 for {SECRET} Pictures, published 4 Jan 2027"
    (placed,) = rows_of(given, "placements")
    assert (placed["production"]["record"], placed["stages"]["record"]) == (f"production/p-{SECRET}", "space/leased")
    assert given["sections"][0]["pictures"][0]["svg"].startswith("<svg")
    assert report(desk, "plan/plan-1")["sections"] == given["sections"]
    assert "公開" in report(desk, "plan/1", language="ja")["subtitle"]
    assert rows_of(report(desk, "slate"), "delivery")[0]["title"]["record"] == f"title/t-{SECRET}"
    assert "nothing to explain" in report(desk, "why/1", production=f"p-{SECRET}")["sections"][0]["text"][1]
    use = report(desk, "use", by="month")
    assert {table["id"] for section in use["sections"] for table in section["tables"]} >= {"use-actual", "use-planned"}
    alone = report(desk, "use", plan="none")
    assert "use-planned" not in {table["id"] for section in alone["sections"] for table in section["tables"]}
    wrong = desk.get("vera", "/reports/why/1?production=other")
    assert (wrong.status_code, f"p-{SECRET}" in wrong.text) == (422, True)


def test_a_plan_outlives_the_records_it_names(desk: Desk) -> None:
    plan = {
        "placements": [
            {
                "production": f"p-{SECRET}",
                "need": "gone",
                "stages": ["leased"],
                "start": "2027-01-05",
                "end": "2027-02-05",
            }
        ],
        "assumptions": ["gone"],
    }
    assert desk.post("pia", "/published", {"plan": plan, "party": "alpha"}).status_code in (201, 422)
