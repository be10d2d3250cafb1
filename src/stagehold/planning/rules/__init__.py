"""The rules of a plan as constraints, one a file; ``planning.audit`` holds the same rules as checks."""
