"""Which locks contradict the rules or each other, when no plan exists."""

from __future__ import annotations

from stagehold.domain.findings import Finding
from stagehold.planning.build import Question
from stagehold.planning.exact import contradiction
from stagehold.planning.problem import FixedNeed, Problem


def contradiction_findings(question: Question) -> list[Finding]:
    """One finding for each lock (or own booking) in the contradiction, with the rule it breaks."""
    problem = question.problem
    sources = set(contradiction(problem)) or {item.source for item in problem.fixed}
    fixed = [item for item in problem.fixed if item.source in sources]
    return [_finding(question, item, fixed) for item in fixed]


def _finding(question: Question, item: FixedNeed, together: list[FixedNeed]) -> Finding:
    problem = question.problem
    need = problem.needs[item.need]
    production = problem.productions[need.production].id
    rule, found = _rule_of(problem, item, together)
    return Finding(
        rule=f"lock-breaks-{rule}",
        record=item.source,
        field=f"{production}.needs.{need.id}",
        found=found,
        allowed="locks that a plan can keep; change or remove one",
    )


def _rule_of(problem: Problem, item: FixedNeed, together: list[FixedNeed]) -> tuple[str, str]:
    need = problem.needs[item.need]
    stages = None if item.members is None else [problem.stages[member].id for member in item.members]
    day = None if item.start is None else problem.day(item.start)
    what = " ".join(filter(None, ["on " + ", ".join(stages) if stages else "", f"from {day}" if day else ""]))
    if item.members is not None:
        wanted = set(item.members)
        choices = [choice for choice in need.choices if set(choice.unit.members) <= wanted]
        if not wanted or len(choices) < need.count:
            unfit = {why.stage: why for why in need.unfit}
            reasons = [f"{id_}: {unfit[id_].reason} ({unfit[id_].detail})" for id_ in stages or [] if id_ in unfit]
            return "serving", f"{what or 'a stage that no lease gives'}: {'; '.join(reasons) or 'not enough stages'}"
    else:
        choices = list(need.choices)
    if item.start is not None:
        inside = any(low <= item.start <= high for c in choices for starts in c.starts for low, high in starts)
        if not inside:
            return "days", f"{what}: outside the lease, a closure, a booking of others or the production's own window"
    others = [other for other in together if other is not item]
    if any(other.need == item.need for other in others):
        return "lock", f"{what}: another lock of the same need says otherwise"
    if others:
        names = ", ".join(other.source for other in others)
        return "occupancy", f"{what}: cannot stand together with {names}"
    return "rules", f"{what}: the production's other rules (after, together, windows) leave no place"
