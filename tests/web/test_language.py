"""Problems in the language of whoever asks: by the header Accept-Language, and the same in all but title and detail."""

from __future__ import annotations

import json
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from stagehold.domain.findings import Finding
from stagehold.reports.said import is_known, said_in
from stagehold.web.language import reader_of, trouble_in
from stagehold.web.problems import PROBLEMS, Trouble
from stagehold.web.route import problem_reply
from web.serving import Served
from web.world import API, SECRET, Desk


@pytest.mark.parametrize(
    ("given", "language"),
    [
        ("", "en"),
        ("ja", "ja"),
        ("ko-KR, ko;q=0.9, en;q=0.8", "ko"),
        ("en-GB, ja;q=0.9", "en"),
        ("fr, de;q=0.9, ja;q=0.2", "ja"),
        ("en;q=0.1, ja;q=0.2, ko;q=0", "ja"),
        ("JA-jp", "ja"),
        ("*", "en"),
        ("ja;q=much", "en"),
        (", ;q=1,,", "en"),
    ],
)
def test_the_language_is_the_one_preferred_of_those_there_are(given: str, language: str) -> None:
    assert reader_of({b"accept-language": given.encode()}).language.value == language


def test_without_the_header_it_is_english() -> None:
    assert reader_of({}).language.value == "en"


@pytest.mark.parametrize(
    ("language", "title", "detail"),
    [
        ("en", "A rule of the desk says no", "booking b1 has no held line 'b1.9'; its held lines: b1.1"),
        ("ja", "予約窓口の規則によりできません", "予約b1に仮予約の明細'b1.9'はありません。仮予約の明細: b1.1"),
        (
            "ko",
            "예약 데스크의 규칙에 따라 할 수 없습니다",
            "예약 b1에 가예약 내역 'b1.9'이(가) 없습니다. 가예약 내역: b1.1",
        ),
    ],
)
def test_a_refusal_is_told_in_the_language_asked_for(desk: Desk, language: str, title: str, detail: str) -> None:
    booking = desk.hold("ben", "a", "2027-03-01", "2027-03-11", party="alpha")
    body = {"lines": [f"{booking}.9"]}
    answer = desk.post("ben", f"/bookings/{booking}/release", body, **{"accept-language": language})
    assert answer.headers["content-language"] == language
    assert "accept-language" in answer.headers["vary"]
    told = answer.json()
    assert (told["title"], told["detail"]) == (title, detail.replace("b1", booking))
    assert (told["code"], told["rule"], told["status"]) == ("refused", "unknown-line", 409)


def test_a_running_server_tells_of_its_problems_in_korean(server: Served) -> None:
    asked = Request(f"{server.origin}{API}/bookings", headers={"Accept-Language": "ko-KR,ko;q=0.9"})
    with pytest.raises(HTTPError) as wrong:
        urlopen(asked, timeout=20)
    told = json.load(wrong.value)
    assert (wrong.value.code, wrong.value.headers["content-language"]) == (401, "ko")
    assert (told["title"], told["code"]) == ("먼저 로그인하십시오", "sign-in-needed")
    assert told["detail"] == "로그인하거나 'Authorization: Bearer …'로 토큰을 보내십시오"


def test_an_address_that_is_not_there_is_told_of_in_japanese(asked_desk: Desk) -> None:
    answer = asked_desk.get("ben", "/nothing", **{"accept-language": "ja"})
    assert (answer.status_code, answer.headers["content-language"]) == (404, "ja")
    assert answer.json()["detail"] == "このアドレスには何もありません"


def test_what_has_no_words_in_a_language_is_told_in_english_with_its_title() -> None:
    japanese = reader_of({b"accept-language": b"ja"})
    trouble = Trouble("input", "a sentence that nobody has written down")
    answer = problem_reply(trouble, {b"accept-language": b"ja"})
    assert trouble.told_to(japanese).language.value == "en"
    assert (b"content-language", b"en") in answer.headers
    assert json.loads(answer.body)["title"] == "What was read is wrong"


@pytest.mark.parametrize("code", PROBLEMS)
def test_every_title_is_told_in_every_language(code: str) -> None:
    english = PROBLEMS[code][1]
    assert is_known(english)
    assert said_in(english, reader_of({b"accept-language": b"ja"})) != english


