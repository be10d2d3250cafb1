"""Whatever is typed at the desk ends with one of four exit codes and in words, never in a traceback."""

from __future__ import annotations

import io
import json
import os
import subprocess
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cli.calling import SCRIPT, Call
from cli.desk_calls import MONDAY, AtDesk, new_desk
from stagehold.cli.desk import COMMANDS
from stagehold.cli.entry import program, run

# No NUL: no system can hand one to a program.
TEXTS = ["", " ", "\udcff", "gull", "Gull Pictures", "a\nb", "--", "-", "🎬", "../..", "{}", "x" * 5_000, "%s"]
ODD_DAYS = ["2027-02-30", "0001-01-01", "9999-12-31", "2027", "20270501", "soon"]
DAYS = [f"2027-{month}-{day}" for month in ("04", "05", "06") for day in ("01", "02", "09", "10", "28")]
NUMBERS = ["0", "1", "-1", "3", "9" * 30, "1e9", "nan", "x", "٣"]
MOMENTS = [MONDAY, "2027-03-01", "2", "0", "99", "9999-12-31T23:59-23:59", "0001-01-01T00:00+23:59", "now"]
SPACES, PARTIES, BOOKINGS = ["a", "b", "c"], ["gull", "Tern Films", "wren"], ["b2", "b3", "b6", "b7", "b8", "b9", "b10"]
LINES = [f"{booking}.{number}" for booking in BOOKINGS for number in (1, 2)]
WANTED = [
    "a:2027-05-01..2027-05-02", "b:2027-05-01..9999-12-30:build", "c:2027-06-01..2027-06-09:shoot",
    "b:2027-04-02..2027-04-20", "a:2027-05-02..2027-05-01", "a:..", "q:1..2:x",
]  # fmt: skip
# What fits in the place of a name; anything else may stand there too.
FITTING = {
    "booking": BOOKINGS, "line": LINES, "lines": [*LINES, *SPACES], "first": DAYS, "last": DAYS, "party": PARTIES,
    "space": SPACES, "studio": ["lot"], "policy": ["rules", "tokyo", "los-angeles"], "closure": ["closure-5"],
    "challenge": ["c4", "c6", "c7", "c8"], "condition": ["deposit"], "answer": ["confirm", "stand", "release"],
    "portfolio": ["{folder}/portfolio.yaml"], "target": ["out", "out.yaml", "out.pdf"], "plan": ["{folder}/plan.json"],
    "kind": ["stage", "studio", "party", "space"], "id_": ["a", "lot", "gull"], "file": ["x.ics", "no/x.ics"],
    "user": ["owner", "ann"], "record": BOOKINGS, "joint_with": BOOKINGS, "phase": ["build", "shoot"],
    "seen_by": PARTIES, "layers": ["lines", "leases"], "state": ["all", "hold"], "as_of": MOMENTS, "days": ["1", "5"],
    "flexible": ["0", "9"], "stages": ["1", "2"], "most": ["1", "7"], "after": ["0", "3"], "country": ["JP", "KR"],
    "min_area": ["700 m2", "big"], "min_height": ["9 m"], "form": ["csv", "yaml"], "lang": ["ja", "ko"],
}  # fmt: skip
ANYTHING = [*TEXTS, *ODD_DAYS, *NUMBERS, *MOMENTS, *WANTED, *LINES]
PLACES = ["{folder}/none.sqlite", "{folder}", "{folder}/portfolio.yaml", "mysql://x"]


def member(name: str) -> click.Command:
    desk = program.get_command(click.Context(program), "desk")
    assert isinstance(desk, click.Group)
    found = desk.get_command(click.Context(desk), name)
    assert found is not None
    return found


PARAMETERS = {name: [item for item in member(name).params if item.name not in ("desk", "now")] for name in COMMANDS}


def values(name: str | None) -> st.SearchStrategy[str]:
    fitting = st.sampled_from(FITTING.get(name or "", TEXTS))
    return st.integers(0, 9).flatmap(lambda chance: fitting if chance else st.sampled_from(ANYTHING))


