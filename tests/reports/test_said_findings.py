"""What findings and input errors say is in the catalogues: read from the source, and from real files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from reports.finding_sources import Said, Source
from reports.said_sources import SOURCE
from stagehold.domain.findings import Finding, Severity
from stagehold.files import load
from stagehold.reports.finding_texts import finding_texts
from stagehold.reports.reader import Reader
from stagehold.reports.said import CATALOGUES, is_known, said_in
from stagehold.reports.said.rules import RULES
from stagehold.reports.said.templates import bare, names_in
from stagehold.reports.words import Language

JAPANESE, KOREAN = Reader(language=Language.JA), Reader(language=Language.KO)
HERE = ("checks", "files", "costs", "planned", "audited", "stopped", "refused_input")
# What only whoever works at the command line is told: paths of that machine, its settings, its benchmarks.
TO_THE_COMMAND_LINE = (
    "benching/", "cli/", "store/", "files/presets", "files/risk_runs", "files/save", "files/starter",
    "services/notebook/", "services/sending", "web/serve", "web/settings",
)  # fmt: skip
# Values, not words.
AS_THEY_ARE = frozenset({"from", "to", "true", "null", "---", "U+{}", "a span holds at least one day; found {}..{}"})
# Rules whose names are put together when the program runs.
PUT_TOGETHER: Mapping[str, tuple[str, ...]] = {
    "lock-breaks-{}": ("days", "lock", "occupancy", "rules", "serving"),
    "unknown-{}": (
        "booking", "challenge", "country", "feature", "market", "party", "production", "record", "space", "studio",
    ),
    "plan-unknown-{}": ("need", "production", "stage"),
    "{}": ("booked", "held"),
}  # fmt: skip


@pytest.fixture(scope="module")
def said() -> frozenset[Said]:
    """All that the source says."""
    return frozenset(Source(SOURCE, leave=TO_THE_COMMAND_LINE).said())


def _named(template: str, words: tuple[str, ...]) -> set[str]:
    return {template.replace("{}", word) for word in words}


def _says_something(text: str) -> bool:
    return any(map(str.isalpha, text.replace("{}", ""))) and not text.startswith('{"')


def _is_in_a_catalogue(text: str, known: frozenset[str]) -> bool:
    if text in known or not _says_something(text):
        return True
    if text.startswith("is not ") and "is not {}" in known:
        return _is_in_a_catalogue(text.removeprefix("is not "), known)
    cuts = (at for at in range(len(text)) if text.startswith("; ", at))
    return any(_is_in_a_catalogue(text[:at], known) and _is_in_a_catalogue(text[at + 2 :], known) for at in cuts)


def test_no_text_of_a_finding_is_missing(said: frozenset[Said]) -> None:
    known = frozenset(bare(english) for catalogue in CATALOGUES.values() for english in catalogue)
    texts = {item.text: item.place for item in said if item.role != "rule" and item.text not in AS_THEY_ARE}
    assert {text: place for text, place in texts.items() if not _is_in_a_catalogue(text, known)} == {}


def test_every_rule_has_a_name_and_no_name_is_kept_of_a_rule_that_is_none(said: frozenset[Said]) -> None:
    rules = {item.text for item in said if item.role == "rule"}
    written = {rule for rule in rules if "{" not in rule}
    together = {name for template, words in PUT_TOGETHER.items() for name in _named(template, words)}
    assert {rule for rule in rules if "{" in rule} == set(PUT_TOGETHER)
    assert set(RULES) == written | together


@pytest.mark.parametrize("name", HERE)
def test_every_text_has_its_values_in_every_language(name: str) -> None:
    catalogue = CATALOGUES[name]
    assert [text for text, both in catalogue.items() if any(names_in(one) != names_in(text) for one in both)] == []
    assert [text for text, both in catalogue.items() if not all(both)] == []


@pytest.mark.parametrize(
    ("finding", "japanese", "korean"),
    [
        (
            Finding(rule="out-of-range", found="-3", allowed="a whole number, 1 to 1000"),
            ("範囲外", "-3", "整数（1〜1,000）"),
            ("범위 밖", "-3", "정수(1~1,000)"),
        ),
        (
            Finding(rule="max-below-min", found="2", allowed="at least min_days, which is 5"),
            ("最小より小さい最大", "2", "min_days（5）以上"),
            ("최소보다 작은 최대", "2", "min_days(5) 이상"),
        ),
        (
            Finding(rule="not-phases", allowed="a list, as [a, b]"),
            ("工程でない", "", "リスト（例: [a, b]）"),
            ("단계가 아님", "", "목록(예: [a, b])"),
        ),
        (
            Finding(
                rule="no-due",
                severity=Severity.WARNING,
                allowed="a due; without one it is never late; t1 has a release: give its post_days to derive one",
            ),
            ("期限なし", "", "期限（なければ遅れにならない）; t1には配信日がある（post_daysを書けば期限が決まる）"),
            ("기한 없음", "", "기한(없으면 늦는 일이 없음); t1에 공개일이 있음(post_days를 적으면 기한이 정해짐)"),
        ),
        (
            Finding(
                rule="double-booking",
                found="s1 from 2027-03-01 to 2027-03-05, as booking b1 (lines.0)",
                allowed="one confirmed line on a space and day: move or release one of the two",
            ),
            (
                "二重の本予約",
                "s1 2027年3月1日〜2027年3月5日、予約b1（lines.0）と重複",
                "同じスペースの同じ日の本予約は1件のみ（どちらかを移動または解除）",
            ),
            (
                "이중 확정 예약",
                "s1 2027년 3월 1일~2027년 3월 5일, 예약 b1(lines.0)과(와) 겹침",
                "같은 공간의 같은 날 확정 예약은 하나뿐(둘 중 하나를 옮기거나 해제)",
            ),
        ),
        (
            Finding(rule="not-allowed", found="bild", allowed="build, prelight, shoot, standing, strike"),
            ("許されない値", "bild", "build, prelight, shoot, standing, strike"),
            ("허용되지 않는 값", "bild", "build, prelight, shoot, standing, strike"),
        ),
    ],
    ids=lambda value: value.rule if isinstance(value, Finding) else "",
)  # fmt: skip
def test_a_finding_is_read_in_the_words_of_its_reader(
    finding: Finding, japanese: tuple[str, str, str], korean: tuple[str, str, str]
) -> None:
    for reader, words in (
        (JAPANESE, japanese),
        (KOREAN, korean),
        (Reader(), (finding.rule, finding.found, finding.allowed)),
    ):
        texts = finding_texts(finding, reader)
        assert (texts.rule, texts.found, texts.allowed) == words


WRONG = """
stagehold: 1
studios:
  - {id: s, name: S, country: XX, time_zone: Tokyo}
