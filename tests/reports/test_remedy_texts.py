"""What a remedy changes, read in every language."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from stagehold.domain.quantities import AreaUnit
from stagehold.planning.plan import Remedy, RemedyKind
from stagehold.reports.reader import Reader
from stagehold.reports.remedy_texts import remedy_text
from stagehold.reports.words import Language

STAGE = {"studio": "lot", "area": "2000 m2", "from": "2027-01-01", "to": "2027-03-31"}


@pytest.mark.parametrize(
    ("kind", "change", "english", "japanese"),
    [
        (
            RemedyKind.EXTEND,
            {"lease": "l", "days": 5, "until": "2027-04-05"},
            "lease l 5 days longer, until 5 Apr 2027",
            "賃借lを5日延ばし、2027年4月5日までにする",
        ),
        (
            RemedyKind.READY_EARLIER,
            {"days": 1, "ready": "2027-01-05"},
            "ready 1 day earlier, on 5 Jan 2027",
            "準備を1日早め、2027年1月5日に整える",
        ),
        (
            RemedyKind.ADD_STAGE,
            STAGE,
            "one more stage of 2,000 m2 at lot, 1 Jan 2027 to 31 Mar 2027",
            "lotに2,000 ㎡のステージを一つ増やす、2027年1月1日〜2027年3月31日",
        ),
        (
            RemedyKind.ADD_STAGE,
            {name: value for name, value in STAGE.items() if name != "area"},
            "one more stage at lot, 1 Jan 2027 to 31 Mar 2027",
            "lotにステージを一つ増やす、2027年1月1日〜2027年3月31日",
        ),
        (RemedyKind.SWAP, {"with": "q", "days": 3}, "q gives way, and is 3 days later", "qが譲り、3日遅くなる"),
        (
            RemedyKind.SPOT,
            {"offer": "o", "space": "s", "currency": "JPY", "cost": "1200000"},
            "s by offer o, for 1,200,000 JPY",
            "スポットの提供oでsを借りる、1,200,000 JPY",
        ),
        (RemedyKind.EXTEND, {"lease": "l", "days": 5}, "lease: l, days: 5", "lease: l, days: 5"),
        (RemedyKind.SWAP, {"with": "q", "days": "many"}, "with: q, days: many", "with: q, days: many"),
    ],
)
def test_a_remedy_says_what_it_changes(kind: RemedyKind, change: dict[str, Any], english: str, japanese: str) -> None:
    remedy = Remedy(production="p", kind=kind, change=change, objective_after=Decimal(1))
    assert remedy_text(remedy, Reader()) == english
    assert remedy_text(remedy, Reader(language=Language.JA)) == japanese


def test_an_area_is_told_in_the_units_of_the_reader() -> None:
    remedy = Remedy(production="p", kind=RemedyKind.ADD_STAGE, change=STAGE, objective_after=Decimal(1))
    assert "22,000 sq ft" in remedy_text(remedy, Reader(area_unit=AreaUnit.SQFT))
