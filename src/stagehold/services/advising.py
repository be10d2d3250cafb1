"""Advice on leases: from a folder to what to sign, with how sure that is and what nothing can beat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from stagehold.advising.advice import Advice, Assurance
from stagehold.advising.advice_reading import read_advice
from stagehold.advising.advising import ON_TIME_LEVELS, Adviser, Effort
from stagehold.advising.verifier import Verifier
from stagehold.domain.days import Span
from stagehold.domain.errors import InputError
from stagehold.domain.findings import Finding
from stagehold.files import Loaded
from stagehold.planning.budget import Budget
from stagehold.services.portfolios import open_portfolio, placed

YEAR_LEVELS = (0.5, 0.8, 0.9, 0.95)
TAIL_LEVELS = (200.0, 100.0, 50.0, 20.0, 0.0)
_LEVELS = {Assurance.ON_TIME: ON_TIME_LEVELS, Assurance.YEAR: YEAR_LEVELS, Assurance.TAIL: TAIL_LEVELS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked beside the portfolio; None is what the portfolio's settings say."""

    party: str | None = None
    today: date | None = None
    horizon: Span | None = None
    point: Decimal | None = None
    rate: Decimal | None = None
    assurance: Assurance = Assurance.ON_TIME
    targets: tuple[float, ...] = ()
    rule: str = "re-place"
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceResult:
    """The advice with the portfolio it is given on."""

    loaded: Loaded
    advice: Advice


def advise(path: Path, question: Question, effort: Effort, budget: Budget) -> AdviceResult:
    """Advice on the candidate leases of a portfolio; the same seed and effort give the same advice.

    Raises
    ------
    MissingFacts, InvalidPortfolio, NotSupported, Unreadable
        If the portfolio cannot be read, planned or weighed; findings name file and line.
    InputError
        For targets that nothing can mean.
    """
    return advise_of(open_portfolio(path), question, effort, budget)


def advise_of(loaded: Loaded, question: Question, effort: Effort, budget: Budget) -> AdviceResult:
    """The same for a portfolio at hand."""
    targets = _targets(question.assurance, question.targets)
    budget.report("read")
    try:
        problem = read_advice(
            loaded.portfolio,
            party=question.party,
            today=question.today,
            horizon=question.horizon,
            point=question.point,
            rate=question.rate,
        )
        verifier = Verifier.begin(problem, rule=question.rule, seed=budget.seed, budget=budget)
        adviser = Adviser(
            problem=problem,
            verifier=verifier,
            assurance=question.assurance,
            targets=targets,
            effort=effort,
            without=frozenset(question.without),
            told=_teller(budget),
            stop=budget.stop,
        )
        advice = adviser.advise()
    except InputError as wrong:
        raise type(wrong)(str(wrong), placed(loaded, wrong.findings)) from wrong
    advice = replace(advice, seconds=budget.gone, findings=placed(loaded, advice.findings))
    return AdviceResult(loaded=loaded, advice=advice)


def _targets(assurance: Assurance, given: Sequence[float]) -> tuple[float, ...]:
    """The levels in order, the easiest first."""
    chosen = tuple(dict.fromkeys(given)) or _LEVELS[assurance]
    tail = assurance is Assurance.TAIL
    for target in chosen:
        if not (0 <= target <= (1_000_000 if tail else 1)):
            allowed = "late days, 0 or more" if tail else "a share from 0 to 1, as 0.9"
            finding = Finding(rule="not-a-target", field="--target", found=str(target), allowed=allowed)
            raise InputError(f"--target {target}: {allowed}", [finding])
    return tuple(sorted(chosen, reverse=tail))


def _teller(budget: Budget) -> Callable[[str, int, int], None]:
    words = {
        "search": "searching by months",
        "verify": "planning and repairing set {done} of {all}",
        "bound": "bounding on fresh futures",
        "curve": "level {done} of {all} of the curve",
        "worth": "what leases, options and waiting are worth",
    }

    def told(stage: str, done: int, all_: int) -> None:
        budget.report(words[stage].format(done=done + 1, all=all_))

    return told
