"""Timefold Solver: a planning list of stays for each stage, each stay as early as the one before it allows.

Hard: a stage that may not serve the need, an end behind the last day allowed. Soft: weighted lateness. It has the shape
that its makers recommend for routes; move threads and nearby selection belong to their paid edition, so it runs on one
thread. It is given instances of one need a production, one stage a need.
"""

# Annotations are read at run time by the library, so they must not be kept as text.
import json
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

from timefold.solver import SolverFactory
from timefold.solver.config import Duration, ScoreDirectorFactoryConfig, SolverConfig, TerminationConfig
from timefold.solver.domain import (
    CascadingUpdateShadowVariable,
    InverseRelationShadowVariable,
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningListVariable,
    PlanningScore,
    PreviousElementShadowVariable,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import Constraint, ConstraintFactory, HardSoftScore, constraint_provider

NOT_ALLOWED = 1000  # hard points for a stage that may not serve the need


@planning_entity
class Stay:
    """A need: lengths, first and last starts by stage (-1: not allowed)."""

    id: Annotated[int, PlanningId]
    weight: int
    due: int
    lengths: list[int]
    firsts: list[int]
    lasts: list[int]
    stage: Annotated["Stage | None", InverseRelationShadowVariable(source_variable_name="stays")]
    previous: Annotated["Stay | None", PreviousElementShadowVariable(source_variable_name="stays")]
    end: Annotated[int | None, CascadingUpdateShadowVariable(target_method_name="update_end")]

    def __init__(self, id_: int, weight: int, due: int, lengths: list[int], firsts: list[int], lasts: list[int]):
        self.id = id_
        self.weight = weight
        self.due = due
        self.lengths = lengths
        self.firsts = firsts
        self.lasts = lasts
        self.stage = None
        self.previous = None
        self.end = None

    def update_end(self) -> None:
        """As early as the stay before it, and its first start, allow."""
        if self.stage is None:
            self.end = None
        elif self.previous is not None and self.previous.end is not None:
            self.end = max(self.previous.end + self.stage.gap, self.firsts[self.stage.id]) + self.lengths[self.stage.id]
        else:
            self.end = self.firsts[self.stage.id] + self.lengths[self.stage.id]

    def lateness(self) -> int:
        """Weighted days after the due."""
        if self.stage is None or self.end is None:
            return 0
        return max(0, self.end - self.due) * self.weight

    def breach(self) -> int:
        """Hard points: not allowed there, or days beyond the last start."""
        if self.stage is None or self.end is None:
            return 0
        last = self.lasts[self.stage.id]
        if last < 0:
            return NOT_ALLOWED
        return max(0, self.end - self.lengths[self.stage.id] - last)


@planning_entity
class Stage:
    """A stage with its stays in order."""

    id: Annotated[int, PlanningId]
    gap: int
    stays: Annotated[list[Stay], PlanningListVariable]

    def __init__(self, id_: int, gap: int):
        self.id = id_
        self.gap = gap
        self.stays = []


@planning_solution
class Plan:
    """All stages and stays."""

    stages: Annotated[list[Stage], PlanningEntityCollectionProperty]
    stays: Annotated[list[Stay], PlanningEntityCollectionProperty, ValueRangeProvider]
    score: Annotated[HardSoftScore | None, PlanningScore]

    def __init__(self, stages: list[Stage], stays: list[Stay]):
        self.stages = stages
        self.stays = stays
        self.score = None


@constraint_provider
def constraints(factory: ConstraintFactory) -> list[Constraint]:
    """Allowed days are hard, lateness is soft."""
    return [
        factory.for_each(Stay)
        .filter(lambda stay: stay.breach() > 0)
        .penalize(HardSoftScore.ONE_HARD, lambda stay: stay.breach())
        .as_constraint("allowed"),
        factory.for_each(Stay)
        .filter(lambda stay: stay.lateness() > 0)
        .penalize(HardSoftScore.ONE_SOFT, lambda stay: stay.lateness())
        .as_constraint("late"),
    ]


def say(**row: object) -> None:
    """One line for whoever runs this program."""
    sys.stdout.write(json.dumps(row) + "\n")
    sys.stdout.flush()


def plan_of(instance: dict[str, Any]) -> Plan:
    """The empty plan of an instance."""
    if any(
        need["count"] > 1 or any(len(choice["starts"]) > 1 for choice in need["choices"]) for need in instance["needs"]
    ):
        sys.exit("the model for Timefold holds needs of one stage, each with one span of starts on a stage")
    stages = [Stage(index, stage["gap"]) for index, stage in enumerate(instance["stages"])]
    stays = []
    for index, need in enumerate(instance["needs"]):
        lengths, firsts, lasts = [1] * len(stages), [0] * len(stages), [-1] * len(stages)
        for choice in need["choices"]:
            (stage,) = choice["members"]
            for low, high in choice["starts"]:
                lengths[stage], firsts[stage], lasts[stage] = choice["length"], low, high
        due = 10**6 if need["due"] is None else need["due"]
        weight = instance["productions"][need["production"]]["weight"]
        stays.append(Stay(index, weight, due, lengths, firsts, lasts))
    return Plan(stages, stays)


def stays_of(instance: dict[str, Any], plan: Plan) -> list[tuple[int, list[int], int]]:
    """The stays of a solved plan."""
    found = []
    for stage in plan.stages:
        for stay in stage.stays:
            members = [choice["members"] for choice in instance["needs"][stay.id]["choices"]]
            if [stage.id] in members and stay.end is not None:
                start = stay.end - stay.lengths[stage.id]
                found.append((int(stay.id), [members.index([int(stage.id)])], int(start)))
    return found


def main() -> None:
    """Solve one instance."""
    path, seconds, _, seed = sys.argv[1:5]
    instance = json.loads(Path(path).read_text(encoding="utf-8"))
    config = SolverConfig(
        solution_class=Plan,
        entity_class_list=[Stage, Stay],
        random_seed=int(seed),
        score_director_factory_config=ScoreDirectorFactoryConfig(constraint_provider_function=constraints),
        termination_config=TerminationConfig(spent_limit=Duration(milliseconds=int(1000 * float(seconds)))),
    )
    solver = SolverFactory.create(config).build_solver()
    began = time.perf_counter()

    def better(event: Any) -> None:
        score = event.new_best_score
        if event.is_new_best_solution_initialized and score.hard_score == 0:
            say(seconds=time.perf_counter() - began, value=-score.soft_score / instance["scale"])

    solver.add_event_listener(better)
    plan = solver.solve(plan_of(instance))
    say(
        stays=stays_of(instance, plan),
        seconds=time.perf_counter() - began,
        bound=None,
        library=f"timefold {version('timefold')}",
    )


if __name__ == "__main__":
    main()
