"""The benchmark of advice: the months searched by us, and the same program given whole to CP-SAT and to HiGHS."""
