"""The clocks of the model: hour by hour on the wall of a studio in Tokyo, which keeps no summer time.

Written from SPEC §3 alone; shares nothing with the rules. Lengths are whole days and hours, moments whole hours.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from stagehold.domain.booking import ClockKind, Policy
from stagehold.domain.days import Duration

AHEAD = timedelta(hours=9)  # of UTC
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Public holidays of Japan in the months the model plays in, from the Cabinet Office's list for 2027.
HOLIDAYS = {date(2027, 4, 29), date(2027, 5, 3), date(2027, 5, 4), date(2027, 5, 5)}


def on_the_wall(moment: datetime) -> datetime:
    """What the studio's clock shows."""
    return moment.replace(tzinfo=None) + AHEAD


def moment_of(shown: datetime) -> datetime:
    """When the studio's clock shows this."""
    return (shown - AHEAD).replace(tzinfo=UTC)


def today(moment: datetime) -> date:
    """The day it is at the studio."""
    return on_the_wall(moment).date()


def midnight(day: date) -> datetime:
    """When a day begins at the studio."""
    return moment_of(datetime.combine(day, time()))


def calendar_later(start: datetime, length: Duration) -> datetime:
    """So many days and hours later, all of them counted."""
    return start + length.days * DAY + length.hours * HOUR


def before(first: date, length: Duration) -> datetime:
    """So many days and hours before a day begins."""
    return midnight(first) - length.days * DAY - length.hours * HOUR


def later(policy: Policy, start: datetime, length: Duration) -> datetime:
    """When a clock ends that somebody has to answer by."""
    if policy.clock is ClockKind.WALL:
        return calendar_later(start, length)
    shown = on_the_wall(start)
    while not _answers(policy, shown):
        shown = _next_hour(shown)
    for _ in range(length.days):
        shown += DAY
        while not _works(shown.date()):
            shown += DAY
    for left in range(length.hours, 0, -1):
        shown += HOUR
        while left > 1 and not _answers(policy, shown):
            shown = _next_hour(shown)
    return moment_of(shown)


def _next_hour(shown: datetime) -> datetime:
    return shown.replace(minute=0) + HOUR


def _works(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def _answers(policy: Policy, shown: datetime) -> bool:
    """Whether the desk is there in the hour that begins now."""
    hours = policy.business_hours
    minute = shown.hour * 60 + shown.minute
    return _works(shown.date()) and (hours is None or hours.opens <= minute < hours.closes)
