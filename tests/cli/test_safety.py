"""backup and restore on the command line, and the desk over HTTP as a process."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from cli.calling import SCRIPT, Said
from cli.desk_calls import LOT, AtDesk


def test_a_backup_brings_a_desk_back(desk: AtDesk, tmp_path: Path) -> None:
    held = desk.hold("gull", "a", "2027-05-01", "2027-05-10")
    copy = tmp_path / "copy.sqlite"
    assert desk.call("backup", desk.path, copy, "--json").data() == {"number": 2, "file": str(copy)}
    desk("release", held)
    back = AtDesk(desk.call, tmp_path / "back.sqlite")
    assert desk.call("restore", copy, back.path, "--json").data() == {"number": 2, "desk": str(back.path)}
    assert back.lines(held) == [("a", "2027-05-01", "2027-05-11", "hold")]
    assert back.data("check") == {"number": 2, "faults": []}


def test_a_desk_that_was_cut_to_nothing_is_told_from_one_that_is_well(desk: AtDesk, tmp_path: Path) -> None:
    lost = AtDesk(desk.call, tmp_path / "lost.sqlite")
    lot = tmp_path / "lot.yaml"
    lot.write_text(LOT, encoding="utf-8")
    Path(lost.path).touch()
    for command in (("show",), ("check",), ("queue", "a"), ("release", "b2"), ("import", lot)):
        said = lost(*command, code=2)
        assert "lost.sqlite is empty: there is no desk in it" in said.err
    assert desk.call("serve", "--desk", lost.path, "--port", 0).code == 2
    assert desk.call("backup", lost.path, tmp_path / "copy.sqlite").code == 2
    assert Path(lost.path).stat().st_size == 0


def test_nothing_is_replaced_unless_told(desk: AtDesk, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    assert desk.call("backup", desk.path, copy).code == 0
    for command in (("backup", desk.path, copy), ("restore", copy, desk.path)):
        said = desk.call(*command)
        assert said.code == 2
        assert "(--replace)" in said.err
        assert desk.call(*command, "--replace").code == 0


def test_a_desk_moves_from_a_file_to_postgresql_and_back(desk: AtDesk, postgres_url: str, tmp_path: Path) -> None:
    held = desk.hold("gull", "a", "2027-05-01", "2027-05-10")
    assert desk.call("backup", desk.path, tmp_path / "copy.sqlite").code == 0
    assert desk.call("restore", tmp_path / "copy.sqlite", postgres_url).code == 0
    server = AtDesk(desk.call, postgres_url)
    behind = server.hold("tern", "a", "2027-05-01", "2027-05-10")
    assert [server.data("show", id_)["lines"][0]["rank"] for id_ in (held, behind)] == [1, 2]
    assert desk.call("backup", postgres_url, tmp_path / "again.sqlite").code == 0
    assert desk.call("restore", tmp_path / "again.sqlite", desk.path, "--replace").code == 0
    assert desk.data("state") == server.data("state")
    assert server.data("check") == {"number": 3, "faults": []}


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("backup", "none.sqlite", "copy.sqlite"), 3),
        (("backup", "desk.sqlite", "none/copy.sqlite"), 3),
        (("backup", "desk.sqlite", "desk.sqlite", "--replace"), 2),
        (("backup", "portfolio.yaml", "copy.sqlite"), 2),
        (("backup", "mysql://x", "copy.sqlite"), 2),
        (("restore", "none.sqlite", "new.sqlite"), 3),
        (("restore", "portfolio.yaml", "new.sqlite"), 2),
        (("restore", "desk.sqlite", "none/new.sqlite"), 3),
        (("restore", "desk.sqlite", "."), 3),
    ],
)
def test_what_cannot_be_is_said(
    desk: AtDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], code: int
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "portfolio.yaml").write_text("stagehold: 1\n" * 100, encoding="utf-8")
    said = desk.call(*command)
    assert (said.code, said.out) == (code, "")
    assert said.err.startswith("stagehold: ")


def test_a_served_desk_prints_a_link_that_signs_in_once_and_ends_by_a_signal(desk: AtDesk) -> None:
    process = subprocess.Popen(
        [SCRIPT, "serve", "--desk", desk.path, "--port", "0", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        text = ""
        while not text.endswith("}\n"):
            text += process.stdout.readline()
        place = json.loads(text)
        assert place["link"].startswith(f"{place['origin']}/start/")
        with urllib.request.urlopen(f"{place['origin']}/health", timeout=20) as answer:
            assert json.load(answer) == {"status": "ok"}
        # The command line writes beside the server.
        held = desk.hold("gull", "a", "2027-05-01", "2027-05-10")
        assert desk.lines(held) == [("a", "2027-05-01", "2027-05-11", "hold")]
    finally:
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, "stopped; everything that was asked has been written\n")


def test_a_server_ends_when_its_desk_is_replaced(desk: AtDesk, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    held = desk.hold("gull", "a", "2027-05-01", "2027-05-10")
    assert desk.call("backup", desk.path, copy).code == 0
    desk("release", held)
    command = [SCRIPT, "serve", "--desk", desk.path, "--port", "0", "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        while process.stdout.readline() != "}\n":
            pass
        assert desk.call("restore", copy, desk.path, "--replace").code == 0
        _, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 3
    assert err == (f"stagehold: {desk.path} was restored from a backup meanwhile: open it again\n")


def test_a_server_says_that_its_desk_is_new(desk: AtDesk, tmp_path: Path) -> None:
    command = [SCRIPT, "serve", "--desk", tmp_path / "misspelt.sqlite", "--port", "0", "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    while process.stdout.readline() != "}\n":
        pass
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=60)
    assert f"there is nothing in the desk at {tmp_path}/misspelt.sqlite yet: a new one" in err


def test_a_server_that_cannot_be_is_said(desk: AtDesk, tmp_path: Path) -> None:
    assert desk.call("serve", "--desk", tmp_path, "--port", 0).code == 3
    said = desk.call("serve", "--desk", desk.path, "--host", "0.0.0.0", "--port", 0)
    assert said.code == 2
    assert "passwords would travel in the clear" in said.err
    settings = tmp_path / "settings.toml"
    settings.write_text("prot = 80\n", encoding="utf-8")
    assert desk.call("serve", "--desk", desk.path, "--settings", settings).code == 2
    assert desk.call("serve", "--settings", tmp_path / "none.toml").code == 3


def test_the_owner_is_given_a_password(desk: AtDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    def typed(text: str, *arguments: str, code: int = 0) -> Said:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        return desk("password", *arguments, code=code)

    assert typed("correct horse battery\n").err == "owner signs in with the new password from now on\n"
    assert "a password has" in typed("short\n", code=2).err
    assert "there is no user 'ann'" in typed("correct horse battery\n", "ann", code=2).err
