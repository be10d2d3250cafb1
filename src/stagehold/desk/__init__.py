"""The desk: who holds which space when, in which order, and what they must do by when.

Rules are functions over a state (``state.Desk``) and a clock; nothing here reads the time, a file or a database.
"""
