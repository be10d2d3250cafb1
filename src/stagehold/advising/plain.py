"""The rule ``shift`` once more, one future at a time, in plain Python: what compiled code is held against.

It reads the same tables of a plan (``RiskModel.facts``) and shares no function with the compiled loops: draws, waiting
days, phases and lines of re-shoots are written down again as they are stated, on lists and whole numbers of Python.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from stagehold.advising.compiled import tables
from stagehold.advising.repair import RiskModel

_WORD = 2**32
_FAR = tables.NEVER


def mixed(word: int) -> int:
    """The hash of one word."""
    word = (word ^ (word >> 16)) * 0x21F0AAAD % _WORD
    word = (word ^ (word >> 15)) * 0x735A2D97 % _WORD
    return word ^ (word >> 15)


@dataclass(slots=True)
class PlainStay:
    """A stay as it came in one future."""

    start: int
    end: int
    done: int
    missed: bool


@dataclass(slots=True)
class PlainFuture:
    """One future of a plan: its stays in the order of the model, re-shoots by their number, stage-days by lease."""

    stays: list[PlainStay] = field(default_factory=list)
    again: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    held: list[int] = field(default_factory=list)
    late: list[int | None] = field(default_factory=list)
    missed: list[bool] = field(default_factory=list)


class PlainShift:
    """Pushes futures through the plan of a model, slowly."""

    def __init__(self, model: RiskModel) -> None:
        facts = model.facts
        self.model = model
        self.size = [int(value) for value in facts.size]
        self.numbers = [int(value) for value in facts.numbers]
        self.stay, self.profile, self.seg = _rows(facts.stay), _rows(facts.profile), _rows(facts.seg)
        self.link, self.stage, self.span = _rows(facts.link), _rows(facts.stage), _rows(facts.span)
        self.calendar, self.effect, self.source = _rows(facts.calendar), _rows(facts.effect), _rows(facts.source)
        self.stop_class = _rows(facts.stop_class)
        self.working: dict[int, set[int]] = {}
        self.blocks = [self._spans(stage, "block") for stage in self.stage]
        self.bares = [self._spans(stage, "bare") for stage in self.stage]

    def _spans(self, stage: dict[str, int], kind: str) -> list[tuple[int, int, int]]:
        rows = self.span[stage[f"{kind}_first"] : stage[f"{kind}_last"]]
        return [(row["low"], row["high"], row["lease"]) for row in rows]

    def future(self, number: int) -> PlainFuture:
        """One future."""
        return _OneFuture(self, number).found

    # What a future asks of the plan.

    def draw(self, number: int, key: int, salt: int) -> int:
        """A draw of 32 bits."""
        base = mixed(mixed((number + self.size[tables.SEED_1]) % _WORD) ^ self.size[tables.SEED_2])
        return mixed(mixed((base + key) % _WORD) ^ salt)

    def point(self, table: int, word: int) -> int:
        """What a draw means in a table of 4096 points."""
        return self.numbers[table + word * 4096 // _WORD]


def _rows(table: Any) -> list[dict[str, int]]:
    """A table as one mapping a row."""
    return [dict(zip(table.dtype.names, map(int, row), strict=True)) for row in table]


class _OneFuture:
    def __init__(self, plan: PlainShift, number: int) -> None:
        self.plan = plan
        self.number = number
        size = plan.size
        self.found = PlainFuture(
            held=[0] * (size[tables.LEASES] + 1),
            late=[None] * size[tables.PRODUCTIONS],
            missed=[False] * size[tables.PRODUCTIONS],
        )
        first, last = size[tables.COMMON_FIRST], size[tables.COMMON_LAST]
        self.common = [self._point(source) for source in self.plan.source[first:last]]
        self.stops = [
            self._stoppages(row) for row in self.plan.source[size[tables.STOP_FIRST] : size[tables.STOP_LAST]]
        ]
        self.free = [-_FAR] * size[tables.STAGES]
        self.line: list[list[tuple[int, int, int]]] = [[] for _ in range(size[tables.STAGES])]
        for stay in self.plan.stay:
            self._place(stay)
        for stage, waiting in enumerate(self.line):
            while waiting:
                self._again(stage)

    def _draw(self, key: int, salt: int) -> int:
        word: int = self.plan.draw(self.number, key, salt)
        return word

    def _point(self, source: dict[str, int]) -> int:
        value: int = self.plan.point(source["table"], self._draw(source["key"], source["salt"]))
        return value

    def _stoppages(self, source: dict[str, int]) -> list[tuple[int, int]]:
        """The stoppages of one process, in order."""
        found: list[tuple[int, int]] = []
        day = 0
        for turn in range(self.plan.size[tables.SLOTS]):
            wait = self.plan.point(source["gaps"], self._draw(source["key"], source["salt"] ^ (2 * turn)))
            day += wait * source["gap"] // 2**24
            if day > self.plan.size[tables.LAST_DAY]:
                break
            length = self.plan.point(source["table"], self._draw(source["key"], source["salt"] ^ (2 * turn + 1)))
            found.append((day, day + length))
            day += length
        return found

    def _value(self, effect: dict[str, int]) -> int:
        if effect["row"] >= 0:
            return int(self.common[effect["row"]])
        word = self._draw(effect["key"], effect["salt"])
        if effect["normal"] >= 0:
            number = effect["mix"] * self.plan.point(effect["normals"], word)
            number += effect["part"] * self.common[effect["normal"]]
            ranks, count = self.plan.size[tables.RANKS], self.plan.size[tables.RANK_COUNT]
            rank = min(max((number // 4096 + 6 * 4096) // 8, 0), count - 1)
            return int(self.plan.numbers[effect["table"] + self.plan.numbers[ranks + rank]])
        return int(self.plan.point(effect["table"], word))

    def _place(self, stay: dict[str, int]) -> None:
        found = self.found
        ready, factors = stay["ready"], [4096] * tables.GROUPS
        for effect in self.plan.effect[stay["effect_first"] : stay["effect_last"]]:
            value = self._value(effect)
            if not effect["factor"]:
                ready += value
                continue
            for group in range(tables.GROUPS):
                if effect["groups"] >> group & 1:
                    factors[group] = min(16 * 4096, factors[group] * value // 4096)
        stages = self.plan.numbers[stay["member_first"] : stay["member_last"]]
        links = self.plan.link[stay["link_first"] : stay["link_last"]]
        points = [self._point_of(link) + link["least"] for link in links]
        ends = [self.free[stage] + (0 if stay["keep"] >= 0 else self.plan.stage[stage]["gap"]) for stage in stages]
        start = max([stay["start"], ready, *points, *ends])
        if stay["keep"] < 0:
            start = self._behind_again(stages, start)
        waits = sorted(self._waits(stay["stop_class"], stages))
        start = self._begin(stay, stages, start)
        came = self._through(stay, factors, waits, start)
        found.stays.append(came)
        for stage in stages:
            since = found.stays[stay["keep"]].end if stay["keep"] >= 0 else came.start
            self._hold(stage, since, came.end)
            self.free[stage] = came.end
        self._judge(stay, links, came)
        if stay["again"] >= 0:
            self._may_return(stay, stages[0], came.end)

    def _point_of(self, link: dict[str, int]) -> int:
        earlier = self.found.stays[link["earlier"]]
        return earlier.start if link["from_start"] else earlier.end

    def _waits(self, number: int, stages: list[int]) -> Iterator[tuple[int, int]]:
        """All waiting days: stoppages that the class meets, closures and stays of others."""
        if number >= 0:
            row = self.plan.stop_class[number]
            for place in range(row["row_first"], row["row_last"]):
                yield from self.stops[self.plan.numbers[place]]
        for stage in stages:
            for low, high, _ in self.plan.blocks[stage]:
                yield low, high

    def _begin(self, stay: dict[str, int], stages: list[int], first: int) -> int:
        """The first day, day by day: in no stoppage, working, and with room for the planned length."""
        profile = self.plan.profile[stay["profile"]]
        stopped = list(self._waits(stay["stop_class"], []))
        known = [(low, high) for stage in stages for low, high, _ in self.plan.blocks[stage]]
        day = first
        while True:
            last = self._after(profile["calendar"], day, profile["length"])
            fits = all(high <= day or low >= last for low, high in known)
            if fits and self._works(profile["calendar"], day) and not any(low <= day < high for low, high in stopped):
                return day
            day += 1

    def _works(self, calendar: int, day: int) -> bool:
        if calendar < 0:
            return True
        row = self.plan.calendar[calendar]
        if day >= row["first_day"] + row["days"]:
            return True
        return day in self._days_of(calendar)

    def _days_of(self, calendar: int) -> set[int]:
        known: dict[int, set[int]] = self.plan.working
        if calendar not in known:
            row = self.plan.calendar[calendar]
            known[calendar] = set(self.plan.numbers[row["day_first"] : row["day_last"]])
        return known[calendar]

    def _after(self, calendar: int, start: int, days: int) -> int:
        """The day after so many days that count."""
        if calendar < 0:
            return start + days
        day, left = start, days
        while left:
            left -= self._works(calendar, day)
            day += 1
        return day

    def _through(self, stay: dict[str, int], factors: list[int], waits: list[tuple[int, int]], start: int) -> PlainStay:
        """Day by day through all phases."""
        profile = self.plan.profile[stay["profile"]]
        day, done, missed = start, start, False
        for number in range(profile["seg_first"], profile["seg_last"]):
            seg = self.plan.seg[number]
            left = sum(
                max(1, (seg[f"days_{piece}"] * factors[seg[f"group_{piece}"]] + 2048) // 4096)
                for piece in range(seg["pieces"])
            )
            day = max(day, seg["low"])
            while left:
                idle = seg["crew"] and any(low <= day < high for low, high in waits)
                if not idle and self._works(profile["calendar"], day):
                    left -= 1
                day += 1
            missed = missed or day > seg["high"]
            if number == profile["done_seg"]:
                done = day
        return PlainStay(start, day, done, missed)

    def _hold(self, stage: int, start: int, end: int) -> None:
        for low, high, lease in self.plan.bares[stage]:
            self.found.held[lease] += max(0, min(end, high) - max(start, low))

    def _judge(self, stay: dict[str, int], links: list[dict[str, int]], came: PlainStay) -> None:
        production = stay["production"]
        if stay["due"] < _FAR:
            late = self.found.late[production]
            mine = came.done - stay["due"]
            self.found.late[production] = mine if late is None else max(late, mine)
        far = any(came.start - self._point_of(link) > link["most"] for link in links)
        if came.missed or far or came.end > stay["window"]:
            self.found.missed[production] = True

    def _may_return(self, stay: dict[str, int], stage: int, end: int) -> None:
        source = self.plan.source[self.plan.size[tables.AGAIN_FIRST] + stay["again"]]
        if self._draw(source["key"], source["salt"]) >= source["limit"]:
            return
        delay = self.plan.point(source["delay"], self._draw(source["key"], source["salt"] ^ 1))
        days = self.plan.point(source["days"], self._draw(source["key"], source["salt"] ^ 2))
        before = [row for row in self.line[stage] if row[0] <= end + delay]
        behind = self.line[stage][len(before) :]
        self.line[stage] = [*before, (end + delay, stay["again"], days), *behind]

    def _behind_again(self, stages: list[int], start: int) -> int:
        """Behind all re-shoots that are ready by then."""
        moved = True
        while moved:
            moved = False
            for stage in stages:
                if self.line[stage] and self.line[stage][0][0] <= start:
                    end = self._again(stage)
                    start = max(start, end + self.plan.stage[stage]["gap"])
                    moved = True
        return start

    def _again(self, stage: int) -> int:
        """Place the first re-shoot in line; its end."""
        ready, again, days = self.line[stage].pop(0)
        stay = self.plan.stay[self.plan.source[self.plan.size[tables.AGAIN_FIRST] + again]["stay"]]
        waits = list(self._waits(stay["stop_class"], [stage]))
        day = max(ready, self.free[stage] + self.plan.stage[stage]["gap"])
        start, left = None, days
        while left:
            if not any(low <= day < high for low, high in waits):
                start = day if start is None else start
                left -= 1
            day += 1
        assert start is not None
        self.found.again[again] = (ready, start, day)
        self._hold(stage, start, day)
        self.free[stage] = day
        return day
