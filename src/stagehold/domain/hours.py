"""The hours of a working day during which a desk answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

HOURS_FORM = "local hours from opening to closing, as 09:00-18:00; 00:00-24:00 is the whole day"
_HOURS = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)", re.ASCII)
_WHOLE_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class BusinessHours:
    """From ``opens`` up to ``closes``, in minutes after local midnight; 1440 is the end of the day.

    Raises
    ------
    ValueError
        If it does not close later than it opens, on the same day.
    """

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= _WHOLE_DAY:
            raise ValueError(f"{str(self)!r}: it closes later than it opens, at 24:00 at the latest")

    def on(self, day: date) -> tuple[datetime, datetime]:
        """Opening and closing on a day, both as its clock shows them, without a time zone."""
        midnight = datetime.combine(day, time())
        return midnight + timedelta(minutes=self.opens), midnight + timedelta(minutes=self.closes)

    def __str__(self) -> str:
        opens, closes = divmod(self.opens, 60), divmod(self.closes, 60)
        return f"{opens[0]:02}:{opens[1]:02}-{closes[0]:02}:{closes[1]:02}"


ALL_HOURS = BusinessHours(0, _WHOLE_DAY)


def parse_hours(text: str) -> BusinessHours:
    """Read ``09:00-18:00``.

    Raises
    ------
    ValueError
        If the text is of another form, or names no hours.
    """
    match = _HOURS.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not {HOURS_FORM}")
    hour, minute, last_hour, last_minute = map(int, match.groups())
    if minute > 59 or last_minute > 59:
        raise ValueError(f"{text!r}: an hour has minutes 00 to 59")
    return BusinessHours(hour * 60 + minute, last_hour * 60 + last_minute)
