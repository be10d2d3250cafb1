"""How much space a lease holds, and the share of it that is left after a modification."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from stagehold.domain.lease import LeaseEvent, LeaseTerms
from stagehold.domain.quantities import Area
from stagehold.leasing.missing import missing, pin

Areas = Mapping[str, Area | None]


@dataclass(frozen=True, slots=True)
class Scope:
    """The leased area in m2 where it is stated for the whole, and the spaces by id."""

    area: Fraction | None
    spaces: tuple[str, ...]

    @classmethod
    def of(cls, lease: LeaseTerms) -> Scope:
        """As signed."""
        return cls(None if lease.area is None else lease.area.m2, lease.spaces)

    def after(self, lease: LeaseTerms, index: int, event: LeaseEvent, areas: Areas) -> tuple[Fraction, Scope]:
        """Space after the event over space before it, and the scope from then on. Areas of one basis compare alone.

        Raises
        ------
        MissingFacts
            If the event moves spaces whose areas are not known.
        """
        spaces = self.spaces if event.spaces is None else event.spaces
        if event.area is not None:
            before = self.area if self.area is not None else _sum(self.spaces, areas)
            if before is None:
                why = f"events.{index} states an area, and none is stated before it"
                raise missing(lease, pin(lease, "area", why, "5000 m2"))
            return event.area.m2 / before, Scope(event.area.m2, spaces)
        if event.spaces is None or set(spaces) == set(self.spaces):
            return Fraction(1), self
        before, now = _sum(self.spaces, areas), _sum(spaces, areas)
        if before is None or now is None or not _one_basis((*self.spaces, *spaces), areas):
            why = "it changes the spaces, and their areas are not all known on one basis"
            raise missing(lease, pin(lease, f"events.{index}.area", why, "2500 m2"))
        return now / before, Scope(None if self.area is None else self.area * now / before, spaces)


def _sum(spaces: tuple[str, ...], areas: Areas) -> Fraction | None:
    known = [areas.get(id_) for id_ in spaces]
    stated = [area.m2 for area in known if area is not None]
    return sum(stated, Fraction(0)) if spaces and len(stated) == len(known) else None


def _one_basis(spaces: tuple[str, ...], areas: Areas) -> bool:
    return len({area.basis for id_ in spaces if (area := areas.get(id_)) is not None}) == 1
