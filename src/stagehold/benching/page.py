"""The reference page of the benchmarks: what stands on it always, and the results of one run."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from stagehold.benching.figures import Figure, GoalOn
from stagehold.benching.results import Results

# What stands on the page of each benchmark always.
PAGES: Mapping[str, str] = {
    "planner": "page.md",
    "desk": "page-desk.md",
    "advise": "page-advise.md",
    "risk": "page-risk.md",
    "board": "page-board.md",
}


def page(results: Results | None, bench: str = "planner") -> str:
    """The whole page of a benchmark as Markdown; without results it says that none have been written yet."""
    fixed = files("stagehold.benching").joinpath(PAGES[bench]).read_text(encoding="utf-8").rstrip()
    if results is None:
        return f"{fixed}\n\n## Results\n\nNone have been written yet: `./run bench {bench} --write FILE` writes them.\n"
    return "\n".join([fixed, "", *_results(results)]) + "\n"


def _results(results: Results) -> list[str]:
    machine = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in results.machine.items())
    versions = ", ".join(
        f"{name} {value}" for name, value in results.versions.items() if not value.startswith("missing")
    )
    absent = [f"{name}: {value}" for name, value in results.versions.items() if value.startswith("missing")]
    lines = ["## Results", "", f"Measured {results.date}, scale {results.scale}, seed {results.seed},"]
    settings = ", ".join(f"{value} {name}" for name, value in results.settings.items())
    lines += [f"{settings}. Machine: {machine}. Versions: {versions}.", ""]
    lines += [f"- {line.removeprefix('peer: ')}" for line in absent] + ([""] if absent else [])
    if results.scale != "full":
        lines += ["**A quick run: it shows that everything works; no figure of it is held against a goal.**", ""]
    if results.interrupted:
        lines += ["**The run was interrupted: what was not measured is named missing.**", ""]
    goals = [figure for figure in results.figures if figure.goal is not None]
    lines += ["### Goals", "", *_table(goals), ""]
    if results.missed:
        lines += ["### Goals missed", ""]
        lines += [f"- **{figure.name}**: {_reached(figure)}; the goal is {_goal(figure)}" for figure in results.missed]
        lines += [""]
    rest = [figure for figure in results.figures if figure.goal is None]
    if rest:
        lines += ["### All other figures", "", *_table(rest)]
    return lines


def _table(figures: list[Figure]) -> list[str]:
    lines = ["| figure | value | beside | ratio | goal | met | note |", "|---|---|---|---|---|---|---|"]
    for figure in figures:
        name, *others = (cell.replace("|", "/") for cell in cells(figure))
        lines.append(f"| `{name}` | {' | '.join(others)} |")
    return lines


def cells(figure: Figure) -> list[str]:
    """Name, value, what it is compared with, ratio, goal, whether it is met, note."""
    met = {True: "yes", False: "no", None: ""}[figure.met]
    return [
        figure.name,
        _value(figure),
        _peer(figure),
        _number(figure.ratio),
        _goal(figure),
        met,
        figure.note,
    ]


def _value(figure: Figure) -> str:
    return "missing" if figure.value is None else f"{_number(figure.value)} {figure.unit}".rstrip()


def _peer(figure: Figure) -> str:
    return figure.peer if figure.peer_value is None else f"{figure.peer}: {_number(figure.peer_value)}"


def _goal(figure: Figure) -> str:
    if figure.goal is None:
        return ""
    return figure.goal.limit + (" (ratio)" if figure.goal.on is GoalOn.RATIO else "")


def _reached(figure: Figure) -> str:
    if figure.goal is not None and figure.goal.on is GoalOn.RATIO:
        return f"ratio {_number(figure.ratio)}"
    return _value(figure)


def _number(number: float | None) -> str:
    """Four significant digits, thousands apart."""
    if number is None:
        return ""
    return f"{number:,.0f}" if abs(number) >= 1000 else f"{number:.4g}"
