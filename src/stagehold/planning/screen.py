"""Which stages and joined wholes can serve each need, looked up rather than asked one by one.

``qualify.unfit`` says of one whole why it cannot serve. With thousands of needs and stages most answers are that, and
few of them are ever told. So the stages that do serve are found from what is known of all of them (areas and heights
in order of size, features, joins), and the others say why only when somebody asks: ``Unfit``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import overload

from stagehold.domain.production import Need
from stagehold.domain.quantities import Area, AreaBasis, Length
from stagehold.domain.studio import Space
from stagehold.planning.plan import Why
from stagehold.planning.qualify import all_unfit, joined_wholes, neighbours, unfit, whole_area

Wholes = tuple[tuple[str, ...], ...]
_Asked = tuple[Area | None, Length | None, tuple[str, ...]]


class Screen:
    """The stages of a party by what needs ask of them."""

    def __init__(self, spaces: Mapping[str, Space]) -> None:
        self._spaces = spaces
        self._place = {id_: place for place, id_ in enumerate(spaces)}
        self._alone = {id_: (id_,) for id_ in spaces}
        self._joins = {id_: beside for id_, beside in neighbours(spaces).items() if beside}
        self._areas: dict[AreaBasis, _Sizes] = {}
        heights = {id_: space.clear_height.m for id_, space in spaces.items() if space.clear_height is not None}
        self._heights = _Sizes(heights)
        self._features = {id_: frozenset(space.features) for id_, space in spaces.items()}
        self._served: dict[_Asked, Wholes] = {}

    def named(self, need: Need) -> list[str] | None:
        """The stages that ``allowed`` and ``only`` leave to a need, in the order of all; None for all of them."""
        if not need.allowed and not need.only:
            return None
        return [id_ for id_ in self.allowed(need) if not need.only or id_ in need.days_on]

    def allowed(self, need: Need) -> list[str]:
        """The stages that ``allowed`` leaves to a need, all where it names none, in the order of all."""
        if not need.allowed:
            return list(self._spaces)
        return sorted(set(need.allowed) & self._place.keys(), key=self._place.__getitem__)

    def wholes(self, need: Need) -> Wholes:
        """The stages that serve a need, each by itself, in the order of all; then the joined wholes that do.

        Raises
        ------
        NotSupported
            If too many joined sets would have to be looked at.
        """
        named = self.named(need)
        if named is not None or not need.phases:
            return self._serving(need, named)
        asked = (need.min_area, need.min_height, need.features)
        if asked not in self._served:
            self._served[asked] = self._serving(need, None)
        return self._served[asked]

    def without_length(self, need: Need) -> list[str]:
        """The stages that a need may use but for a length on them."""
        if need.phases or need.only:
            return []
        named = self.named(need)
        return [id_ for id_ in (self._spaces if named is None else named) if id_ not in need.days_on]

    def _serving(self, need: Need, named: list[str] | None) -> Wholes:
        among: Collection[str] = self._spaces if named is None else named
        joined = self._joined(need, self._joins if named is None else named)
        return (*(self._alone[id_] for id_ in self._single(need, among)), *joined)

    def _single(self, need: Need, among: Collection[str]) -> Collection[str]:
        if not need.phases:
            among = [id_ for id_ in among if id_ in need.days_on]
        if need.min_area is not None:
            among = self._sizes(need.min_area.basis).reaching(need.min_area.m2, among)
        if need.min_height is not None:
            among = self._heights.reaching(need.min_height.m, among)
        if need.features:
            lacking = set(need.features)
            among = [id_ for id_ in among if lacking <= self._features[id_]]
        return among

    def _joined(self, need: Need, among: Collection[str]) -> list[tuple[str, ...]]:
        """Only sets of stages that the need may use: a part of such a set is one too."""
        if need.min_area is None:
            return []
        sizes = self._sizes(need.min_area.basis)
        joining = [id_ for id_ in among if id_ in self._joins]
        enough = set(sizes.reaching(need.min_area.m2, joining))
        small = {id_ for id_ in joining if id_ in sizes and id_ not in enough}
        found = joined_wholes(need, self._spaces, self._joins, small)
        return [whole for whole in found if unfit(need, [self._spaces[id_] for id_ in whole]) is None]

    def _sizes(self, basis: AreaBasis) -> _Sizes:
        """The areas known on a basis."""
        if basis not in self._areas:
            areas = {id_: whole_area([space], basis) for id_, space in self._spaces.items()}
            self._areas[basis] = _Sizes({id_: area for id_, area in areas.items() if area is not None})
        return self._areas[basis]


class _Sizes:
    """A measure of stages: compared with a goal once for all of them."""

    def __init__(self, values: Mapping[str, Fraction]) -> None:
        self._sorted = sorted(set(values.values()))
        rank = {value: place for place, value in enumerate(self._sorted)}
        self._rank = {id_: rank[value] for id_, value in values.items()}

    def __contains__(self, id_: str) -> bool:
        return id_ in self._rank

    def reaching(self, goal: Fraction, among: Collection[str]) -> list[str]:
        """The stages known to reach the goal."""
        least, rank = bisect_left(self._sorted, goal), self._rank
        return [id_ for id_ in among if rank.get(id_, -1) >= least]


@dataclass(frozen=True, slots=True, eq=False)
class Unfit(Sequence[Why]):
    """Why each stage that cannot serve a need by itself cannot, in the order of the stages; made when it is read.

    Parameters
    ----------
    far
        Further reasons, behind those of the stages.
    """

    need: Need
    spaces: Mapping[str, Space]
    far: tuple[Why, ...] = ()

    def __iter__(self) -> Iterator[Why]:
        yield from all_unfit(self.need, self.spaces.values())
        yield from self.far

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @overload
    def __getitem__(self, index: int) -> Why: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Why, ...]: ...
    def __getitem__(self, index: int | slice) -> Why | tuple[Why, ...]:
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (Unfit, tuple)) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))
