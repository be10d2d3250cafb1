"""Drawn events: puts and drops of drawn records of every kind, whether a desk would ever do them or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

from drawn import IDS, any_record, decimals, records, texts
from stagehold.desk.event import Change, Drop, Event, Put
from stagehold.desk.records import (
    Answer,
    Challenge,
    ChallengeState,
    DeskBooking,
    Line,
    Notice,
    PublishedPlan,
    Requirement,
    SpaceDays,
    Target,
)
from stagehold.domain.booking import Booking, LineState
from stagehold.domain.days import Span
from stagehold.domain.portfolio import TABLES, record_id
from stagehold.domain.scenario import Settings
from stagehold.domain.studio import PhaseKind

_KIND_OF = {type_: kind for kind, type_ in TABLES.values()}
_DESK_IDS = st.sampled_from(["1", "2", "3", "b-港", "x'y", 'q"', "back\\slash", "{a,b}", "NULL"])
_SPACES = st.sampled_from(["a", "b", "第1", "{", "null"])


def moments() -> st.SearchStrategy[datetime]:
    """Moments in UTC, to the microsecond."""
    return st.datetimes(datetime(1900, 1, 1), datetime(9999, 12, 30)).map(lambda moment: moment.replace(tzinfo=UTC))


@st.composite
def spans(draw: st.DrawFn, *, near: bool = False) -> Span:
    """Days, few of them; ``near`` ones often overlap, others may lie anywhere."""
    start = draw(st.dates(date(2027, 1, 1), date(2027, 1, 20)) if near else st.dates(max_value=date(9999, 12, 1)))
    return Span(start, start + timedelta(days=draw(st.integers(1, 9))))


_NEVER_CONFIRMED = st.sampled_from([state for state in LineState if state is not LineState.CONFIRMED])


def lines(states: st.SearchStrategy[LineState] = _NEVER_CONFIRMED, *, near: bool = False) -> st.SearchStrategy[Line]:
    """Lines."""
    return st.builds(
        Line,
        id=_DESK_IDS,
        booking=_DESK_IDS,
        space=_SPACES,
        span=spans(near=near),
        phase=st.none() | st.sampled_from(PhaseKind),
        state=states,
        place=st.integers(0, 2**40),
        until=st.none() | moments(),
        offered_until=st.none() | moments(),
        price=st.none() | decimals(0) | st.just(Decimal("1250.50")),
        group=st.none() | texts(),
        lease=st.none() | texts(),
    )


def bookings() -> st.SearchStrategy[DeskBooking]:
    """Bookings."""
    requirement = st.builds(
        Requirement,
        kind=texts(),
        share=st.none() | decimals(0, 1),
        deadline=st.none() | moments(),
        met=st.none() | moments(),
    )
    some = st.lists(_DESK_IDS, max_size=2).map(tuple)
    return st.builds(
        DeskBooking,
        id=_DESK_IDS,
        party=texts(),
        production=st.none() | texts(),
        title=st.none() | texts(),
        one_of=some,
        joint=some,
        conditions=st.lists(requirement, max_size=2).map(tuple),
        missed=st.lists(requirement, max_size=2).map(tuple),
        currency=st.sampled_from([None, "JPY"]),
        made=st.none() | moments(),
        by=texts(),
        renewed=st.integers(0, 3),
        plan=st.none() | st.integers(1, 9),
    )


def challenges() -> st.SearchStrategy[Challenge]:
    """Challenges."""
    target = st.builds(
        Target,
        line=_DESK_IDS,
        booking=_DESK_IDS,
        answer=st.none() | st.sampled_from(Answer),
        answered=st.none() | moments(),
        settled=st.booleans(),
    )
    return st.builds(
        Challenge,
        id=_DESK_IDS,
        booking=_DESK_IDS,
        days=st.lists(st.builds(SpaceDays, space=_SPACES, span=spans()), max_size=2).map(tuple),
        made=moments(),
        state=st.sampled_from(ChallengeState),
        targets=st.lists(target, max_size=2).map(tuple),
        deadline=st.none() | moments(),
        confirm_by=st.none() | moments(),
    )


def plans() -> st.SearchStrategy[PublishedPlan]:
    """Published plans."""
    plain = st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(2**53), 2**53)
        | st.floats(allow_nan=False, allow_infinity=False)
        | texts(),
        lambda inside: st.lists(inside, max_size=2) | st.dictionaries(texts(), inside, max_size=2),
        max_leaves=5,
    )
    return st.builds(
        PublishedPlan,
        id=_DESK_IDS,
        number=st.integers(1, 99),
        party=texts(),
        made=moments(),
        by=texts(),
        plan=st.dictionaries(texts(), plain, max_size=3),
    )


@cache
def puts(*, near: bool = False) -> st.SearchStrategy[Put]:
    """Puts of any kind of record."""
    facts = any_record().filter(lambda record: not isinstance(record, Booking))
    return st.one_of(
        st.builds(Put, kind=st.just("line"), record=lines(near=near)),
        st.builds(Put, kind=st.just("booking"), record=bookings()),
        st.builds(Put, kind=st.just("challenge"), record=challenges()),
        st.builds(Put, kind=st.just("plan"), record=plans()),
        st.builds(Put, kind=st.just("settings"), record=records(Settings, IDS)),
        facts.map(lambda record: Put(kind=_KIND_OF[type(record)], record=record)),
    )


@st.composite
def changes(draw: st.DrawFn, known: dict[tuple[str, str], str | None]) -> Change:
    """A put, or the drop of something that may be there; a line keeps its booking, and its id once it is dropped."""
    droppable = [key for key, _ in known.items() if key[0] != "settings"]
    if droppable and draw(st.integers(0, 4)) == 0:
        kind, id_ = draw(st.sampled_from(droppable))
        return Drop(kind=kind, id=id_)
    put = draw(puts())
    record: Any = put.record
    if put.kind == "line":
        booking = known.setdefault(("line", record.id), record.booking)
        return Put(kind="line", record=replace(record, booking=booking))
    if put.kind != "settings":
        known.setdefault((put.kind, record_id(record)), None)
    return put


@st.composite
def event_sequences(draw: st.DrawFn, most: int = 6) -> list[Event]:
    """Events 1, 2, 3, …; their moments rise, and some are equal."""
    known: dict[tuple[str, str], str | None] = {}
    notices = st.builds(
        Notice,
        party=texts(),
        kind=texts(),
        booking=st.none() | _DESK_IDS,
        challenge=st.none() | _DESK_IDS,
        facts=st.lists(st.tuples(texts(), texts()), max_size=2).map(tuple),
        ends=st.none() | moments(),
    )
    times = sorted(draw(st.lists(moments(), max_size=most)))
    return [
        Event(
            number=number,
            at=at,
            by=draw(texts()),
            what=draw(texts()),
            why=draw(st.none() | texts()),
            studio=draw(st.none() | texts()),
            made=tuple(draw(st.lists(_DESK_IDS, max_size=2))),
            changes=tuple(draw(changes(known)) for _ in range(draw(st.integers(0, 4)))),
            notices=tuple(draw(st.lists(notices, max_size=2))),
        )
        for number, at in enumerate(times, 1)
    ]
