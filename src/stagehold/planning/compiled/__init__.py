"""The compiled search and bound: arrays of a problem, and the loops over them.

The loops are plain Python over numpy arrays; numba compiles them. Without compiling they give the same answers, slower.
"""
