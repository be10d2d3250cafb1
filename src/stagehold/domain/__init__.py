"""What Stagehold knows: frozen records and arithmetic, without I/O.

Nothing here reads a file, a clock, the environment or a random source.
"""
