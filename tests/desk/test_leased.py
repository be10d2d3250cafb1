"""Whose a space is on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, product
from random import Random

from drawn_desks import FIRST, LAST, PARTIES, SPACES, drawn_lease, drawn_portfolio
from stagehold.desk.leased import leases_of
from stagehold.domain import edtf
from stagehold.domain.days import Span
from stagehold.domain.edtf import EdtfDate, EdtfInterval, End
from stagehold.domain.lease import EventKind, Lease, LeaseEvent, LeaseKind, OptionKind
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.provenance import Assumption, Record
from stagehold.domain.studio import Offer, Party, Space, SpaceKind

DAYS = [FIRST + timedelta(days=number) for number in range(-3, (LAST - FIRST).days + 70)]


def on(*records: Record) -> Portfolio:
    """A portfolio with stages a and b."""
    spaces = [Space(id=id_, studio="lot", kind=SpaceKind.STAGE) for id_ in "ab"]
    return Portfolio.of([*spaces, *records])


def lease(lessee: str = "us", term: str = "2027-01-05/2027-03-31", id_: str = "l", **more: object) -> Lease:
    return replace(Lease(id=id_, lessee=lessee, spaces=("a",), term=edtf.parse_interval(term)), **more)  # type: ignore[arg-type]


def kept_off(portfolio: Portfolio, party: str, space: str = "a") -> list[tuple[str, str, str, str]]:
    """(lease, lessee, first day, last day) of what keeps a party off a space."""
    return [
        (id_, lessee, str(span.start), str(span.end - timedelta(days=1)))
        for id_, lessee, span in leases_of(portfolio).to_others(party, space)
    ]


def test_only_the_lessee_of_an_exclusive_lease_may_hold_while_it_runs() -> None:
    portfolio = on(lease())
    assert kept_off(portfolio, "us") == []
    assert kept_off(portfolio, "them") == [("l", "us", "2027-01-05", "2027-03-31")]
    assert kept_off(portfolio, "them", "b") == []


def test_first_call_days_and_totals_keep_nobody_off() -> None:
    other = lease(id_="k", term="2027-01-05/2027-01-31")
    kinds = [lease(kind=LeaseKind.FIRST_CALL), lease(kind=LeaseKind.DAYS, pool=("a",)), lease(is_total_of=("k",))]
    for kind in kinds:
        assert kept_off(on(kind), "them") == []
        assert kept_off(on(kind, other), "them") == [("k", "us", "2027-01-05", "2027-01-31")]


def test_companies_below_the_lessee_are_let_in_and_its_parent_is_not() -> None:
    parties = [Party(id="top", name="T"), Party(id="us", name="U", parent="top")]
    parties += [Party(id="kid", name="K", parent="us"), Party(id="grandkid", name="G", parent="kid")]
    portfolio = on(lease(), *parties)
    assert [kept_off(portfolio, party) == [] for party in ("kid", "grandkid", "top")] == [True, True, False]


def test_parties_above_each_other_in_a_circle_are_one_family() -> None:
    portfolio = on(lease(), Party(id="us", name="U", parent="kid"), Party(id="kid", name="K", parent="us"))
    assert kept_off(portfolio, "kid") == []


def test_anyone_may_hold_the_days_that_the_lessee_offers() -> None:
    offered = {"from_": edtf.parse_date("2027-02-01"), "to": edtf.parse_date("2027-02-10"), "currency": "JPY"}
    portfolio = on(lease(), Offer(id="o", space="a", party="us", **offered))
    rows = [("l", "us", "2027-01-05", "2027-01-31"), ("l", "us", "2027-02-11", "2027-03-31")]
    assert kept_off(portfolio, "them") == rows
    for other in (Offer(id="o", space="a", party="lot", **offered), Offer(id="o", space="b", party="us", **offered)):
        assert kept_off(on(lease(), other), "them") == [("l", "us", "2027-01-05", "2027-03-31")]


def test_days_that_an_offer_only_may_mean_stay_with_the_lessee() -> None:
    offer = Offer(
        id="o", space="a", party="us", currency="JPY", from_=edtf.parse_date("2027-01"), to=edtf.parse_date("2027-02")
    )
    rows = [("l", "us", "2027-01-05", "2027-01-30"), ("l", "us", "2027-02-02", "2027-03-31")]
    assert kept_off(on(lease(), offer), "them") == rows
    assert kept_off(on(lease(), replace(offer, from_=edtf.parse_date("2027-21"))), "them")[0][2:] == (
        "2027-01-05",
        "2027-03-31",
    )


def test_who_leases_from_the_lessee_is_let_in_and_keeps_the_lessee_off() -> None:
    portfolio = on(lease("master"), lease("sub", "2027-02-01/2027-02-28", "sublease", lessor="master"))
    assert kept_off(portfolio, "master") == [("sublease", "sub", "2027-02-01", "2027-02-28")]
    rows = [("l", "master", "2027-01-05", "2027-01-31"), ("l", "master", "2027-03-01", "2027-03-31")]
    assert kept_off(portfolio, "sub") == rows


def test_a_coarse_term_of_others_takes_every_day_it_can_mean_and_ones_own_the_certain_ones() -> None:
    portfolio = on(lease("us", "2027-01/2027-03", "ours"), lease("them", "2027-03/2027-05", "theirs"))
    assert kept_off(portfolio, "us") == [("theirs", "them", "2027-03-02", "2027-05-31")]
    assert kept_off(portfolio, "them") == [("ours", "us", "2027-01-01", "2027-03-30")]


def test_an_end_or_a_term_that_nobody_states_ends_nothing_for_others() -> None:
    assert kept_off(on(lease(term="2027-02/")), "them") == [("l", "us", "2027-02-01", "9999-12-30")]
    unstated = replace(lease(), term=None)
    assert kept_off(on(unstated), "them") == [("l", "us", "0001-01-01", "9999-12-30")]


def test_an_assumption_pins_what_a_lease_means() -> None:
    pin = Assumption(id="pin", of="l.term.end", value="2027-02-10", why="the landlord said so")
    unfit = Assumption(id="odd", of="l.no-such", value="1", why="a slip")
    assert kept_off(on(lease(term="2027-02/"), pin, unfit), "them") == [("l", "us", "2027-02-01", "2027-02-10")]


def test_a_modification_gives_a_space_back_from_its_day_on() -> None:
    event = LeaseEvent(on=edtf.parse_date("2027-02-01"), kind=EventKind.MODIFY, spaces=("b",))
    portfolio = on(lease(events=(event,)))
    assert kept_off(portfolio, "them") == [("l", "us", "2027-01-05", "2027-01-31")]
    assert kept_off(portfolio, "them", "b") == [("l", "us", "2027-02-01", "2027-03-31")]


def test_what_a_lease_means_is_worked_out_once_for_the_same_records() -> None:
    portfolio = on(lease())
    assert leases_of(portfolio) is leases_of(replace(portfolio, closures={}))
    assert leases_of(portfolio) is not leases_of(portfolio.put(lease(id_="m")))


# --- every reading of a lease, one by one ---------------------------------------------------------------------------


def meant(value: EdtfDate) -> list[date]:
    """Some days a date can mean, its first and last among them."""
    middle = value.first + (value.last - value.first) / 2
    return sorted({value.first, middle, value.last})


def ends_of(value: EdtfDate | End, otherwise: list[date]) -> list[date]:
    return otherwise if isinstance(value, End) else meant(value)


def terms(term: EdtfInterval | None) -> list[tuple[date, date]]:
    """First and last days a term can mean; one that is not stated starts and ends long ago or long after as well."""
    never, always = date(2026, 1, 1), date(2028, 1, 1)
    if term is None:
        return [(first, last) for first in (never, always) for last in (never, always)]
    firsts = ends_of(term.start, [never] if term.start is End.OPEN else [never, always])
    lasts = ends_of(term.end, [always] if term.end is End.OPEN else [never, always])
    return list(product(firsts, lasts))


def readings(lease: Lease, space: str) -> Iterator[set[date]]:
    """The days on which the lease gives the space, for every choice of what its dates mean."""
    used = [option for option in lease.options if option.exercised]
    dated = [option for option in used if option.from_ is not None]
    moves = [event for event in lease.events if event.spaces is not None or event.term is not None]
    stated = [terms(lease.term), *(terms(event.term) if event.term is not None else [None] for event in moves)]
    for spans in product(*stated):
        for days in product(*(meant(option.from_) for option in dated if option.from_ is not None)):
            for ons in product(*(meant(event.on) for event in moves)):
                since = {id(option): day for option, day in zip(dated, days, strict=True)}
                yield {
                    day for day in DAYS if gives(lease, space, day, spans, since, list(zip(moves, ons, strict=True)))
                }


def gives(lease: Lease, space: str, day: date, spans: tuple, since: dict[int, date], moves: list) -> bool:  # type: ignore[type-arg]
    now, spaces = spans[0], lease.spaces
    in_order = sorted(enumerate(moves), key=lambda item: (item[1][1], item[0]))
    for index, (event, on_day) in in_order:
        own = spans[index + 1] if event.term is not None else now
        if event.separate:
            if on_day <= day and space in (event.spaces or ()) and runs(lease, space, day, own, since):
                return True
        elif on_day <= day:
            now, spaces = own, spaces if event.spaces is None else event.spaces
    taken_in = [item for item in lease.options if item.exercised and item.kind is OptionKind.EXPAND]
    entered = [since[id(item)] for item in taken_in if space in item.spaces]
    inside = space in spaces or any(first <= day for first in entered)
    return inside and runs(lease, space, day, now, since)


def runs(lease: Lease, space: str, day: date, term: tuple[date, date], since: dict[int, date]) -> bool:
    first, end = term[0], term[1] + timedelta(days=1)
    for option in lease.options:
        if (
            option.exercised
            and option.kind is OptionKind.EXTEND
            and option.adds
            and (space in (option.spaces or space))
        ):
            end = option.adds.after(end)
    for option in lease.options:
        if option.exercised and option.kind is OptionKind.BREAK and (space in (option.spaces or (space,))):
            end = min(end, since[id(option)])
    return first <= day < end


def in_words(days: set[date]) -> list[str]:
    return sorted(map(str, days))


def test_a_lease_means_what_all_or_some_of_its_readings_say(count, seed) -> None:
    seen = 0
    for case in range(count(400, 8_000)):
        random = Random(f"{seed}/{case}")
        drawn = replace(drawn_lease(random, "l"), kind=LeaseKind.EXCLUSIVE, lessee="p", lessor=None)
        if unclear(drawn):
            continue
        portfolio = replace(drawn_portfolio(random), leases={"l": drawn}, offers={}, closures={})
        for space in SPACES:
            every = list(readings(drawn, space))
            certain, possible = set.intersection(*every), set.union(*every)
            lets = [let for let in leases_of(portfolio).by_space.get(space, ()) if let.lease == "l"]
            found = {day for let in lets for span in let.possible for day in DAYS if span.start <= day < span.end}
            assert in_words(possible - found) == [], (case, space)
            if all(event.on.precision is not edtf.DatePrecision.SEASON for event in drawn.events):
                assert in_words(found) == in_words(possible), (case, space)
            sure = {day for let in lets for span in let.certain for day in DAYS if span.start <= day < span.end}
            assert in_words(sure - certain) == [], (case, space)
            if readable(drawn):
                assert in_words(sure) == in_words(certain), (case, space)
            seen += bool(possible)
    assert seen > 100


def unclear(drawn: Lease) -> bool:
    """Modifications whose order is not known, or that follow one another on the same day: other tests' matter."""
    ons = sorted((event.on.first, event.on.last) for event in drawn.events)
    return any(before[1] >= after[0] for before, after in pairwise(ons))


