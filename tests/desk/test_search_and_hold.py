"""What a search shows as free at a rank is what a hold made at the same moment is given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import pytest

from desk.playing import Playing, days, portfolio
from stagehold.desk.availability import search
from stagehold.desk.refusal import Refused
from stagehold.desk.requests import Book, Hold, Wanted
from stagehold.desk.sought import Sought
from stagehold.domain.booking import Policy
from stagehold.domain.days import Span, parse_duration
from stagehold.planning.plan import Reason

TODAY = date(2027, 3, 1)
LIMITED = Policy(id="rules", release_before=parse_duration("P7D"), max_rank=2)


def play(policy: Policy = LIMITED) -> Playing:
    return Playing(portfolio(policy), "2027-03-01 10:00")


def test_days_that_are_too_near_for_a_hold_are_free_to_book_only() -> None:
    game = play()
    span = days("2027-03-05", "2027-03-06")
    found = search(game.desk, Sought(party="p", span=span), TODAY, game.now)
    assert [(item.spaces, item.rank, item.book_only) for item in found.free] == [((id_,), 1, True) for id_ in "abc"]
    later = search(game.desk, Sought(party="p", span=days("2027-03-09", "2027-03-09")), TODAY, game.now)
    assert {item.book_only for item in later.free} == {False}
    # Somewhere in the month: the first days that can be held are shown, not nearer ones that can be booked only.
    month = Sought(party="p", days=2, within=days("2027-03-02", "2027-03-31"))
    assert search(game.desk, month, TODAY, game.now).free[0].span == days("2027-03-09", "2027-03-10")


def test_days_with_as_many_holds_as_the_policy_takes_are_not_free() -> None:
    game = play()
    for party in "pq":
        game.hold(party, "a", "2027-04-01", "2027-04-05")
    found = search(game.desk, Sought(party="r", span=days("2027-04-05", "2027-04-06")), TODAY, game.now)
    assert [item.spaces for item in found.free] == [("b",), ("c",)]
    (full,) = found.taken
    assert (full.spaces, full.reason, {thing.kind for thing in full.obstacles}) == (("a",), Reason.TAKEN, {"hold"})
    assert (full.before, full.after) == (days("2027-03-30", "2027-03-31"), days("2027-04-06", "2027-04-07"))


@pytest.mark.parametrize("more", [{}, {"firm_beats_holds": True}, {"first_refusal_days": 2}])
def test_a_hold_and_a_booking_are_answered_as_the_search_said(
    more: dict[str, object], count: Callable[[int, int], int], seed: int
) -> None:
    for number in range(count(6, 400)):
        draw = Random(f"{seed} {number}")
        game = play(Policy(id="rules", release_before=parse_duration("P7D"), max_rank=2, **more))  # type: ignore[arg-type]
        for _ in range(12):
            asked = Hold(party=draw.choice("pqr"), lines=(Wanted(space=draw.choice("abc"), span=some_span(draw)),))
            try:
                game.ask(draw.choice([asked, asked, Book(hold=asked)]))
            except Refused:
                continue
        for _ in range(4):
            party, span = draw.choice("pqrs"), some_span(draw)
            found = search(game.desk, Sought(party=party, span=span), TODAY, game.now)
            for item in found.free:
                hold = Hold(party=party, lines=(Wanted(space=item.spaces[0], span=span),))
                if item.book_only:
                    assert answer(game, hold) == "too-late-to-hold"
                    assert answer(game, Book(hold=hold)) is None
                else:
                    assert answer(game, hold) is None
            for full in found.taken:
                assert answer(game, Hold(party=party, lines=(Wanted(space=full.spaces[0], span=span),))) is not None


def answer(game: Playing, request: Hold | Book) -> str | None:
    """The rule that refuses a request, tried on a copy of the desk."""
    other = play(game.desk.portfolio.policies["rules"])
    for event in game.events:
        other.desk.apply(event)
    try:
        other.ask(request)
    except Refused as refused:
        return refused.refusal.rule
    return None


def some_span(draw: Random) -> Span:
    first = TODAY + timedelta(days=draw.randrange(0, 16))
    return Span(first, first + timedelta(days=draw.randrange(1, 5)))
