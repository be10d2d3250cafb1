"""Taking a plan over to a changed question: what still stands there is a place to start from."""

from __future__ import annotations

from stagehold.planning.answer import answer_of
from stagehold.planning.audit import audit
from stagehold.planning.build import Question
from stagehold.planning.plan import LateProduction, Plan, PlanStatus, UnplacedProduction
from stagehold.planning.problem import Problem, Solution, Stay
from stagehold.planning.since import with_begun


def carried(before: Problem, solution: Solution, question: Question) -> Solution:
    """The stays that the changed question allows too; none at all if together they break one of its rules."""
    stays = taken_over(before, solution, question)
    return stays if _stands(question, stays) else {}


def taken_over(before: Problem, solution: Solution, question: Question) -> dict[int, Stay]:
    """The stays that the changed question allows each by itself."""
    problem = question.problem
    old = {_name(before, need): stay for need, stay in solution.items()}
    shift = before.origin.toordinal() - problem.origin.toordinal()
    stays: dict[int, Stay] = {}
    for production in problem.productions:
        found = [_stay(problem, need, old.get(_name(problem, need)), shift) for need in production.needs]
        if all(stay is not None for stay in found):
            stays.update({stay.need: stay for stay in found if stay is not None})
    return stays


def _name(problem: Problem, need: int) -> tuple[str, str]:
    item = problem.needs[need]
    return problem.productions[item.production].id, item.id


def _stay(problem: Problem, need: int, old: Stay | None, shift: int) -> Stay | None:
    if old is None:
        return None
    ids = {unit.id for unit in old.units}
    choices = [choice for choice in problem.needs[need].choices if choice.unit.id in ids]
    start = old.start + shift
    for table in dict.fromkeys(choice.table for choice in choices):
        inside = [any(low <= start <= high for low, high in choice.starts[table]) for choice in choices]
        if len(choices) == len(ids) and all(inside):
            return Stay(need=need, units=tuple(choice.unit for choice in choices), start=start, table=table)
    return None


def _stands(question: Question, stays: Solution) -> bool:
    """Whether the independent audit has nothing against the plan of these stays."""
    problem = question.problem
    answer = with_begun(question, answer_of(problem, stays))
    plan = Plan(
        party=problem.party,
        status=PlanStatus.FEASIBLE,
        objective=answer.terms.total,
        bound=answer.terms.total * 0,
        terms=answer.terms,
        placements=answer.placements,
        late=tuple(LateProduction(production=id_, days=days) for id_, days in answer.late.items()),
        unplaced=tuple(UnplacedProduction(production=id_) for id_ in answer.unplaced),
    )
    before, today = question.baseline, question.past.today
    return not audit(question.facts.portfolio, plan, party=problem.party, baseline=before, today=today)
