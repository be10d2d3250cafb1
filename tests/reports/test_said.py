"""Sentences of the program, read in Japanese and Korean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from time import process_time

import pytest

from planning.asking import planned
from planning.drawn_cases import Case, draw_case
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.budget import Budget
from stagehold.planning.changes import changes_of
from stagehold.planning.planner import make_plan
from stagehold.reports.reader import Reader
from stagehold.reports.said import CATALOGUES, LONGEST, is_known, said_in
from stagehold.reports.said.templates import names_in
from stagehold.reports.said.values import shown
from stagehold.reports.words import Language

SAMPLES = {
    "day": "2027-02-10",
    "span": "2027-03-01/2027-03-05",
    "n": "12",
    "area": "957",
    "height": "6.50",
    "size": "15,000 sqft",
    "length": "6 days and 12 hours",
    "id": "x-1",
    "list": "x-1, x-2",
    "said": "closure",
    "reason": "too-small",
    "phase": "build, shoot",
    "event": "hold",
    "stands": "held",
    "answer": "stand",
    "within": "studio",
    "moment": "2027-03-01 18:00 JST",
}
ENGLISH, JAPANESE, KOREAN = (Reader(language=language) for language in Language)


@pytest.mark.parametrize(
    ("english", "japanese", "korean"),
    [
        ("out of service", "供用期間外", "사용 기간 외"),
        ("the lease starts on 2027-02-10", "賃借は2027年2月10日から", "임차는 2027년 2월 10일부터"),
        ("957 m2, asked 15,000 sqft", "957 ㎡、必要なのは1,400 ㎡", "957 ㎡, 필요한 것은 1,400 ㎡"),
        ("too-low: 6.50 m, asked 8 m", "低い（6.5 m、必要なのは8 m）", "너무 낮음(6.5 m, 필요한 것은 8 m)"),
        (
            "build 3 to 5 days, shoot 7 to 8 days",
            "建て込み 3日→5日、撮影 7日→8日",
            "세트 제작 3일 → 5일, 촬영 7일 → 8일",
        ),
        (
            "free itself, but 2 stages are asked for at once: q 2027-01-10 to 2027-01-12, r 2027-02-01 to 2027-02-02",
            "ここは空いているが、同時に2ステージが必要（q 2027年1月10日〜2027年1月12日、r 2027年2月1日〜2027年2月2日）",
            "이곳은 비어 있으나 동시에 스테이지 2개가 필요(q 2027년 1월 10일 ~ 2027년 1월 12일, r 2027년 2월 1일 ~ 2027년 2월 2일)",  # noqa: E501
        ),
        (
            "q 2027-01-10 to 2027-01-12 and 3 more",
            "q 2027年1月10日〜2027年1月12日ほか3件",
            "q 2027년 1월 10일 ~ 2027년 1월 12일 외 3건",
        ),
    ],
)
def test_a_sentence_is_read_with_its_values(english: str, japanese: str, korean: str) -> None:
    assert said_in(english, JAPANESE) == japanese
    assert said_in(english, KOREAN) == korean
    assert said_in(english, ENGLISH) == english
    assert is_known(english)


@pytest.mark.parametrize("part", CATALOGUES)
def test_every_sentence_is_found_by_itself_and_no_other_stands_before_it(part: str) -> None:
    for english, (japanese, korean) in CATALOGUES[part].items():
        names = names_in(english)
        values = {name: SAMPLES.get(name.rstrip("0123456789"), "'x-1'") for name in names}
        text = _filled(english, values)
        for reader, translated in ((JAPANESE, japanese), (KOREAN, korean)):
            put = {name: shown(name, value, reader, partial(said_in, reader=reader)) for name, value in values.items()}
            assert (english, said_in(text, reader)) == (english, _filled(translated, put))


def _filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its values put in; other braces stay, as files have them."""
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def test_what_no_catalogue_has_stays_as_it_is() -> None:
    for text in ("", "water-tank", "water-tank, blue-screen", "a day; another", "2027-02-30", "{day}", "the lease {n}"):
        assert said_in(text, JAPANESE) == text
    assert not is_known("water-tank, blue-screen")


@pytest.mark.parametrize("text", ["no booking ; did you mean ", "in the body: a; allowed: ", "A is held, as "])
def test_a_text_written_to_fit_many_sentences_takes_no_time(text: str) -> None:
    begun = process_time()
    for number in range(10):
        said_in((f"{text}{number}" * LONGEST)[:LONGEST], JAPANESE)
    assert process_time() - begun < 2


def test_a_longer_text_than_any_sentence_stays_as_it_is() -> None:
    text = f"no booking '{'x' * LONGEST}'"
    assert said_in(text, JAPANESE) == text
    assert not is_known(text)


def test_a_value_that_only_looks_like_a_day_is_shown_as_it_is() -> None:
    assert said_in("the lease starts on 2027-02-30", JAPANESE) == "賃借は2027-02-30から"


def test_braces_in_a_value_do_no_harm() -> None:
    assert said_in("need {day} is placed elsewhere", JAPANESE) == "必要枠{day}が別の場所にある"


@pytest.mark.parametrize("first", range(0, 60, 12))
def test_every_reason_of_a_drawn_plan_is_read_in_every_language(first: int) -> None:
    details = {detail for case in map(draw_case, range(first, first + 12)) for detail in _details(case)}
    assert details
    assert {detail for detail in details if not is_known(detail)} == set()
    for reader in (JAPANESE, KOREAN):
        assert {detail for detail in details if said_in(detail, reader) == detail} == set()


def _details(case: Case) -> Iterator[str]:
    """What stands in the reasons of its plan and of what that changes; features that a stage lacks are names."""
    made = planned(case.portfolio, baseline=case.baseline)
    told = [why.detail for item in (*made.plan.late, *made.plan.unplaced) for why in item.why]
    if case.baseline is not None:
        told += [because.detail for change in changes_of(made, case.baseline) for because in change.why]
    features = {name for item in case.portfolio.productions.values() for need in item.needs for name in need.features}
    for detail in filter(None, told):
        if not set(detail.partition(": ")[2].split(", ")) <= features and not set(detail.split(", ")) <= features:
            yield detail


def test_every_reason_of_the_east_asia_plan_is_read_in_every_language(east_asia: Portfolio) -> None:
    made = make_plan(east_asia, party="netflix", budget=Budget(seconds=2, workers=1)).plan
    details = {why.detail for item in (*made.late, *made.unplaced) for why in item.why}
    assert details
    assert {detail for detail in details if not is_known(detail)} == set()
