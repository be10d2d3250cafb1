"""Days as the page counts them."""

from __future__ import annotations

from datetime import date

EPOCH = date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """A day as a number: days from 1970-01-01, before it negative."""
    return day.toordinal() - EPOCH
