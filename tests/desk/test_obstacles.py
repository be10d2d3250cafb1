"""What is in the way of a hold or a confirmation, and the nearest free days."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from desk.playing import Playing, days, portfolio
from drawn_desks import FIRST, PARTIES, SPACES, drawn_desk, some_day, some_span
from stagehold.desk.leased import leases_of
from stagehold.desk.obstacles import confirm_obstacles, hold_obstacles, nearest_free, queue_obstacles
from stagehold.desk.records import Line, SpaceDays
from stagehold.desk.refusal import Obstacle
from stagehold.desk.requests import Confirm
from stagehold.desk.shut import shut
from stagehold.desk.state import Desk
from stagehold.desk.step import policy_of
from stagehold.domain import edtf
from stagehold.domain.booking import AfterConfirm, LineState, Policy
from stagehold.domain.days import Span, parse_duration
from stagehold.domain.lease import Lease, LeaseKind
from stagehold.domain.production import After, Need, PhaseLength, Production
from stagehold.domain.provenance import Record
from stagehold.domain.studio import Closure, PhaseKind, Space, SpaceKind

LEASE = Lease(id="l", lessee="q", spaces=("a",), term=edtf.parse_interval("2027-03-10/2027-03-31"))
CLOSURE = Closure(id="c", space="a", from_=edtf.parse_date("2027-03-04"), to=edtf.parse_date("2027-03-05"))


def play(*records: Record, policy: Policy | None = None, turnover: int = 0) -> Playing:
    return Playing(portfolio(policy, *records, turnover=turnover), "2027-01-01 09:00")


def told(obstacles: tuple[Obstacle, ...]) -> list[tuple[str, str, str, str | None, str | None]]:
    """(kind, first day, last day, id, party) of each."""
    found = []
    for thing in obstacles:
        assert thing.span is not None
        last = thing.span.end - timedelta(days=1)
        found.append((thing.kind, str(thing.span.start), str(last), thing.id, thing.party))
    return found


def test_a_free_space_has_nothing_in_the_way() -> None:
    desk = play().desk
    assert hold_obstacles(desk, "p", "a", days("2027-03-01", "2027-03-31")) == ()
    assert confirm_obstacles(desk, "p", "a", days("2027-03-01", "2027-03-31")) == ()


def test_everything_in_the_way_is_named_with_its_days_and_whom_to_ask() -> None:
    game = play(LEASE, CLOSURE, turnover=1)
    booked = game.hold("r", "a", "2027-03-02", "2027-03-02")
    game.ask(Confirm(booking=booked))
    asked = days("2027-03-01", "2027-03-31")
    assert told(hold_obstacles(game.desk, "p", "a", asked)) == [
        ("lease", "2027-03-10", "2027-03-31", "l", "q"),
        ("closure", "2027-03-04", "2027-03-05", "c", None),
        ("booking", "2027-03-02", "2027-03-02", booked, "r"),
    ]
    assert told(hold_obstacles(game.desk, "q", "a", days("2027-03-10", "2027-03-12"))) == []


def test_clear_days_around_a_booking_are_in_the_way_of_others_and_not_of_itself() -> None:
    game = play(turnover=2)
    booked = game.hold("p", "a", "2027-03-10", "2027-03-11")
    game.ask(Confirm(booking=booked))
    before, after = days("2027-03-01", "2027-03-09"), days("2027-03-12", "2027-03-20")
    assert told(hold_obstacles(game.desk, "p", "a", before)) == [("turnover", "2027-03-08", "2027-03-09", booked, "p")]
    assert told(hold_obstacles(game.desk, "q", "a", after)) == [("turnover", "2027-03-12", "2027-03-13", booked, "p")]
    assert hold_obstacles(game.desk, "q", "a", days("2027-03-14", "2027-03-20")) == ()
    assert hold_obstacles(game.desk, "p", "a", after, game.desk.bookings[booked]) == ()


def test_a_policy_may_ask_for_more_clear_days_than_the_space() -> None:
    game = play(policy=Policy(id="rules", turnover_before=1, turnover_after=3), turnover=2)
    game.ask(Confirm(booking=game.hold("p", "a", "2027-03-10", "2027-03-10")))
    assert told(hold_obstacles(game.desk, "q", "a", days("2027-03-14", "2027-03-20")))[0][:3] == (
        "turnover",
        "2027-03-14",
        "2027-03-14",
    )
    assert hold_obstacles(game.desk, "q", "a", days("2027-03-15", "2027-03-20")) == ()


def test_no_clear_days_lie_between_needs_of_which_one_keeps_the_set_of_the_other() -> None:
    phases = (PhaseLength(PhaseKind.SHOOT, 5),)
    needs = (
        Need(id="main", phases=phases),
        Need(id="more", phases=phases, after=(After(need="main", keep=True),)),
        Need(id="last", phases=phases, after=(After(need="more"),)),
    )
    game = play(Production(id="show", needs=needs), turnover=1)
    main = game.hold("p", "a", "2027-03-01", "2027-03-05", production="show", need="main")
    game.ask(Confirm(booking=main))
    more = game.hold("p", "b", "2027-03-06", "2027-03-10", production="show", need="more")
    last = game.hold("p", "b", "2027-03-11", "2027-03-15", production="show", need="last")
    beside = days("2027-03-06", "2027-03-10")
    assert hold_obstacles(game.desk, "p", "a", beside, game.desk.bookings[more]) == ()
    assert [thing.kind for thing in hold_obstacles(game.desk, "p", "a", beside, game.desk.bookings[last])] == [
        "turnover"
    ]


def test_where_holds_wait_a_booking_is_in_the_way_of_confirming_only() -> None:
    game = play(policy=Policy(id="rules", after_confirm=AfterConfirm.WAIT))
    booked = game.hold("p", "a", "2027-03-10", "2027-03-11")
    game.ask(Confirm(booking=booked))
    asked = days("2027-03-01", "2027-03-31")
    assert hold_obstacles(game.desk, "q", "a", asked) == ()
    assert told(confirm_obstacles(game.desk, "q", "a", asked)) == [("booking", "2027-03-10", "2027-03-11", booked, "p")]


def test_a_line_is_not_in_its_own_way() -> None:
    game = play()
    booked = game.hold("p", "a", "2027-03-10", "2027-03-11")
    game.ask(Confirm(booking=booked))
    line = game.line(booked)
    assert confirm_obstacles(game.desk, "p", "a", line.span, line) == ()
    assert len(confirm_obstacles(game.desk, "p", "a", line.span)) == 1


def test_a_space_out_of_service_is_said_so() -> None:
    space = Space(id="a", studio="lot", kind=SpaceKind.STAGE, in_service=edtf.parse_interval("2027-02/2027-03"))
    desk = play(space).desk
    assert told(hold_obstacles(desk, "p", "a", days("2027-01-01", "2027-12-31"))) == [
        ("service", "2027-01-01", "2027-02-27", None, None),
        ("service", "2027-03-02", "2027-12-31", None, None),
    ]


def test_who_would_stand_before_a_party_is_told_first_calls_first() -> None:
    first_call = Lease(
        id="call",
        kind=LeaseKind.FIRST_CALL,
        lessee="q",
        spaces=("a",),
        term=edtf.parse_interval("2027-03-05/2027-03-31"),
    )
    game = play(first_call)
    held = game.hold("r", "a", "2027-03-01", "2027-03-31")
    asked = days("2027-03-04", "2027-03-06")
    assert told(queue_obstacles(game.desk, "p", "a", asked)) == [
        ("hold", "2027-03-05", "2027-03-06", "call", "q"),
        ("hold", "2027-03-04", "2027-03-06", held, "r"),
    ]
    assert told(queue_obstacles(game.desk, "q", "a", asked)) == [("hold", "2027-03-04", "2027-03-06", held, "r")]


def test_the_nearest_free_days_lie_before_and_after_and_nobody_holds_them() -> None:
    game = play(LEASE, CLOSURE)
    game.hold("q", "a", "2027-02-20", "2027-02-25")
    asked, today = days("2027-03-03", "2027-03-06"), date(2027, 2, 1)
    assert nearest_free(game.desk, "p", "a", asked, today) == (
        SpaceDays(space="a", span=days("2027-02-28", "2027-03-03")),
        SpaceDays(space="a", span=days("2027-03-06", "2027-03-09")),
    )
    assert nearest_free(game.desk, "p", "a", days("2027-03-01", "2027-03-10"), today) == (
        SpaceDays(space="a", span=days("2027-02-10", "2027-02-19")),
        SpaceDays(space="a", span=days("2027-04-01", "2027-04-10")),
    )


def test_no_days_are_told_that_are_past_or_farther_ahead_than_the_policy_lets() -> None:
    game = play(CLOSURE, policy=Policy(id="rules", holds_ahead=parse_duration("P1M")))
    asked = days("2027-03-03", "2027-03-06")
    assert nearest_free(game.desk, "p", "a", asked, date(2027, 3, 2)) == (
        SpaceDays(space="a", span=days("2027-03-06", "2027-03-09")),
    )
    assert nearest_free(game.desk, "p", "a", asked, date(2027, 2, 2)) == (
        SpaceDays(space="a", span=days("2027-02-28", "2027-03-03")),
    )


def test_a_change_of_the_lines_shows_at_the_next_look() -> None:
    game = play()
    asked, today = days("2027-03-03", "2027-03-06"), date(2027, 3, 3)
    after = SpaceDays(space="a", span=days("2027-03-04", "2027-03-07"))
    assert nearest_free(game.desk, "p", "a", asked, today) == (after,)
    with game.desk.change() as draft:
        draft.put("line", Line(id="x.1", booking="x", space="a", span=days("2027-03-07", "2027-03-08"), place=1))
        later = SpaceDays(space="a", span=days("2027-03-09", "2027-03-12"))
        assert nearest_free(game.desk, "p", "a", asked, today) == (later,)
        draft.take_back()
    assert nearest_free(game.desk, "p", "a", asked, today) == (after,)


# --- day by day -----------------------------------------------------------------------------------------------------


def gap_of(desk: Desk, space: str) -> int:
    """Clear days between two stays, as the space and its policy state them."""
    record, policy = desk.portfolio.spaces[space], policy_of(desk, space)
    return max(record.turnover_after, policy.turnover_after or 0) + max(
        record.turnover_before, policy.turnover_before or 0
    )


def in_the_way(desk: Desk, party: str, space: str, day: date) -> set[tuple[str, str | None]]:
    """(kind, id) of what keeps a party from having a day for sure."""
    found: set[tuple[str, str | None]] = set()
    for id_, _, span in leases_of(desk.portfolio).to_others(party, space):
        if span.start <= day < span.end:
            found.add(("lease", id_))
    for closed in shut(desk.portfolio, space):
        if closed.span.start <= day < closed.span.end:
            found.add(("service" if closed.closure is None else "closure", closed.closure))
    gap = timedelta(days=gap_of(desk, space))
    for line in desk.lines.values():
        if line.state is LineState.CONFIRMED and line.space == space:
            if line.span.start <= day < line.span.end:
                found.add(("booking", line.booking))
            elif line.span.start - gap <= day < line.span.end + gap:
                found.add(("turnover", line.booking))
    return found


def free_for_all(desk: Desk, party: str, space: str, day: date) -> bool:
    """Whether nobody has or holds the day."""
    held = any(
        line.state is LineState.HOLD and line.space == space and line.span.start <= day < line.span.end
        for line in desk.lines.values()
    )
    return not held and not in_the_way(desk, party, space, day) and not called(desk, party, space, day)


def called(desk: Desk, party: str, space: str, day: date) -> bool:
    """Whether a first call of another party stands on the day."""
    return any(thing.id and thing.id.startswith("lease-") for thing in one_day(desk, party, space, day))


def one_day(desk: Desk, party: str, space: str, day: date) -> tuple[Obstacle, ...]:
    return queue_obstacles(desk, party, space, Span(day, day + timedelta(days=1)))


def every_day(span: Span) -> list[date]:
    return [span.start + timedelta(days=number) for number in range(span.days)]


def test_what_is_in_the_way_of_confirming_is_so_day_by_day(count, seed) -> None:
    for case in range(count(150, 5_000)):
        random = Random(f"{seed}/{case}")
        desk = drawn_desk(random)
        party, space, span = random.choice(PARTIES), random.choice(SPACES), some_span(random)
        obstacles = confirm_obstacles(desk, party, space, span)
        waits = policy_of(desk, space).after_confirm is AfterConfirm.WAIT
        held = tuple(thing for thing in obstacles if thing.kind not in ("booking", "turnover") or not waits)
        assert hold_obstacles(desk, party, space, span) == held
        for day in every_day(span):
            told_then = {
                (thing.kind, thing.id)
                for thing in obstacles
                if thing.span is not None and thing.span.start <= day < thing.span.end
            }
            # A booking on some of the days asked for is named as that on these, and not again for those beside it.
            whole = {id_ for kind, id_ in told_then if kind == "booking"} | {
                thing.id for thing in obstacles if thing.kind == "booking"
            }
            expected = in_the_way(desk, party, space, day)
            assert told_then == {item for item in expected if item[0] != "turnover" or item[1] not in whole}, case


def test_the_nearest_free_days_are_found_day_by_day(count, seed) -> None:
    for case in range(count(60, 2_000)):
        random = Random(f"{seed}/{case}")
        desk = drawn_desk(random)
        party, space, span = random.choice(PARTIES), random.choice(SPACES), some_span(random, 10)
        today = min(some_day(random), FIRST + timedelta(days=40))
        far = policy_of(desk, space).holds_ahead
        last = date(2028, 3, 1) if far is None else far.after(today)
        free = {day for day in every_day(Span(today, date(2028, 4, 1))) if free_for_all(desk, party, space, day)}

        def fits(start: date, free: set[date] = free, length: int = span.days) -> bool:
            return all(start + timedelta(days=number) in free for number in range(length))

        found = nearest_free(desk, party, space, span, today)
        starts = [day for day in every_day(Span(today, date(2028, 3, 1))) if day <= last and fits(day)]
        before = [day for day in starts if day < span.start][-1:]
        after = [day for day in starts if day > span.start][:1]
        expected = [
            SpaceDays(space=space, span=Span(day, day + timedelta(days=span.days))) for day in (*before, *after)
        ]
        assert list(found) == expected, case
