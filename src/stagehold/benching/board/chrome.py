"""A Chromium that is told what to do over a pipe, in its own protocol: no library lies between.

With ``--remote-debugging-pipe`` it reads JSON from file descriptor 3 and writes to 4; a zero byte ends each message.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from stagehold.benching.browser import FLAGS, NoBrowser

SECONDS_TO_ANSWER = 180.0  # a page of another that draws for half a minute answers nothing meanwhile
SECONDS_TO_END = 10.0
# Moves the two ends of the pipes to the numbers that Chromium expects, and becomes it.
_BECOME = (
    "import fcntl, os, sys\n"
    "ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]\n"
    "for number, end in zip((3, 4), ends): os.dup2(end, number)\n"
    "os.execv(sys.argv[3], sys.argv[3:])\n"
)


class Chrome:
    """A running browser: calls are answered in order, events are kept until somebody asks for them."""

    def __init__(self, process: subprocess.Popen[bytes], read_end: int, write_end: int) -> None:
        self._process = process
        self._read_end = read_end
        self._write_end = write_end
        self._rest = b""
        self._number = 0
        self._answers: dict[int, dict[str, Any]] = {}
        self.events: list[dict[str, Any]] = []

    def send(self, method: str, session: str | None = None, **given: Any) -> int:
        """Ask for something without waiting; the number of the answer to come."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": given}
        if session is not None:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._write_end, data) :]
        return self._number

    def call(self, method: str, session: str | None = None, **given: Any) -> dict[str, Any]:
        """Ask for something, and wait for the answer.

        Raises
        ------
        NoBrowser
            If it refuses, says nothing for long, or has ended.
        """
        return self.answer(self.send(method, session, **given), method)

    def answer(self, number: int, method: str = "", seconds: float = SECONDS_TO_ANSWER) -> dict[str, Any]:
        """Wait for one answer."""
        end = time.monotonic() + seconds
        while number not in self._answers:
            self._take_in(end - time.monotonic(), method)
        answer = self._answers.pop(number)
        if "error" in answer:
            raise NoBrowser(f"the browser refused {method}: {answer['error'].get('message')}")
        result: dict[str, Any] = answer["result"]
        return result

    def drain(self) -> None:
        """Take in what has come, without waiting; answers that nobody waits for are dropped."""
        while select.select([self._read_end], [], [], 0)[0]:
            self._take_in(0, "")
        self._answers.clear()

    def _take_in(self, seconds: float, method: str) -> None:
        ready, _, _ = select.select([self._read_end], [], [], max(0.0, seconds))
        if not ready:
            raise NoBrowser(f"the browser did not answer {method or 'anything'} in time")
        part = os.read(self._read_end, 1 << 20)
        if not part:
            raise NoBrowser(f"the browser ended with code {self._process.wait(SECONDS_TO_END)}")
        *whole, self._rest = (self._rest + part).split(b"\0")
        for text in whole:
            message = json.loads(text)
            if "id" in message:
                self._answers[message["id"]] = message
            else:
                self.events.append(message)


@contextmanager
def running_chrome(program: Path, size: tuple[int, int] = (1440, 900)) -> Iterator[Chrome]:
    """A browser with an empty profile of its own; ended and removed in the end.

    Raises
    ------
    NoBrowser
        If it does not start; the message holds the last it said.
    """
    child_reads, we_write = os.pipe()
    we_read, child_writes = os.pipe()
    with (
        tempfile.TemporaryDirectory(prefix="stagehold-chrome-", ignore_cleanup_errors=True) as folder,
        tempfile.TemporaryFile("w+b") as words,
    ):
        command = [sys.executable, "-I", "-S", "-c", _BECOME, str(child_reads), str(child_writes), str(program)]
        command += [*FLAGS, "--headless", "--remote-debugging-pipe", f"--user-data-dir={folder}"]
        command += [f"--window-size={size[0]},{size[1]}", "--hide-scrollbars", "about:blank"]
        process = subprocess.Popen(
            command, stdout=words, stderr=words, pass_fds=(child_reads, child_writes), start_new_session=True
        )
        os.close(child_reads)
        os.close(child_writes)
        chrome = Chrome(process, we_read, we_write)
        try:
            _first_answer(chrome, words)
            yield chrome
        finally:
            _end(chrome, process)
            os.close(we_read)
            os.close(we_write)


def _first_answer(chrome: Chrome, words: Any) -> None:
    try:
        chrome.call("Browser.getVersion")
    except (NoBrowser, OSError) as wrong:
        words.seek(0)
        said = words.read().decode(errors="replace").strip()[-1000:]
        raise NoBrowser(f"the browser does not start: {wrong}; it said: {said}") from wrong


def _end(chrome: Chrome, process: subprocess.Popen[bytes]) -> None:
    """Ask it to close, then insist: its helpers are in a group of their own."""
    with suppress(NoBrowser, OSError):
        chrome.send("Browser.close")
    try:
        process.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