spaces:
  - {id: a, kind: stage, studio: s, area: 900 m3}
  - {id: a, kind: stage, studio: nowhere, area: 900 m2 effective, clear_height: tall}
leases:
  - {id: l, lessee: us, studio: [s], spaces: [a], term: 2027-01-05/2026-12-31}
  - {id: m, lessee: us, studio: [s], spaces: [a], term: 2027-13/2028}
productions:
  - {id: p, ready: tomorrow, due: 2027-02-30, needs: [{id: main, stages: 0, phases: {build: 20, shot: -1}}]}
  - {id: q, ready: 2027-06-01, due: 2027-02-01, needs: [{id: main, only: perhaps, phases: [build, 3]}]}
assumptions:
  - {of: nothing.at.all, value: 1}
"""


def test_what_is_wrong_with_a_file_is_said_in_every_language(tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(WRONG, encoding="utf-8")
    findings = load(file).findings
    assert len(findings) > 12
    assert {item.allowed for item in findings if not _is_listed(item.allowed) and not is_known(item.allowed)} == set()
    for reader in (JAPANESE, KOREAN):
        assert {item.rule for item in findings if finding_texts(item, reader).rule == item.rule} == set()


def _is_listed(allowed: str) -> bool:
    """Names that may be written, set apart by commas."""
    return max(map(len, allowed.split(", "))) < 20


def test_an_error_is_read_in_the_words_of_its_reader() -> None:
    text = "planning needs values that no source states, or that sources dispute: p.ready, l.term.end"
    assert said_in(text, JAPANESE) == "計画に必要な値が出典にないか、出典により異なります: p.ready, l.term.end"
    assert said_in(text, KOREAN) == "계획에 필요한 값이 출처에 없거나 출처마다 다릅니다: p.ready, l.term.end"
    assert (
        said_in("advice needs settings.advice.rate: it says 9", JAPANESE)
        == "助言にはsettings.advice.rateが必要です: 記載は9"
    )


def test_many_texts_with_semicolons_between_are_read_at_once() -> None:
    """Twice as many take twice as long: what is unknown is not looked for in every way to take it apart."""
    unknown = "; ".join(f"a{number} wish for more" for number in range(80))
    assert said_in(unknown, JAPANESE) == unknown
    assert said_in("; ".join(["out of service"] * 60), KOREAN) == "; ".join(["사용 기간 외"] * 60)
