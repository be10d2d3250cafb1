"""A plan made on a day: what has begun stands in it whatever becomes of its production, and what is late already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from stagehold.planning.answer import Answer
from stagehold.planning.build import Question
from stagehold.planning.plan import CertainLateness, Placement, Reason, Why
from stagehold.planning.problem import Problem, ProblemNeed
from stagehold.planning.why import Explainer


def with_begun(question: Question, answer: Answer) -> Answer:
    """The answer with the placements of what has begun in productions that cannot be placed as a whole."""
    begun = question.past.begun
    left_out = [item for key, item in begun.items() if key[0] in set(answer.unplaced)]
    if not left_out:
        return answer
    due = dict(_late_of_begun(question))
    standing = [
        Placement(
            production=item.production,
            need=item.need,
            stages=tuple(sorted(item.stages)),
            start=item.start,
            end=item.end,
            phases=item.phases,
            late_days=due[item.key],
        )
        for item in left_out
    ]
    return replace(answer, placements=(*answer.placements, *standing))


def certain_lateness(question: Question) -> tuple[CertainLateness, ...]:
    """Days that every plan made today leaves a production late: what has begun, and what can only begin from today.

    Each need counts as if it were alone on its stages, so that what is said here is certain, and may be less than what
    a plan has to accept.
    """
    problem = question.problem
    if question.past.today is None:
        return ()
    begun = dict(_late_of_begun(question))
    found = []
    for production in problem.productions:
        days = [
            begun[production.id, problem.needs[need].id]
            if (production.id, problem.needs[need].id) in begun
            else _least_late(problem, need)
            for need in production.needs
        ]
        if max(days, default=0) > 0:
            found.append(CertainLateness(production=production.id, days=max(days)))
    return tuple(found)


def _late_of_begun(question: Question) -> Iterator[tuple[tuple[str, str], int]]:
    problem = question.problem
    for index, need in enumerate(problem.needs):
        key = (problem.productions[need.production].id, need.id)
        if key in question.past.begun:
            start = need.choices[0].starts[0][0][0]
            late = 0 if need.due is None else max(0, problem.done(index, 0, start) - need.due)
            yield key, late


def _least_late(problem: Problem, index: int) -> int:
    """The least lateness of a need by itself; 0 where nothing can serve it, since it may be left out."""
    need: ProblemNeed = problem.needs[index]
    done = sorted(
        problem.done(index, choice.table, choice.starts[choice.table][0][0])
        for choice in need.choices
        if choice.starts[choice.table]
    )
    if need.due is None or len(done) < need.count:
        return 0
    return max(0, done[need.count - 1] - need.due)


class Teller:
    """Explains what is late or unplaced; what has begun is its own reason."""

    def __init__(self, question: Question, explainer: Explainer) -> None:
        self._question = question
        self._explainer = explainer
        self._late = dict(_late_of_begun(question))
        self._index = {item.id: number for number, item in enumerate(question.problem.productions)}

    def unplaced(self, production: str) -> tuple[Why, ...]:
        """Reasons by stage for needs without a place."""
        return self._explainer.explain(self._index[production])

    def late(self, production: str) -> tuple[Why, ...]:
        """Reasons by stage; for a need that has begun, that it stands where it stands."""
        own = [
            Why(
                stage=stage,
                reason=Reason.LOCKED,
                by=(production,),
                detail=f"{item.need} began on {item.start} and is done on {item.end - timedelta(days=1)}",
            )
            for key, item in self._question.past.begun.items()
            if key[0] == production and self._late[key] > 0
            for stage in item.stages
        ]
        return (*own, *self.unplaced(production))


def still_open(question: Question) -> Question:
    """The question without the needs that have begun: they are no choice any more, and not to be explained."""
    if not question.past.begun:
        return question
    problem = question.problem
    productions = tuple(
        replace(
            item,
            needs=tuple(need for need in item.needs if (item.id, problem.needs[need].id) not in question.past.begun),
        )
        for item in problem.productions
    )
    return replace(question, problem=replace(problem, productions=productions))
