"""An exact optimum of a small case by enumeration, to hold the planner's answers against.

Depth first over productions: unplaced, or every stay of each of its needs (``planning.day_sets``). A branch is cut
when its cost so far, plus what each production left costs at least by itself on the days still free, is not below the
best found. Nothing here is shared with the planner or the audit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal

from planning.day_sets import DaySets, Stay
from planning.drawn_cases import BASE, Case
from planning.free_days import FIRST, LAST
from stagehold.domain.production import After, LinkPoint, Need, Production, Together
from stagehold.domain.studio import PhaseKind
from stagehold.planning.plan import PhaseSpan, Placement

Key = tuple[str, str]
Stays = Mapping[Key, list[Stay]]


@dataclass(frozen=True)
class BruteForce:
    """The least objective and placements that reach it; None and nothing when the locks leave no plan."""

    objective: Decimal | None
    placements: tuple[Placement, ...] = ()


def best(case: Case) -> BruteForce:
    """The optimum of a drawn case."""
    search = _Search(case)
    search.go()
    if search.best is None:
        return BruteForce(None)
    placements = [_placement(key, stay) for key, stay in sorted(search.best_chosen.items())]
    return BruteForce(search.best, tuple(placements))


def keeps_rules(case: Case, placements: Sequence[Placement]) -> bool:
    """Whether these placements are a plan by day sets alone, whatever they cost."""
    search = _Search(case)
    placed = {placement.production for placement in placements}
    search.dropped = set(search.productions) - placed
    wanted = {(id_, need.id) for id_ in placed for need in search.productions[id_].needs}
    if len(placements) != len(wanted) or {(item.production, item.need) for item in placements} != wanted:
        return False
    if any(search.days.must_stand(search.productions[id_]) for id_ in search.dropped):
        return False
    taken: int | None = search.days.taken
    for placement in placements:
        key = (placement.production, placement.need)
        production = search.productions[key[0]]
        need = next(need for need in production.needs if need.id == key[1])
        stay = next((stay for stay in search.days.stays(production, need) if _placement(key, stay) == placement), None)
        taken = search.fits(key, stay, taken) if stay is not None else None
        if taken is None:
            return False
        search.chosen[key] = stay
    return True


def _placement(key: Key, stay: Stay) -> Placement:
    def day(offset: int):
        return BASE + timedelta(days=offset)

    phases = tuple(PhaseSpan(phase=phase, start=day(first), end=day(after)) for phase, first, after in stay.phases)
    return Placement(
        production=key[0],
        need=key[1],
        stages=stay.wholes,
        start=day(stay.start),
        end=day(stay.end),
        phases=phases,
        late_days=stay.late,
    )


@dataclass(frozen=True)
class _Link:
    """``later`` starts so many days after a point of ``earlier``."""

    later: Key
    earlier: Key
    rule: After


@dataclass
class _Search:
    case: Case
    best: Decimal | None = None
    best_chosen: dict[Key, Stay] = field(default_factory=dict)
    chosen: dict[Key, Stay] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.days = DaySets(self.case)
        self.productions = {id_: item for id_, item in self.case.portfolio.productions.items() if item.needs}
        self.begun = self.days.begun_stays()
        self.chosen |= self.begun
        self.links = [
            link
            for item in self.productions.values()
            for need in item.needs
            for link in [_link(item, need, rule) for rule in need.after]
            if link.later not in self.begun  # nothing holds back what has begun
        ]
        self.linked = {key for link in self.links for key in (link.later, link.earlier)}
        self.kept = {key for link in self.links if link.rule.keep for key in (link.later, link.earlier)}
        self.weight = {
            id_: item.priority * self.case.portfolio.settings.weights.late for id_, item in self.productions.items()
        }

    def go(self) -> None:
        if self.days.clash():
            return
        taken, cost, left = self.days.taken, Decimal(0), []
        for stay in self.begun.values():
            taken |= stay.mask
        for production in self.productions.values():
            keys = [(production.id, need.id) for need in production.needs]
            if all(key in self.begun for key in keys):  # it cannot be left out any more
                cost += self.weight[production.id] * max(self.begun[key].late for key in keys)
                cost += self._begun_cost(production.id)
            else:
                left.append(production.id)
        stays: dict[Key, list[Stay]] = {}
        for production in self.productions.values():
            for need in production.needs:
                weight, key = self.weight[production.id], (production.id, need.id)
                # What has begun is no day of anybody else, so it is free to stand there itself.
                options = [replace(self.begun[key], mask=0)] if key in self.begun else self.days.stays(production, need)
                stays[key] = sorted(options, key=lambda stay: (weight * stay.late + stay.own, stay.start))
        self._branch(frozenset(left), stays, taken, cost)

    def _branch(self, left: frozenset[str], stays: Stays, taken: int, cost: Decimal) -> None:
        if not left:
            if self.best is None or cost < self.best:
                self.best, self.best_chosen = cost, dict(self.chosen)
            return
        stays = {
            key: options if key in self.kept else [stay for stay in options if not stay.mask & taken]
            for key, options in stays.items()
            if key[0] in left
        }
        least: dict[str, Decimal] = {}
        for id_ in left:
            bounds = [bound for bound in (self._drop_cost(id_), self._place_cost(id_, stays)) if bound is not None]
            if not bounds:
                return
            least[id_] = min(bounds)
        if self._hopeless(cost + sum(least.values())):
            return
        others = sum(least.values())
        stays = {
            key: [
                stay for stay in options if not self._hopeless(cost + others - least[key[0]] + self._alone(key, stay))
            ]
            for key, options in stays.items()
        }
        if self._settle_one(left, stays, least, taken, cost):
            return
        # The production with the fewest ways first: a tree is narrow at its root, or wide everywhere.
        id_ = min(left, key=lambda id_: (min(len(stays[id_, need.id]) for need in self.productions[id_].needs), id_))
        rest = left - {id_}
        others -= least[id_]
        for late, moved, now_taken in self._places(id_, stays, taken, cost + others):
            self._branch(rest, stays, now_taken, cost + self.weight[id_] * late + moved)
        drop = self._drop_cost(id_)
        if drop is not None and not self._hopeless(cost + others + drop) and not self._wanted(id_):
            self.dropped.add(id_)
            self._branch(rest, stays, taken, cost + drop)
            self.dropped.remove(id_)

    def _settle_one(
        self, left: frozenset[str], stays: Stays, least: Mapping[str, Decimal], taken: int, cost: Decimal
    ) -> bool:
        """Place a production where it costs least, if no other could want those days: then no other place is better."""
        for id_ in sorted(left):
            key = (id_, self.productions[id_].needs[0].id)
            if len(self.productions[id_].needs) > 1 or key in self.linked or not stays[key]:
                continue
            wanted = 0
            for other, options in stays.items():
                if other != key:
                    for stay in options:
                        # A set that is kept may stand on its stages on any day.
                        kept = self.days.stay_bits(stay.members, FIRST, LAST) if other in self.kept else 0
                        wanted |= stay.mask | kept
            stay = next((stay for stay in stays[key] if not stay.mask & wanted), None)
            if stay is not None and self._alone(key, stay) == least[id_] and self.fits(key, stay, taken) is not None:
                self.chosen[key] = stay
                self._branch(left - {id_}, stays, taken | stay.mask, cost + least[id_])
                del self.chosen[key]
                return True
        return False

    def _alone(self, key: Key, stay: Stay) -> Decimal:
        """The least that a production costs with this stay."""
        return self.weight[key[0]] * stay.late + stay.own

    def _hopeless(self, cost: Decimal) -> bool:
        return self.best is not None and cost >= self.best

    def _drop_cost(self, id_: str) -> Decimal | None:
        production = self.productions[id_]
        if self.days.must_stand(production):
            return None
        return 1000 * max(Decimal(1), production.priority) if production.drop_cost is None else production.drop_cost

    def _place_cost(self, id_: str, stays: Stays) -> Decimal | None:
        options = [stays[id_, need.id] for need in self.productions[id_].needs]
        if not all(options):
            return None
        late = max(min(stay.late for stay in rows) for rows in options)
        return self.weight[id_] * late + sum(min(stay.own for stay in rows) for rows in options)

    def _wanted(self, id_: str) -> bool:
        """Whether a need that is placed waits for one of this production."""
        return any(
            link.earlier[0] == id_ and link.later in self.chosen and link.earlier not in self.begun
            for link in self.links
        )

    def _places(self, id_: str, stays: Stays, taken: int, floor: Decimal) -> Iterator[tuple[int, Decimal, int]]:
        """Every way to place all needs, put into ``chosen`` while the caller looks at it."""
        needs = [need.id for need in self.productions[id_].needs if (id_, need.id) not in self.begun]
        late_already = max((stay.late for key, stay in self.begun.items() if key[0] == id_), default=0)

        def place(index: int, late: int, moved: Decimal, taken: int) -> Iterator[tuple[int, Decimal, int]]:
            if index == len(needs):
                yield late, moved, taken
                return
            key = (id_, needs[index])
            for stay in stays[key]:
                now_late, now_moved = max(late, stay.late), moved + stay.own + self._wait(key, stay)
                if self._hopeless(floor + self.weight[id_] * now_late + now_moved):
                    continue
                now_taken = self.fits(key, stay, taken)
                if now_taken is not None:
                    self.chosen[key] = stay
                    yield from place(index + 1, now_late, now_moved, now_taken)
                    del self.chosen[key]

        yield from place(0, late_already, self._begun_cost(id_), taken)

    def fits(self, key: Key, stay: Stay, taken: int) -> int | None:
        """What is taken with this stay, or None where it breaks a rule with those already placed."""
        if not self._near(key, stay):
            return None
        partner: Key | None = None
        for link in self.links:
            if key not in (link.later, link.earlier):
                continue
            other = link.earlier if link.later == key else link.later
            if other[0] in self.dropped and other == link.earlier and other not in self.begun:
                return None
            if other not in self.chosen:
                continue
            one, two = (self.chosen[other], stay) if link.later == key else (stay, self.chosen[other])
            point = one.end if link.rule.from_ is LinkPoint.END else one.start
            lag = two.start - point
            if lag < link.rule.min_days or (link.rule.max_days is not None and lag > link.rule.max_days):
                return None
            if (link.rule.keep or link.rule.same_stages) and one.members != two.members:
                return None
            if link.rule.keep:
                partner = other
        if partner is None:
            return None if stay.mask & taken else taken | stay.mask
        return self._stand(stay, self.chosen[partner], taken)

    def _stand(self, stay: Stay, partner: Stay, taken: int) -> int | None:
        """Two stays of one set as a single one: the stage is theirs in between, without clear days."""
        one, two = sorted((stay, partner), key=lambda item: item.start)
        between = set(range(one.end, two.start))
        standing = {id_: self.days.free_for(id_, PhaseKind.STANDING) for id_ in stay.members}
        if two.start < one.end or any(not between <= days for days in standing.values()):
            return None
        whole = self.days.stay_bits(stay.members, max(one.start, self.days.today), two.end)
        elsewhere = taken & ~partner.mask
        return None if whole & elsewhere else elsewhere | whole

    def _begun_cost(self, id_: str) -> Decimal:
        """What the days on offers of that which has begun cost, the waits between two such stays among them."""
        own = sum((stay.own for key, stay in self.begun.items() if key[0] == id_), Decimal(0))
        need = {need.id: need for need in self.productions[id_].needs}
        for key, stay in self.begun.items():
            for rule in need[key[1]].after if key[0] == id_ else ():
                earlier = self.begun.get((id_, rule.need.rpartition("/")[2]))
                if rule.keep and earlier is not None:
                    own += self.days.spot.cost(stay.members, [(PhaseKind.STANDING, earlier.end, stay.start)])
        return own

    def _wait(self, key: Key, stay: Stay) -> Decimal:
        """What the set costs between this stay and the one that keeps it, or that it keeps, where that is placed."""
        total = Decimal(0)
        for link in self.links:
            other = {link.later: link.earlier, link.earlier: link.later}.get(key)
            if link.rule.keep and other in self.chosen:
                one, two = sorted((stay, self.chosen[other]), key=lambda item: item.start)
                total += self.days.spot.cost(stay.members, [(PhaseKind.STANDING, one.end, two.start)])
        return total

    def _near(self, key: Key, stay: Stay) -> bool:
        production = self.productions[key[0]]
        members = set(stay.members)
        for need in production.needs:
            if (key[0], need.id) in self.chosen:
                members |= self.chosen[key[0], need.id].members
        places = {self.place_of(id_, production.together) for id_ in members}
        return len(places) == 1

    def place_of(self, stage: str, together: Together) -> tuple[str, ...]:
        studio = self.case.portfolio.studios[self.days.stages[stage].studio]
        if together is Together.ANY:
            return ()
        if together is Together.COUNTRY:
            return (studio.country,)
        if together is Together.CITY and studio.city is not None:
            return (studio.country, studio.city)
        return ("studio", studio.id)


def _link(production: Production, need: Need, rule: After) -> _Link:
    id_, slash, name = rule.need.rpartition("/")
    return _Link((production.id, need.id), (id_ if slash else production.id, name), rule)
