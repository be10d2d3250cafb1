"""Scenarios side by side as tables: a column for each plan, every figure with its difference; and as a picture."""

from __future__ import annotations

from decimal import Decimal

from stagehold.domain.portfolio import Portfolio
from stagehold.reports.plan import production_name
from stagehold.reports.reader import Reader
from stagehold.reports.scenarios import FIGURES, Comparison, Outcome, ScenarioPlan, Value, difference, last_day
from stagehold.reports.svg import INK, LINE, SOFT_INK, Drawing, shortened, text_width
from stagehold.reports.table import Cell, Column, ColumnKind, Picture, Table, record_cell

_ALWAYS = ("status", "objective", "bound", "gap", "placed", "late", "late_days", "unplaced", "leased", "occupied")


def scenario_tables(found: Comparison, portfolio: Portfolio, reader: Reader) -> tuple[Table, ...]:
    """The figures, and the productions that come out differently."""
    return _figures(found, reader), _productions(found, portfolio, reader)


def _name(run: ScenarioPlan, reader: Reader) -> str:
    return run.id or reader.word("scenario.base")


def _heads(found: Comparison, reader: Reader, first: Column) -> tuple[Column, ...]:
    plans = [Column(key=run.id or "base", title=_name(run, reader), kind=ColumnKind.NUMBER) for run in found.plans]
    return (first, *plans)


def _figures(found: Comparison, reader: Reader) -> Table:
    word = reader.word
    rows = []
    for key in FIGURES:
        values = [figures.get(key) for figures in found.figures]
        if key not in _ALWAYS and not any(values):
            continue  # a term that nobody pays, an offer that nobody uses
        base = values[0]
        cells = [_cell(key, value, None if at == 0 else base, reader) for at, value in enumerate(values)]
        rows.append((Cell(word(f"scenario-figure.{key}"), key), *cells))
    notes = []
    if found.period is not None:
        days = word("interval", start=reader.day(found.period.start), end=reader.day(last_day(found.period)))
        notes.append(word("scenarios.period", days=days))
    notes += [f"{run.id}: {run.name}" for run in found.plans if run.name]
    notes += [f"{run.id}: {run.refused}" for run in found.plans if run.refused]
    notes += [f"{id_}: {word('scenarios.not-planned')}" for id_ in found.not_planned]
    head = _heads(found, reader, Column(key="figure", title=word("figure")))
    return Table(key="scenarios", title=word("scenarios.title"), columns=head, rows=tuple(rows), notes=tuple(notes))


def _cell(key: str, value: Value, base: Value, reader: Reader) -> Cell:
    if value is None:
        return Cell(reader.word("figure.none"), None)
    if key == "status":
        return Cell(reader.word(f"plan-status.{value}"), value)
    assert isinstance(value, Decimal | int)
    return Cell(f"{reader.number(value)}{_signed(difference(value, base), reader)}", value)


def _signed(change: Decimal | int | None, reader: Reader) -> str:
    if not change:
        return ""
    return f" (+{reader.number(change)})" if change > 0 else f" (−{reader.number(-change)})"


def _productions(found: Comparison, portfolio: Portfolio, reader: Reader) -> Table:
    word = reader.word
    rows = tuple(
        (
            record_cell("production", id_, production_name(id_, portfolio, reader)),
            *(_outcome(item, reader) for item in row),
        )
        for id_, row in found.changed.items()
    )
    head = _heads(found, reader, Column(key="production", title=word("production")))
    notes = () if rows else (word("scenarios.no-change"),)
    return Table(key="productions", title=word("scenarios.changed"), columns=head, rows=rows, notes=notes)


def _outcome(item: Outcome | None, reader: Reader) -> Cell:
    if item is None:
        return Cell("", None)
    if item.kind == "late":
        return Cell(reader.counted("days-late", item.late_days), item.late_days)
    return Cell(reader.word(f"outcome.{item.kind}"), item.kind)


# --- the picture ------------------------------------------------------------------------------------------------------

WIDTH, ROW, HEAD, NAMES, SAID = 1000.0, 46.0, 40.0, 210.0, 310.0
TERMS = {
    "unplaced_cost": "#b3261e",
    "late_cost": "#e08a3c",
    "spot_cost": "#8a6421",
    "moved_cost": "#245f8f",
    "shifted_cost": "#7ba6cb",
}


def scenario_picture(found: Comparison, reader: Reader) -> Picture:
    """A bar for each plan: what it costs, term by term, with a mark where the proven bound lies."""
    word = reader.word
    drawing = Drawing("scenarios", WIDTH, HEAD + ROW * len(found.plans) + 14)
    used = [key for key in TERMS if any(figures.get(key) for figures in found.figures)]
    x = 6.0
    for key in used:
        drawing.rect(x, 10, 16, 12, fill=TERMS[key])
        label = word(f"scenario-figure.{key}")
        drawing.text(x + 22, 20, label, 11, fill=SOFT_INK)
        x += 22 + text_width(label, 11) + 18
    drawing.line(x + 6, 8, x + 6, 24, stroke=INK, stroke_width=2)
    drawing.text(x + 14, 20, word("figure.bound"), 11, fill=SOFT_INK)
    most = max([Decimal(1), *(Decimal(str(figures.get("objective") or 0)) for figures in found.figures)])
    base = found.figures[0].get("objective") if found.figures else None
    spoken = []
    for at, (run, figures) in enumerate(zip(found.plans, found.figures, strict=True)):
        y = HEAD + at * ROW
        drawing.line(0, y, WIDTH, y, stroke=LINE, stroke_width=0.6)
        drawing.text(6, y + 19, shortened(_name(run, reader), 12, NAMES - 12), 12, font_weight="600")
        drawing.text(6, y + 35, shortened(run.name, 10.5, NAMES - 12), 10.5, fill=SOFT_INK)
        objective, bound = figures.get("objective"), figures.get("bound")
        if not isinstance(objective, Decimal) or not isinstance(bound, Decimal):
            status = figures.get("status")
            text = word(f"plan-status.{status}") if status else word("scenarios.not-planned")
            drawing.text(NAMES, y + 27, text, 12, fill=SOFT_INK)
            spoken.append(f"{_name(run, reader)}: {text}.")
            continue
        scale = (WIDTH - NAMES - SAID) / float(most)
        said = f"{word('figure.objective')} {reader.number(objective)}{_signed(difference(objective, base), reader)}"
        drawing.open_group(f"{_name(run, reader)}: {said}")
        left = NAMES
        for key, fill in TERMS.items():
            width = float(Decimal(str(figures.get(key) or 0))) * scale
            drawing.rect(left, y + 12, width, 22, fill=fill)
            left += width
        mark = NAMES + float(bound) * scale
        drawing.line(mark, y + 7, mark, y + 39, stroke=INK, stroke_width=2)
        drawing.close_group()
        drawing.text(WIDTH - SAID + 12, y + 19, shortened(said, 11.5, SAID - 16), 11.5)
        late = word(
            "scenarios.late", late=figures.get("late"), days=figures.get("late_days"), out=figures.get("unplaced")
        )
        drawing.text(WIDTH - SAID + 12, y + 35, shortened(late, 10.5, SAID - 16), 10.5, fill=SOFT_INK)
        spoken.append(f"{_name(run, reader)}: {said}; {late}.")
    text = word("scenarios.description", n=reader.number(len(found.plans)))
    return drawing.picture(word("scenarios.picture"), " ".join([text, *spoken]))
