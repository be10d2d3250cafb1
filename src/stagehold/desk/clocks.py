"""When a clock ends: lengths of time laid from a moment, or back from a day, in a studio's own time.

Moments come in and go out in UTC; a studio without a time zone keeps UTC. A day of the studio is turned into a moment
in one way everywhere: the first moment at which its clock shows that time or a later one. So a time that the clock
skips in spring is the moment of the change, and of a time shown twice in autumn the first is meant.

``Policy.clock`` rules the clocks that somebody has to answer by (``end_of``). How long a hold or a quotation lasts
(``wall_end``), and how long before a day something happens (``before_day``), is counted in calendar days under
any policy: the published rules speak of weeks and days there, and of business days for answers alone.

An end beyond the calendar is ``NEVER``, a beginning before it ``ALWAYS``.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from stagehold.desk.workdays import is_working_day, next_working_day
from stagehold.domain.booking import ClockKind, Policy
from stagehold.domain.days import Duration, add_months
from stagehold.domain.hours import ALL_HOURS
from stagehold.domain.studio import Studio

# Two days from the ends of the calendar, so that any zone can show them.
NEVER = datetime(9999, 12, 30, tzinfo=UTC)
ALWAYS = datetime(1, 1, 3, tzinfo=UTC)

_SECOND = timedelta(seconds=1)


def local(studio: Studio, moment: datetime) -> datetime:
    """The same moment as the studio's clock shows it."""
    return moment.astimezone(_zone(studio))


def midnight(studio: Studio, day: date) -> datetime:
    """The moment at which this day begins at the studio."""
    return _moment(studio, datetime.combine(day, time()))


def end_of(policy: Policy, studio: Studio, start: datetime, length: Duration) -> datetime:
    """When a clock of ``length`` that starts at ``start`` ends, by the policy's kind of clock.

    Raises
    ------
    NotSupported
        Under business hours, if the public holidays of the studio are not known.
    """
    if policy.clock is ClockKind.BUSINESS:
        return business_end(policy, studio, start, length)
    return wall_end(studio, start, length)


def wall_end(studio: Studio, start: datetime, length: Duration) -> datetime:
    """``length`` after ``start``: months and days lead to the same local time, hours are hours that pass.

    A later start ends later, but for two whims of the calendar: of two starts within the hour that an autumn repeats
    the later may show an earlier time, and several days of a long month lead to the last one of a short month.
    """
    try:
        end = start.astimezone(UTC)
        if length.months or length.days:
            here = _shown(studio, start)
            end = _moment(studio, datetime.combine(length.after(here.date()), here.time()))
        return min(end + timedelta(hours=length.hours), NEVER)
    except OverflowError:
        return NEVER


def business_end(policy: Policy, studio: Studio, start: datetime, length: Duration) -> datetime:
    """``length`` after ``start``, counted in business hours of working days.

    A start outside these hours counts from the next opening. A day leads to the same local time of the next working
    day (a week is seven such days; a month is one of the calendar, and leads on to the next opening if need be); then
    hours pass within business hours only, so that an end may be the hour of closing. Where the policy states no
    business hours, all hours of a working day are.

    Raises
    ------
    NotSupported
        If the public holidays of the studio are not known.
    """
    try:
        day, moment = _open(policy, studio, start.astimezone(UTC))
        if length.months:
            later = datetime.combine(add_months(day, length.months), _shown(studio, moment).time())
            day, moment = _open(policy, studio, _moment(studio, later))
        if length.days:
            day = next_working_day(studio, day, length.days)
            moment = _moment(studio, datetime.combine(day, _shown(studio, moment).time()))
        return min(_hours_later(policy, studio, day, moment, timedelta(hours=length.hours)), NEVER)
    except OverflowError:
        return NEVER


def before_day(studio: Studio, first_day: date, length: Duration) -> datetime:
    """``length`` before ``first_day`` begins at the studio: months and days of the calendar, hours off its clock.

    ``P7D`` is midnight seven days before, ``P6DT12H`` noon of the seventh day before.
    """
    try:
        day = add_months(first_day, -length.months) - timedelta(days=length.days)
        return _moment(studio, datetime.combine(day, time()) - timedelta(hours=length.hours))
    except OverflowError:
        return ALWAYS


def _hours_later(policy: Policy, studio: Studio, day: date, moment: datetime, left: timedelta) -> datetime:
    """``left`` business hours after a moment within those of ``day``."""
    while left:
        closing = _window(policy, studio, day)[1]
        if left <= closing - moment:
            return moment + left
        left -= closing - moment
        day, moment = _next_opening(policy, studio, day)
    return moment


def _open(policy: Policy, studio: Studio, moment: datetime) -> tuple[date, datetime]:
    """The moment itself if it lies within business hours, else the next opening; and the day of these hours."""
    day = _shown(studio, moment).date()
    if is_working_day(studio, day):
        opening, closing = _window(policy, studio, day)
        if max(moment, opening) < closing:
            return day, max(moment, opening)
    return _next_opening(policy, studio, day)


def _next_opening(policy: Policy, studio: Studio, day: date) -> tuple[date, datetime]:
    """The first working day after ``day``, and when it opens; a day whose clock skips its hours has none."""
    while True:
        day = next_working_day(studio, day, 1)
        opening, closing = _window(policy, studio, day)
        if opening < closing:
            return day, opening


def _window(policy: Policy, studio: Studio, day: date) -> tuple[datetime, datetime]:
    """Opening and closing on a day."""
    opening, closing = (policy.business_hours or ALL_HOURS).on(day)
    return _moment(studio, opening), _moment(studio, closing)


@cache
def _zone_named(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _zone(studio: Studio) -> ZoneInfo:
    return _zone_named(studio.time_zone or "UTC")


def _shown(studio: Studio, moment: datetime) -> datetime:
    """The studio's clock at that moment, without its zone."""
    return local(studio, moment).replace(tzinfo=None)


def _moment(studio: Studio, shown: datetime) -> datetime:
    """The first moment at which the studio's clock shows this time or a later one."""
    if not ALWAYS.replace(tzinfo=None) < shown < NEVER.replace(tzinfo=None):
        return ALWAYS if shown.year == 1 else NEVER
    zone = _zone(studio)
    moment = shown.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == shown:
        return moment
    # The clock skips this time: the change lies between the two ways of reading it.
    early, late = shown.replace(tzinfo=zone, fold=1).astimezone(UTC).replace(microsecond=0), moment
    while late - early > _SECOND:
        middle = early + timedelta(seconds=(late - early) // _SECOND // 2)
        if middle.astimezone(zone).replace(tzinfo=None) >= shown:
            late = middle
        else:
            early = middle
    return late.replace(microsecond=0)
