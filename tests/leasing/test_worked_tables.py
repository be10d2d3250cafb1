"""The figures of the page on leases are those of the program."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from leasing.building import IFRS, US, accounting, measured
from leasing.test_vectors import (
    ASC_3,
    ASC_3_OPERATING,
    EXAMPLE_13,
    EXAMPLE_14A,
    EXAMPLE_17,
    EXAMPLE_18,
    MONTHLY,
    REASSESSED,
)
from stagehold.leasing.schedule import Schedule

FIGURE = re.compile(r"(−?)(\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d+\.\d\d)(?![\d%])")
# What the examples are given: rents, areas, costs.
GIVEN = {"50,000", "55,000", "20,000", "5,000", "30,000", "2,500", "2,000", "1,500", "100,000", "150,000", "15,000"}
NOT_MONEY = {"5.87"}


def figures(schedule: Schedule) -> set[Decimal]:
    """Every amount of a schedule."""
    found = {schedule.liability, schedule.asset, sum(row.interest for row in schedule.rows)}
    for row in schedule.rows:
        found |= {row.opening, row.interest, row.payment, row.closing, row.variable, row.cost}
        found |= {row.asset_opening, row.depreciation, row.asset_closing}
    for event in schedule.events:
        found |= {event.liability_before, event.liability_after, event.asset_before, event.asset_after}
        found.add(event.asset_after - event.asset_before)
        for step in event.steps:
            found |= {step.liability, step.asset, step.gain}
    return found


def test_every_figure_of_the_page_is_one_of_a_schedule(project: Path) -> None:
    asc_index = {**EXAMPLE_14A, "accounting": accounting("0.05", classification="operating")}
    schedules = [
        measured(IFRS, **fields) for fields in (EXAMPLE_13, REASSESSED, EXAMPLE_14A, EXAMPLE_17, EXAMPLE_18, MONTHLY)
    ]
    schedules += [measured(US, **fields) for fields in (ASC_3, ASC_3_OPERATING, asc_index)]
    known = {amount for schedule in schedules for amount in figures(schedule)}
    page = (project / "docs" / "explanation" / "leases.md").read_text(encoding="utf-8")
    foreign = []
    for sign, text in FIGURE.findall(page):
        if text in GIVEN or text in NOT_MONEY:
            continue
        stated = Decimal(text.replace(",", "")) * (-1 if sign else 1)
        near = Decimal("0.005") if "." in text else Decimal(1)
        if not any(abs(stated - amount) <= near for amount in known):
            foreign.append(f"{sign}{text}")
    assert foreign == []
    assert len(FIGURE.findall(page)) > 60
