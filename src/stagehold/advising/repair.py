"""A plan and what may become of it: the question of risk as tables, and what a repair rule makes of each future.

    model = risk_model(question, solution, seed=0)
    totals = push(model, Rule.SHIFT, 0, 100_000)          sums over futures
    futures = realise(model, Rule.REPLACE, 0, 64)         the stays of single futures

The two rules are stated in ``compiled.shifting`` and ``compiled.replacing``, and for readers in
docs/explanation/risk.md. Which futures there are depends on seed and ids alone, so plans that are compared meet the
same ones; how they are cut into calls changes no figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from stagehold.advising.compiled.replacing import replace
from stagehold.advising.compiled.shifting import shift
from stagehold.advising.compiled.tables import (
    AGAIN_AT,
    AGAIN_BEGUN,
    AGAIN_DAYS,
    AGAIN_ENDED,
    DONE,
    END,
    LATE,
    LEASE,
    MISSED,
    START,
    TAKEN,
    WIDTH,
    Block,
    Facts,
    Ints,
    Totals,
    Walk,
    new_block,
    new_totals,
    new_walk,
)
from stagehold.advising.fitting import Fitted
from stagehold.domain.errors import InputError


class Rule(StrEnum):
    """How a plan is repaired: on the same stages in the same order, or stay by stay on the stage that is best then."""

    SHIFT = "shift"
    REPLACE = "re-place"


MOST_FUTURES = 2**31


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStay:
    """One stay of the plan, in the order of ``Facts.stay``."""

    production: str
    need: str
    stages: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskModel:
    """The question of risk for one plan.

    Parameters
    ----------
    facts
        Tables for compiled code; read only, but for the scratch places of ``numbers`` (``own`` gives a copy).
    productions, leases, causes
        Ids in the order of the rows of ``Totals.sums``.
    inputs
        For each draw that is independent of all others: the place of its cause among ``causes``.
    finishes
        The planned end of each production, as a day number.
    options
        The units of ``Facts.option``, by their ids.
    fits
        By cause: the spread fitted to milestones.
    unused
        Causes that cover nothing in this plan.
    fingerprint
        Of everything that figures depend on but the rule and the number of futures.
    """

    facts: Facts
    productions: tuple[str, ...]
    leases: tuple[str, ...]
    causes: tuple[str, ...]
    inputs: tuple[int, ...]
    stays: tuple[PlannedStay, ...]
    finishes: tuple[int, ...]
    options: tuple[str, ...]
    fits: Mapping[str, Fitted]
    unused: tuple[str, ...]
    seed: int
    fingerprint: str

    def own(self) -> Facts:
        """The tables with scratch places of their own, for one thread."""
        return self.facts._replace(numbers=self.facts.numbers.copy())


@dataclass(slots=True)
class Pusher:
    """Pushes futures through the plan for one thread: room that is made once."""

    model: RiskModel
    rule: Rule
    facts: Facts
    block: Block
    walk: Walk | None

    @classmethod
    def of(cls, model: RiskModel, rule: Rule) -> Pusher:
        """Room for one thread; compiled code is made or loaded at the first call."""
        from stagehold.advising.warm import warm_up  # it knows the rules of this module

        warm_up(rule)
        walk = new_walk(model.facts) if rule is Rule.REPLACE else None
        return cls(model, rule, model.own(), new_block(model.facts), walk)

    def push(self, totals: Totals, first: int, until: int) -> None:
        """Add what comes of the futures from ``first`` to before ``until``."""
        if self.walk is None:
            shift(self.facts, self.block, totals, first, until)
        else:
            replace(self.facts, self.block, self.walk, totals, first, until)


def push(model: RiskModel, rule: Rule, first: int, until: int) -> Totals:
    """What comes of the futures from ``first`` to before ``until``, as sums of whole numbers.

    Raises
    ------
    InputError
        If there are no such futures.
    """
    if not 0 <= first < until <= MOST_FUTURES:
        raise InputError(f"futures {first} to {until}; allowed: from 0 on, at most {MOST_FUTURES} in all")
    totals = new_totals(model.facts)
    Pusher.of(model, rule).push(totals, first, until)
    return totals


@dataclass(frozen=True, slots=True, kw_only=True)
class Realised:
    """The stays of some futures, one row a stay in the order of the model, one column a future; day numbers.

    Parameters
    ----------
    start, end, done
        First day, half-open end, and the day on which the stay counts as done.
    taken
        Under ``re-place``: the options (rows of ``Facts.option``) taken by a stay that moved, -1 at place 0 where it
        stayed; by stay, future and place.
    late, missed
        By production and future: days late (negative when early; -2**40 without a due), and whether a window or the
        most days of a link was missed.
    held
        By lease and future: stage-days held over after its end; the last row for days on offers.
    again
        By re-shoot and future: day on which it was ready, first day and end; -1 where the production did not come back.
    """

    start: Ints
    end: Ints
    done: Ints
    taken: Ints
    late: Ints
    missed: Ints
    held: Ints
    again: Ints


def realise(model: RiskModel, rule: Rule, first: int, until: int) -> Realised:
    """The stays of the futures from ``first`` to before ``until``; the model must keep all of them (``keep_all``).

    Raises
    ------
    InputError
        If the model does not keep all stays.
    """
    facts = model.facts
    stays = len(facts.stay)
    if len({int(row.row) for row in facts.stay}) < stays:
        raise InputError("to realise futures, make the model with keep_all")
    count = until - first
    productions = len(model.productions)
    agains = int(facts.stay["again"].max(initial=-1)) + 1
    made = {name: np.zeros((stays, count), np.int64) for name in ("start", "end", "done")}
    judged = {name: np.zeros((productions, count), np.int64) for name in ("late", "missed")}
    judged["held"] = np.zeros((len(model.leases) + 1, count), np.int64)
    taken = np.full((stays, count, 8), -1, np.int64)
    again = np.full((agains, count, 3), -1, np.int64)
    pusher = Pusher.of(model, rule)
    width = 1 if rule is Rule.REPLACE else WIDTH
    rows = facts.stay["row"]
    for at in range(0, count, width):
        live = min(width, count - at)
        totals = new_totals(facts)
        pusher.push(totals, first + at, first + at + live)
        block, here = pusher.block, slice(at, at + live)
        for name, kind in (("start", START), ("end", END), ("done", DONE)):
            made[name][:, here] = block.room[block.at[kind] + rows, :live]
        for name, kind in (("late", LATE), ("missed", MISSED), ("held", LEASE)):
            first_row = block.at[kind]
            judged[name][:, here] = block.room[first_row : first_row + len(judged[name]), :live]
        if pusher.walk is not None:
            units = pusher.walk.unit[:stays]
            moved = pusher.walk.cell[TAKEN, :stays] >= 0
            taken[moved, at, :] = units[moved]
        for column, kind in enumerate((AGAIN_AT, AGAIN_BEGUN, AGAIN_ENDED)):
            rows_of = slice(block.at[kind], block.at[kind] + agains)
            came = block.room[block.at[AGAIN_DAYS] : block.at[AGAIN_DAYS] + agains, :live] > 0
            again[:, here, column][came] = block.room[rows_of, :live][came]
    return Realised(**made, **judged, taken=taken, again=again)
