"""What a new plan changes of an earlier one: a table for people, plain data for programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from stagehold.domain.portfolio import Portfolio
from stagehold.planning.changes import Because, ChangeKind, NeedChange
from stagehold.planning.plan import Placement, Plan
from stagehold.reports.plan import production_name
from stagehold.reports.reader import Reader
from stagehold.reports.said import said_in
from stagehold.reports.table import Cell, ColumnKind, Table, columns, record_cell, without_empty_columns

_MOST_CERTAIN = 8  # named in one sentence
_MOST_CAUSES = 4  # told of one need in the table; plain data has them all


def changes_summary(changes: Sequence[NeedChange], plan: Plan, reader: Reader) -> str:
    """One sentence: how many needs changed, and how."""
    if not changes:
        return reader.word("change.none")
    parts = []
    for kind in ChangeKind:
        n = sum(kind in change.kinds for change in changes)
        if n:
            word = reader.word(f"change-kind.{kind.value}")
            parts.append(reader.word("change.part", n=reader.number(n), kind=word))
    needs = {(item.production, item.need) for item in plan.placements}
    needs |= {(item.production, item.need) for item in changes}
    return reader.word(
        "change.summary",
        changed=reader.number(len(changes)),
        all=reader.number(len(needs)),
        parts=reader.word("list-comma").join(parts),
    )


def certain_line(plan: Plan, reader: Reader) -> str:
    """What was late on the day of planning whatever is planned from then on; empty where nothing was."""
    if plan.today is None or not plan.certain:
        return ""
    worst = sorted(plan.certain, key=lambda item: (-item.days, item.production))
    parts = reader.word("list-comma").join(
        reader.word("certain.part", production=item.production, days=reader.counted("days", item.days))
        for item in worst[:_MOST_CERTAIN]
    )
    if len(worst) > _MOST_CERTAIN:
        parts = reader.word("certain.rest", parts=parts, n=reader.number(len(worst) - _MOST_CERTAIN))
    return reader.word("certain.some", day=reader.day(plan.today), parts=parts)


def changes_table(changes: Sequence[NeedChange], portfolio: Portfolio, reader: Reader) -> Table:
    """A row for each need that does not stand as it did."""
    word = reader.word
    head = columns(
        ("production", word("production")),
        ("need", word("need")),
        ("kinds", word("change.what")),
        ("before", word("change.before")),
        ("after", word("change.after")),
        ("days", word("change.start"), ColumnKind.NUMBER),
        ("longer", word("change.length"), ColumnKind.NUMBER),
        ("why", word("change.why")),
    )
    rows = tuple(_row(change, portfolio, reader) for change in changes)
    notes = () if rows else (word("change.none"),)
    table = Table(key="changes", title=word("change.title"), columns=head, rows=rows, notes=notes)
    return without_empty_columns(table, keep=("production", "need", "kinds"))


def _row(change: NeedChange, portfolio: Portfolio, reader: Reader) -> tuple[Cell, ...]:
    kinds = [reader.word(f"change-kind.{kind.value}") for kind in change.kinds]
    return (
        record_cell("production", change.production, production_name(change.production, portfolio, reader)),
        Cell(change.need, change.need),
        Cell(reader.word("list-comma").join(kinds), change.kinds),
        Cell(_place(change.before, reader)),
        Cell(_place(change.after, reader)),
        Cell(_signed(change.days, reader), change.days),
        Cell(_signed(change.longer, reader), change.longer),
        Cell("; ".join(_because(item, reader) for item in change.why[:_MOST_CAUSES])),
    )


def _place(placement: Placement | None, reader: Reader) -> str:
    if placement is None:
        return ""
    return reader.word(
        "change.place",
        stages=reader.word("list-comma").join(placement.stages),
        start=reader.day(placement.start),
        end=reader.day(placement.end - timedelta(days=1)),
    )


def _signed(days: int, reader: Reader) -> str:
    if not days:
        return ""
    text = reader.counted("days", abs(days))
    return f"+{text}" if days > 0 else f"−{text}"


def _because(item: Because, reader: Reader) -> str:
    text = reader.word(f"cause.{item.cause.value}")
    by = [id_ for id_ in item.by if id_ not in item.detail]
    text = f"{text} ({item.stage})" if item.stage else text
    subject = " ".join(filter(None, [reader.word("list-comma").join(by), said_in(item.detail, reader)]))
    return f"{text}: {subject}" if subject else text


def changes_as_data(changes: Sequence[NeedChange]) -> list[dict[str, Any]]:
    """Every change for a program; ends are half-open."""
    return [
        {
            "production": change.production,
            "need": change.need,
            "kinds": [kind.value for kind in change.kinds],
            "from": _place_data(change.before),
            "to": _place_data(change.after),
            "days": change.days,
            "longer": change.longer,
            "why": [
                {"cause": item.cause.value, "stage": item.stage, "by": list(item.by), "detail": item.detail}
                for item in change.why
            ],
        }
        for change in changes
    ]


def _place_data(placement: Placement | None) -> dict[str, Any] | None:
    if placement is None:
        return None
    return {
        "stages": list(placement.stages),
        "start": placement.start.isoformat(),
        "end": placement.end.isoformat(),
    }
