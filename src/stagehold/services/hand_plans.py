"""Plans made by hand: what one breaks and what it costs, by the independent audit alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from stagehold.domain.changing import apply_scenario
from stagehold.domain.days import Span, through
from stagehold.domain.editing import EditError, apply_assumptions
from stagehold.domain.edtf import day
from stagehold.domain.errors import InputError, InvalidPortfolio
from stagehold.domain.findings import Finding, nearest
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Lock
from stagehold.planning.audit import OF_PARTY, OF_PLACEMENTS, terms_of
from stagehold.planning.audit.lateness import late_days, late_days_breaches, late_productions
from stagehold.planning.audit.lengths import tilings
from stagehold.planning.audit.placed import completeness_breaches, demand_of, readable, unreadable_breaches
from stagehold.planning.audit.workdays import BeyondCalendar
from stagehold.planning.build import Question, build_question
from stagehold.planning.party import choose_party
from stagehold.planning.plan import PhaseSpan, Placement, Plan, PlanStatus, Terms, UnplacedProduction

_WORD = re.compile(r"[^\s,;:()/]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A need where somebody would have it; an ``end`` or phases that are left out follow from the rules."""

    production: str
    need: str
    stages: tuple[str, ...]
    start: date
    end: date | None = None
    phases: tuple[PhaseSpan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A rule that a placement breaks; ``by`` are the ids of what is in the way. No need: of the plan."""

    rule: str
    message: str
    production: str | None
    need: str | None
    stages: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a plan by hand breaks and costs; ``placements`` are complete, with the days that each is late."""

    broken: tuple[Broken, ...]
    terms: Terms
    late: dict[str, int]
    placements: tuple[Placement, ...]


class Ground:
    """What plans by hand stand on: a portfolio for one party, under a scenario or as it is.

    Made once and asked often. ``stated`` has the assumptions apart, ``portfolio`` in place.
    """

    def __init__(self, stated: Portfolio, party: str | None = None, scenario: str | None = None) -> None:
        """Read the portfolio.

        Raises
        ------
        InvalidPortfolio
            If it does not say for whom, or an assumption does not fit.
        InputError
            If there is no such scenario, or it does not fit.
        """
        self.stated = stated if scenario is None else under(stated, scenario)
        self.party = choose_party(self.stated, party)
        self.portfolio, wrong = apply_assumptions(self.stated, self.stated.assumptions.values())
        if wrong:
            raise InvalidPortfolio("assumptions do not fit the portfolio", wrong)

    @cached_property
    def question(self) -> Question:
        """The same as the planner reads it.

        Raises
        ------
        InputError
            If it cannot be planned.
        """
        return build_question(self.stated, party=self.party)


def under(portfolio: Portfolio, scenario: str) -> Portfolio:
    """The portfolio with the changes of one of its scenarios made.

    Raises
    ------
    InputError
        If there is none of that name, or it does not fit.
    """
    known = portfolio.scenarios.get(scenario)
    if known is None:
        raise InputError(f"no scenario {scenario!r}; there are: {', '.join(portfolio.scenarios) or 'none'}")
    try:
        return apply_scenario(portfolio, known)
    except EditError as wrong:
        raise InputError(f"scenario {scenario}: {wrong}", [wrong.finding]) from wrong


def check(ground: Ground, wishes: Iterable[Wish]) -> Checked:
    """What a plan by hand breaks and costs; productions that it does not place are left out by it.

    Raises
    ------
    MissingFacts, NotSupported
        If a date that the rules need is not pinned, so that no verdict is possible.
    """
    portfolio = ground.portfolio
    placements = tuple(complete(portfolio, wish) for wish in wishes)
    placed = {item.production for item in placements}
    left_out = [item.id for item in portfolio.productions.values() if item.needs and item.id not in placed]
    kept = readable(portfolio, placements)
    found = [
        *unreadable_breaches(portfolio, placements),
        *completeness_breaches(portfolio, _plan_of(ground.party, placements, left_out)),
        *rule_breaches(ground, kept),
    ]
    stands = {(item.production, item.need): item for item in reversed(placements)}
    return Checked(
        broken=tuple(_broken(ground, stands, finding) for finding in found),
        terms=terms_of(portfolio, kept, left_out, party=ground.party),
        late=late_productions(portfolio, kept),
        placements=placements,
    )


def rule_breaches(ground: Ground, placements: Sequence[Placement]) -> Iterator[Finding]:
    """Every rule that readable placements break, each need for itself and together; not what they claim of lateness."""
    for of_placements in OF_PLACEMENTS:
        if of_placements is not late_days_breaches:
            yield from of_placements(ground.portfolio, placements)
    for of_party in OF_PARTY:
        yield from of_party(ground.portfolio, placements, ground.party)


def complete(portfolio: Portfolio, wish: Wish) -> Placement:
    """The placement that somebody would have, with the end and the phases that the rules give where none are said."""
    placement = Placement(
        production=wish.production,
        need=wish.need,
        stages=tuple(sorted(wish.stages)),
        start=wish.start,
        end=wish.end or date.fromordinal(min(wish.start.toordinal() + 1, date.max.toordinal())),
        phases=wish.phases,
    )
    if not readable(portfolio, [placement]):
        return placement
    if wish.end is None or not wish.phases:
        placement = _laid_out(portfolio, placement, keep_end=wish.end is not None)
    return replace(placement, late_days=late_days(portfolio, placement))


def baseline_of(stated: Portfolio, wishes: Iterable[Wish], party: str | None) -> Plan:
    """A plan made by hand, to plan again from.

    Raises
    ------
    InvalidPortfolio
        If an assumption does not fit.
    """
    ground = Ground(stated, party)
    return _plan_of(ground.party, tuple(complete(ground.portfolio, wish) for wish in wishes), ())


def locks_of(portfolio: Portfolio, wanted: Iterable[tuple[str, str, tuple[str, ...], date | None]]) -> tuple[Lock, ...]:
    """Locks for needs, each with stages, a start or both; under ids that the portfolio does not use.

    Raises
    ------
    InputError
        If a need or a stage is not known, or neither stages nor a start are given.
    """
    locks = []
    wrong: list[Finding] = []
    for number, (production, need, stages, start) in enumerate(wanted, 1):
        wrong += _lock_findings(portfolio, production, need, stages, start)
        id_ = f"by-hand-{number}"
        while id_ in portfolio.locks:
            id_ += "-"
        stated = None if start is None else day(start)
        locks.append(Lock(id=id_, production=production, need=need, stages=stages, start=stated))
    if wrong:
        raise InputError("a lock names what is not there, or nothing to lock: the findings say which", wrong)
    return tuple(locks)


def _lock_findings(
    portfolio: Portfolio, production: str, need: str, stages: tuple[str, ...], start: date | None
) -> Iterator[Finding]:
    known = portfolio.productions.get(production)
    if known is None:
        names = [item.id for item in portfolio.productions.values() if item.needs]
        yield Finding(
            rule="unknown-production",
            field="locks.production",
            found=production,
            allowed="a production of the portfolio",
            nearest=nearest(production, names),
        )
        return
    needs = [item.id for item in known.needs]
    if need not in needs:
        yield Finding(
            rule="unknown-need",
            record=production,
            field="locks.need",
            found=need,
            allowed=", ".join(needs) or "it has none",
            nearest=nearest(need, needs),
        )
    for stage in stages:
        if stage not in portfolio.spaces:
            yield Finding(
                rule="unknown-stage",
                record=production,
                field="locks.stages",
                found=stage,
                allowed="spaces of the portfolio, joined wholes taken apart",
                nearest=nearest(stage, portfolio.spaces),
            )
    if not stages and start is None:
        yield Finding(rule="empty-lock", record=production, field="locks", found="", allowed="stages, a start or both")


def _laid_out(portfolio: Portfolio, placement: Placement, *, keep_end: bool) -> Placement:
    production, need = demand_of(portfolio, placement)
    try:
        found = tilings(portfolio, production, need, placement.members, placement.start)
    except BeyondCalendar:
        return placement  # said as a breach
    if not found or (keep_end and found[0][-1][2] != placement.end):
        return placement
    phases = tuple(PhaseSpan(phase=phase, start=start, end=end) for phase, start, end in found[0])
    return replace(placement, end=phases[-1].end, phases=phases)


def _plan_of(party: str, placements: tuple[Placement, ...], left_out: Iterable[str]) -> Plan:
    return Plan(
        party=party,
        status=PlanStatus.FEASIBLE,
        objective=None,
        bound=None,
        placements=placements,
        unplaced=tuple(UnplacedProduction(production=id_) for id_ in left_out),
    )


def _broken(ground: Ground, stands: dict[tuple[str, str], Placement], finding: Finding) -> Broken:
    need = finding.field.split(".")[1] if finding.field.startswith("needs.") else None
    placement = None if need is None else stands.get((finding.record, need))
    message = finding.found if not finding.allowed else f"{finding.found}; allowed: {finding.allowed}"
    return Broken(
        rule=finding.rule,
        message=message,
        production=finding.record or None,
        need=need,
        stages=() if placement is None else placement.stages,
        start=None if placement is None else placement.start,
        end=None if placement is None else placement.end,
        by=tuple(dict.fromkeys(_by(ground, placement, finding))),
    )


def _by(ground: Ground, placement: Placement | None, finding: Finding) -> Iterator[str]:
    """The ids of what is in the way: closures and leases of the stages, else what the finding itself names."""
    portfolio = ground.portfolio
    if placement is not None and finding.rule == "closed":
        for closure in portfolio.closures.values():
            days = through(closure.from_.first, closure.to.last)
            if closure.space in placement.members and days.overlap(Span(placement.start, placement.end)):
                yield closure.id
    elif placement is not None and finding.rule in ("off-lease", "access"):
        for lease in portfolio.leases.values():
            if lease.lessee == ground.party and not lease.is_total_of and set(lease.spaces) & set(placement.members):
                yield lease.id
    else:
        for word in _WORD.findall(f"{finding.found} {finding.allowed}"):
            if word != finding.record and _is_known(portfolio, word):
                yield word


def _is_known(portfolio: Portfolio, word: str) -> bool:
    return word in portfolio.productions or word in portfolio.bookings or word in portfolio.locks
