"""How fast the board is: made data, a real browser, and vis-timeline beside it."""
