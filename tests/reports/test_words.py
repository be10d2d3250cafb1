"""The words of all languages."""

from __future__ import annotations

import re
import string
from dataclasses import is_dataclass
from pathlib import Path
from typing import get_args

import pytest

from stagehold.desk.deciding import RULES
from stagehold.desk.pricing import Charge
from stagehold.desk.records import Answer, ChallengeState
from stagehold.domain.booking import LineState
from stagehold.domain.lease import LeaseKind
from stagehold.domain.portfolio import TABLES
from stagehold.domain.provenance import Precision, Status
from stagehold.domain.quantities import AreaBasis, AreaUnit, LengthUnit
from stagehold.domain.schema import file_name, hints_of, split_annotation
from stagehold.domain.studio import PhaseKind
from stagehold.domain.title import Sourcing, TitleFormat, TitleKind
from stagehold.leasing.charge_out import NO_STAGE
from stagehold.leasing.idle import Cause as IdleCause
from stagehold.leasing.stage_facts import Basis
from stagehold.leasing.use_figures import By
from stagehold.planning.changes import Cause, ChangeKind
from stagehold.planning.plan import PlanStatus, Reason, RemedyKind
from stagehold.reports.held import HeldState
from stagehold.reports.notice_texts import KINDS, WITH_CLOCK
from stagehold.reports.reader import Reader
from stagehold.reports.scenarios import FIGURES
from stagehold.reports.sources import Use
from stagehold.reports.table import Mark
from stagehold.reports.words import CATALOGUES, Language

ENGLISH = CATALOGUES[Language.EN]
FAMILIES = {
    "unit": [*AreaUnit, *LengthUnit], "basis": AreaBasis, "status": Status, "precision": Precision,
    "lease-kind": LeaseKind, "phase": PhaseKind, "title-kind": TitleKind, "format": TitleFormat,
    "sourcing": Sourcing, "plan-status": PlanStatus, "reason": Reason, "remedy": RemedyKind, "state": HeldState,
    "use": Use, "mark": Mark, "change-kind": ChangeKind, "cause": Cause, "scenario-figure": FIGURES,
    "line-state": LineState, "answer": Answer, "challenge-state": ChallengeState, "charge": Charge,
    "obstacle": ["booking", "hold", "lease", "closure", "turnover", "offer", "service", "policy"],
    "event": [*(name for name, _ in RULES.values()), "line-clock", "booking-clock", "challenge-clock"],
    "notice": KINDS, "notice-head": KINDS, "notice-ends": WITH_CLOCK,
    "idle-cause": [*IdleCause, NO_STAGE], "use.basis": Basis, "use.by": By,
}  # fmt: skip


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", [Language.JA, Language.KO])
def test_every_language_has_every_word_with_the_same_values(language: Language) -> None:
    words = CATALOGUES[language]
    assert {key for key in ENGLISH if not key.endswith(".one")} == set(words)
    assert {key for key in words if fields(words[key]) != fields(ENGLISH[key])} == set()


@pytest.mark.parametrize("family", FAMILIES)
def test_every_value_of_a_closed_list_has_a_word(family: str) -> None:
    assert [value for value in FAMILIES[family] if f"{family}.{value}" not in ENGLISH] == []


def test_every_word_asked_for_is_in_the_catalogue(project: Path) -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in (project / "src/stagehold/reports").glob("*.py"))
    asked = set(re.findall(r'(?:word|counted)\(\s*"([^"]+)"', text))
    assert {key for key in asked if key not in ENGLISH and f"{key}.other" not in ENGLISH} == set()


# Parts of values that are shown as one: a date, a length, a name, a spread, hours.
WHOLE = {"EdtfDate", "EdtfInterval", "Duration", "BusinessHours", "Length", "Area", "Name", "Spread", "Source"}


def test_every_field_of_a_record_has_a_word() -> None:
    fields, waiting = set(), [record for _, record in TABLES.values() if record.__name__ not in WHOLE]
    seen = set(waiting)
    while waiting:
        for name, hint in hints_of(waiting.pop()).items():
            fields.add(file_name(name))
            bare = split_annotation(hint)[0]
            parts = {split_annotation(part)[0] for part in (bare, *get_args(bare))}
            more = {part for part in parts if is_dataclass(part) and part.__name__ not in WHOLE} - seen
            seen |= more
            waiting += more
    assert {name for name in fields - {"id"} if f"field.{name}" not in ENGLISH} == set()


def test_a_field_is_named_by_its_parts() -> None:
    named = {language: Reader(language=language).field("term.start") for language in Language}
    assert named == {Language.EN: "term.start", Language.JA: "賃借期間・開始", Language.KO: "임차 기간 · 시작"}
    assert Reader(language=Language.KO).field("needs.main.min_area") == "필요 항목 · main · 최소 면적"
    assert Reader().field("stage_capacity_2031") == "stage_capacity_2031"
