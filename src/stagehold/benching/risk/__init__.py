"""The benchmark of risk: futures a second, against plain Python and against what the memory can move."""
