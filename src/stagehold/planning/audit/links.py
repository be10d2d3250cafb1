"""Needs linked by ``after``: lags, the same stages, and sets that stay standing (SPEC §2, *Demand*)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stagehold.domain.days import Span
from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import After, LinkPoint
from stagehold.planning.audit.breach import breach, count, in_words
from stagehold.planning.audit.placed import demand_of
from stagehold.planning.plan import Placement


@dataclass(frozen=True, slots=True)
class Link:
    """A placed need and the one it comes after; ``earlier`` is None where that has no place."""

    later: Placement
    earlier: Placement | None
    earlier_name: str
    rule: After


def links(portfolio: Portfolio, placements: Sequence[Placement]) -> Iterator[Link]:
    """Every link of a placed need."""
    placed = {(item.production, item.need): item for item in placements}
    for placement in placements:
        _, need = demand_of(portfolio, placement)
        for rule in need.after:
            production, slash, name = rule.need.rpartition("/")
            key = (production if slash else placement.production, name)
            yield Link(placement, placed.get(key), "/".join(key), rule)


def after_breaches(portfolio: Portfolio, placements: Sequence[Placement]) -> Iterator[Finding]:
    """``min_days ≤ start(later) − point(earlier) ≤ max_days`` in calendar days; the earlier need has a place."""
    for link in links(portfolio, placements):
        rule = link.rule
        if link.earlier is None:
            found = f"{link.earlier_name} has no place"
            yield breach("after", link.later, "after", found=found, allowed=f"a place for {link.earlier_name} too")
            continue
        point = link.earlier.start if rule.from_ is LinkPoint.START else link.earlier.end
        lag = (link.later.start - point).days
        if lag < rule.min_days or (rule.max_days is not None and lag > rule.max_days):
            found = f"start {link.later.start}, {count(lag)} after the {rule.from_} {point} of {link.earlier_name}"
            most = "" if rule.max_days is None else f" and at most {rule.max_days}"
            yield breach("after", link.later, "after", found=found, allowed=f"at least {count(rule.min_days)}{most}")


def same_stages_breaches(portfolio: Portfolio, placements: Sequence[Placement]) -> Iterator[Finding]:
    """With ``keep`` or ``same_stages``: both needs occupy the same set of stages."""
    for link in links(portfolio, placements):
        rule = link.rule
        if link.earlier is None or not (rule.keep or rule.same_stages):
            continue
        if set(link.later.members) != set(link.earlier.members):
            found = f"{', '.join(link.later.stages)}; {link.earlier_name} is on {', '.join(link.earlier.stages)}"
            name = "keep" if rule.keep else "same-stages"
            yield breach(name, link.later, "after", found=found, allowed=f"the stages of {link.earlier_name}")


def kept_sets(portfolio: Portfolio, placements: Sequence[Placement]) -> list[list[Placement]]:
    """The placements in groups that one standing set runs through, each by start; most groups hold one."""
    groups = {id(item): [item] for item in placements}
    for link in links(portfolio, placements):
        if link.rule.keep and link.earlier is not None:
            one, other = groups[id(link.later)], groups[id(link.earlier)]
            if one is not other:
                one += other
                for item in other:
                    groups[id(item)] = one
    distinct = {id(group): group for group in groups.values()}
    return [sorted(group, key=lambda item: (item.start, item.end)) for group in distinct.values()]


@dataclass(frozen=True, slots=True)
class Standing:
    """Days on which a set waits for ``placement`` on one stage, nobody at work."""

    placement: Placement
    stage: str
    span: Span

    def __str__(self) -> str:
        return f"{self.stage} standing on {in_words(self.span)}"


def standings(portfolio: Portfolio, placements: Sequence[Placement]) -> Iterator[Standing]:
    """The days between the stays of a kept set: ``[end(i), start(i + 1))`` on each stage they share."""
    for group in kept_sets(portfolio, placements):
        for stage in sorted({member for item in group for member in item.members}):
            stays = [item for item in group if stage in item.members]
            free_from = stays[0].end
            for stay in stays[1:]:
                if free_from < stay.start:
                    yield Standing(stay, stage, Span(free_from, stay.start))
                free_from = max(free_from, stay.end)


def hull(stays: Sequence[Placement]) -> Span:
    """From the first day of any stay to the end of all."""
    return Span(min(item.start for item in stays), max(item.end for item in stays))
