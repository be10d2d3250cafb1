"""A plan for people: its figures, placements, what is late or has no place and why, and what would help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from stagehold.domain.portfolio import Portfolio
from stagehold.domain.provenance import Assumption
from stagehold.planning.plan import Placement, Plan, Remedy, Why
from stagehold.reports.assumptions import assumptions_table
from stagehold.reports.finding_table import findings_table
from stagehold.reports.plan_data import plan_as_data
from stagehold.reports.reader import Reader
from stagehold.reports.remedy_texts import remedy_text
from stagehold.reports.said import said_in
from stagehold.reports.table import Cell, ColumnKind, Table, columns, record_cell, without_empty_columns
from stagehold.reports.timeline_rows import late_from

MOST_STAGES = 6  # named in one row; a row of the machine contract names one

__all__ = ["figures_table", "plan_as_data", "plan_headline", "plan_tables"]


def plan_headline(plan: Plan, reader: Reader) -> str:
    """One sentence: how many productions have a place, how many of them are late, and how good the plan is."""
    placed = len({item.production for item in plan.placements})
    text = reader.word(
        "plan.headline",
        placed=reader.number(placed),
        all=reader.number(placed + len(plan.unplaced)),
        late=reader.number(len(plan.late)),
    )
    return f"{text} {_quality(plan, reader)}"


def _quality(plan: Plan, reader: Reader) -> str:
    status = reader.word(f"plan-status.{plan.status.value}")
    if plan.objective is None or plan.bound is None or plan.gap is None:
        return reader.word("plan.quality-none", status=status)
    return reader.word(
        "plan.quality",
        status=status,
        objective=reader.number(plan.objective),
        bound=reader.number(plan.bound),
        gap=reader.number(round(100 * plan.gap, 2)),
    )


def plan_tables(portfolio: Portfolio, plan: Plan, reader: Reader) -> tuple[Table, ...]:
    """Figures and placements always; late, unplaced, remedies, assumptions and findings where there are any."""
    tables = (
        figures_table(plan, reader),
        _placements(plan, portfolio, reader),
        _late(plan, portfolio, reader),
        _unplaced(plan, portfolio, reader),
        _remedies(plan, reader),
        _assumptions(plan, portfolio, reader),
        findings_table(plan.findings, reader, portfolio),
    )
    return tuple(table for index, table in enumerate(tables) if table.rows or index < 2)


def figures_table(plan: Plan, reader: Reader) -> Table:
    """Status, objective with its terms, bound and gap, seed and time."""
    word = reader.word
    head = columns(("figure", word("figure")), ("value", word("value"), ColumnKind.NUMBER))
    terms = plan.terms
    figures: list[tuple[str, object, str]] = [
        ("status", plan.status, word(f"plan-status.{plan.status.value}")),
        ("objective", plan.objective, "" if plan.objective is None else reader.number(plan.objective)),
        ("unplaced", terms.unplaced, reader.number(terms.unplaced)),
        ("late", terms.late, reader.number(terms.late)),
        ("spot", terms.spot, reader.number(terms.spot)),
        ("moved", terms.moved, reader.number(terms.moved)),
        ("shifted", terms.shifted, reader.number(terms.shifted)),
        ("bound", plan.bound, "" if plan.bound is None else reader.number(plan.bound)),
        ("gap", plan.gap, "" if plan.gap is None else f"{reader.number(round(100 * plan.gap, 2))} %"),
        ("seconds", plan.seconds, reader.number(round(plan.seconds, 1))),
        ("seed", plan.seed, str(plan.seed)),
    ]
    rows = tuple(
        (Cell(word(f"figure.{key}"), key), Cell(text or word("figure.none"), value)) for key, value, text in figures
    )
    return Table(key="figures", title=word("plan.figures"), columns=head, rows=rows)


def production_name(production: str, portfolio: Portfolio, reader: Reader) -> str:
    """The name of a production, with its id where they differ."""
    record = portfolio.productions.get(production)
    name = reader.name(record.name) if record is not None else ""
    return f"{name} ({production})" if name and name != production else production


def _placements(plan: Plan, portfolio: Portfolio, reader: Reader) -> Table:
    word = reader.word
    head = columns(
        ("production", word("production")),
        ("need", word("need")),
        ("stages", word("stages")),
        ("start", word("from"), ColumnKind.DATE),
        ("last", word("to"), ColumnKind.DATE),
        ("days", word("days"), ColumnKind.NUMBER),
        ("phases", word("phases")),
        ("due", word("due"), ColumnKind.DATE),
        ("late", word("late"), ColumnKind.NUMBER),
    )
    order = sorted(plan.placements, key=lambda item: (item.start, item.production, item.need))
    rows = tuple(_placement_row(item, portfolio, reader) for item in order)
    notes = () if rows else (word("plan.no-placement"),)
    table = Table(key="placements", title=word("plan.placements"), columns=head, rows=rows, notes=notes)
    return without_empty_columns(table, keep=("production", "need", "stages", "start", "last"))


def _placement_row(item: Placement, portfolio: Portfolio, reader: Reader) -> tuple[Cell, ...]:
    due = late_from(item, portfolio)
    last = item.end - timedelta(days=1)
    phases = [f"{reader.word(f'phase.{span.phase.value}')} {(span.end - span.start).days}" for span in item.phases]
    days = (item.end - item.start).days
    return (
        record_cell("production", item.production, production_name(item.production, portfolio, reader)),
        Cell(item.need, item.need),
        Cell(reader.word("list-comma").join(item.stages), item.stages, record=_one_space(item.members)),
        Cell(reader.day(item.start), item.start),
        Cell(reader.day(last), last),
        Cell(reader.number(days), days),
        Cell(reader.word("list-comma").join(phases), item.phases),
        Cell("" if due is None else reader.day(due), due or ""),
        Cell(reader.counted("days", item.late_days) if item.late_days else "", item.late_days),
    )


def _one_space(stages: Sequence[str]) -> str:
    """The record of a stage that stands alone."""
    return f"space/{stages[0]}" if len(stages) == 1 and stages[0] and "+" not in stages[0] else ""


def _late(plan: Plan, portfolio: Portfolio, reader: Reader) -> Table:
    given = [(item.production, reader.counted("days", item.days), item.why) for item in plan.late]
    return _why_table("late", given, portfolio, reader)


def _unplaced(plan: Plan, portfolio: Portfolio, reader: Reader) -> Table:
    return _why_table("unplaced", [(item.production, "", item.why) for item in plan.unplaced], portfolio, reader)


def _why_table(
    key: str, given: Sequence[tuple[str, str, tuple[Why, ...]]], portfolio: Portfolio, reader: Reader
) -> Table:
    """Reasons by production; stages of one and the same reason share a row, and the need is named where several ask."""
    word = reader.word
    head = columns(
        ("production", word("production")),
        ("days", word("late")),
        ("need", word("need")),
        ("stage", word("stage")),
        ("reason", word("reason")),
        ("by", word("reason.by")),
        ("detail", word("reason.detail")),
    )
    rows: list[tuple[Cell, ...]] = []
    for production, days, whys in given:
        name = record_cell("production", production, production_name(production, portfolio, reader))
        first = (name, Cell(days, days))
        record = portfolio.productions.get(production)
        several = record is not None and len(record.needs) > 1
        rows += [(*first, *_why_cells(alike, portfolio, reader, named=several)) for alike in _alike(whys)]
        if not whys:
            rows.append((*first, *(Cell("") for _ in head[len(first) :])))
    table = Table(key=key, title=word(f"plan.{key}"), columns=head, rows=tuple(rows))
    return without_empty_columns(table, keep=("production", "reason"))


def _alike(whys: Iterable[Why]) -> Iterator[list[Why]]:
    """Reasons that differ in their stage alone, in the order of their first."""
    groups: dict[tuple[object, ...], list[Why]] = {}
    for why in whys:
        groups.setdefault((why.need, why.reason, why.by, why.detail), []).append(why)
    yield from groups.values()


def _why_cells(alike: Sequence[Why], portfolio: Portfolio, reader: Reader, *, named: bool) -> tuple[Cell, ...]:
    why, stages = alike[0], tuple(item.stage for item in alike)
    shown, rest = stages[:MOST_STAGES], len(stages) - MOST_STAGES
    text = reader.word("list-comma").join(shown)
    return (
        Cell(why.need if named else "", why.need if named else ""),
        Cell(
            text if rest <= 0 else reader.word("list-more", shown=text, rest=reader.number(rest)),
            stages,
            record=_one_space(stages),
        ),
        Cell(reader.word(f"reason.{why.reason.value}"), why.reason),
        Cell(reader.word("list-comma").join(why.by), why.by, record=_one_record(why.by, portfolio)),
        Cell(said_in(why.detail, reader), why.detail),
    )


def _one_record(ids: Sequence[str], portfolio: Portfolio) -> str:
    """The record of what stands in the way alone, where one record has that id."""
    kinds = [kind for kind, _ in portfolio.find(ids[0])] if len(ids) == 1 else []
    return f"{kinds[0]}/{ids[0]}" if len(kinds) == 1 else ""


def _remedies(plan: Plan, reader: Reader) -> Table:
    word = reader.word
    head = columns(
        ("production", word("production")),
        ("remedy", word("remedy")),
        ("change", word("remedy.change")),
        ("objective_after", word("remedy.objective"), ColumnKind.NUMBER),
        ("verified", word("remedy.verified")),
    )
    rows = tuple(_remedy_row(item, reader) for item in plan.remedies)
    return Table(key="remedies", title=word("plan.remedies"), columns=head, rows=rows)


def _remedy_row(item: Remedy, reader: Reader) -> tuple[Cell, ...]:
    return (
        record_cell("production", item.production),
        Cell(reader.word(f"remedy.{item.kind.value}"), item.kind),
        Cell(remedy_text(item, reader), dict(item.change)),
        Cell(reader.number(item.objective_after), item.objective_after),
        Cell(reader.word("yes" if item.verified else "no"), item.verified),
    )


def _assumptions(plan: Plan, portfolio: Portfolio, reader: Reader) -> Table:
    # A plan read from a file may name assumptions that the portfolio no longer has: their ids are shown all the same.
    items = [
        portfolio.assumptions.get(id_) or Assumption(id=id_, of=reader.word("not-stated"), value="", why="")
        for id_ in plan.assumptions
    ]
    return assumptions_table(items, reader, reader.word("plan.assumptions"))
