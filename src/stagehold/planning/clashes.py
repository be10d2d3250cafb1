"""Where what has begun cannot go on: its stage is lost, somebody else has it, or a lock says otherwise.

Past days are not asked about: whatever a lease or a closure says of them now, the production was there. From today on
a need under way needs its stage like any other, and it can neither move nor stop by itself. Where it has none, there is
no plan that keeps the rules, and people must say what becomes of it. Each clash is a finding of severity error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations

from stagehold.domain.days import Span, union, without
from stagehold.domain.findings import Finding
from stagehold.domain.production import Lock
from stagehold.planning.begun import Begun
from stagehold.planning.pinned import Key
from stagehold.planning.plan import PhaseSpan
from stagehold.planning.supply import StageSupply, Supply

_WAY_OUT = (
    "the stage until the need ends; extend the lease, or end the need there (shorter phases) and give the rest "
    "as a need of its own"
)


def clash_findings(begun: Mapping[Key, Begun], supply: Supply, locks: list[Lock], today: date) -> list[Finding]:
    """Every clash of what has begun with supply, with itself and with locks."""
    under_way = [item for item in begun.values() if item.end > today]
    return [
        *(finding for item in under_way for finding in _lost(item, supply, today)),
        *(finding for one, other in _pairs(under_way) for finding in _together(one, other, today)),
        *(finding for lock in locks if (lock.production, lock.need) in begun for finding in _locked(lock, begun)),
    ]


def _lost(item: Begun, supply: Supply, today: date) -> Iterator[Finding]:
    for stage in item.members:
        known = supply.stages.get(stage)
        missing = [piece for span in item.phases for piece in _missing(span, today, known)]
        missing = [piece for span in missing for piece in [span.overlap(Span(today, date.max))] if piece is not None]
        if missing:
            days = ", ".join(_words(span) for span in union(missing))
            found = f"{stage} is not there for it on {days} ({_who(known, missing[0])})"
            yield _clash("stage-lost", item, f"under way since {item.start}: {found}", _WAY_OUT)


def _missing(phase: PhaseSpan, today: date, known: StageSupply | None) -> tuple[Span, ...]:
    days = Span(phase.start, phase.end)
    if known is None:
        return (days,)
    usable = list(known.usable(phase.phase))
    # Clear days after a stay of somebody else that is over are not waited for: the need is there already.
    gone = [block.days.end for block in known.obstacles if block.kind == "taken" and block.days.end <= today]
    usable += [Span(end, end + timedelta(days=known.gap)) for end in gone if known.gap]
    return without([days], usable)


def _who(known: StageSupply | None, missing: Span) -> str:
    """What takes the stage away on the first of the missing days."""
    if known is None:
        return "no lease of the party gives it"
    blocks = [block.id for block in known.obstacles if block.days.start <= missing.start < block.days.end]
    if blocks:
        return ", ".join(blocks)
    ended = [grant for grant in known.grants if grant.days.end <= missing.start]
    if ended:
        last = max(ended, key=lambda grant: grant.days.end)
        return f"lease {last.lease} gives it until {last.days.end - timedelta(days=1)}"
    near = [block.id for block in known.obstacles if abs((block.days.start - missing.start).days) <= known.gap]
    return ", ".join(near) or "no lease of the party gives it then"


def _pairs(begun: Sequence[Begun]) -> Iterator[tuple[Begun, Begun]]:
    """Any two that have a stage in common."""
    on_stage: dict[str, list[int]] = {}
    for index, item in enumerate(begun):
        for stage in set(item.members):
            on_stage.setdefault(stage, []).append(index)
    pairs = {pair for indices in on_stage.values() for pair in combinations(indices, 2)}
    return ((begun[one], begun[other]) for one, other in sorted(pairs))


def _together(one: Begun, other: Begun, today: date) -> Iterator[Finding]:
    shared = sorted(set(one.members) & set(other.members))
    first, second = sorted((one, other), key=lambda item: (item.start, item.key))
    if shared:
        until = min(one.end, other.end)
        found = (
            f"{', '.join(shared)} from {today} to {until - timedelta(days=1)}, where {first.production}/{first.need}"
        )
        found += f" is until {first.end - timedelta(days=1)}"
        allowed = "one stay at a time; take a need that has not begun after all out of the baseline"
        yield _clash("begun-together", second, found, allowed)


def _locked(lock: Lock, begun: Mapping[Key, Begun]) -> Iterator[Finding]:
    item = begun[lock.production, lock.need]
    stages = set(lock.stages)
    begins = None if lock.start is None else lock.start.first
    if (stages and stages != set(item.members)) or (begins is not None and begins != item.start):
        said = " ".join(filter(None, [", ".join(sorted(stages)), f"from {begins}" if begins else ""]))
        found = f"{said}; it began on {', '.join(item.stages)} on {item.start}"
        allowed = "what has begun, or no lock of it; change the lock, or the baseline"
        yield Finding(
            rule="lock-breaks-past", record=lock.id, field=f"{item.production}.needs.{item.need}", found=found,
            allowed=allowed,
        )  # fmt: skip


def _clash(rule: str, item: Begun, found: str, allowed: str) -> Finding:
    return Finding(rule=rule, record=item.production, field=f"needs.{item.need}", found=found, allowed=allowed)


def _words(span: Span) -> str:
    last = span.end - timedelta(days=1)
    return str(span.start) if last == span.start else f"{span.start}/{last}"
