"""Clocks end when a person with a calendar and a wall clock says they do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from desk.deskhouse import (
    CAIRO,
    LONDON,
    LORD_HOWE,
    LOS_ANGELES,
    NOWHERE,
    OFFICE,
    SAO_PAULO,
    SEOUL,
    STUDIOS,
    TOKYO,
    WALL,
    at,
    long,
    office,
    studio,
)
from stagehold.desk import clocks
from stagehold.desk.workdays import is_working_day, next_working_day, working_days_between
from stagehold.domain.booking import Policy
from stagehold.domain.days import Duration
from stagehold.domain.errors import NotSupported
from stagehold.domain.hours import ALL_HOURS, BusinessHours, parse_hours
from stagehold.domain.scenario import WorkWeek
from stagehold.domain.studio import Studio
from stagehold.planning.worktime import working_days

MINUTE = timedelta(minutes=1)

# --- days and hours spelled out ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "start", "length", "end"),
    [
        pytest.param(LOS_ANGELES, "2027-03-05T17:30", "PT24H", "2027-03-06T17:30", id="24 hours run over a weekend"),
        pytest.param(
            LOS_ANGELES, "2027-03-13T17:30", "PT24H", "2027-03-14T18:30", id="and pass though an hour is skipped"
        ),
        pytest.param(LOS_ANGELES, "2027-03-13T17:30", "P1D", "2027-03-14T17:30", id="a day leads to the same time"),
        pytest.param(LOS_ANGELES, "2027-03-13T02:30", "P1D", "2027-03-14T03:00", id="of a skipped time to the change"),
        pytest.param(
            LOS_ANGELES, "2027-11-06T01:30", "P1D", "2027-11-07T01:30", id="of a time shown twice to the first"
        ),
        pytest.param(LONDON, "2027-01-31T12:00", "P1M", "2027-02-28T12:00", id="a short month ends on its last day"),
        pytest.param(TOKYO, "2027-04-28T10:00", "P1W", "2027-05-05T10:00", id="holidays do not stop a wall clock"),
        pytest.param(TOKYO, "2027-04-28T10:00", "P1M1DT2H", "2027-05-29T12:00", id="months, then days, then hours"),
        pytest.param(NOWHERE, "2027-04-28T10:00", "P1DT1H", "2027-04-29T11:00", id="a studio without a zone keeps UTC"),
    ],
)
def test_a_wall_clock_ends(place: Studio, start: str, length: str, end: str) -> None:
    assert clocks.end_of(WALL, place, at(place, start), long(length)) == at(place, end)


@pytest.mark.parametrize(
    ("place", "start", "length", "end"),
    [
        pytest.param(SEOUL, "2027-03-04T10:00", "PT8H", "2027-03-04T18:00", id="an end may be the hour of closing"),
        pytest.param(SEOUL, "2027-03-04T10:00", "PT9H", "2027-03-05T10:00", id="hours go on the next morning"),
        pytest.param(SEOUL, "2027-03-05T17:00", "PT2H", "2027-03-08T10:00", id="hours stop over a weekend"),
        pytest.param(SEOUL, "2027-02-26T17:00", "PT2H", "2027-03-02T10:00", id="and over Independence Movement Day"),
        pytest.param(SEOUL, "2027-03-03T09:00", "PT24H", "2027-03-05T15:00", id="24 hours are business hours"),
        pytest.param(SEOUL, "2027-03-04T17:59", "P1D", "2027-03-05T17:59", id="a day leads to the next working day"),
        pytest.param(SEOUL, "2027-03-05T12:00", "P1D", "2027-03-08T12:00", id="over a weekend"),
        pytest.param(SEOUL, "2027-03-04T18:00", "P1D", "2027-03-08T09:00", id="from closing on it counts from opening"),
        pytest.param(SEOUL, "2027-03-06T12:00", "P1D", "2027-03-09T09:00", id="on a Saturday from Monday"),
        pytest.param(SEOUL, "2027-03-04T06:00", "PT1H", "2027-03-04T10:00", id="before opening from opening"),
        pytest.param(SEOUL, "2027-03-04T12:00", "P1W", "2027-03-15T12:00", id="a week is seven working days"),
        pytest.param(SEOUL, "2027-02-05T12:00", "P1M", "2027-03-05T12:00", id="a month is one of the calendar"),
        pytest.param(SEOUL, "2027-01-28T12:00", "P1M", "2027-03-02T09:00", id="and leads on to the next opening"),
        pytest.param(TOKYO, "2027-04-28T17:00", "P1D", "2027-04-30T17:00", id="Golden Week, Showa Day"),
        pytest.param(TOKYO, "2027-04-30T17:00", "P1D", "2027-05-06T17:00", id="Golden Week, three holidays"),
        pytest.param(
            LOS_ANGELES, "2027-03-12T17:00", "PT2H", "2027-03-15T10:00", id="a skipped hour on a Sunday is none"
        ),
        pytest.param(LONDON, "2027-12-24T12:00", "P1D", "2027-12-29T12:00", id="Christmas on a Saturday moves"),
    ],
)
def test_a_business_clock_ends(place: Studio, start: str, length: str, end: str) -> None:
    assert clocks.end_of(OFFICE, place, at(place, start), long(length)) == at(place, end)


def test_without_business_hours_all_hours_of_a_working_day_count() -> None:
    friday = at(LOS_ANGELES, "2027-03-05T20:00")
    assert clocks.end_of(office(None), LOS_ANGELES, friday, long("PT24H")) == at(LOS_ANGELES, "2027-03-08T20:00")
    assert clocks.end_of(office(None), LOS_ANGELES, friday, long("P1D")) == at(LOS_ANGELES, "2027-03-08T20:00")


def test_a_holder_challenged_in_the_repeated_hour_of_a_working_day_keeps_every_hour() -> None:
    second = at(CAIRO, "2026-10-29T23:30", fold=1)  # the clock goes back at midnight, so 23:00 comes twice
    assert clocks.end_of(office(None), CAIRO, second, long("PT1H")) == at(CAIRO, "2026-10-30T00:30")
    assert clocks.end_of(WALL, CAIRO, second, long("PT1H")) == second + timedelta(hours=1)


@pytest.mark.parametrize(
    ("first_day", "length", "end"),
    [
        ("2027-06-17", "P7D", "2027-06-10T00:00"),
        ("2027-06-17", "P6DT12H", "2027-06-10T12:00"),
        ("2027-06-17", "PT36H", "2027-06-15T12:00"),
        ("2027-03-31", "P1M", "2027-02-28T00:00"),
        ("2027-03-18", "P3DT12H", "2027-03-14T12:00"),  # the day has 23 hours, and noon is noon
        ("2027-03-14", "P7D", "2027-03-07T00:00"),
    ],
)
def test_before_a_day_is_counted_on_the_calendar_and_the_clock(first_day: str, length: str, end: str) -> None:
    assert clocks.before_day(LOS_ANGELES, date.fromisoformat(first_day), long(length)) == at(LOS_ANGELES, end)


def test_a_day_without_midnight_begins_when_its_clock_starts() -> None:
    assert clocks.midnight(SAO_PAULO, date(2018, 11, 4)) == at(SAO_PAULO, "2018-11-04T01:00")


def test_ends_beyond_the_calendar_never_come() -> None:
    start = at(TOKYO, "2027-06-17T12:00")
    assert clocks.end_of(WALL, TOKYO, start, long("P9000Y")) == clocks.NEVER
    assert clocks.end_of(WALL, TOKYO, start, long("PT999999H")) < clocks.NEVER
    assert clocks.end_of(WALL, TOKYO, datetime(9999, 12, 31, 20, tzinfo=UTC), long("P1D")) == clocks.NEVER
    assert clocks.end_of(OFFICE, TOKYO, start, long("P9000Y")) == clocks.NEVER
    assert clocks.before_day(TOKYO, date(2027, 6, 17), long("P9000Y")) == clocks.ALWAYS
    assert clocks.before_day(TOKYO, date(1, 1, 2), long("P1D")) == clocks.ALWAYS
    assert [clocks.local(place, clocks.NEVER).year for place in STUDIOS] == [9999] * len(STUDIOS)
    assert [clocks.local(place, clocks.ALWAYS).year for place in STUDIOS] == [1] * len(STUDIOS)


@pytest.mark.parametrize(
    ("place", "day", "says"),
    [
        (studio("ZZ", None, None), date(2027, 6, 17), "no public holidays are known for country 'ZZ'"),
        (studio("US", "XX", None), date(2027, 6, 17), "no region 'XX' of US is known; allowed: AK"),
        (TOKYO, date(2150, 6, 17), "public holidays of JP are known for 1949 to"),
    ],
)
def test_unknown_holidays_stop_a_business_clock_by_name(place: Studio, day: date, says: str) -> None:
    with pytest.raises(NotSupported, match=says.replace(".", r"\.")):
        clocks.end_of(OFFICE, place, datetime.combine(day, time(), tzinfo=UTC), long("P1D"))


# --- against a person with a calendar ---------------------------------------------------------------------------------

# Around changes of the clock, of the year, and anywhere.
_MOMENTS = st.one_of(
    st.datetimes(datetime(2015, 1, 1), datetime(2035, 12, 31)),
    st.sampled_from(
        [
            datetime(2027, 3, 12), datetime(2027, 3, 26), datetime(2027, 11, 5), datetime(2027, 10, 29),
            datetime(2027, 4, 28), datetime(2026, 10, 29), datetime(2027, 4, 29), datetime(2018, 11, 2),
            datetime(2027, 12, 30),
        ]
    ).flatmap(lambda day: st.integers(0, 4 * 24 * 60).map(lambda minutes: day + timedelta(minutes=minutes))),
)  # fmt: skip
_STARTS = _MOMENTS.map(lambda moment: moment.replace(second=0, microsecond=0, tzinfo=UTC))
_PLACES = st.sampled_from(STUDIOS)
_HOURS = st.one_of(
    st.none(),
    st.just(parse_hours("09:00-18:00")),
    st.builds(BusinessHours, st.integers(0, 719), st.integers(720, 1440)),
    st.sampled_from([parse_hours("02:15-02:45"), parse_hours("00:00-00:30"), parse_hours("23:30-24:00")]),
)
_OFFICES = _HOURS.map(lambda hours: office(None if hours is None else str(hours)))
_POLICIES = st.just(WALL) | _OFFICES


def _lengths(months: int = 14, days: int = 40, hours: int = 60) -> st.SearchStrategy[Duration]:
    parts = st.tuples(st.integers(0, months), st.integers(0, days), st.integers(0, hours)).filter(any)
    return parts.map(lambda part: Duration("drawn", *part))


def _shown(place: Studio, moment: datetime) -> datetime:
    return clocks.local(place, moment).replace(tzinfo=None)


@lru_cache(maxsize=100_000)
def first_showing(place: Studio, shown: datetime) -> datetime:
    """The first minute at which the clock shows this or more, looked for minute by minute."""
    moment = shown.replace(tzinfo=UTC) - timedelta(hours=14)  # no clock is further ahead
    while _shown(place, moment) < shown:
        moment += MINUTE
    return moment


def is_open(rules: Policy, place: Studio, moment: datetime) -> bool:
    """Whether the desk is there in the minute that begins at this moment."""
    shown = _shown(place, moment)
    if not is_working_day(place, shown.date()):
        return False
    hours = rules.business_hours or ALL_HOURS
    opening, closing = hours.on(shown.date())
    return first_showing(place, opening) <= moment < first_showing(place, closing)


def patient_end(rules: Policy, place: Studio, moment: datetime, length: Duration) -> datetime:
    """What somebody finds who waits minute by minute, and day by day on the calendar."""
    while not is_open(rules, place, moment):
        moment += MINUTE
    if length.days:
        shown = _shown(place, moment)
        day = shown.date()
        for _ in range(length.days):
            day += timedelta(days=1)
            while not is_working_day(place, day):
                day += timedelta(days=1)
        moment = first_showing(place, datetime.combine(day, shown.time()))
    left = length.hours * 60
    while left:
        left -= is_open(rules, place, moment)
        moment += MINUTE
    return moment


@given(_OFFICES, _PLACES, _STARTS, st.integers(0, 4), st.integers(0, 6))
@example(office(None), CAIRO, at(CAIRO, "2026-10-29T23:30", fold=1), 0, 1)
@example(office("02:15-02:45"), LORD_HOWE, at(LORD_HOWE, "2027-10-01T02:20"), 1, 1)
@example(office("00:00-00:30"), CAIRO, at(CAIRO, "2027-04-29T05:00"), 1, 0)  # Friday's clock skips these hours
def test_a_business_clock_ends_when_somebody_who_waits_says_so(
    rules: Policy, place: Studio, start: datetime, days: int, hours: int
) -> None:
    narrow = rules.business_hours is not None and rules.business_hours.closes - rules.business_hours.opens < 60
    length = Duration("drawn", 0, days, min(hours, 1) if narrow else hours)
    assume(length.days or length.hours)
    assert clocks.end_of(rules, place, start, length) == patient_end(rules, place, start, length)


@given(_PLACES, _STARTS, _lengths())
def test_a_wall_clock_shows_the_same_time_some_days_later_and_then_counts_hours(
    place: Studio, start: datetime, length: Duration
) -> None:
    end = clocks.end_of(WALL, place, start, length)
    if length.months or length.days:
        shown = _shown(place, start)
        day = length.after(shown.date())
        assert end - timedelta(hours=length.hours) == first_showing(place, datetime.combine(day, shown.time()))
    else:
        assert end - start == timedelta(hours=length.hours)


# --- what holds for all of them ---------------------------------------------------------------------------------------


@given(_POLICIES, _PLACES, _STARTS, _lengths())
def test_an_end_lies_after_its_start(rules: Policy, place: Studio, start: datetime, length: Duration) -> None:
    assert clocks.end_of(rules, place, start, length) > start


@given(_POLICIES, _PLACES, _STARTS, _lengths(), st.integers(0, 10), st.integers(0, 30))
def test_a_longer_clock_never_ends_earlier(
    rules: Policy, place: Studio, start: datetime, length: Duration, days: int, hours: int
) -> None:
    longer = Duration("longer", length.months, length.days + days, length.hours + hours)
    assert clocks.end_of(rules, place, start, length) <= clocks.end_of(rules, place, start, longer)


@given(_POLICIES, _PLACES, _STARTS, st.integers(0, 5 * 24 * 60), _lengths())
def test_a_later_start_never_ends_earlier(
    rules: Policy, place: Studio, start: datetime, minutes: int, length: Duration
) -> None:
    later = start + minutes * MINUTE
    # Several days of a long month lead to the last one of a short month: not within sight of its end.
    assume(not length.months or max(_shown(place, start).day, _shown(place, later).day) <= 18)
    early_end, late_end = (clocks.end_of(rules, place, moment, length) for moment in (start, later))
    if _shown(place, start) <= _shown(place, later):
        assert early_end <= late_end
    else:  # the clock went back in between, and a day later it shows the times of both starts in their own order
        assert early_end - late_end <= timedelta(hours=1)


@given(_OFFICES, _PLACES, _STARTS, _lengths(hours=200))
def test_a_business_clock_ends_within_business_hours(
    rules: Policy, place: Studio, start: datetime, length: Duration
) -> None:
    end = clocks.end_of(rules, place, start, length)
    hours = rules.business_hours or ALL_HOURS
    days = [_shown(place, end).date() - timedelta(days=back) for back in (0, 1)]  # closing at 24:00 shows the next day
    windows = [
        tuple(first_showing(place, shown) for shown in hours.on(day)) for day in days if is_working_day(place, day)
    ]
    assert any(opening <= end <= closing for opening, closing in windows)


@given(_PLACES, st.dates(date(2015, 1, 1), date(2035, 12, 31)))
def test_midnight_is_the_first_moment_of_its_day(place: Studio, day: date) -> None:
    begins = clocks.midnight(place, day)
    assert clocks.local(place, begins).date() == day
    assert clocks.local(place, begins - timedelta(seconds=1)).date() == day - timedelta(days=1)


@given(_PLACES, st.dates(date(2015, 1, 1), date(2035, 12, 31)), st.integers(0, 60), st.integers(0, 23))
def test_before_a_day_shows_the_hour_it_names(place: Studio, day: date, days: int, hours: int) -> None:
    assume(days or hours)
    shown = datetime.combine(day, time()) - timedelta(days=days, hours=hours)
    found = clocks.before_day(place, day, Duration("drawn", 0, days, hours))
    assert found == first_showing(place, shown)


@given(_PLACES, st.dates(date(2015, 1, 1), date(2035, 12, 31)), st.integers(1, 60))
def test_what_ends_so_long_after_the_midnight_so_long_before_ends_at_midnight(
    place: Studio, day: date, days: int
) -> None:
    length = Duration("drawn", 0, days, 0)
    before = clocks.before_day(place, day, length)
    assume(_shown(place, before).time() == time())  # a day may have no midnight
    assert clocks.wall_end(place, before, length) == clocks.midnight(place, day)


# --- working days -----------------------------------------------------------------------------------------------------


@given(_PLACES, st.dates(date(2015, 1, 1), date(2035, 12, 31)), st.integers(0, 500))
def test_working_days_are_those_that_plans_count(place: Studio, first: date, days: int) -> None:
    last = first + timedelta(days=days)
    planned = working_days(place.country, place.region or "", WorkWeek.FIVE, first.toordinal(), last.toordinal()).days
    found = [first + timedelta(days=number) for number in range(days + 1)]
    assert [day.toordinal() for day in found if is_working_day(place, day)] == list(planned)
    assert working_days_between(place, first, last + timedelta(days=1)) == len(planned)
    assert [next_working_day(place, first, count).toordinal() for count in (1, 3, 8)] == [
        working_days(
            place.country, place.region or "", WorkWeek.FIVE, first.toordinal() + 1, first.toordinal() + 60
        ).days[count - 1]
        for count in (1, 3, 8)
    ]  # fmt: skip


def test_no_working_day_lies_between_a_day_and_itself_or_an_earlier_one() -> None:
    assert working_days_between(SEOUL, date(2027, 3, 4), date(2027, 3, 4)) == 0
    assert working_days_between(SEOUL, date(2027, 3, 4), date(2027, 2, 1)) == 0