def test_findings_of_a_problem_have_their_texts_in_its_language() -> None:
    finding = Finding(rule="max-below-min", record="p", found="2", allowed="at least min_days, which is 5").as_dict()
    trouble = Trouble("invalid-portfolio", "the portfolio has 1 error", findings=[finding])
    (told,) = trouble.document(reader_of({b"accept-language": b"ko"})).findings or []
    assert told == {**finding, "in_words": {"rule": "최소보다 작은 최대", "found": "2", "allowed": "min_days(5) 이상"}}
    assert trouble.document(reader_of({})).findings == [finding]


def test_why_a_job_failed_is_told_in_the_language_asked_for() -> None:
    finding = Finding(rule="unpinned", record="p", field="ready", found="no source states when it is ready").as_dict()
    detail = "planning needs values that no source states, or that sources dispute: p.ready"
    kept = {"code": "missing-facts", "detail": detail, "findings": [finding]}
    told = trouble_in(kept, reader_of({b"accept-language": b"ja"}))
    assert (told["code"], told["language"]) == ("missing-facts", "ja")
    assert told["detail"] == "計画に必要な値が出典にないか、出典により異なります: p.ready"
    assert told["findings"][0]["in_words"]["found"] == "準備完了日を示す出典がない"
    assert trouble_in(kept, reader_of({})) == {**kept, "language": "en"}
    assert trouble_in({"code": "internal", "detail": "of a library"}, reader_of({b"accept-language": b"ja"})) == {
        "code": "internal", "detail": "of a library", "language": "en", "findings": [],
    }  # fmt: skip


def test_why_a_production_of_a_published_plan_is_late_is_read_in_every_language(desk: Desk) -> None:
    starts = "the lease starts on 2027-02-10"
    why = [{"stage": "a", "reason": "lease-starts", "by": ["l"], "detail": starts, "need": "m"}]
    late = [{"production": "p", "days": 3, "why": why}, {"production": "q", "days": 1, "why": []}, "odd"]
    plan = {"placements": [_placement()], "late": late, "unplaced": []}
    answer = desk.post("pia", "/published", {"party": "alpha", "plan": plan})
    assert answer.status_code == 201, answer.text
    for language, words in (("en", why[0]["detail"]), ("ko", "임차는 2027년 2월 10일부터")):
        given = desk.get("vera", "/plans/1/reasons?production=p", **{"accept-language": language})
        assert given.headers["content-language"] == language
        assert given.json() == {"reasons": [{**why[0], "in_words": words}], "in_all": 1}
    assert desk.get("vera", "/plans/1/reasons?production=q").json() == {"reasons": [], "in_all": 0}
    assert desk.get("vera", "/plans/2/reasons?production=p").status_code == 404


def test_why_a_stage_does_not_qualify_is_read_in_japanese(asked_desk: Desk) -> None:
    path = "/availability?start=2027-03-01&end=2027-03-02&party=alpha&min_area=900000+m2"
    answer = asked_desk.get("ben", path, **{"accept-language": "ja"})
    assert answer.headers["content-language"] == "ja"
    rows = answer.json()["unfit"]
    assert rows
    for row in rows:
        assert row["in_words"] == said_in(row["detail"], reader_of({b"accept-language": b"ja"}))
        assert "900,000" in row["in_words"]


def test_findings_of_a_problem_are_told_in_its_language_beside_the_english_ones(asked_desk: Desk) -> None:
    body = {"party": "alpha", "plan": {"placements": [_placement(stages=["a"])]}}
    english = asked_desk.post("pia", "/published", body).json()
    korean = asked_desk.post("pia", "/published", body, **{"accept-language": "ko"}).json()
    (finding,) = korean["findings"]
    assert finding.pop("in_words").keys() == {"rule", "found", "allowed"}
    assert english["findings"] == [finding]
    assert korean["detail"] != english["detail"]


def _placement(**changed: Any) -> dict[str, Any]:
    whole = {"production": f"p-{SECRET}", "need": "main", "stages": ["leased"], "start": "2027-02-01"}
    phases = [{"phase": "shoot", "start": "2027-02-01", "end": "2027-02-11"}]
    return {**whole, "end": "2027-02-11", "phases": phases, **changed}
