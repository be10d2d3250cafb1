"""A process that is killed while it writes loses nothing it has answered for, and leaves a desk that agrees."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable

from stagehold.store import differences, open_store
from store.made import WORLD

Count = Callable[[int, int], int]


def killed_after(address: str, name: str, batches: int) -> int:
    """Starts the writer, kills it once it has written so many batches; the last event it said was written."""
    command = [sys.executable, "-m", "store.writing", address, name]
    with subprocess.Popen(command, env=WORLD, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for _ in range(batches):
            writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
        # What it said before it died counts as well.
        said = [line for line in writer.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
        assert writer.wait() == -signal.SIGKILL
    return int(said[-1]) if said else 0


def test_every_event_that_was_said_to_be_written_is_there_after_a_kill(address: str, count: Count) -> None:
    for turn in range(count(2, 60)):
        acknowledged = killed_after(address, f"writer-{turn}", batches=5 + turn * 3 % 11)
        with open_store(address) as store:
            number = store.number()
            assert number >= acknowledged
            assert [event.number for event in store.events()] == list(range(1, number + 1))
            assert differences(store.load(), store.rebuild()) == []
            with store.append() as tail:
                keys = tail.answered([(event.by, f"writer-{turn}/{event.number}") for event in store.events()])
            assert max((answered.number for answered in keys.values()), default=0) == number
            assert len(store.outbox.inbox("us", limit=1_000_000)) == number
