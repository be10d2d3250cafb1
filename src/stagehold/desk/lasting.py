"""How long a hold lasts: the time that the policy gives it, and the moments that its first day sets.

A hold must be confirmed or gone so long before its first day as the policy says, and at the latest as that day begins.
Where one of these moments has passed and the hold still stands, its turn to decide came later: the next moment counts.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from stagehold.desk import clocks
from stagehold.domain.booking import Policy
from stagehold.domain.days import Duration
from stagehold.domain.studio import Studio


def ends_of_date(policy: Policy, studio: Studio, first_day: date) -> list[datetime]:
    """The moments that the first day of a hold sets for it, the earliest first."""
    lengths = (policy.release_before, policy.decide_before)
    before = [clocks.before_day(studio, first_day, length) for length in lengths if length is not None]
    return sorted([*before, clocks.midnight(studio, first_day)])


def lasts_until(policy: Policy, studio: Studio, first_day: date, now: datetime) -> datetime | None:
    """When a hold made or renewed now ends by itself; None if its first day has begun."""
    ends = [moment for moment in ends_of_date(policy, studio, first_day) if moment > now]
    if ends and policy.hold_expiry is not None:
        ends.append(clocks.wall_end(studio, now, policy.hold_expiry))
    return min(ends, default=None)


def first_to_hold(policy: Policy, studio: Studio, today: date, now: datetime) -> date:
    """The first day from today on that a hold made now may begin on; of earlier ones it would have to be over."""
    day = today
    while ends_of_date(policy, studio, day)[0] <= now and day < date.max:
        day += timedelta(days=1)
    return day


def in_words(length: Duration) -> str:
    """A length as people say it: "12 months", "6 days and 12 hours"."""
    parts = [(length.months, "month"), (length.days, "day"), (length.hours, "hour")]
    return " and ".join(f"{number} {unit}{'' if number == 1 else 's'}" for number, unit in parts if number)


def turn_ends(policy: Policy, studio: Studio, first_day: date) -> datetime:
    """Until when a hold may wait for its turn to decide, after those before it have had theirs."""
    ends = [clocks.midnight(studio, first_day)]
    if policy.release_before is not None:
        ends.append(clocks.before_day(studio, first_day, policy.release_before))
    return min(ends)
