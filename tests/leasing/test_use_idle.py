"""Why leased days are idle: one cause a day, the first of the list that fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from stagehold.domain.days import Span
from stagehold.leasing.idle import Cause, idle_days
from stagehold.leasing.stage_facts import LeasedDays, PartyDays, Spans, StageFacts, Stay

US = frozenset({"us"})


def span(first: int, last: int) -> Span:
    start = date(2027, 1, 1)
    return Span(start + timedelta(days=first - 1), start + timedelta(days=last))


FACTS = StageFacts(stage="a", studio="lot", market="JP", in_service=(span(-999, 999),))


def stays(*spans: Span) -> tuple[Stay, ...]:
    return tuple(Stay(user="p", party="us", stage="a", days=item) for item in spans)


def causes(facts: StageFacts, leased: Spans, used: tuple[Stay, ...]) -> dict[str, list[str]]:
    found = idle_days(facts, leased, used, US)
    assert tuple(found) == tuple(Cause)
    return {cause.value: [str(item) for item in spans] for cause, spans in found.items() if spans}


def test_idle_days_lie_before_between_and_behind_the_stays_of_a_run() -> None:
    used = stays(span(5, 8), span(12, 14))
    assert causes(FACTS, (span(1, 20),), used) == {
        "before-first-use": ["2027-01-01/2027-01-04"],
        "after-last-use": ["2027-01-15/2027-01-20"],
        "between": ["2027-01-09/2027-01-11"],
    }


def test_leases_without_a_gap_make_one_run_and_a_gap_ends_it() -> None:
    leased = (span(1, 5), span(6, 10), span(15, 20))
    assert causes(FACTS, leased, stays(span(3, 4))) == {
        "before-first-use": ["2027-01-01/2027-01-02"],
        "after-last-use": ["2027-01-05/2027-01-10"],
        "unused": ["2027-01-15/2027-01-20"],
    }


def test_turnover_lies_before_and_behind_stays() -> None:
    facts = replace(FACTS, turnover_before=1, turnover_after=2)
    assert causes(facts, (span(1, 12),), stays(span(4, 5)))["turnover"] == ["2027-01-03", "2027-01-06/2027-01-07"]


def test_of_several_causes_the_first_of_the_list_counts() -> None:
    facts = replace(
        FACTS,
        in_service=(span(2, 999),),
        closed=(span(1, 3),),
        turnover_after=9,
        confirmed=(
            PartyDays(party="them", booking="t", days=span(8, 9)),
            PartyDays(party="us", booking="u", days=span(5, 6)),
        ),
        holds=(PartyDays(party="them", booking="h", days=span(1, 20)),),
        leases=(LeasedDays(lease="l", party="us", days=(span(-1, 20),), reinstate=(span(15, 20),)),),
    )
    assert causes(facts, (span(-1, 20),), stays(span(5, 6))) == {
        "closed": ["2027-01-01/2027-01-03"],
        "out-of-service": ["2026-12-30/2026-12-31"],
        "sublet": ["2027-01-08/2027-01-09"],
        "turnover": ["2027-01-07", "2027-01-10/2027-01-15"],
        "reinstate": ["2027-01-16/2027-01-20"],
        "held": ["2027-01-04"],
    }


def test_days_at_the_ends_of_the_calendar_have_causes_too() -> None:
    facts = replace(FACTS, turnover_before=5, turnover_after=5)
    used = (Stay(user="p", party="us", stage="a", days=Span(date(9999, 12, 28), date(9999, 12, 30))),)
    found = idle_days(facts, (Span(date(9999, 12, 20), date(9999, 12, 30)),), used, US)
    assert [str(item) for item in found[Cause.OUT_OF_SERVICE]] == ["9999-12-20/9999-12-27"]
