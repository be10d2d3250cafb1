"""What is wrong is said in words, with the nearest right one, and ends with the right exit code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import pytest

from cli.calling import TWO_STAGES, Call
from stagehold.cli.commands import Commands
from stagehold.cli.entry import COMMANDS, NOT_YET

THEIRS = """
parties: [{id: them, name: Them and Company}]
spaces: [{id: c, studio: lot, kind: stage, name: C}]
leases: [{id: lc, lessee: them, spaces: [c], term: 2027-01-05/2029-12-31}]
"""


@pytest.mark.parametrize(("typed", "meant"), [("plna", "plan"), ("foot-print", "footprint"), ("chek", "check")])
def test_a_mistyped_command_is_answered_with_the_nearest(call: Call, typed: str, meant: str) -> None:
    said = call(typed, "x")
    assert (said.code, said.out) == (2, "")
    assert f"No command '{typed}'. Did you mean '{meant}'?" in said.err


def test_a_mistyped_option_is_answered_with_the_nearest(call: Call, lot: Path) -> None:
    said = call("plan", lot, "--time-limt", "5")
    assert (said.code, said.out) == (2, "")
    assert "Did you mean '--time-limit'" in said.err


def test_a_command_of_a_later_version_is_refused_by_name() -> None:
    # Whether or not this version leaves one to a later: the way to refuse it stands.
    program = Commands(name="stagehold", table=COMMANDS, not_yet=(*NOT_YET, "later"))
    for name in (*NOT_YET, "later"):
        with pytest.raises(click.UsageError, match=f"'{name}' is not part of this version yet; it has: demo, init"):
            program.main([name, "x"], standalone_mode=False)


def test_help_lists_every_command_and_no_line_is_cut_short(call: Call) -> None:
    said = call("--help")
    assert (said.code, said.err) == (0, "")
    listed = said.out.partition("Commands:\n")[2]
    assert [line.split()[0] for line in listed.splitlines()] == list(COMMANDS)
    assert "..." not in listed


@pytest.mark.parametrize("party", ["them", "Them and Company"])
def test_a_lessee_is_named_by_id_or_by_name(call: Call, lot: Path, party: str) -> None:
    (lot / "others.yaml").write_text(THEIRS, encoding="utf-8")
    data = call("plan", lot, "--for", party, "--json").data()
    assert [(item["production"], item["stages"]) for item in data["placements"]] == [("p2", ["c"])]


def test_with_several_lessees_one_must_be_named(call: Call, lot: Path) -> None:
    (lot / "others.yaml").write_text(THEIRS, encoding="utf-8")
    said = call("plan", lot, "--json")
    assert said.code == 2
    assert "say for whom to plan with --for" in said.data()["error"]["message"]
    assert call("plan", lot, "--for", "Nobody").code == 2


@pytest.mark.parametrize("command", ["plan", "check", "footprint", "slate"])
def test_a_path_that_is_not_there_ends_with_3_and_an_error_for_programs(
    call: Call, tmp_path: Path, command: str
) -> None:
    said = call(command, tmp_path / "nowhere", "--json")
    assert said.code == 3
    assert said.data()["error"]["code"] == "unreadable"
    assert f"{tmp_path / 'nowhere'}: there is no such file or folder" in said.err


def test_paths_of_the_wrong_kind_are_told_apart(call: Call, lot: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert call("check", empty).code == 3
    for name in ("notes.txt", "old.xls", "table.csv", "macros.xlsm"):
        (tmp_path / name).write_bytes(b"x")
        assert call("check", tmp_path / name).code == 2
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    assert call("check", tmp_path / "broken.xlsx").code == 2
    assert call("export", lot, lot / "portfolio.yaml" / "deeper").code in (2, 3)


def test_a_file_too_large_is_refused_unread_and_the_limit_can_be_raised(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "portfolio.yaml"
    file.write_text(TWO_STAGES + "#" * 2**21, encoding="utf-8")
    said = call("check", file, "--max-mb", 1, "--json")
    assert said.code == 2
    assert [finding["rule"] for finding in said.data()["findings"]] == ["file-too-large"]
    assert call("check", file).code == 0


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", 2),
        ("{", 2),
        ("[]", 2),
        ("{}", 2),
        ('{"placements": 5}', 2),
        ('{"placements": [5]}', 2),
        ('{"placements": [{"production": "p1"}]}', 2),
        ('{"placements": [{"production": "p1", "need": "main", "stages": "a", "start": "x", "end": "y"}]}', 2),
        ("[" * 100_000, 2),
        (b"\xff\xfe\x00", 2),
        ('{"placements": []}', 0),
    ],
)
def test_a_baseline_that_is_no_plan_is_refused(call: Call, lot: Path, tmp_path: Path, written: Any, code: int) -> None:
    file = tmp_path / "plan.json"
    file.write_bytes(written if isinstance(written, bytes) else written.encode())
    said = call("plan", lot, "--baseline", file, "--json")
    assert said.code == code
    assert next(iter(said.data())) == ("error" if code else "status")


def test_a_plan_is_its_own_best_neighbour(call: Call, lot: Path, tmp_path: Path) -> None:
    first = call("plan", lot, "--json")
    file = tmp_path / "plan.json"
    file.write_text(first.out, encoding="utf-8")
    again = call("plan", lot, "--baseline", file, "--json").data()
    assert again["placements"] == first.data()["placements"]
    assert (again["terms"]["moved"], again["terms"]["shifted"]) == (0, 0)
    assert call("plan", lot, "--baseline", tmp_path, "--json").code == 3
    assert call("plan", lot, "--baseline", tmp_path / "none.json", "--json").code == 3


def test_a_picture_that_cannot_be_written_is_said_before_the_search(call: Call, lot: Path, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none" / "plan.svg", tmp_path / ("x" * 300)):
        said = call("plan", lot, "--picture", path, "--json")
        assert said.code == 3
        assert said.data()["error"]["code"] == "unreadable"


def test_no_plan_is_said_in_words_with_the_locks_and_the_rule(call: Call, lot: Path) -> None:
    locks = "locks: [{id: k1, production: p1, need: main, stages: [a], start: 2027-02-01},\n"
    locks += "        {id: k2, production: p2, need: main, stages: [a], start: 2027-02-05}]\n"
    (lot / "locks.yaml").write_text(locks, encoding="utf-8")
    for command in (("plan", lot), ("why", lot, "p1")):
        said = call(*command)
        assert said.code == 1
        assert (
            said.out == "There is no plan: locks and confirmed bookings contradict each other or a rule (infeasible).\n"
        )
        assert "locks.yaml:1: error: k1.p1.needs.main: lock-breaks-occupancy" in said.err
        assert "locks.yaml:2: error: k2.p2.needs.main: lock-breaks-occupancy" in said.err
