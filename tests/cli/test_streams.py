"""Two streams, signals and odd terminals: the installed program as a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cli.calling import SCRIPT, Call

EAST_ASIA = ("east-asia", "--json", "--time-limit", "300", "--workers", "1")


def started(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [SCRIPT, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def test_a_program_gets_one_object_on_standard_output_and_nothing_else(start: Call, lot: Path) -> None:
    said = start("plan", lot, "--json")
    assert (said.code, said.err) == (0, "")
    assert said.data()["objective"] == 126
    assert said.out.endswith("}\n")


def test_the_module_starts_the_same_program(start: Call, lot: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "stagehold", "check", lot], capture_output=True, text=True, timeout=120
    )
    said = start("check", lot)
    assert (ended.returncode, ended.stdout, ended.stderr) == (said.code, said.out, said.err)


@pytest.mark.parametrize("arguments", [("footprint",), ("footprint", "--json"), ("check", "--json")])
def test_a_reader_that_has_read_enough_is_no_error(examples: Path, arguments: tuple[str, ...]) -> None:
    command, *options = arguments
    with started(command, examples / "east-asia", *options) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        words = process.stderr.read()
    assert process.returncode == 0
    assert "Traceback" not in words
    assert "BrokenPipe" not in words


# A device that is always full where the system has one, and a file that nobody may write to on any system.
UNWRITABLE = [(os.devnull, "r"), *([("/dev/full", "w")] if Path("/dev/full").exists() else [])]


@pytest.mark.parametrize(("device", "mode"), UNWRITABLE)
@pytest.mark.parametrize("command", ["footprint", "plan"])
def test_output_that_cannot_be_written_is_said_and_ends_with_3(lot: Path, command: str, device: str, mode: str) -> None:
    with Path(device).open(mode, encoding="utf-8") as target:
        ended = subprocess.run([SCRIPT, command, lot], stdout=target, stderr=subprocess.PIPE, text=True, timeout=120)
    assert ended.returncode == 3
    assert ended.stderr.splitlines()[-1].startswith("stagehold: cannot write to standard output (")
    assert "Traceback" not in ended.stderr


def test_with_standard_output_closed_it_ends_with_3(lot: Path) -> None:
    command = ["sh", "-c", '"$0" "$@" >&-', str(SCRIPT), "plan", str(lot), "--json"]
    ended = subprocess.run(command, stderr=subprocess.PIPE, text=True, timeout=120)
    assert (ended.returncode, ended.stderr) == (3, "stagehold: standard output is closed; nothing was done\n")


def test_what_was_written_is_told_although_the_answer_cannot_be(lot: Path, tmp_path: Path) -> None:
    address = tmp_path / "desk.sqlite"
    command = [SCRIPT, "desk", "import", lot, "--desk", address, "--json"]
    with Path(os.devnull).open(encoding="utf-8") as shut:
        ended = subprocess.run(command, stdout=shut, stderr=subprocess.PIPE, text=True, timeout=120)
    assert ended.returncode == 3
    assert ended.stderr.splitlines()[-1].endswith("; event 1 was written")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8", "cp932"])
def test_a_terminal_of_another_encoding_gets_escapes_and_json_stays_json(
    start: Call, examples: Path, encoding: str
) -> None:
    world = {**os.environ, "PYTHONIOENCODING": encoding}
    ended = subprocess.run(
        [SCRIPT, "sources", examples / "harbour-lot", "lighthouse-1", "--json"],
        capture_output=True,
        env=world,
        timeout=120,
    )
    assert ended.returncode == 0
    assert "灯台" in json.dumps(json.loads(ended.stdout.decode(encoding)), ensure_ascii=False)
    ended = subprocess.run(
        [SCRIPT, "slate", examples / "harbour-lot", "--lang", "ja"], capture_output=True, env=world, timeout=120
    )
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_a_second_interruption_ends_the_command_without_a_plan(examples: Path) -> None:
    name, *options = EAST_ASIA
    process = started("plan", examples / name, *options)
    # Nothing tells from outside when the search has begun; an interruption before it says the same as the second.
    for wait in [4] + 600 * [1]:
        try:
            process.communicate(timeout=wait)
            break
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
    assert process.returncode in (0, 2)
