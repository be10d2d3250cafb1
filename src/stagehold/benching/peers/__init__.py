"""Other planners, each a program of its own that imports nothing of Stagehold.

A file here is run in an environment that holds its library (``requirements/bench.txt``), as ``python FILE INSTANCE.json
SECONDS WORKERS SEED``. It prints one JSON object a line: ``{"seconds", "value"}`` for each better plan, where the
library tells, and at the end ``{"stays", "seconds", "bound", "library"}``. The clock starts when the instance has been
read and the library is loaded; the time to build the model counts, as it does for us.
"""
