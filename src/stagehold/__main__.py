"""``python -m stagehold`` is the program ``stagehold``."""

from stagehold.cli import main

main()