@st.composite
def calls(draw: st.DrawFn) -> list[str]:
    """A command of the desk with values that mostly fit, in the places where they belong; now and then anything."""
    name = draw(st.sampled_from(list(COMMANDS)))
    typed: list[str] = []
    for item in PARAMETERS[name]:
        if isinstance(item, click.Option):
            if item.required or draw(st.integers(0, 4)) == 0:
                typed += [item.opts[0]] if item.is_flag else [item.opts[0], draw(values(item.name))]
        elif item.name in ("wanted", "what"):
            typed += draw(st.one_of(st.tuples(values("space"), values("first"), values("last")), several(WANTED)))
        elif item.nargs == -1:
            typed += draw(several(FITTING["lines"]))
        elif item.required or draw(st.booleans()):
            typed.append(draw(values(item.name)))
    for _ in range(draw(st.sampled_from([0] * 12 + [1, 2]))):
        typed.insert(
            draw(st.integers(0, len(typed))), draw(st.text(st.characters(exclude_characters="\0"), max_size=8))
        )
    if typed and draw(st.integers(0, 19)) == 0:
        typed.pop(draw(st.integers(0, len(typed) - 1)))
    return [name, *typed]


def several(texts: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(texts), max_size=2)


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with a hold, another behind it, a challenge and a closure, in a folder of its own."""
    folder = tmp_path_factory.mktemp("fuzz")
    address = new_desk(folder)
    for typed in (
        ["hold", "a", "2027-05-01", "2027-05-10", "--for", "gull"],
        ["hold", "a", "2027-05-03", "2027-05-12", "--for", "tern"],
        ["challenge", "b3"],
        ["close", "c", "2027-05-01", "2027-05-02"],
    ):
        assert run(["desk", *typed, "--desk", str(address), "--now", MONDAY, "--json"]) == 0
    plan = {"party": "gull", "placements": []}
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    return folder


@settings(max_examples=5 * settings.default.max_examples)
@given(typed=calls(), place=st.integers(0, 39), now=st.sampled_from([MONDAY] * 8 + MOMENTS))
def test_words_at_random_never_end_in_a_traceback(
    typed: list[str], place: int, now: str, fuzzed: Path, capsys_like: Callable[[Sequence[str]], tuple[int, str, str]]
) -> None:
    where = ["--desk", str(fuzzed / "desk.sqlite")]
    if place < len(PLACES):
        where = ["--desk", PLACES[place].format(folder=fuzzed)]
    told = [text.replace("{folder}", str(fuzzed)) for text in typed]
    arguments = ["desk", *told, *([] if typed[0] == "policies" else [*where, "--now", now])]
    code, out, err = capsys_like(arguments)
    assert code in (0, 1, 2, 3), arguments
    if code in (2, 3):
        assert err, arguments
    if asks_for_json(arguments) and "--help" not in arguments:
        data = json.loads(out)
        if code in (2, 3):
            assert list(data) == ["error", "findings"], arguments
        elif "error" in data:
            assert (code, data["error"]["code"] in ("refused", "plan-broken", "overlap")) == (1, True), arguments


def asks_for_json(arguments: Sequence[str]) -> bool:
    """Whether --json stands there as an option, not as the value of another one or behind all options."""
    flags = ("--json", "--overwrite", "--displace", "--one-of")
    return any(
        text == "--json" and "--" not in arguments[:index] and (before in flags or not before.startswith("--"))
        for index, (before, text) in enumerate(pairwise(arguments), 1)
    )


@pytest.fixture(scope="module")
def capsys_like(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Sequence[str]], tuple[int, str, str]]:
    """The program inside this process and in a folder of its own; hypothesis calls more often than a fixture lives."""
    folder = tmp_path_factory.mktemp("here")

    def called(arguments: Sequence[str]) -> tuple[int, str, str]:
        out, err, before = _stream(), _stream(), Path.cwd()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.stdout", out)
            patch.setattr("sys.stderr", err)
            patch.setattr("sys.stdin", io.StringIO("a new password\n"))
            os.chdir(folder)
            try:
                code = run(list(arguments))
            finally:
                os.chdir(before)
        return code, _text(out), _text(err)

    return called


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer: Any = stream.buffer
    return str(buffer.getvalue().decode("utf-8"))


def test_after_all_of_it_tables_and_journal_agree(fuzzed: Path, call: Call) -> None:
    data = call("desk", "check", "--desk", fuzzed / "desk.sqlite", "--now", "2027-06-01", "--json").data()
    assert data["faults"] == []


def test_real_processes_end_as_they_should(desk: AtDesk, tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    for name in random.sample(list(COMMANDS), 6):
        arguments = [name, *random.choices([*SPACES, *BOOKINGS, *DAYS, *WANTED], k=random.randrange(4))]
        ended = subprocess.run(
            [SCRIPT, "desk", *arguments, *([] if name == "policies" else ["--desk", desk.path])],
            capture_output=True,
            input="",
            text=True,
            timeout=120,
            cwd=tmp_path,
        )
        assert ended.returncode in (0, 1, 2, 3), arguments
        assert "Traceback" not in ended.stderr, arguments


# --- where there is no desk ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "code", "told"),
    [
        ("none.sqlite", 3, "there is no desk at none.sqlite: name another with --desk or STAGEHOLD_DESK, or begin one"),
        (".", 3, "is a folder"),
        ("lot.yaml", 2, "lot.yaml is not an SQLite database"),
        ("x" * 5_000, 3, "File name too long"),
        (":memory:", 2, "a desk is not kept at an address like ':memory:'"),
        ("mysql://host/desk", 2, "a desk is not kept at an address like 'mysql://'"),
        ("postgresql://127.0.0.1:1/desk", 3, "does not answer"),
        ("postgresql://ann:secret@127.0.0.1:1/desk", 3, "does not answer"),
    ],
)
def test_a_desk_that_is_not_there_is_said(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, code: int, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lot.yaml").write_text("stagehold: 1\n" * 100, encoding="utf-8")
    for command in (("desk", "show", "--desk", address), ("desk", "release", "b2", "--desk", address)):
        said = call(*command)
        assert (said.code, said.out) == (code, "")
        assert told in said.err
        assert "secret" not in said.err
        assert call(*command, "--json").data()["error"]["message"]
    assert sorted(item.name for item in tmp_path.iterdir()) == ["lot.yaml"]


def test_the_environment_says_where_the_desk_is(desk: AtDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STAGEHOLD_DESK", desk.path)
    assert desk.call("desk", "state", "--json").data()["number"] == 1
    monkeypatch.setenv("STAGEHOLD_DESK", "")
    assert desk.call("desk", "state", "--json").data()["number"] == 1  # desk.sqlite in this folder
    monkeypatch.setenv("STAGEHOLD_DESK", "none.sqlite")
    assert desk.call("desk", "state").code == 3


def test_who_asks_is_the_user_of_the_system_unless_told(desk: AtDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "ann")
    desk.hold("gull", "a", "2027-05-01", "2027-05-02")
    desk("hold", "b", "2027-05-01", "2027-05-02", "--for", "gull", "--by", "ben")
    assert [event["by"] for event in desk.data("journal")["events"]] == ["ann", "ann", "ben"]


def test_a_moment_is_read_or_refused(desk: AtDesk) -> None:
    desk.now = "yesterday"
    assert "--now: 'yesterday' is no moment; write a day as 2027-03-05" in desk("show", code=2).err


def test_an_unknown_command_is_answered_with_the_nearest(call: Call) -> None:
    said = call("desk", "holt", "a")
    assert said.code == 2
    assert "No command 'holt'. Did you mean 'hold'?" in said.err
    assert "hold and confirm at once" in call("desk", "--help").out
