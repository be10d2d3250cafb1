"""Cursors: where a page of a long list ended, in a form that promises nothing."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode

from stagehold.web.problems import Trouble


def cursor_of(place: str) -> str:
    """The cursor that stands behind a place."""
    return urlsafe_b64encode(place.encode()).decode().rstrip("=")


def place_of(cursor: str) -> str:
    """The place behind which a cursor stands.

    Raises
    ------
    Trouble
        If it is none of ours.
    """
    try:
        return urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (ValueError, UnicodeDecodeError):
        raise Trouble("input", "the cursor is none of this API; leave it out to begin anew") from None


def number_of(cursor: str) -> int:
    """The same for a place that is a number."""
    place = place_of(cursor)
    if not place.isascii() or not place.isdecimal() or len(place) > 18:
        raise Trouble("input", "the cursor is none of this list; leave it out to begin anew")
    return int(place)
