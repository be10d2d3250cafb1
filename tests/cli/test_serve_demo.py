"""serve --demo: something to look at, on a desk of its own that is gone afterwards."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import urllib.request
from pathlib import Path

from cli.calling import SCRIPT
from cli.desk_calls import AtDesk


def test_a_demonstration_is_planned_served_and_gone_afterwards(tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    (tmp_path / "desk.sqlite").write_text("somebody's own", encoding="utf-8")  # the usual desk is left alone
    world = {**os.environ, "TMPDIR": str(tmp_path / "tmp"), "STAGEHOLD_DESK": str(tmp_path / "desk.sqlite")}
    command = [SCRIPT, "serve", "--demo", "--port", "0", "--json"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path, env=world
    )
    assert process.stdout is not None
    try:
        text = ""
        while not text.endswith("}\n"):
            line = process.stdout.readline()
            assert line, process.communicate(timeout=30)[1]
            text += line
        place = json.loads(text)
        assert len(list((tmp_path / "tmp").glob("stagehold-demo-*/desk.sqlite"))) == 1
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        opener.open(place["link"], timeout=30).close()
        with opener.open(f"{place['origin']}/api/v1/board", timeout=30) as answer:
            board = json.load(answer)
        assert len(board["plans"]) == 1
        assert len(board["lines"]["id"]) > 100
    finally:
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert err.startswith("planning the East Asia example; whatever stands on its stages besides is invented\n")
    assert err.endswith("stopped; the demonstration is gone\n")
    assert list((tmp_path / "tmp").glob("stagehold-demo-*")) == []
    assert (tmp_path / "desk.sqlite").read_text(encoding="utf-8") == "somebody's own"


def test_a_demonstration_is_not_put_on_a_desk_that_is_in_use(desk: AtDesk) -> None:
    desk.hold("gull", "a", "2027-05-01", "2027-05-10")
    said = desk.call("serve", "--demo", "--desk", desk.path, "--port", "0")
    assert (said.code, said.out) == (2, "")
    assert "this desk is in use: a demonstration is shown on one of its own" in said.err


def test_an_address_that_is_taken_is_said_before_anything_is_planned(desk: AtDesk, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = desk.call("serve", "--demo", "--port", str(port))
    assert (said.code, said.out) == (3, "")
    assert f"127.0.0.1:{port} cannot be served" in said.err
    assert "planning" not in said.err
