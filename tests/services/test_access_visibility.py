"""What is left out for whom, record by record."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from stagehold.desk.event import Drop, Event, Put
from stagehold.desk.records import DeskBooking, Line, Notice, PublishedPlan
from stagehold.desk.refusal import Obstacle, Refusal
from stagehold.desk.state import Desk
from stagehold.domain.booking import LineState
from stagehold.domain.days import Span
from stagehold.domain.fields import Name
from stagehold.domain.portfolio import TABLES, Portfolio
from stagehold.domain.scenario import Settings
from stagehold.domain.studio import Party, Space, SpaceKind, Studio
from stagehold.services.refusal_words import outside_words
from stagehold.services.viewer import Viewer
from stagehold.services.visibility import seen_by
from stagehold.services.visible_facts import OUTSIDE_FIELDS
from stagehold.store.people_records import EVERYWHERE, Role

SPAN = Span(date(2027, 3, 1), date(2027, 3, 5))
AT = datetime(2027, 1, 1, tzinfo=UTC)
INSIDE = Viewer(user="ben", by="ben", roles={EVERYWHERE: Role.VIEWER})
THERE = Viewer(user="lou", by="lou", roles={"yard": Role.OWNER})
OUTSIDE = Viewer(user="beth", by="beth", party="beta", roles={EVERYWHERE: Role.BOOKER})
NOBODY = Viewer(user="nil", by="nil")
BOOKING = DeskBooking(id="b1", party="alpha", title="Secret", by="ben")
LINE = Line(id="b1.1", booking="b1", space="a", span=SPAN, group="g", place=7, until=AT)
OWN = DeskBooking(id="b2", party="beta", by="ben", joint=("b1",), plan=3, stated={"note": "Secret"})


@pytest.fixture
def desk() -> Desk:
    made = Desk(
        Portfolio.of(
            [
                Party(id="alpha", name="Alpha"),
                Party(id="beta", name="Beta"),
                Studio(id="lot", name=Name("Lot"), country="JP"),
                Studio(id="yard", name=Name("Yard"), country="GB"),
                Space(id="a", studio="lot", kind=SpaceKind.STAGE),
            ]
        )
    )
    for kind, record in (("booking", BOOKING), ("line", LINE), ("booking", OWN)):
        made.set(Put(kind=kind, record=record))  # type: ignore[arg-type]
    return made


def test_the_desks_own_people_see_a_line_as_it_is(desk: Desk) -> None:
    assert seen_by(INSIDE, desk, LINE) == LINE


def test_of_the_line_of_another_only_space_days_and_state_are_left(desk: Desk) -> None:
    assert seen_by(OUTSIDE, desk, LINE) == Line(id="", booking="", space="a", span=SPAN, state=LineState.HOLD)


@pytest.mark.parametrize("state", [LineState.RELEASED, LineState.EXPIRED, LineState.CANCELLED, LineState.LAPSED])
def test_a_line_of_another_that_stands_no_more_is_not_seen(desk: Desk, state: LineState) -> None:
    assert seen_by(OUTSIDE, desk, Line(id="b1.2", booking="b1", space="a", span=SPAN, state=state)) is None


def test_without_a_role_at_the_studio_nothing_is_seen(desk: Desk) -> None:
    notice = Notice(party="alpha", kind="held", booking="b1")
    event = Event(number=1, at=AT, by="ben", what="hold", changes=(Put(kind="line", record=LINE),), notices=(notice,))
    for viewer in (THERE, NOBODY):
        assert [seen_by(viewer, desk, item) for item in (LINE, BOOKING, notice, event)] == [None] * 4


def test_ones_own_booking_is_seen_without_the_names_of_others(desk: Desk) -> None:
    assert seen_by(OUTSIDE, desk, OWN) == DeskBooking(id="b2", party="beta")
    assert seen_by(OUTSIDE, desk, BOOKING) is None


def test_an_event_of_others_is_seen_as_days_that_are_held(desk: Desk) -> None:
    event = Event(
        number=9,
        at=AT,
        by="ben",
        what="hold",
        why="Secret",
        studio="lot",
        made=("b1",),
        changes=(
            Put(kind="booking", record=BOOKING),
            Put(kind="line", record=LINE),
            Put(kind="settings", record=Settings()),
            Drop(kind="lease", id="l1"),
        ),
        notices=(Notice(party="alpha", kind="held"),),
    )
    hidden = Line(id="", booking="", space="a", span=SPAN)
    assert seen_by(OUTSIDE, desk, event) == Event(
        number=9, at=AT, by="", what="hold", studio="lot", changes=(Put(kind="line", record=hidden),)
    )


def test_a_published_plan_is_for_the_desks_own_people(desk: Desk) -> None:
    plan = PublishedPlan(id="plan-1", number=1, party="alpha", made=AT, by="pia", plan={})
    assert (seen_by(INSIDE, desk, plan), seen_by(OUTSIDE, desk, plan)) == (plan, None)


def test_a_refusal_names_to_outsiders_what_is_in_the_way_and_nobody(desk: Desk) -> None:
    refusal = Refusal(
        rule="taken",
        says="Alpha has booked it",
        obstacles=(
            Obstacle(kind="booking", space="a", span=SPAN, id="b1", party="alpha"),
            Obstacle(kind="booking", space="a", span=SPAN, id="b2", party="beta"),
            Obstacle(kind="closure", space="a", span=SPAN, id="closure-1"),
        ),
    )
    seen = seen_by(OUTSIDE, desk, refusal)
    assert seen is not None
    assert "Alpha" not in seen.says
    assert [(item.id, item.party) for item in seen.obstacles] == [
        (None, None),
        ("b2", "beta"),
        ("closure-1", None),
    ]
    assert seen_by(INSIDE, desk, refusal) == refusal


def test_every_rule_has_words_that_name_nobody() -> None:
    for rule in ("taken", "never-heard-of"):
        told = outside_words(Refusal(rule=rule, says="Alpha has it"))
        assert "Alpha" not in told
        assert told


def test_the_fields_shown_outside_are_fields_of_their_records() -> None:
    types = dict(TABLES.values())
    for kind, shown in OUTSIDE_FIELDS.items():
        assert set(shown) <= set(types[kind].__dataclass_fields__)
        assert not {"note", "claims", "source", "as_stated", "status"} & set(shown)
