"""Writes batches until it is killed, and says after each which event is written: a program for the tests.

python -m store.writing ADDRESS NAME
"""

from __future__ import annotations

import sys
from itertools import count

from stagehold.store import Written, open_store
from store.made import hold


def main(address: str, name: str) -> None:
    """Appends batches of 1 to 8 events, each with a key."""
    with open_store(address) as store:
        for turn in count(1):
            with store.append() as tail:
                numbers = range(tail.number + 1, tail.number + 1 + turn % 8 + 1)
                tail.write([Written(hold(number), f"{name}/{number}", "f", b"{}") for number in numbers])
            sys.stdout.write(f"{numbers[-1]}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
