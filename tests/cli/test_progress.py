"""What a search says of itself on standard error, and that standard output holds the answer alone."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from cli.calling import SCRIPT, Call
from cli.crowds import crowd
from stagehold.cli.progress import JsonWatch, Mode, PlainWatch, Watch, as_data, in_words, line, watch_of
from stagehold.planning.budget import Budget, Progress

KEYS = ["stage", "best", "bound", "gap", "placed", "productions", "seconds", "left"]
FULL = Progress(stage="search", best=36772.0, bound=30100.0, placed=803, productions=1000, seconds=12.4, left=17.6)


def test_all_that_is_known_stands_in_one_line() -> None:
    assert in_words(FULL) == "searching  best 36,772  bound 30,100  gap 18.1 %  803 of 1,000 placed  18 s left"


def test_what_is_not_known_yet_is_left_out() -> None:
    assert in_words(Progress(stage="read", seconds=3.2)) == "reading  3 s"
    assert in_words(Progress(stage="search", best=0.0, bound=0.0, left=5.0)) == (
        "searching  best 0  bound 0  gap 0.0 %  5 s left"
    )


def test_a_narrow_terminal_gets_what_matters_most() -> None:
    assert in_words(FULL, 60) == "searching  best 36,772  gap 18.1 %  18 s left"
    assert in_words(FULL, 34) == "searching  best 36,772  18 s left"
    assert in_words(FULL, 22) == "searching  best 36,772"
    assert in_words(FULL, 5) == "searching"  # cut by the terminal, not here


numbers = st.one_of(st.none(), st.floats(0, allow_nan=False), st.sampled_from([1e30, 10.0**300]))
progresses = st.builds(
    Progress,
    stage=st.sampled_from(["read", "search", "bound", "remedies", "a stage of another name"]),
    best=numbers,
    bound=numbers,
    placed=st.one_of(st.none(), st.integers(0, 10**6)),
    productions=st.one_of(st.none(), st.integers(0, 10**6)),
    seconds=st.floats(0, 1e7),
    left=st.one_of(st.none(), st.floats(0, 1e7)),
)


@given(progresses, st.integers(10, 200))
def test_the_line_keeps_to_the_width_of_the_terminal(progress: Progress, width: int) -> None:
    console = Console(file=io.StringIO(), width=width, force_terminal=True, color_system=None, highlight=False)
    console.print(line(progress, console))
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 1
    assert len(lines[0].rstrip()) < width


@given(progresses)
def test_an_object_has_all_keys_and_json_can_say_it(progress: Progress) -> None:
    data = as_data(progress)
    assert list(data) == KEYS
    assert json.loads(json.dumps(data, allow_nan=False)) == data


def test_the_mode_decides_who_watches() -> None:
    budget = Budget(seconds=None)
    kinds = {mode: type(watch_of(mode, budget)) for mode in Mode}
    assert kinds == {Mode.AUTO: PlainWatch, Mode.PLAIN: PlainWatch, Mode.JSON: JsonWatch, Mode.NONE: Watch}


def test_between_two_reports_time_goes_on_and_nothing_else() -> None:
    watch = Watch(Budget(seconds=None))
    watch.told(FULL)
    now = watch.now()
    assert (now.stage, now.best, now.bound, now.placed) == ("search", 36772.0, 30100.0, 803)
    assert now.seconds >= FULL.seconds
    assert now.left is not None
    assert FULL.left is not None
    assert now.left <= FULL.left


@pytest.mark.parametrize("command", [("plan",), ("why", "p1")])
def test_programs_get_an_object_a_line_and_one_object_as_the_answer(
    start: Call, tmp_path: Path, command: tuple[str, ...]
) -> None:
    folder = crowd(tmp_path, 70, 4)
    name, *rest = command
    options = ["--iterations", "20", "--workers", "1", "--json", "--progress", "json"]
    said = start(name, folder, *rest, *options)
    assert said.code == 0
    told = [json.loads(text) for text in said.err.splitlines() if text.startswith("{")]
    assert [list(item) for item in told if list(item) != KEYS] == []
    assert [item["stage"] for item in told][:2] == ["read", "question"]
    assert {"search", "bound"} <= {item["stage"] for item in told}
    assert {item["productions"] for item in told[2:]} == {70}
    best = [item["best"] for item in told if item["best"] is not None]
    assert best == sorted(best, reverse=True)
    assert said.data()["objective"] <= best[-1]


@pytest.mark.parametrize("mode", ["auto", "plain", "none"])
def test_a_short_search_says_nothing_beside_the_answer(start: Call, lot: Path, mode: str) -> None:
    said = start("plan", lot, "--json", "--progress", mode)
    assert (said.code, said.err, said.data()["objective"]) == (0, "", 126)


def test_another_word_for_progress_is_refused_with_those_allowed(call: Call, lot: Path) -> None:
    said = call("plan", lot, "--progress", "loud")
    assert said.code == 2
    assert "'auto', 'plain', 'json', 'none'" in said.all()


def test_on_a_terminal_one_line_renews_itself_and_goes_away(tmp_path: Path) -> None:
    folder = crowd(tmp_path, 70, 4)
    ours, theirs = pty.openpty()
    world = {**os.environ, "TERM": "xterm", "COLUMNS": "70", "NO_COLOR": "1"}
    command = [SCRIPT, "plan", folder, "--time-limit", "3", "--workers", "1", "--json"]
    file = tmp_path / "plan.json"
    with file.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=theirs, env=world) as process:
        os.close(theirs)
        shown = read_all(ours)
    answer = json.loads(file.read_text(encoding="utf-8"))
    assert (process.returncode, answer["seed"]) == (0, 0)
    texts = [re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text).strip() for text in re.split(r"[\r\n]", shown)]
    lines = [text for text in texts if text]
    assert any("searching  best" in text for text in lines)
    assert max(map(len, lines)) < 70
    assert shown.rstrip().endswith("\x1b[2K")  # the line is taken away at the end


def read_all(descriptor: int) -> str:
    """What was written to a terminal until its other end was closed."""
    pieces = []
    while True:
        try:
            piece = os.read(descriptor, 65536)
        except OSError:  # how Linux says that nobody has the other end any more
            break
        if not piece:
            break
        pieces.append(piece)
    os.close(descriptor)
    return b"".join(pieces).decode()
