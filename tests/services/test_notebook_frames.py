"""Data frames by pandas and plots by matplotlib."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import stagehold
from stagehold.services.notebook import PlannedPortfolio

DAYS = "datetime64[s]"


@pytest.fixture(scope="session")
def harbour(project: Path) -> PlannedPortfolio:
    return stagehold.plan(project / "examples" / "harbour-lot", seconds=20)


@pytest.fixture(autouse=True)
def without_a_screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    import matplotlib as mpl
    import matplotlib.pyplot as plt

    mpl.use("Agg")
    yield
    plt.close("all")


def test_placements_are_rows_with_days_as_days(harbour: PlannedPortfolio) -> None:
    frame = harbour.frame()
    assert list(frame.columns) == [
        *("production", "name", "need", "stages", "start", "end", "days", "due", "late_days"),
    ]
    assert [str(frame[name].dtype) for name in ("start", "end", "due")] == [DAYS] * 3
    assert [str(frame[name].dtype) for name in ("days", "late_days")] == ["int64", "int64"]
    assert len(frame) == len(harbour.placements)
    assert ((frame.end - frame.start).dt.days == frame.days).all()
    rope = frame.set_index("production").loc["rope"]
    assert (rope["name"], rope["late_days"]) == ("The Rope", 6)


def test_a_frame_gives_back_the_placements_it_was_made_of(harbour: PlannedPortfolio) -> None:
    frame = harbour.frame()
    read = {
        (row.production, row.need, tuple(row.stages.split(", ")), row.start.date(), row.end.date())
        for row in frame.itertuples()
    }
    assert read == {(item.production, item.need, item.stages, item.start, item.end) for item in harbour.placements}


def test_phases_by_stage_sum_to_the_stage_days_of_the_plan(harbour: PlannedPortfolio) -> None:
    frame = harbour.frame("phases")
    stage_days = sum((item.end - item.start).days * len(item.members) for item in harbour.placements)
    assert frame.days.sum() == stage_days
    assert set(frame.stage) == {stage for item in harbour.placements for stage in item.members}
    assert frame.groupby("phase").days.sum()["shoot"] > 0


def test_reasons_name_the_stage_and_what_is_in_the_way(harbour: PlannedPortfolio) -> None:
    frame = harbour.frame("reasons")
    assert set(frame.production) == {item.production for item in harbour.plan.late}
    assert ("h2", "taken", "gull") in set(zip(frame.stage, frame.reason, frame.by, strict=True))


def test_what_is_known_is_rows_too(project: Path) -> None:
    folder = project / "examples" / "harbour-lot"
    stages = stagehold.frame(folder, "stages").set_index("stage")
    assert (stages.loc["h3", "area_m2"], stages.loc["h3", "joins"]) == (600.0, "h4")
    assert "lease-hill" in stages.loc["n1", "leases"]
    leases = stagehold.frame(stagehold.load(folder), "leases").set_index("lease")
    assert [str(leases[name].dtype) for name in ("start", "end", "assumed")] == [DAYS, DAYS, "bool"]
    assert (leases.loc["lease-hill", "end"].date(), bool(leases.loc["lease-hill", "assumed"])) == (
        date(2028, 7, 1),
        True,
    )
    for table in ("productions", "needs", "bookings", "closures"):
        assert len(stagehold.frame(folder, table).columns) > 3


def test_a_table_that_does_not_exist_is_named_with_the_nearest(harbour: PlannedPortfolio) -> None:
    with pytest.raises(
        stagehold.InputError, match=r"no table 'placments'; allowed: placements, .* did you mean 'placements'"
    ):
        harbour.frame("placments")
    with pytest.raises(stagehold.InputError, match="allowed: stages, leases"):
        stagehold.frame(harbour.portfolio, "walls")


def test_an_empty_table_keeps_its_columns_and_types(project: Path) -> None:
    frame = stagehold.frame(project / "examples" / "two-stages", "closures")
    assert (len(frame), str(frame.start.dtype)) == (0, DAYS)


def test_a_lease_is_a_frame_of_its_periods(tmp_path: Path) -> None:
    (tmp_path / "portfolio.yaml").write_text(LEASE, encoding="utf-8")
    cost = stagehold.lease(tmp_path, "l")
    frame = cost.frame()
    assert frame.opening[0] == 405391.08
    assert ((frame.closing - frame.opening - frame.interest + frame.payment).abs() < 0.005).all()
    assert str(frame.start.dtype) == DAYS
    assert cost.frame("payments").amount.sum() == sum(item.amount for item in cost.schedule.payments)
    entries = cost.frame("entries")
    assert round(entries.debit.sum() - entries.credit.sum(), 2) == 0
    assert "355,391" in str(cost)
    assert cost._repr_html_().count("<tr>") == len(frame) + 1
    ax = cost.plot()
    assert (len(ax.lines), ax.get_ylabel()) == (2, "USD")
    with pytest.raises(stagehold.InputError, match="standard='gaap'; allowed: ifrs16, asc842"):
        stagehold.lease(tmp_path, "l", standard="gaap")


def test_use_is_a_frame_by_key_and_basis(harbour: PlannedPortfolio) -> None:
    use = stagehold.use(harbour, by="month", first=date(2027, 1, 1), last=date(2027, 12, 31))
    frame = use.frame()
    assert set(frame.basis) == {"actual", "planned"}
    whole = frame[frame.key == "total"].set_index("basis").leased
    assert whole["planned"] == frame[(frame.key != "total") & (frame.basis == "planned")].leased.sum()
    assert "<table>" in use._repr_html_()
    assert len(use.frame("charges").columns) == 9


def test_risk_is_a_frame_and_a_plot(project: Path, tmp_path: Path) -> None:
    text = (project / "examples" / "two-stages" / "portfolio.yaml").read_text(encoding="utf-8")
    (tmp_path / "portfolio.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(stagehold.InputError, match="names no cause of delay"):
        stagehold.risk(stagehold.plan(tmp_path, seconds=20), futures=256)
    (tmp_path / "portfolio.yaml").write_text(text + CAUSE, encoding="utf-8")
    found = stagehold.risk(stagehold.plan(tmp_path, seconds=20), futures=512)
    frame = found.frame()
    assert [str(frame[name].dtype) for name in ("planned", "p10", "p50", "p90")] == [DAYS] * 4
    assert list(frame.production) == ["p1", "p2"]
    assert (frame.p10 <= frame.p90).all()
    assert frame.on_time.between(0, 1).all()
    assert list(found.frame("leases").lease) == ["la", "lb"]
    assert len(found.plot().get_yticklabels()) == len(frame)
    assert "512 futures" in str(found)


def test_a_plot_draws_on_the_axes_it_is_given_and_changes_nothing_else(harbour: PlannedPortfolio) -> None:
    import matplotlib as mpl
    import matplotlib.pyplot as plt
    from matplotlib.figure import Figure

    before = dict(mpl.rcParams)
    ax = Figure().subplots()
    assert harbour.plot(ax=ax) is ax
    assert plt.get_fignums() == []
    assert dict(mpl.rcParams) == before
    stages = {stage for item in harbour.placements for stage in item.members}
    assert len(ax.get_yticklabels()) >= len(stages)
    assert ax.get_title(loc="left") == "Plan"


def test_a_plot_without_axes_makes_one_figure_of_its_own(harbour: PlannedPortfolio, tmp_path: Path) -> None:
    import matplotlib.pyplot as plt

    ax = harbour.plot()
    assert plt.get_fignums() == [ax.figure.number]
    ax.figure.savefig(tmp_path / "plan.png")
    assert (tmp_path / "plan.png").stat().st_size > 10_000


def test_a_notebook_shows_headline_picture_and_table(harbour: PlannedPortfolio) -> None:
    shown = harbour._repr_html_()
    assert shown.startswith("<p>10 of 10 productions have a place")
    assert "<svg" in shown
    assert shown.count("<tr>") == len(harbour.placements) + 1


def test_without_the_extra_a_sentence_says_what_to_install(project: Path) -> None:
    script = f"""
