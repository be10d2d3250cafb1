"""Benchmarks of Stagehold against its goals and against other planners, and the instances they run on."""
