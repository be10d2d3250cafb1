"""An open-source lease calculator (ifrs16kit) agrees on the cases it covers.

It measures level payments on whole periods of 1, 3, 6 or 12 months at an effective rate, with direct costs,
prepaid amounts, incentives and restoration, straight-line; no steps, events, broken periods, currencies or ASC 842. It
calculates in binary floating point.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import ifrs16kit

from leasing.building import IFRS, accounting, measured, rent
from leasing.oracle import later

EVERY = {1: "P1Y", 2: "P6M", 4: "P3M", 12: "P1M"}


def test_its_own_published_case_comes_out_of_both() -> None:
    theirs = ifrs16kit.cross_check(ifrs16kit.LeaseInputs())
    ours = measured(
        IFRS,
        term="2025-01-01/2026-12-31",
        rent=[rent(650, "P1M", from_="2025-01-01")],
        accounting=accounting("0.06", initial_direct_costs=600),
    )
    got = (ours.rows[0].opening, ours.asset, sum(row.interest for row in ours.rows))
    expected = tuple(round(Decimal(theirs[key]), 2) for key in ("liability", "rou", "total_interest"))
    print(f"expected {expected}, got {got}")
    assert got == expected == (Decimal("14761.09"), Decimal("15361.09"), Decimal("838.91"))


def test_drawn_leases_come_out_of_both(count, seed) -> None:
    for case in range(count(150, 3_000)):
        random = Random(f"{seed}/calculator/{case}")
        often = random.choice(list(EVERY))
        start = date(random.randint(2020, 2035), random.randint(1, 12), random.randint(1, 28))
        years = random.randint(1, 10)
        given = ifrs16kit.LeaseInputs(
            commencement=start,
            term_years=years,
            freq=often,
            payment=random.randint(1, 10**7) / 100,
            is_advance=random.random() < 0.5,
            ibr_annual=random.randint(1, 300) / 1000,
            idc=random.randint(0, 5000),
            incentives=random.randint(0, 500),
            restoration=random.choice([0, 900]),
            useful_life_months=12 * years,
        )
        theirs = ifrs16kit.cross_check(given)
        ours = measured(
            IFRS,
            term=f"{start}/{later(start, 12 * years) - timedelta(days=1)}",
            rent=[rent(f"{given.payment:.2f}", EVERY[often], "advance" if given.is_advance else "arrears", start)],
            accounting=accounting(
                given.ibr_annual,
                initial_direct_costs=given.idc,
                incentives=given.incentives,
                restoration=given.restoration,
            ),
        )
        got = (
            ours.rows[0].opening,
            ours.asset,
            sum(row.interest for row in ours.rows),
            sum(row.depreciation for row in ours.rows),
        )
        for name, figure in zip(("liability", "rou", "total_interest", "total_depreciation"), got, strict=True):
            assert abs(figure - Decimal(theirs[name])) <= Decimal("0.02"), (case, name, figure, theirs[name])
