"""The portfolio over HTTP: read, put, dropped, taken in whole and given out again."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from stagehold.files import load
from web.world import API, SECRET, Desk, portfolio

YAML = "application/yaml"


def put(desk: Desk, name: str, path: str, body: Any, **headers: str) -> Any:
    return desk.ask(name, "PUT", f"{API}/portfolio/{path}", body, **headers)


def take_in(desk: Desk, name: str, raw: bytes, kind: str = YAML, **headers: str) -> Any:
    sent = {**desk.person(name).headers, "content-type": kind, **headers}
    return desk.client.post(f"{API}/portfolio/import", content=raw, headers=sent)


def test_a_record_is_put_read_and_dropped(desk: Desk) -> None:
    body = {
        "studio": "lot",
        "kind": "stage",
        "name": {"en": "Stage C", "ja": "第三ステージ"},
        "area": "957 m2 effective",
    }
    made = put(desk, "pia", "spaces/c", body)
    assert (made.status_code, made.json()["what"]) == (200, "change")
    found = desk.get("vera", "/portfolio/spaces/c")
    assert found.json()["record"] == {"id": "c", **body}
    assert found.headers["etag"] == f'"{made.json()["number"]}"'
    assert desk.ask("pia", "DELETE", f"{API}/portfolio/spaces/c").status_code == 200
    assert desk.get("vera", "/portfolio/spaces/c").status_code == 404


def test_a_record_that_somebody_has_changed_is_not_written_over(desk: Desk) -> None:
    tag = desk.get("pia", "/portfolio/parties/beta").headers["etag"]
    assert put(desk, "pia", "parties/beta", {"name": "Beta Films Ltd"}, if_match=tag).status_code == 200
    late = put(desk, "olga", "parties/beta", {"name": "Beta"}, if_match=tag)
    assert (late.status_code, late.json()["code"]) == (412, "changed-meanwhile")
    assert put(desk, "olga", "parties/beta", {"name": "Beta"}, if_none_match="*").status_code == 412
    assert put(desk, "olga", "parties/gamma", {"name": "Gamma"}, if_none_match="*").status_code == 200


@pytest.mark.parametrize(
    ("path", "body", "rule"),
    [
        ("spaces/c", {"studio": "lot"}, "missing-field"),
        ("spaces/c", {"studio": "lot", "kind": "hangar"}, "not-allowed"),
        ("spaces/c", {"studio": "nowhere", "kind": "stage"}, "unknown-id"),
        ("spaces/c", {"studio": "lot", "kind": "stage", "colour": "red"}, "unknown-field"),
        ("leases/l", {"lessee": "beta", "spaces": ["a"], "term": "soon"}, "not-an-interval"),
        ("parties/x", {"name": "a\u0000b"}, "control-character"),
        ("parties/x", {"name": {"en": 1}}, "not-text"),
        ("studios/a b", {"name": "A", "country": "JP"}, "not-an-id"),
    ],
)
def test_a_record_that_does_not_fit_is_refused_with_what_is_allowed(
    asked_desk: Desk, path: str, body: Any, rule: str
) -> None:
    answer = put(asked_desk, "pia", path, body)
    assert answer.status_code == 422, answer.text
    (finding,) = answer.json()["findings"]
    assert finding["rule"] == rule


@pytest.mark.parametrize(
    ("path", "status"), [("nothing/x", 404), ("bookings/b1", 404), ("spaces/a", 422), ("parties/alpha", 422)]
)
def test_what_cannot_be_put_is_refused(asked_desk: Desk, path: str, status: int) -> None:
    assert put(asked_desk, "pia", path, {"id": "another", "name": "x"}).status_code == status


def test_a_body_that_is_nested_very_deep_is_refused(asked_desk: Desk) -> None:
    body: Any = "x"
    for _ in range(60):
        body = [body]
    assert put(asked_desk, "pia", "assumptions/x", {"of": "a.b", "value": body, "why": "?"}).status_code == 400


def test_what_bookings_stand_on_stays(desk: Desk) -> None:
    desk.hold("ben", "a", "2027-03-01", "2027-03-05", party="beta")
    for path in ("spaces/a", "parties/beta", "studios/lot"):
        answer = desk.ask("pia", "DELETE", f"{API}/portfolio/{path}")
        assert answer.status_code in (409, 422), answer.text


def test_what_another_record_names_stays(asked_desk: Desk) -> None:
    for path in ("studios/yard", "parties/ops", "policies/house", f"titles/t-{SECRET}"):
        answer = asked_desk.ask("pia", "DELETE", f"{API}/portfolio/{path}")
        assert (answer.status_code, answer.json()["rule"]) == (409, "in-use"), answer.text


def test_a_planner_of_one_studio_changes_facts_there_alone(desk: Desk) -> None:
    assert desk.ask("olga", "PUT", f"{API}/users/pat", {"display": "P", "roles": {"lot": "planner"}}).status_code == 201
    space = {"studio": "yard", "kind": "stage"}
    assert put(desk, "olaf", "spaces/z", space).status_code == 200
    assert put(desk, "olaf", "spaces/z", {"studio": "lot", "kind": "stage"}).status_code == 403
    assert put(desk, "olaf", "spaces/a", {"studio": "yard", "kind": "stage"}).status_code == 403
    assert take_in(desk, "olaf", b"stagehold: 1\n").status_code == 403


def test_a_table_comes_page_by_page(desk: Desk) -> None:
    first = desk.get("vera", "/portfolio/spaces?limit=3").json()
    rest = desk.get("vera", f"/portfolio/spaces?limit=3&cursor={first['next']}").json()
    assert [item["id"] for item in (*first["records"], *rest["records"])] == ["a", "b", "leased", "y"]
    assert rest["next"] is None


def test_a_portfolio_is_given_out_as_it_was_taken_in(desk: Desk, tmp_path: Any) -> None:
    desk.hold("ben", "a", "2027-03-01", "2027-03-05", party="beta")
    given = desk.get("vera", "/portfolio/export")
    assert given.headers["content-type"] == "application/yaml"
    (tmp_path / "portfolio.yaml").write_bytes(given.content)
    loaded = load(tmp_path / "portfolio.yaml")
    before = portfolio()
    assert [finding for finding in loaded.findings if finding.severity == "error"] == []
    assert {table: loaded.portfolio.table(table) for table in ("spaces", "leases", "policies", "parties")} == {
        table: before.table(table) for table in ("spaces", "leases", "policies", "parties")
    }
    assert [booking.party for booking in loaded.portfolio.bookings.values()] == ["beta"]
    plain = desk.get("vera", "/portfolio/export?form=json").json()
    assert plain["parties"] == yaml.safe_load(given.content)["parties"]


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_what_was_given_out_is_taken_in_again(desk: Desk, form: str) -> None:
    given = desk.get("vera", f"/portfolio/export?form={form}")
    changed = given.content.replace(b"Beta Films", b"Beta Pictures")
    answer = take_in(desk, "pia", changed, given.headers["content-type"])
    assert answer.status_code == 200, answer.text
    assert desk.get("vera", "/portfolio/parties/beta").json()["record"]["name"] == "Beta Pictures"


def test_an_import_names_every_problem_with_its_line(asked_desk: Desk) -> None:
    raw = b"stagehold: 1\nspaces:\n  - {id: c, studio: nowhere, kind: stage}\n  - {id: d, kind: hangar}\n"
    answer = take_in(asked_desk, "pia", raw)
    assert answer.status_code == 422
    found = [(item["file"], item["line"], item["rule"]) for item in answer.json()["findings"]]
    assert ("portfolio.yaml", 4, "not-allowed") in found
    assert ("portfolio.yaml", 3, "unknown-id") in found
    assert "/tmp" not in answer.text  # where the server put it meanwhile is nobody's business


@pytest.mark.parametrize(
    ("raw", "kind", "status"),
    [
        (b"", YAML, 409),
        (b"\xff\xfe\x00", YAML, 422),
        (b"a: [" * 10_000, YAML, 422),
        (b"a: &a [*a]", YAML, 422),
        (b"!!python/object/apply:os.system [true]", YAML, 422),
        (b"not a workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 422),
        (b"id,name\n", "text/csv", 415),
    ],
)
def test_an_import_that_is_none_is_a_problem_and_no_defect(
    asked_desk: Desk, raw: bytes, kind: str, status: int
) -> None:
    assert take_in(asked_desk, "pia", raw, kind).status_code == status


def test_settings_are_put_and_read(desk: Desk) -> None:
    changed = desk.ask("pia", "PUT", f"{API}/settings", {"work_week": "6"})
    assert changed.status_code == 200
    found = desk.get("vera", "/settings")
    assert found.json() == {"version": changed.json()["number"], "settings": {"work_week": "6"}}
    old = desk.ask("pia", "PUT", f"{API}/settings", {"work_week": "5"}, if_match='"0"')
    assert old.status_code == 412
