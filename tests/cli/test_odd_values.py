"""Whatever is typed ends with one of four exit codes and in words, never in a traceback."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from cli.calling import Call
from stagehold.cli.entry import COMMANDS, NOT_YET

NUMBERS = ["nan", "inf", "-inf", "1e400", "-1", "0", "-0", "1e-400", "1e-9", "x", "", "٣", "1,5", "2**3", "9" * 400]
# No NUL: no system can hand one to a program.
TEXTS = ["", " ", "\udcff", "p1", "la", "Us", "a\nb", "--", "-", "🎬", "../..", "{}", "lease/la", "x" * 5_000]
OPTIONS = {
    "--for": TEXTS,
    "--time-limit": [*NUMBERS, "0.5"],
    "--iterations": [*NUMBERS, "5"],
    "--workers": [*NUMBERS, "257"],
    "--seed": [*NUMBERS, "2147483648"],
    "--max-mb": NUMBERS,
    "--year": [*NUMBERS, "2028"],
    "--on": ["2027-02-30", "2027", "20270101", "today", *TEXTS],
    "--today": TEXTS,
    "--market": TEXTS,
    "--lang": ["fr", "EN", *TEXTS],
    "--area": ["ha", *TEXTS],
    "--by": ["lot", *TEXTS],
    "--to": ["pdf", *TEXTS],
    "--baseline": TEXTS,
    "--picture": ["", ".", "/", "none/plan.svg", "x" * 300],
    "--json": None,
    "--nonsense": TEXTS,
}
# They draw for themselves (test_desk_refusals), write where they are told, or do not end by themselves.
ELSEWHERE = ("demo", "desk", "serve", "backup", "restore")
FLAGS = ["--json", "--json", "--help", "--version", "--overwrite"]


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "1e400", "-1", "0", "ten"])
def test_a_time_limit_is_a_finite_number_above_zero(call: Call, lot: Path, value: str) -> None:
    said = call("plan", lot, "--time-limit", value, "--json")
    assert said.code == 2
    assert said.data()["error"]["code"] == "usage"
    assert "--time-limit" in said.err


def test_a_seed_and_threads_have_limits_that_are_said(call: Call, lot: Path) -> None:
    for option, value in (("--seed", 2**31), ("--seed", -1), ("--workers", 0), ("--workers", 257)):
        assert call("plan", lot, option, value).code == 2
    assert call("plan", lot, "--seed", 2**31 - 1, "--json").data()["seed"] == 2**31 - 1


def test_a_path_that_is_not_utf_8_or_far_too_long_is_a_path_that_is_not_there(call: Call) -> None:
    for path in ("gone/\udcff", "gone/" + "x" * 5_000, "gone/" + "x/" * 3_000):
        said = call("check", path, "--json")
        assert said.code == 3
        assert said.data()["error"]["code"] == "unreadable"


def test_words_at_random_never_end_in_a_traceback(
    call: Call, lot: Path, count: Callable[[int, int], int], seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)
    paths = [str(lot), str(lot), str(lot / "portfolio.yaml"), str(tmp_path / "none"), *TEXTS]
    codes = set()
    for case in range(count(1_000, 20_000)):
        random = Random(f"{seed}/{case}")
        arguments = _drawn(random, paths)
        said = call(*arguments)
        codes.add(said.code)
        assert said.code in (0, 1, 2, 3), arguments
        if said.code in (2, 3):
            assert said.err, arguments
            if "--json" in arguments and "check" not in arguments:
                assert list(json.loads(said.out)) == ["error", "findings"], arguments
    assert codes >= {0, 2, 3}


def _drawn(random: Random, paths: list[str]) -> list[str]:
    """A command with wrong and right values; a search is kept short."""
    commands = [*(name for name in COMMANDS if name not in ELSEWHERE), *NOT_YET, random.choice(TEXTS)]
    command = random.choice(commands)
    wanted = {"import": 2, "export": 2, "sources": 2, "why": 2}.get(command, 1)
    places = [random.choice(paths[:4]) if random.random() < 0.8 else random.choice(paths)]
    # The second path of import and export stays inside the folder of the test.
    second = ["out", "out.xlsx", "out.pdf"] if command in ("import", "export") else TEXTS
    places += [random.choice(second) for _ in range(wanted - 1)]
    if command in ("init",):
        places = [random.choice(["fresh", str(paths[0]), "deep/er"])]
    if random.random() < 0.1:
        places.pop()
    options = []
    for name in random.sample(sorted(OPTIONS), random.choice([0, 1, 1, 2])):
        values = OPTIONS[name]
        options += [name] if values is None else [name, random.choice(values)]
    if random.random() < 0.4:
        options.append(random.choice(FLAGS))
    if command in ("plan", "why") and "--time-limit" not in options:
        options += ["--time-limit", "0.3"]
    arguments = [command, *places, *options]
    if random.random() < 0.1:
        random.shuffle(arguments)
    return arguments
