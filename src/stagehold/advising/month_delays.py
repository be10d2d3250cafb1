"""What a future does to each production at least, wherever it may stand: for the months, which must never ask too much.

The draws are those of the repair (``advising.futures`` makes the rows, ``compiled.hashing`` the numbers): the same
seed, future, production and cause give the same days and factors. A production that could stand at several places has
the least delay of all of them. Stoppages, re-shoots and chains only add to that, and are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stagehold.advising.compiled.hashing import SHIFT
from stagehold.advising.futures import Effects, FutureTables, Place
from stagehold.advising.month_stays import Delay
from stagehold.advising.numbers import Numbers, words
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.studio import PhaseKind
from stagehold.planning.build import Question

_MASK = 0xFFFFFFFF
_WHOLE = 4096  # a factor of 1
_RANK_ZERO = 6 * 4096
_MOST_FACTOR = 16 * 4096
_FURTHEST = 1  # days are of no matter to what is read here


@dataclass(slots=True)
class LeastDelays:
    """The least delay of every production of a question, future by future."""

    seed: int
    tables: FutureTables
    places: Mapping[str, tuple[Effects, ...]]  # by production, place by place
    ranks: tuple[int, int]
    _values: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, portfolio: Portfolio, question: Question, seed: int) -> LeastDelays:
        """Read the causes that cover each production at each studio where it could stand."""
        tables = FutureTables(portfolio, Numbers(), days=_FURTHEST)
        places = {}
        for item in question.problem.productions:
            studios = {choice.unit.studio for need in item.needs for choice in question.problem.needs[need].choices}
            places[item.id] = tuple(
                tables.effects(Place(production=item.id, studio=studio, country=portfolio.studios[studio].country))
                for studio in sorted(studios)
            )
        _, first, count = tables.tables()
        return cls(seed, tables, places, (first, count), tables.numbers.values)

    def __call__(self, future: int) -> Mapping[str, Delay]:
        """The delays of one future."""
        base = self._base(future)
        common = [self._values[table + (_drawn(base, key, salt) >> SHIFT)] for table, key, salt in self.tables.common]
        found = {}
        for id_, places in self.places.items():
            here = [self._delay(base, common, effects) for effects in places]
            if here:
                phases = {phase for _, factors in here for phase in factors}
                found[id_] = Delay(
                    ready=min(ready for ready, _ in here),
                    factors={phase: min(factors.get(phase, 1.0) for _, factors in here) for phase in phases},
                )
        return found

    def _base(self, future: int) -> int:
        one, two = words("seed", str(self.seed))
        return _mixed(_mixed((future + one) & _MASK) ^ two)

    def _delay(self, base: int, common: list[int], effects: Effects) -> tuple[int, dict[PhaseKind, float]]:
        """Days of ready, and the factor of each phase that has one."""
        ready, by_group = 0, dict[int, int]()
        for factor, table, key, salt, row, normal, normals, mix, part, groups, _ in effects.rows:
            value = self._value(base, common, (table, key, salt, row, normal, normals, mix, part))
            if not factor:
                ready += value
                continue
            for group in range(groups.bit_length()):
                if groups >> group & 1:
                    by_group[group] = min(_MOST_FACTOR, by_group.get(group, _WHOLE) * value >> 12)
        factors = {phase: by_group[group] / _WHOLE for phase, group in effects.groups.items() if group in by_group}
        return ready, factors

    def _value(self, base: int, common: list[int], effect: tuple[int, ...]) -> int:
        table, key, salt, row, normal, normals, mix, part = effect
        if row >= 0:
            return common[row]
        place = _drawn(base, key, salt) >> SHIFT
        if normal >= 0:
            mixed = mix * self._values[normals + place] + part * common[normal]
            first, count = self.ranks
            rank = max(0, min(count - 1, ((mixed >> 12) + _RANK_ZERO) >> 3))
            place = self._values[first + rank]
        return self._values[table + place]


def _mixed(word: int) -> int:
    word = ((word ^ (word >> 16)) * 0x21F0AAAD) & _MASK
    word = ((word ^ (word >> 15)) * 0x735A2D97) & _MASK
    return word ^ (word >> 15)


def _drawn(base: int, key: int, salt: int) -> int:
    return _mixed(_mixed((base + key) & _MASK) ^ salt)
