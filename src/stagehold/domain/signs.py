"""Signs that no text keeps: they move a terminal's cursor, turn a line around, are not seen, or are no text at all.

Each is the inside of a class of a regular expression, which Python and JSON schemas read alike.
"""

from __future__ import annotations

_UNSEEN = r"\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"

UNKEPT_IN_TEXT = rf"\x00-\x08\x0b-\x1f{_UNSEEN}"  # which may have several lines
UNKEPT_IN_LINE = rf"\x00-\x1f{_UNSEEN}"
NO_TEXT = r"\ufffe\uffff\ud800-\udfff"  # no JSON and no database takes them
