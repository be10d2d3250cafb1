"""The compiled loops of risk: draws, and the repair of a plan in many futures at once.

Plain Python over numpy tables, compiled by numba; without compiling they give the same answers, slower.
"""