def readable(drawn: Lease) -> bool:
    """Whether nothing is unknown or a season: then the certain days are all that every reading has."""
    used = [option for option in drawn.options if option.exercised]
    dates = [option.from_ for option in used if option.from_ is not None] + [event.on for event in drawn.events]
    if any(has_no_day_left(term) for term in (drawn.term, *(event.term for event in drawn.events))):
        return False
    terms = [drawn.term, *(event.term for event in drawn.events if event.term is not None)]
    if any(term is None or End.UNKNOWN in (term.start, term.end) or term.start is End.OPEN for term in terms):
        return False
    return all(day.precision is not edtf.DatePrecision.SEASON for day in dates)


def has_no_day_left(term: EdtfInterval | None) -> bool:
    """Whether its first day read late lies behind its last read early: planning stops there."""
    ends = (term.start, term.end) if term is not None else (None, None)
    return isinstance(ends[0], EdtfDate) and isinstance(ends[1], EdtfDate) and ends[1].first < ends[0].last


def test_every_day_that_a_party_is_kept_off_follows_from_the_rules_day_by_day(count, seed) -> None:
    for case in range(count(100, 3_000)):
        random = Random(f"{seed}/{case}")
        portfolio = drawn_portfolio(random)
        leases = leases_of(portfolio)
        for party, space in product(PARTIES, SPACES):
            found = {(id_, day) for id_, _, span in leases.to_others(party, space) for day in DAYS if inside(span, day)}
            assert found == set(kept_off_day_by_day(portfolio, party, space)), (case, party, space)


def inside(span: Span, day: date) -> bool:
    return span.start <= day < span.end


def kept_off_day_by_day(portfolio: Portfolio, party: str, space: str) -> Iterator[tuple[str, date]]:
    lets = {let.lease: let for let in leases_of(portfolio).by_space.get(space, ())}
    family = {party, "p"} if party == "q" else {party}
    for day in DAYS:
        ours = any(inside(span, day) for let in lets.values() if let.lessee in family for span in let.certain)
        for id_, let in lets.items():
            record = portfolio.leases[id_]
            offered = any(
                offer.space == space and offer.party == record.lessee and offer.from_.last <= day <= offer.to.first
                for offer in portfolio.offers.values()
            )
            runs_then = any(inside(span, day) for span in let.possible)
            if record.lessee in family or not runs_then or offered or (ours and record.lessor not in family):
                continue
            yield id_, day
