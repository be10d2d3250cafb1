"""Searching for free stages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from random import Random

import pytest

from desk.playing import Playing, days, portfolio
from desk.test_obstacles import every_day, free_for_all, in_the_way
from drawn_desks import FIRST, PARTIES, SPACES, drawn_desk, some_day, some_span
from stagehold.desk.availability import search
from stagehold.desk.found import Found, Free, Taken
from stagehold.desk.obstacles import queue_obstacles
from stagehold.desk.requests import Confirm
from stagehold.desk.sought import Sought
from stagehold.desk.state import Desk
from stagehold.desk.step import policy_of
from stagehold.domain import edtf
from stagehold.domain.booking import LineState, Policy
from stagehold.domain.days import Span, parse_duration
from stagehold.domain.errors import InputError, NotSupported
from stagehold.domain.fields import Name
from stagehold.domain.lease import Lease
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.provenance import Assumption, Record
from stagehold.domain.quantities import Area, AreaBasis, AreaUnit, Length
from stagehold.domain.studio import Closure, PhaseKind, Space, SpaceKind, Studio
from stagehold.planning.plan import Reason, Why

TODAY = date(2027, 1, 1)
MARCH = days("2027-03-01", "2027-03-10")


def stage(id_: str, area: int | None = None, height: int | None = None, **more: object) -> Space:
    size = None if area is None else Area(Decimal(area))
    high = None if height is None else Length(Decimal(height))
    return replace(Space(id=id_, studio="lot", kind=SpaceKind.STAGE, area=size, clear_height=high), **more)  # type: ignore[arg-type]


def play(*records: Record, policy: Policy | None = None, turnover: int = 0) -> Playing:
    return Playing(portfolio(policy, *records, turnover=turnover), "2027-01-01 09:00")


def brief(found: Found) -> tuple[list[tuple[str, int]], list[tuple[str, str]], list[tuple[str, str]]]:
    """Free stages with the rank there, taken ones and unfit ones with the reason."""
    return (
        [("+".join(item.spaces), item.rank) for item in found.free],
        [("+".join(item.spaces), str(item.reason)) for item in found.taken],
        [(why.stage, str(why.reason)) for why in found.unfit],
    )


def test_free_stages_come_with_the_rank_that_a_hold_made_now_would_have() -> None:
    game = play()
    first = game.hold("q", "a", "2027-03-01", "2027-03-31")
    second = game.hold("r", "a", "2027-03-10", "2027-03-31")
    game.hold("q", "b", "2027-03-05", "2027-03-05")
    found = search(game.desk, Sought(party="p", span=MARCH), TODAY)
    assert brief(found) == ([("c", 1), ("b", 2), ("a", 3)], [], [])
    held = found.free[2]
    assert [(thing.kind, thing.id, thing.party) for thing in held.ahead] == [
        ("hold", first, "q"),
        ("hold", second, "r"),
    ]
    assert (held.before, held.after) == (days("2027-02-19", "2027-02-28"), days("2027-04-01", "2027-04-10"))
    assert found.free[0] == Free(spaces=("c",), span=MARCH, rank=1)


def test_taken_stages_say_what_is_in_the_way_and_when_they_are_free_next() -> None:
    lease = Lease(id="l", lessee="q", spaces=("a",), term=edtf.parse_interval("2027-03-10/2027-04-30"))
    closure = Closure(id="shut", space="b", from_=edtf.parse_date("2027-03-04"), to=edtf.parse_date("2027-03-05"))
    game = play(lease, closure)
    booked = game.hold("q", "c", "2027-03-02", "2027-03-02")
    game.ask(Confirm(booking=booked))
    found = search(game.desk, Sought(party="p", span=MARCH), TODAY)
    assert brief(found) == ([], [("a", "not-leased"), ("c", "taken"), ("b", "closed")], [])
    a, c, b = found.taken
    assert [(thing.kind, thing.id) for thing in (*a.obstacles, *c.obstacles, *b.obstacles)] == [
        ("lease", "l"),
        ("booking", booked),
        ("closure", "shut"),
    ]
    assert (a.before, a.after) == (days("2027-02-28", "2027-03-09"), days("2027-05-01", "2027-05-10"))
    assert (c.before, c.after) == (days("2027-02-20", "2027-03-01"), days("2027-03-03", "2027-03-12"))
    assert (b.before, b.after) == (days("2027-02-22", "2027-03-03"), days("2027-03-06", "2027-03-15"))
    assert brief(search(game.desk, Sought(party="q", span=MARCH), TODAY))[0] == [("a", 1)]


def test_stages_that_do_not_qualify_say_why_in_the_words_of_a_plan() -> None:
    stages = (
        stage("a", 500, 12, features=("tank",)),
        stage("b", 1200, 8, features=("tank",)),
        stage("c", 1200, 12),
        stage("d", None, 12, features=("tank",)),
        stage("e", 1200, 12, features=("tank",)),
    )
    sought = Sought(
        party="p", span=MARCH, min_area=Area(Decimal(1000)), min_height=Length(Decimal(10)), features=("tank",)
    )
    found = search(play(*stages).desk, sought, TODAY)
    assert brief(found)[0] == [("e", 1)]
    assert brief(found)[2] == [("a", "too-small"), ("b", "too-low"), ("c", "lacks"), ("d", "unknown")]
    assert (found.free_in_all, found.taken_in_all, found.unfit_in_all) == (1, 0, 4)


def test_an_area_on_another_basis_is_unknown_and_an_assumption_may_pin_it() -> None:
    gross = Area(Decimal(1200), AreaUnit.M2, AreaBasis.GROSS)
    pin = Assumption(id="pin", of="b.clear_height", value="11 m", why="measured")
    desk = play(stage("a", area=None), replace(stage("b", 1200), area=gross), stage("c", 1200), pin).desk
    effective = Area(Decimal(1000), AreaUnit.M2, AreaBasis.EFFECTIVE)
    assert brief(search(desk, Sought(party="p", span=MARCH, min_area=effective), TODAY))[0] == []
    published = Area(Decimal(1000))
    assert brief(search(desk, Sought(party="p", span=MARCH, min_area=published), TODAY))[0] == [("b", 1), ("c", 1)]
    high = Sought(party="p", span=MARCH, min_height=Length(Decimal(10)))
    assert brief(search(desk, high, TODAY))[0] == [("b", 1)]


def test_stages_that_open_into_each_other_may_make_up_the_area_together() -> None:
    desk = play(stage("a", 600, joins=("b",)), stage("b", 600), stage("c", 600)).desk
    found = search(desk, Sought(party="p", span=MARCH, min_area=Area(Decimal(1000))), TODAY)
    assert brief(found) == ([("a+b", 1)], [], [("a", "too-small"), ("b", "too-small"), ("c", "too-small")])


def test_several_stages_at_once_open_into_each_other() -> None:
    game = play(stage("a", joins=("b",)), stage("b", joins=("c",)), stage("c"))
    game.hold("q", "c", "2027-03-05", "2027-03-05")
    two = search(game.desk, Sought(party="p", span=MARCH, stages=2), TODAY)
    assert brief(two)[0] == [("a+b", 1), ("b+c", 2)]
    assert brief(search(game.desk, Sought(party="p", span=MARCH, stages=3), TODAY))[0] == [("a+b+c", 2)]
    assert search(game.desk, Sought(party="p", span=MARCH, stages=4), TODAY).free == ()


def test_too_many_sets_of_neighbours_are_refused_by_name() -> None:
    all_join = [stage(f"s{number}", joins=tuple(f"s{other}" for other in range(number))) for number in range(20)]
    desk = play(*all_join).desk
    with pytest.raises(NotSupported, match="more than 2000 sets of 6 neighbouring stages"):
        search(desk, Sought(party="p", span=MARCH, stages=6), TODAY)


def test_a_place_narrows_the_search() -> None:
    yard = Studio(id="yard", name=Name(en="Yard"), country="US")
    desk = play(yard, stage("x", studio="yard")).desk
    assert brief(search(desk, Sought(party="p", span=MARCH, country="US"), TODAY))[0] == [("x", 1)]
    assert brief(search(desk, Sought(party="p", span=MARCH, studio="yard"), TODAY))[0] == [("x", 1)]
    assert search(desk, Sought(party="p", span=MARCH, country="FR"), TODAY) == Found(
        free=(), taken=(), unfit=(), free_in_all=0, taken_in_all=0, unfit_in_all=0
    )
    with pytest.raises(InputError, match="no studio 'yrad'; did you mean 'yard'"):
        search(desk, Sought(party="p", span=MARCH, studio="yrad"), TODAY)


def test_only_stages_are_searched() -> None:
    desk = play(Space(id="desk-room", studio="lot", kind=SpaceKind.OFFICE)).desk
    assert brief(search(desk, Sought(party="p", span=MARCH), TODAY))[0] == [("a", 1), ("b", 1), ("c", 1)]


def test_flexible_days_prefer_a_better_rank_and_then_nearer_days() -> None:
    game = play()
    game.ask(Confirm(booking=game.hold("q", "a", "2027-03-01", "2027-03-01")))
    game.hold("q", "b", "2027-03-01", "2027-03-04")
    game.hold("q", "c", "2027-01-02", "2027-12-31")
    found = search(game.desk, Sought(party="p", span=MARCH, flexible=3), TODAY)
    assert [(item.spaces, item.span, item.rank) for item in found.free] == [
        (("a",), days("2027-03-02", "2027-03-11"), 1),
        (("b",), MARCH, 2),
        (("c",), MARCH, 2),
    ]
    wider = search(game.desk, Sought(party="p", span=MARCH, flexible=4), TODAY)
    assert brief(wider)[0] == [("a", 1), ("b", 1), ("c", 2)]


def test_days_anywhere_inside_a_time_are_found_as_early_as_can_be() -> None:
    game = play()
    game.ask(Confirm(booking=game.hold("q", "a", "2027-03-05", "2027-03-05")))
    sought = Sought(party="p", days=5, within=days("2027-03-01", "2027-03-31"), studio="lot")
    found = search(game.desk, sought, TODAY)
    spans = {item.spaces[0]: item.span for item in found.free}
    first = days("2027-03-01", "2027-03-05")
    assert spans == {"a": days("2027-03-06", "2027-03-10"), "b": first, "c": first}


def test_nothing_starts_before_today_or_farther_ahead_than_the_policy_lets() -> None:
    desk = play(policy=Policy(id="rules", holds_ahead=parse_duration("P1M"))).desk
    late = search(desk, Sought(party="p", span=MARCH, most=1), date(2027, 1, 20))
    assert brief(late)[:2] == ([], [("a", "out-of-window")])
    assert [(thing.kind, thing.id, thing.span) for thing in late.taken[0].obstacles] == [("policy", "rules", MARCH)]
    assert (late.taken[0].before, late.taken[0].after) == (days("2027-02-20", "2027-03-01"), None)
    past = search(desk, Sought(party="p", span=MARCH, most=1), date(2027, 3, 2))
    assert brief(past)[:2] == ([], [("a", "out-of-window")])
    assert (past.taken[0].before, past.taken[0].after) == (None, days("2027-03-02", "2027-03-11"))


def test_a_phase_shows_what_a_day_costs_by_the_policy() -> None:
    rates = {PhaseKind.SHOOT: Decimal(875), PhaseKind.BUILD: Decimal(600)}
    desk = play(stage("a", joins=("b",)), stage("b"), policy=Policy(id="rules", currency="USD", rates=rates)).desk
    shoot = search(desk, Sought(party="p", span=MARCH, phase=PhaseKind.SHOOT), TODAY).free[0]
    assert (shoot.rate, shoot.currency) == (Decimal(875), "USD")
    build = search(desk, Sought(party="p", span=MARCH, phase=PhaseKind.BUILD, stages=2), TODAY).free[0]
    assert (build.rate, build.currency) == (Decimal(1200), "USD")
    for phase in (None, PhaseKind.STRIKE):
        assert search(desk, Sought(party="p", span=MARCH, phase=phase), TODAY).free[0].rate is None


def test_no_more_than_asked_are_told_and_how_many_there_are_in_all() -> None:
    found = search(play().desk, Sought(party="p", span=MARCH, most=2), TODAY)
    assert (len(found.free), found.free_in_all) == (2, 3)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({}, "give a span, or a number of days"),
        ({"days": 5}, "give a span, or a number of days"),
        ({"span": MARCH, "days": 5}, "give either a span"),
        ({"days": 11, "within": MARCH}, "11 days do not fit into the 10 days of 2027-03-01 to 2027-03-10"),
        ({"days": 0, "within": MARCH}, "0 days do not fit"),
        ({"days": 1, "within": MARCH, "flexible": 1}, "flexible days belong to a span"),
        ({"span": MARCH, "flexible": -1}, "flexible is -1; allowed: 0 to 366"),
        ({"span": MARCH, "most": 501}, "most is 501; allowed: 0 to 500"),
        ({"span": MARCH, "stages": 0}, "0 stages at once; allowed: 1 to 10"),
    ],
)
def test_a_search_that_makes_no_sense_is_refused_with_what_is_allowed(asked: dict[str, object], says: str) -> None:
    with pytest.raises(InputError, match=says):
        Sought(party="p", **asked)  # type: ignore[arg-type]


# --- against a search day by day ------------------------------------------------------------------------------------


class DayByDay:
    """The same search, slow and plain: every start, every day."""

    def __init__(self, desk: Desk, sought: Sought, today: date) -> None:
        self.desk, self.sought, self.today = desk, sought, today
        self.until = date(2028, 2, 1)
        self.booked = {space: {d for d in self.days() if in_the_way(desk, sought.party, space, d)} for space in SPACES}
        self.free = {space: {d for d in self.days() if free_for_all(desk, sought.party, space, d)} for space in SPACES}

    def days(self) -> list[date]:
        return every_day(Span(FIRST - timedelta(days=30), self.until))

    def units(self) -> list[tuple[str, ...]]:
        """Stages that qualify, and sets of them."""
        spaces = self.desk.portfolio.spaces
        here = [id_ for id_ in spaces if self.sought.studio in (None, spaces[id_].studio)]
        wanted = self.sought.stages
        if wanted > 1:
            fit = [id_ for id_ in here if self.fits([spaces[id_]])]
            return [part for part in combinations(sorted(fit), wanted) if connected(part, spaces)]
        single = [(id_,) for id_ in here if self.fits([spaces[id_]])]
        if self.sought.min_area is None:
            return single
        small = [id_ for id_ in here if self.area([spaces[id_]]) is not None and not self.large([spaces[id_]])]
        wholes: list[tuple[str, ...]] = []
        for size in range(2, len(small) + 1):
            for part in combinations(sorted(small), size):
                members = [spaces[id_] for id_ in part]
                fresh = not any(set(done) < set(part) for done in wholes)
                if fresh and connected(part, spaces) and self.large(members):
                    wholes.append(part)
        return single + [part for part in wholes if self.fits([spaces[id_] for id_ in part])]

    def area(self, members: list[Space]) -> Decimal | None:
        asked = self.sought.min_area
        areas = [space.area for space in members if space.area is not None]
        if asked is None or len(areas) < len(members) or len({area.basis for area in areas}) > 1:
            return None
        if asked.basis is not AreaBasis.AS_PUBLISHED and areas[0].basis is not asked.basis:
            return None
        return sum((area.amount for area in areas), Decimal(0))

    def large(self, members: list[Space]) -> bool:
        area, asked = self.area(members), self.sought.min_area
        return area is not None and asked is not None and area >= asked.amount

    def fits(self, members: list[Space]) -> bool:
        high = self.sought.min_height
        heights = [space.clear_height for space in members]
        features = {feature for space in members for feature in space.features}
        return (
            (self.sought.min_area is None or self.large(members))
            and (high is None or all(one is not None and one.amount >= high.amount for one in heights))
            and set(self.sought.features) <= features
        )

    def span(self, start: date) -> Span:
        return Span(start, start + timedelta(days=self.sought.length))

    def last_ahead(self, unit: tuple[str, ...]) -> date:
        ahead = [policy_of(self.desk, space).holds_ahead for space in unit]
        return min((far.after(self.today) for far in ahead if far is not None), default=date.max)

    def rank(self, unit: tuple[str, ...], start: date) -> int | None:
        """The rank a hold from this day would have; None where something is in the way."""
        worst = 1
        for space in unit:
            for day in every_day(self.span(start)):
                if day in self.booked[space]:
                    return None
                places = {
                    line.place
                    for line in self.desk.lines.values()
                    if line.state is LineState.HOLD and line.space == space and line.span.start <= day < line.span.end
                }
                if any(thing.id is not None and thing.id.startswith("lease") for thing in self.ahead(space, day)):
                    places.add(0)
                worst = max(worst, 1 + len(places))
        return worst

    def ahead(self, space: str, day: date) -> tuple:  # type: ignore[type-arg]
        return queue_obstacles(self.desk, self.sought.party, space, Span(day, day + timedelta(days=1)))

    def best(self, unit: tuple[str, ...]) -> tuple[int, int, date] | None:
        """(rank, how far from the days liked best, start) of the best start."""
        first, last = (date.fromordinal(number) for number in self.sought.starts)
        last = min(last, self.last_ahead(unit))
        liked = date.fromordinal(self.sought.start)
        found = []
        for start in every_day(Span(first, max(last, first) + timedelta(days=1))):
            rank = self.rank(unit, start) if self.today <= start <= last else None
            if rank is not None:
                found.append((rank, abs((start - liked).days), start))
        return min(found, default=None)

    def nearest(self, unit: tuple[str, ...], around: date) -> tuple[Span | None, Span | None]:
        starts = [
            day
            for day in self.days()
            if self.today <= day <= min(self.last_ahead(unit), date(2028, 1, 1))
            and all(one in self.free[space] for space in unit for one in every_day(self.span(day)))
        ]
        before, after = [day for day in starts if day < around][-1:], [day for day in starts if day > around][:1]
        return (self.span(before[0]) if before else None, self.span(after[0]) if after else None)


def connected(part: tuple[str, ...], spaces: Portfolio | dict[str, Space]) -> bool:
    """Whether the stages open into each other, directly or through others of them."""
    reached = {part[0]}
    for _ in part:
        reached |= {
            id_
            for id_ in part
            if any(id_ in spaces[other].joins or other in spaces[id_].joins for other in reached)  # type: ignore[index]
        }
    return reached == set(part)


def drawn_search(random: Random) -> Sought:
    """Anything one may ask."""
    within = some_span(random, 40)
    timing = random.choice(
        [
            {"span": some_span(random, 12)},
            {"span": some_span(random, 12), "flexible": random.randint(1, 10)},
            {"within": within, "days": random.randint(1, min(12, within.days))},
        ]
    )
    basis = random.choice([AreaBasis.AS_PUBLISHED, AreaBasis.GROSS])
    return Sought(
        party=random.choice(PARTIES),
        studio=random.choice([None, None, None, "lot", "yard"]),
        min_area=random.choice([None, None, Area(Decimal(random.choice([600, 1000, 2000])), basis=basis)]),
        min_height=random.choice([None, None, Length(Decimal(10))]),
        features=random.choice([(), (), (), ("tank",)]),
        stages=random.choice([1, 1, 2]),
        **timing,  # type: ignore[arg-type]
    )


def test_a_search_finds_what_looking_at_every_day_finds(count, seed) -> None:
    seen = {"free": 0, "held": 0, "taken": 0, "sets": 0}
    for case in range(count(60, 2_500)):
        random = Random(f"{seed}/{case}")
        desk, sought = drawn_desk(random, most=random.choice([10, 40])), drawn_search(random)
        today = min(some_day(random), FIRST + timedelta(days=40))
        slow = DayByDay(desk, sought, today)
        free: list[tuple[int, int, int, tuple[str, ...], Span]] = []
        taken: dict[tuple[str, ...], tuple[Span | None, Span | None]] = {}
        for place, unit in enumerate(slow.units()):
            best = slow.best(unit)
            if best is None:
                taken[unit] = slow.nearest(unit, date.fromordinal(sought.start))
            else:
                free.append((best[0], best[1], place, unit, slow.span(best[2])))
        found = search(desk, sought, today)
        assert [(item.rank, item.spaces, item.span) for item in found.free] == [
            (rank, unit, span) for rank, _, _, unit, span in sorted(free)
        ], case
        assert {item.spaces: (item.before, item.after) for item in found.taken} == taken, case
        for item in found.free:
            near = slow.nearest(item.spaces, item.span.start) if item.rank > 1 else (None, None)
            assert (item.before, item.after) == near, case
            assert bool(item.ahead) == (item.rank > 1), case
        assert [reason_of(desk, sought, item, today) for item in found.taken] == [item.reason for item in found.taken]
        seen["free"] += sum(item.rank == 1 for item in found.free)
        seen["held"] += sum(item.rank > 1 for item in found.free)
        seen["taken"] += len(taken)
        seen["sets"] += sum(len(item.spaces) > 1 for item in (*found.free, *found.taken))
    assert min(seen.values()) >= 1, seen


def reason_of(desk: Desk, sought: Sought, item: Taken, today: date) -> Reason:
    """The reason that belongs to what is in the way on the first stage that has anything in the way."""
    order = {
        "lease": Reason.NOT_LEASED,
        "service": Reason.CLOSED,
        "closure": Reason.CLOSED,
        "booking": Reason.TAKEN,
        "turnover": Reason.TAKEN,
    }
    for space in item.spaces:
        kinds = {kind for day in every_day(item.span) for kind, _ in in_the_way(desk, sought.party, space, day)}
        for kind, reason in order.items():
            if kind in kinds:
                return reason
        far = policy_of(desk, space).holds_ahead
        if far is not None and far.after(today) < item.span.start:
            return Reason.OUT_OF_WINDOW
    return Reason.OUT_OF_WINDOW


def test_why_is_a_plan_s_own_word() -> None:
    found = search(play(stage("a", 500)).desk, Sought(party="p", span=MARCH, min_area=Area(Decimal(1000))), TODAY)
    assert found.unfit[0] == Why(stage="a", reason=Reason.TOO_SMALL, detail="500 m2, asked 1000 m2")
