"""Sets of choices that can be signed together, all of them or step by step.

A set takes each candidate at most once; of a set that takes a candidate it takes what that requires, and nothing that
it excludes (excluding holds in both directions).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod

from stagehold.advising.candidates import Choice
from stagehold.domain.lease import CandidateLease

# One entry a candidate: the number of its choice, or -1 where it is not signed.
LeaseSet = tuple[int, ...]
NOT_SIGNED = -1


@dataclass(frozen=True, slots=True)
class Offered:
    """The candidates on offer with their choices, in one order."""

    candidates: tuple[CandidateLease, ...]
    choices: tuple[tuple[Choice, ...], ...]
    together: Mapping[int, tuple[frozenset[int], frozenset[int]]]  # candidate -> (requires, excludes)
    unknown: frozenset[int]  # candidates that require something that is not on offer

    @classmethod
    def of(cls, candidates: Sequence[CandidateLease], choices: Sequence[tuple[Choice, ...]]) -> Offered:
        """The rules of the candidates as numbers."""
        number = {item.id: index for index, item in enumerate(candidates)}
        excludes: dict[int, set[int]] = {index: set() for index in range(len(candidates))}
        together = {}
        for index, item in enumerate(candidates):
            for other in item.excludes:
                if other in number:
                    excludes[index].add(number[other])
                    excludes[number[other]].add(index)
        for index, item in enumerate(candidates):
            needs = frozenset(number[other] for other in item.requires if other in number)
            together[index] = (needs, frozenset(excludes[index]))
        unknown = frozenset(
            index for index, item in enumerate(candidates) if any(other not in number for other in item.requires)
        )
        return cls(tuple(candidates), tuple(choices), together, unknown)

    @property
    def none(self) -> LeaseSet:
        """Nothing is signed."""
        return (NOT_SIGNED,) * len(self.candidates)

    @property
    def count(self) -> int:
        """How many sets there are at most, rules left out."""
        return prod(len(own) + 1 for own in self.choices)

    def allowed(self, chosen: LeaseSet) -> bool:
        """Whether these choices can be signed together."""
        taken = {index for index, choice in enumerate(chosen) if choice != NOT_SIGNED}
        for index in taken:
            needs, excludes = self.together[index]
            if index in self.unknown or needs - taken or excludes & taken:
                return False
        return True

    def all(self) -> Iterator[LeaseSet]:
        """Every set that is allowed, nothing signed first; branches that exclude each other are cut as they grow."""
        yield from self._grown(())

    def _grown(self, begun: LeaseSet) -> Iterator[LeaseSet]:
        index = len(begun)
        if index == len(self.candidates):
            if self.allowed(begun):
                yield begun
            return
        yield from self._grown((*begun, NOT_SIGNED))
        taken = {at for at, choice in enumerate(begun) if choice != NOT_SIGNED}
        if index in self.unknown or self.together[index][1] & taken:
            return
        for choice in range(len(self.choices[index])):
            yield from self._grown((*begun, choice))

    def around(self, chosen: LeaseSet) -> Iterator[LeaseSet]:
        """Every allowed set that differs in one candidate, with what a new one requires signed too (first choice)."""
        for index, own in enumerate(self.choices):
            for choice in (NOT_SIGNED, *range(len(own))):
                if choice == chosen[index]:
                    continue
                changed = list(chosen)
                changed[index] = choice
                for other in self.together[index][0] if choice != NOT_SIGNED else ():
                    if changed[other] == NOT_SIGNED:
                        changed[other] = 0
                if self.allowed(tuple(changed)):
                    yield tuple(changed)

    def signed(self, chosen: LeaseSet) -> tuple[Choice, ...]:
        """The choices of a set."""
        return tuple(self.choices[index][choice] for index, choice in enumerate(chosen) if choice != NOT_SIGNED)

    def name(self, chosen: LeaseSet) -> str:
        """As reports write it; a dash where nothing is signed."""
        return " + ".join(choice.name for choice in self.signed(chosen)) or "–"
