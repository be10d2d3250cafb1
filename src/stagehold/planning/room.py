"""Room for one need beside a solution: on which units it could start when, by itself and with others at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from stagehold.domain.production import Together
from stagehold.planning.openings import NOTHING, Openings, Taken
from stagehold.planning.plan import Reason, Why
from stagehold.planning.problem import Choice, Link, Problem, Solution, Starts, Stay
from stagehold.planning.starts import intersect


@dataclass(frozen=True, slots=True)
class Look:
    """A need looked at: for a start on time or for any, beside these stays.

    ``also`` are stays by stage that the openings do not hold; ``seen`` keeps what was found.
    """

    need: int
    on_time: bool
    stays: Solution
    also: Mapping[int, Sequence[Taken]] = field(default_factory=lambda: NOTHING)
    seen: dict[tuple[str, int], Room] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Room:
    """Starts of a need on one unit under one timetable, from what is wanted to what is left of it.

    ``free`` leaves out what other stays take (``blockers``), ``linked`` also what links forbid.
    """

    wanted: Starts
    free: Starts
    blockers: tuple[Taken, ...]
    linked: Starts


@dataclass(frozen=True, slots=True)
class _Bound:
    """A first or last start that a link allows, and the need at its other end."""

    day: int
    other: int


class Rooms:
    """Finds room for the needs of one problem beside one solution."""

    def __init__(self, problem: Problem, openings: Openings) -> None:
        self._problem = problem
        self._openings = openings
        self._into: dict[int, list[Link]] = {}
        self._out_of: dict[int, list[Link]] = {}
        for link in problem.links:
            self._into.setdefault(link.later, []).append(link)
            self._out_of.setdefault(link.earlier, []).append(link)

    def _one_set(self, need: int) -> set[int]:
        """The need, and those that keep their set on the same stages before or after it: none is in another's way."""
        before = {link.earlier for link in self._into.get(need, ()) if link.keep}
        return {need} | before | {link.later for link in self._out_of.get(need, ()) if link.keep}

    def behind(self, need: int) -> list[int]:
        """The needs that a need comes after."""
        return [link.earlier for link in self._into.get(need, ())]

    def on(self, look: Look, choice: Choice, table: int) -> Room:
        """The room on one unit while a timetable governs the stay."""
        key = (choice.unit.id, table)
        if key not in look.seen:
            look.seen[key] = self._room(look, choice, table)
        return look.seen[key]

    def _room(self, look: Look, choice: Choice, table: int) -> Room:
        need = self._problem.needs[look.need]
        wanted = choice.starts[table]
        if look.on_time and need.due is not None:
            item = need.tables[table]
            counted = item.done_cut if need.done_by_shoot else item.length
            wanted = self._openings.until(wanted, item, counted, need.due)
        free, blockers = self._openings.free(look.need, choice.unit, table, wanted, self._one_set(look.need), look.also)
        linked: Starts = ()
        if free and self.missing(look) is None and self._elsewhere(look, choice) is None:
            low, high = self._bounds(look, table)
            first = free[0][0] if low is None else low.day
            last = free[-1][1] if high is None else high.day
            linked = tuple(intersect(free, [(first, last)])) if first <= last else ()
        return Room(wanted, free, blockers, linked)

    def missing(self, look: Look) -> int | None:
        """A need that this one comes after and that has no place."""
        left = [earlier for earlier in self.behind(look.need) if earlier not in look.stays]
        return left[0] if left else None

    def elsewhere(self, look: Look, members: set[int], *, all_of_them: bool) -> int | None:
        """A need whose stages this one must share, and which stands on others than these.

        ``all_of_them``: whether ``members`` are all the stages of this need, or only some.
        """
        links = [*self._into.get(look.need, ()), *self._out_of.get(look.need, ())]
        for link in links:
            other: int = link.earlier if link.later == look.need else link.later
            stay = look.stays.get(other)
            if not link.same or stay is None:
                continue
            theirs = _members(stay)
            if not members <= theirs or (all_of_them and members != theirs):
                return other
        return None

    def _elsewhere(self, look: Look, choice: Choice) -> int | None:
        alone = self._problem.needs[look.need].count == 1
        return self.elsewhere(look, set(choice.unit.members), all_of_them=alone)

    def out_of_link(self, look: Look, choice: Choice) -> Why | None:
        """Why links leave no start though the unit is free; None where they leave one."""
        unit = choice.unit.id
        missing, elsewhere = self.missing(look), self._elsewhere(look, choice)
        if missing is not None:
            return Why(stage=unit, reason=Reason.AFTER, by=(self.name(missing),), detail="that need has no place")
        if elsewhere is not None:
            stages = ", ".join(sorted(item.id for item in look.stays[elsewhere].units))
            detail = f"on the stages of that need: {stages}"
            return Why(stage=unit, reason=Reason.AFTER, by=(self.name(elsewhere),), detail=detail)
        room = self.on(look, choice, choice.table)
        if room.linked or not room.free:
            return None
        low, high = self._bounds(look, choice.table)
        if low is not None and (high is None or room.free[-1][1] < low.day or room.free[0][0] <= high.day):
            by, detail = low.other, f"not before {self._problem.day(low.day)}"
        else:
            assert high is not None  # without any bound there would be a start
            by, detail = high.other, f"not after {self._problem.day(high.day)}"
        return Why(stage=unit, reason=Reason.AFTER, by=(self.name(by),), detail=detail)

    def name(self, need: int) -> str:
        """A need in the words of a file: ``production/need``."""
        item = self._problem.needs[need]
        return f"{self._problem.productions[item.production].id}/{item.id}"

    def _bounds(self, look: Look, table: int) -> tuple[_Bound | None, _Bound | None]:
        """The tightest first and last start that the links of a need allow beside the stays."""
        lows: list[_Bound] = []
        highs: list[_Bound] = []
        for link in self._into.get(look.need, ()):
            stay = look.stays.get(link.earlier)
            if stay is None:
                continue
            end = self._problem.bounds(stay.need, stay.table, stay.start)[-1]
            point = stay.start if link.from_start else end
            lows.append(_Bound(max(point + link.least, end) if link.keep else point + link.least, link.earlier))
            if link.most is not None:
                highs.append(_Bound(point + link.most, link.earlier))
            if link.keep:
                stands = min(self._openings.stands_until(m, end, self._one_set(look.need)) for m in _members(stay))
                highs.append(_Bound(stands, link.earlier))
        for link in self._out_of.get(look.need, ()):
            stay = look.stays.get(link.later)
            if stay is not None:
                self._before(look, link, stay, table, (lows, highs))
        return max(lows, key=lambda item: item.day, default=None), min(highs, key=lambda item: item.day, default=None)

    def _before(self, look: Look, link: Link, stay: Stay, table: int, found: tuple[list[_Bound], list[_Bound]]) -> None:
        """Bounds of the start of a need that another, already placed, comes after."""
        lows, highs = found
        latest = stay.start - link.least  # the last day on which the point of this need may lie
        if link.from_start:
            highs.append(_Bound(latest, link.later))
            if link.most is not None:
                lows.append(_Bound(stay.start - link.most, link.later))
        item = self._problem.needs[look.need].tables[table]
        ends = [] if link.from_start else [latest]
        ends += [stay.start] if link.keep else []
        for end in ends:
            last = self._openings.last_start(item, item.length, end)
            highs.append(_Bound(-1 if last is None else last, link.later))
        # Not so early that the end lies before one of these days.
        soonest = [] if link.from_start or link.most is None else [stay.start - link.most]
        if link.keep:
            stood = max(self._openings.stood_since(m, stay.start, self._one_set(look.need)) for m in _members(stay))
            if stood < stay.start:
                lows.append(_Bound(stood, link.later))
            else:
                soonest.append(stay.start)
        for end in soonest:
            before = self._openings.last_start(item, item.length, end - 1)
            if before is not None:
                lows.append(_Bound(before + 1, link.later))

    def places(self, need: int) -> dict[str, list[Choice]]:
        """The units of a need by the place at which all stages of its production must lie."""
        together: Together = self._problem.productions[self._problem.needs[need].production].together
        found: dict[str, list[Choice]] = {}
        for choice in self._problem.needs[need].choices:
            found.setdefault(choice.unit.place[together], []).append(choice)
        return found

    def earliest(self, look: Look, choices: Sequence[Choice]) -> Stay | None:
        """The earliest stay on as many of these units as the need asks for at once."""
        need = self._problem.needs[look.need]
        found = [stay for table in range(len(need.tables)) for stay in self._stays(look, choices, table)]
        return min(found, key=lambda stay: stay.start, default=None)

    def _stays(self, look: Look, choices: Sequence[Choice], table: int) -> Iterator[Stay]:
        """The earliest stay that a timetable governs: the unit that asks for it is one of those chosen."""
        need = self._problem.needs[look.need]
        if need.count == 1:
            units = [choice for choice in choices if choice.table == table]
        else:
            length = need.tables[table].length
            units = [choice for choice in choices if need.tables[choice.table].length <= length]
        rooms = [(choice, self.on(look, choice, table).linked) for choice in units]
        for start in sorted({low for _, starts in rooms for low, _ in starts}):
            chosen: list[Choice] = []
            taken: set[int] = set()
            for choice, starts in rooms:
                inside = any(low <= start <= high for low, high in starts)
                if inside and len(chosen) < need.count and not taken & set(choice.unit.members):
                    chosen.append(choice)
                    taken.update(choice.unit.members)
            if len(chosen) == need.count and self.elsewhere(look, taken, all_of_them=True) is None:
                yield Stay(need=look.need, units=tuple(item.unit for item in chosen), start=start, table=table)
                return


def _members(stay: Stay) -> set[int]:
    return {member for unit in stay.units for member in unit.members}
