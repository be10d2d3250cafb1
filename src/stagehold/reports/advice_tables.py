"""Advice as tables for people: the curve, every set, what a candidate is worth, options, waiting and spot prices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from stagehold.advising.advice import Advice, Assurance, BreakEven, Point, Verified, Worth
from stagehold.domain.portfolio import Portfolio
from stagehold.reports.reader import Reader
from stagehold.reports.table import Cell, ColumnKind, Table, columns, record_cell


def advice_tables(advice: Advice, portfolio: Portfolio, reader: Reader) -> Iterator[Table]:
    """The tables in the order of reading; those without a row are left out."""
    yield _curve(advice, reader)
    yield _sets(advice, reader)
    if advice.worth:
        yield _worths(advice, portfolio, reader)
    if advice.options:
        yield _options(advice, reader)
    yield _more(advice, reader)


def assurance_words(advice: Advice, reader: Reader) -> str:
    """What is assured."""
    return reader.word(f"assurance.{advice.assurance.value}", n=advice.problem.late_allowed)


def figure_text(advice: Advice, value: float, reader: Reader) -> str:
    """A share in per cent with one digit, late days as they are."""
    if advice.assurance is Assurance.TAIL:
        return reader.number(round(value, 1))
    return f"{reader.number(round(100 * value, 1))} %"


def set_name(advice: Advice, item: Verified, reader: Reader) -> str:
    """The leases of a set, with the options that are exercised."""
    names = []
    for index, choice in enumerate(item.chosen):
        if choice < 0:
            continue
        name = advice.problem.offered.choices[index][choice].name
        early = advice.problem.early[index, choice]
        names.append(name + "".join(f" +{option}" for option in sorted(early)))
    return " + ".join(names) or reader.word("advice.nothing")


def _curve(advice: Advice, reader: Reader) -> Table:
    word = reader.word
    head = columns(
        ("target", word("advice.target"), ColumnKind.NUMBER),
        ("set", word("advice.set")),
        ("cost", word("advice.cost"), ColumnKind.NUMBER),
        ("bound", word("advice.bound"), ColumnKind.NUMBER),
        ("gap", word("advice.gap"), ColumnKind.NUMBER),
        ("figure", word("advice.figure"), ColumnKind.NUMBER),
        ("limit", word("advice.limit"), ColumnKind.NUMBER),
        ("by_months", word("advice.by-months"), ColumnKind.NUMBER),
    )
    rows = tuple(_point(advice, point, reader) for point in advice.points)
    title = word("advice.curve", assurance=assurance_words(advice, reader))
    return Table(key="curve", title=title, columns=head, rows=rows, notes=tuple(_notes(advice, reader)))


def _point(advice: Advice, point: Point, reader: Reader) -> tuple[Cell, ...]:
    bound = Cell(reader.number(point.bound), point.bound)
    target = Cell(figure_text(advice, point.target, reader), point.target)
    if point.best is None or point.gap is None:
        empty = Cell("", None)
        return (target, Cell(reader.word("advice.not-met"), None), empty, bound, empty, empty, empty, empty)
    best = point.best
    months = Cell("", None) if best.months is None else _money(Decimal(round(best.months.cost)), reader)
    return (
        target,
        Cell(set_name(advice, best, reader), advice.problem.offered.name(best.chosen)),
        _money(best.cost, reader),
        bound,
        Cell(f"{reader.number(round(100 * float(point.gap), 1))} %", point.gap),
        Cell(figure_text(advice, best.assurance, reader), best.assurance),
        Cell(figure_text(advice, best.limit, reader), best.limit),
        months,
    )


def _notes(advice: Advice, reader: Reader) -> Iterator[str]:
    word, problem = reader.word, advice.problem
    horizon = problem.purse.horizon
    days = word("interval", start=reader.day(horizon.start), end=reader.day(horizon.end - timedelta(days=1)))
    yield word("advice.money-note", currency=problem.purse.currency, days=days, point=reader.number(problem.point))
    if problem.purse.rate is not None:
        yield word("advice.discount-note", rate=f"{reader.number(100 * problem.purse.rate)} %")
    yield word(
        "advice.futures-note",
        search=reader.number(advice.searched),
        fresh=reader.number(advice.fresh),
        rule=advice.rule,
        seed=advice.seed,
    )
    counted = {"verified": reader.number(len(advice.sets)), "sets": reader.number(min(advice.sets_in_all, 10**15))}
    yield word("advice.sets-note", **counted) if advice.enumerated else word("advice.sets-note-steps", **counted)
    if advice.stopped:
        yield word("advice.stopped-note")
    if problem.assumptions:
        yield word("advice.assumed-note", ids=word("list-comma").join(problem.assumptions))


def _sets(advice: Advice, reader: Reader) -> Table:
    word = reader.word
    number = ColumnKind.NUMBER
    head = columns(
        ("set", word("advice.set")),
        ("cost", word("advice.cost"), number),
        ("error", word("advice.error"), number),
        ("discounted", word("advice.discounted"), number),
        ("leases", word("advice.leases"), number),
        ("spot", word("advice.spot"), number),
        ("late", word("advice.late"), number),
        ("unplaced", word("advice.dropped"), number),
        ("spot_days", word("advice.spot-days"), number),
        ("on_time", word("advice.on-time"), number),
        ("limit", word("advice.limit"), number),
        ("months", word("advice.by-months"), number),
    )
    rows = tuple(
        (
            Cell(set_name(advice, item, reader), advice.problem.offered.name(item.chosen)),
            _money(item.cost, reader),
            _money(item.cost_error, reader),
            _money(item.discounted, reader),
            _money(item.leases, reader),
            _money(item.spot, reader),
            _money(item.late, reader),
            _money(item.dropped, reader),
            Cell(reader.number(round(item.spot_days, 1)), item.spot_days),
            Cell(f"{reader.number(round(100 * item.on_time, 1))} %", item.on_time),
            Cell(figure_text(advice, item.limit, reader), item.limit),
            Cell("", None) if item.months is None else _money(Decimal(round(item.months.cost)), reader),
        )
        for item in advice.sets
    )
    return Table(key="sets", title=word("advice.sets"), columns=head, rows=rows)


def _money(amount: Decimal, reader: Reader) -> Cell:
    return Cell(reader.number(amount), amount)


def _worths(advice: Advice, portfolio: Portfolio, reader: Reader) -> Table:
    word = reader.word
    number = ColumnKind.NUMBER
    head = columns(
        ("candidate", word("advice.candidate")),
        ("scenario", word("advice.scenario")),
        ("without", word("advice.without"), number),
        ("with", word("advice.with"), number),
        ("worth", word("advice.saves"), number),
        ("money", word("advice.money"), number),
        ("highest_rent", word("advice.highest-rent"), number),
        ("share", word("advice.share"), number),
    )
    rows = tuple(_worth(item, portfolio, reader) for item in advice.worth)
    return Table(key="worth", title=word("advice.worth"), columns=head, rows=rows)


def _worth(item: Worth, portfolio: Portfolio, reader: Reader) -> tuple[Cell, ...]:
    scenario = portfolio.demand_scenarios.get(item.scenario)
    named = item.scenario if scenario is None or scenario.name is None else scenario.name
    share = None if not item.rent else item.highest_rent / item.rent
    return (
        record_cell("candidate_lease", item.candidate),
        Cell(named or reader.word("advice.all-scenarios"), item.scenario),
        _money(item.without, reader),
        _money(item.with_it, reader),
        _money(item.worth, reader),
        _money(item.money, reader),
        _money(item.highest_rent, reader),
        Cell("" if share is None else f"{reader.number(round(100 * float(share)))} %", share),
    )


def _options(advice: Advice, reader: Reader) -> Table:
    word = reader.word
    head = columns(
        ("candidate", word("advice.candidate")),
        ("option", word("advice.option"), ColumnKind.NUMBER),
        ("exercised", word("advice.exercised")),
        ("value", word("advice.value"), ColumnKind.NUMBER),
    )
    rows = tuple(
        (
            record_cell("candidate_lease", item.candidate),
            Cell(reader.number(item.option), item.option),
            Cell(word("list-comma").join(item.exercised_in) or word("advice.never"), item.exercised_in),
            _money(item.value, reader),
        )
        for item in advice.options
    )
    return Table(key="options", title=word("advice.options"), columns=head, rows=rows)


def _more(advice: Advice, reader: Reader) -> Table:
    word = reader.word
    rows: list[tuple[Cell, ...]] = []
    if advice.waiting is not None:
        rows.append((Cell(word("advice.waiting"), "waiting"), _money(advice.waiting.value, reader)))
    if advice.spot_price is not None:
        name = advice.problem.offered.name(advice.spot_price.chosen)
        told = _spot(advice.spot_price, reader)
        rows.append((Cell(word("advice.spot-price", set=name), "spot"), Cell(told, advice.spot_price.by_months)))
    met = [point.target for point in advice.points if point.best is not None]
    if advice.change is not None and met:
        highest = min(met) if advice.assurance is Assurance.TAIL else max(met)
        label = word("advice.change", target=figure_text(advice, highest, reader))
        rows.append((Cell(label, "change"), Cell(set_name(advice, advice.change, reader), None)))
    else:
        rows.append((Cell(word("advice.change", target="–"), "change"), Cell(word("advice.change-none"), None)))
    head = columns(("what", word("advice.what")), ("found", word("advice.found")))
    return Table(key="more", title=word("advice.more"), columns=head, rows=tuple(rows))


def _spot(found: BreakEven, reader: Reader) -> str:
    if found.below is None or found.above is None or found.saved_below is None or found.saved_above is None:
        dearer = found.always == "signing nothing is cheaper"
        return reader.word("advice.spot-always-dearer") if dearer else reader.word("advice.spot-always-cheaper")
    factor = "–" if found.by_months is None else reader.number(round(found.by_months, 3))
    return reader.word(
        "advice.spot-found",
        factor=factor,
        below=reader.number(round(found.below, 3)),
        below_saved=reader.number(-found.saved_below),
        above=reader.number(round(found.above, 3)),
        above_saved=reader.number(found.saved_above),
    )
