"""The command line; ``main`` is the program ``stagehold``."""

from stagehold.cli.entry import main

__all__ = ["main"]