import sys
sys.modules["matplotlib"] = None
import stagehold
planned = stagehold.plan({str(project / "examples" / "two-stages")!r}, seconds=20)
assert len(planned.frame()) == 2
try:
    planned.plot()
except stagehold.NotSupported as said:
    print(said)
"""
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "plots need matplotlib, which is not installed here: install stagehold[notebook]" in ended.stdout


def test_days_beyond_the_reach_of_nanoseconds_stay_days() -> None:
    from stagehold.services.notebook.frames import Kind, Rows

    frame = Rows({"day": Kind.DAY, "count": Kind.COUNT}, [(date(9999, 12, 31), 1), (None, None)]).frame()
    assert frame.day[0].date() == date(9999, 12, 31)
    assert frame.day[1] is pd.NaT
    assert str(frame["count"].dtype) == "Int64"


LEASE = """
stagehold: 1
studios: [{id: lot, name: Lot, country: JP, time_zone: Asia/Tokyo}]
spaces: [{id: a, studio: lot, kind: stage, name: A}]
leases:
  - {id: l, lessee: Us, spaces: [a], term: 2027-01-01/2036-12-31, currency: USD,
     rent: [{from: 2027-01-01, amount: 50000, every: P1Y, when: advance}],
     accounting: {rate: 0.05, compounding: effective, initial_direct_costs: 20000, incentives: 5000}}
"""

CAUSE = """
risks:
  - {id: script, kind: own, why: scripts are late, ready_shift: {kind: triangular, low: 0, mode: 7, high: 60}}
"""
