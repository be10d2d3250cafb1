"""Use counted day by day, on plain sets of (stage, day): a second reading that shares no span with the first.

Days are whole numbers from the first day of a case. Leased days come from ``planning.lease_days``. Only what
``leasing.drawn_use`` draws is understood.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from leasing.drawn_use import UseCase
from planning.drawn_supply import BASE, US
from planning.lease_days import FIRST, LAST, first_of, last_of, leased_days, number
from stagehold.domain.booking import LineState
from stagehold.domain.days import Span
from stagehold.domain.errors import InputError
from stagehold.domain.lease import LeaseKind
from stagehold.domain.money import minor_units
from stagehold.domain.studio import SpaceKind
from stagehold.leasing.rent_as_used import payments_as_used
from stagehold.leasing.use_cells import Weight
from stagehold.leasing.use_figures import View

DAYS = range(FIRST, LAST)
IDLE_ORDER = ["closed", "out-of-service", "sublet", "turnover", "reinstate", "held"]
Place = tuple[str, int]


@dataclass(frozen=True)
class Piece:
    """Consecutive days in one phase of one user on one stage."""

    start: int
    end: int
    user: str
    need: str
    phase: str
    stage: str
    party: str


class UseSets:
    """All states of one case."""

    def __init__(self, case: UseCase) -> None:
        self.portfolio = case.portfolio
        self.asked = case.asked
        self.plan = case.plan
        self.lessee = case.asked.view is View.LESSEE
        first, last = number(case.asked.first), number(case.asked.last)
        self.period = range(first, last + 1)
        self.spaces = {id_: item for id_, item in self.portfolio.spaces.items() if item.kind is SpaceKind.STAGE}
        self.given = self._given()
        self.stays = {"actual": self._owners(self._booked())}
        if case.plan is not None:
            self.stays["planned"] = self._owners(self._planned())
        leased = {stage for days in self.given.values() for stage, _ in days[0]}
        used = {stage for owners in self.stays.values() for stage, _ in owners}
        self.stages = [id_ for id_ in self.spaces if not self.lessee or id_ in leased | used]
        self.stays = {
            basis: {place: piece for place, piece in owners.items() if place[0] in self.stages}
            for basis, owners in self.stays.items()
        }

    # --- leases ------------------------------------------------------------------------------------------------------

    def _given(self) -> dict[str, tuple[set[Place], set[Place]]]:
        """By lease: all (stage, day) that it gives, and those of them kept for reinstatement."""
        found = {}
        for lease in self.portfolio.leases.values():
            if lease.is_total_of or lease.kind is not LeaseKind.EXCLUSIVE or (self.lessee and lease.lessee != US):
                continue
            covered, kept = set(), set()
            for id_, space in self.spaces.items():
                free, _, all_days = leased_days(lease, space)
                covered |= {(id_, day) for day in all_days}
                kept |= {(id_, day) for day in all_days - free}
            found[lease.id] = (covered, kept)
        return found

    @property
    def leased(self) -> set[Place]:
        return {place for covered, _ in self.given.values() for place in covered}

    def in_service(self, stage: str, day: int) -> bool:
        stated = self.spaces[stage].in_service
        return stated is None or first_of(stated) <= day <= last_of(stated)

    def closed(self, stage: str, day: int) -> bool:
        closures = self.portfolio.closures.values()
        return any(item.space == stage and number(item.from_.first) <= day <= number(item.to.last) for item in closures)

    def lines(self, state: LineState) -> Iterator[tuple[str, str, int, int]]:
        for booking in self.portfolio.bookings.values():
            for line in booking.lines:
                if line.state is state and line.space in self.spaces:
                    yield booking.party, line.space, first_of(line.days), last_of(line.days)

    def lined(self, state: LineState, *, others: bool = False) -> set[Place]:
        return {
            (stage, day)
            for party, stage, first, last in self.lines(state)
            if not others or (self.lessee and party != US)
            for day in range(first, last + 1)
        }

    # --- stays -------------------------------------------------------------------------------------------------------

    def _owners(self, pieces: list[Piece]) -> dict[Place, Piece]:
        owners: dict[Place, Piece] = {}
        for piece in pieces:
            for day in range(piece.start, piece.end):
                other = owners.get((piece.stage, day))
                if other is None or _rank(piece) < _rank(other):
                    owners[piece.stage, day] = piece
        return owners

    def _booked(self) -> list[Piece]:
        found = []
        for booking in self.portfolio.bookings.values():
            if self.lessee and booking.party != US:
                continue
            user = booking.production or f"booking/{booking.id}"
            need = booking.need or ""
            unstated: dict[str, set[int]] = {}
            for line in booking.lines:
                if line.state is not LineState.CONFIRMED:
                    continue
                days = range(first_of(line.days), last_of(line.days) + 1)
                if line.phase is None:
                    unstated.setdefault(line.space, set()).update(days)
                else:
                    phase = line.phase.value
                    found.append(Piece(days[0], days[-1] + 1, user, need, phase, line.space, booking.party))
            for stage, days in unstated.items():
                for run in _runs(days):
                    for day, phase in self._phases_of(run, booking.production, need):
                        found.append(Piece(day, day + 1, user, need, phase, stage, booking.party))
        return found

    def _phases_of(self, run: list[int], production: str | None, need: str) -> list[tuple[int, str]]:
        if production is None:
            return [(day, "") for day in run]
        shoot = self._actual(production, need)
        if shoot is not None:
            return [(day, "shoot" if day in shoot else "") for day in run]
        stated = [item for item in self.portfolio.productions[production].needs if item.id == need]
        return list(
            zip(run, _stretched([(item.phase.value, item.days) for item in stated[0].phases], len(run)), strict=True)
        )

    def _actual(self, production: str, need: str) -> range | None:
        """The actual shoot of a need, where both of its ends are known."""
        record = self.portfolio.productions[production]
        ends = {}
        for item in record.milestones:
            owner, _, name = item.name.rpartition("/")
            if owner in ("", need):
                ends[name] = number(item.actual.first)
        return range(ends["shoot-start"], ends["shoot-end"] + 1) if ends else None

    def _planned(self) -> list[Piece]:
        found = []
        party = self.plan.party or (US if self.lessee else self.asked.party or "house")
        placed = {(item.production, item.need): item for item in self.plan.placements}
        for item in self.plan.placements:
            record = self.portfolio.productions[item.production]
            need = next(one for one in record.needs if one.id == item.need)
            if item.phases:
                pieces = [(number(span.start), number(span.end), span.phase.value) for span in item.phases]
            else:
                length = (item.end - item.start).days
                names = _stretched([(one.phase.value, one.days) for one in need.phases], length)
                pieces = []
                for at, name in enumerate(names):
                    if at and names[at - 1] == name and not _boundary(need, length, at):
                        pieces[-1] = (pieces[-1][0], pieces[-1][1] + 1, name)
                    else:
                        pieces.append((number(item.start) + at, number(item.start) + at + 1, name))
            for stage in "+".join(item.stages).split("+"):
                found += [
                    Piece(start, end, item.production, item.need, phase, stage, party) for start, end, phase in pieces
                ]
            for link in need.after:
                earlier = placed.get((item.production, link.need))
                if link.keep and earlier is not None and earlier.end < item.start:
                    shared = set("+".join(item.stages).split("+")) & set("+".join(earlier.stages).split("+"))
                    for stage in shared:
                        gap = number(earlier.end), number(item.start)
                        found.append(Piece(*gap, item.production, item.need, "standing", stage, party))
        return found

    # --- shot --------------------------------------------------------------------------------------------------------

    def shot(self, basis: str) -> dict[str, set[Place]]:
        """(stage, day) by what says that a crew shoots."""
        found: dict[str, set[Place]] = {"actual": set(), "stated": set(), "estimated": set()}
        owners = self.stays[basis]
        for user in {piece.user for piece in owners.values()}:
            record = self.portfolio.productions.get(user)
            mine = {place: piece for place, piece in owners.items() if piece.user == user}
            days, units, known = None, 1, False
            if record is not None:
                days, units = record.shoot_days, record.units
                known = basis == "actual" and bool(record.milestones)
            happened, rest = {}, {}
            for place, piece in mine.items():
                actual = self._actual(user, piece.need) if known else None
                if actual is None:
                    rest[place] = piece
                elif piece.phase in ("shoot", "") and place[1] in actual:
                    happened[place] = piece
            shooting = [place for place, piece in rest.items() if piece.phase == "shoot"]
            found["actual"] |= _in_turns(list(happened), units)
            if days is not None and not known:
                unstated = [place for place, piece in rest.items() if piece.phase == ""]
                found["stated"] |= _evenly(shooting or unstated, days)
            else:
                found["estimated"] |= _in_turns(shooting, units)
        return found

    # --- why a day is idle -------------------------------------------------------------------------------------------

    def idle(self, basis: str) -> dict[Place, str]:
        owners = self.stays[basis]
        leased = self.leased
        kept = {place for _, days in self.given.values() for place in days}
        kept -= {place for covered, days in self.given.values() for place in covered - days}
        others = self.lined(LineState.CONFIRMED, others=True)
        held = self.lined(LineState.HOLD)
        found = {}
        for stage, day in leased - owners.keys():
            space = self.spaces[stage]
            after = any((stage, day - ago) in owners for ago in range(1, space.turnover_after + 1))
            before = any((stage, day + ahead) in owners for ahead in range(1, space.turnover_before + 1))
            fits = {
                "closed": self.closed(stage, day),
                "out-of-service": not self.in_service(stage, day),
                "sublet": (stage, day) in others,
                "turnover": after or before,
                "reinstate": (stage, day) in kept,
                "held": (stage, day) in held,
            }
            cause = next((name for name in IDLE_ORDER if fits[name]), None)
            found[stage, day] = cause or self._by_run(leased, owners, stage, day)
        return found

    def _by_run(self, leased: set[Place], owners: dict[Place, Piece], stage: str, day: int) -> str:
        sides = []
        for step in (-1, 1):
            at, met = day, False
            while (stage, at) in leased:
                met = met or (stage, at) in owners
                at += step
            sides.append(met)
        return {
            (False, False): "unused",
            (False, True): "before-first-use",
            (True, False): "after-last-use",
            (True, True): "between",
        }[tuple(sides)]

    # --- counts ------------------------------------------------------------------------------------------------------

    def states(self) -> dict[str, set[Place]]:
        """Every measure of the report as a set of (stage, day) inside the period."""
        everywhere = {(stage, day) for stage in self.stages for day in self.period}
        leased = self.leased
        states = {"in_service": {place for place in everywhere if self.in_service(*place)}}
        states["lettable"] = {place for place in states["in_service"] if not self.closed(*place)}
        states["leased"] = leased
        states["let"] = leased | self.lined(LineState.CONFIRMED)
        states["held"] = self.lined(LineState.HOLD)
        states["leased&in_service"] = leased & states["in_service"]
        states["let&lettable"] = states["let"] & states["lettable"]
        for basis, owners in self.stays.items():
            occupied = set(owners)
            standing = {place for place, piece in owners.items() if piece.phase == "standing"}
            shot = self.shot(basis)
            states[f"{basis}.occupied"] = occupied
            states[f"{basis}.standing"] = standing
            states[f"{basis}.working"] = occupied - standing
            states[f"{basis}.shot"] = set().union(*shot.values())
            states |= {f"{basis}.shot.{source}": places for source, places in shot.items()}
            states[f"{basis}.occupied&leased"] = occupied & leased
            states[f"{basis}.occupied&lettable"] = occupied & states["lettable"]
            idle = self.idle(basis)
            for cause in set(idle.values()):
                states[f"{basis}.idle.{cause}"] = {place for place, why in idle.items() if why == cause}
        for currency, costed in self._costed().items():
            states[f"costed.{currency}.leased"] = costed
            for basis in self.stays:
                for name in ("occupied", "shot"):
                    states[f"costed.{currency}.{basis}.{name}"] = states[f"{basis}.{name}"] & costed
        return {name: places & everywhere for name, places in states.items()}

    def _costed(self) -> dict[str, set[Place]]:
        """By currency the stage-days of leases whose rent is known."""
        found: dict[str, set[Place]] = {}
        for id_, (covered, _) in self.given.items():
            lease = self.portfolio.leases[id_]
            if self.lessee and lease.rent and self._payments(lease) is not None:
                found.setdefault(lease.currency, set()).update(covered)
        return found

    def tenants(self) -> dict[str, tuple[int, dict[str, int]]]:
        """By party the stage-days let to it, and those it occupies by basis; only parties with any."""
        inside = {(stage, day) for stage in self.stages for day in self.period}
        let: dict[str, set[Place]] = {}
        for id_, (covered, _) in self.given.items():
            let.setdefault(self.portfolio.leases[id_].lessee, set()).update(covered & inside)
        for party, stage, first, last in self.lines(LineState.CONFIRMED):
            booked = {(stage, day) for day in range(first, last + 1)}
            let.setdefault(party, set()).update(booked & inside)
        occupied = {
            basis: Counter(piece.party for place, piece in owners.items() if place in inside)
            for basis, owners in self.stays.items()
        }
        parties = {*let, *(party for counts in occupied.values() for party in counts)}
        found = {
            party: (len(let.get(party, ())), {basis: counts[party] for basis, counts in occupied.items()})
            for party in parties
        }
        return {party: counts for party, counts in found.items() if counts[0] or any(counts[1].values())}

    def weight(self, stage: str) -> Fraction | None:
        if self.asked.weight is Weight.COUNT:
            return Fraction(1)
        area = self.spaces[stage].area
        return None if area is None else area.m2

    def key(self, place: Place) -> str:
        stage, day = place
        when = BASE + timedelta(days=day)
        studio = self.spaces[stage].studio
        return {
            "stage": stage,
            "studio": studio,
            "market": self.portfolio.studios[studio].country,
            "month": when.isoformat()[:7],
            "year": when.isoformat()[:4],
        }[self.asked.by.value]

    def rows(self) -> dict[str, Counter[str]]:
        """Weighed counts by row and measure; under the empty key the total."""
        found: dict[str, Counter[str]] = {"": Counter()}
        for measure, places in self.states().items():
            for place in places:
                weight = self.weight(place[0])
                if weight is not None:
                    for key in (self.key(place), ""):
                        found.setdefault(key, Counter())[measure] += weight
        return found

    # --- cost --------------------------------------------------------------------------------------------------------

    def charges(self, basis: str) -> dict[tuple[str, str, str, str, str], tuple[int, Decimal]]:
        """(days, money) by lease, month, stage, bearer and what it is for."""
        found = {}
        owners, idle = self.stays[basis], self.idle(basis)
        for id_, lease in self.portfolio.leases.items():
            if lease.lessee != US or lease.is_total_of or not lease.rent:
                continue
            payments = self._payments(lease)
            if payments is None:
                continue
            daily: dict[date, Fraction] = {}
            for payment in payments:
                length = (payment.period.end - payment.period.start).days
                for ahead in range(length):
                    day = payment.period.start + timedelta(days=ahead)
                    daily[day] = daily.get(day, Fraction(0)) + Fraction(payment.amount) / length
            covered = self.given.get(id_, (set(), set()))[0]
            found |= self._charged(id_, lease.currency, daily, covered, owners, idle)
        return found

    def _payments(self, lease):
        """Those of the cash schedule, which has tests of its own; none where it refuses the lease."""
        try:
            return payments_as_used(lease, _span(self.period))
        except (InputError, OverflowError):
            return None

    def _charged(self, lease, currency, daily, covered, owners, idle):
        stages = {stage for stage, _ in covered}
        weights = dict.fromkeys(stages, Fraction(1))
        if self.asked.weight is Weight.AREA:
            areas = [self.spaces[stage].area for stage in stages]
            if None not in areas and len({area.basis for area in areas}) <= 1:
                weights = {stage: self.spaces[stage].area.m2 for stage in stages}
        shares: dict[tuple[str, ...], Fraction] = {}
        counts: Counter[tuple[str, ...]] = Counter()
        for number_ in self.period:
            day = BASE + timedelta(days=number_)
            month = day.isoformat()[:7]
            cost = daily.get(day, Fraction(0))
            here = [stage for stage in stages if (stage, number_) in covered]
            if not here and cost:
                counts[lease, month, "", "idle", "no-stage"] += 1
                key = (lease, month, "", "idle", "no-stage")
                shares[key] = shares.get(key, Fraction(0)) + cost
            for stage in here:
                piece = owners.get((stage, number_))
                if piece is None:
                    key = (lease, month, stage, "idle", idle[stage, number_])
                else:
                    key = (lease, month, stage, "standing" if piece.phase == "standing" else "working", piece.user)
                counts[key] += 1
                shares[key] = shares.get(key, Fraction(0)) + cost * weights[stage] / sum(weights[one] for one in here)
        unit = Fraction(1, 10 ** minor_units(currency))
        found = {}
        for month in {key[1] for key in shares}:
            keys = sorted(key for key in shares if key[1] == month)
            inside = [BASE + timedelta(days=at) for at in self.period]
            inside = [day for day in inside if day.isoformat()[:7] == month]
            ends = [sum((cost for day, cost in daily.items() if day < end), Fraction(0)) for end in _around(inside)]
            total = math.floor(ends[1] / unit + Fraction(1, 2)) - math.floor(ends[0] / unit + Fraction(1, 2))
            whole = {key: math.floor(shares[key] / unit) for key in keys}
            rest = sorted(keys, key=lambda key: (whole[key] - shares[key] / unit, key))
            for key in rest[: total - sum(whole.values())]:
                whole[key] += 1
            found |= {key: (counts[key], whole[key] * unit) for key in keys}
        return found


def _rank(piece: Piece) -> tuple:
    return piece.start, piece.user, piece.need, piece.phase, piece.end


def _around(days: list[date]) -> tuple[date, date]:
    return min(days), max(days) + timedelta(days=1)


def _span(period: range):
    return Span(BASE + timedelta(days=period[0]), BASE + timedelta(days=period[-1] + 1))


def _runs(days: set[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for day in sorted(days):
        if run and day != run[-1] + 1:
            yield run
            run = []
        run.append(day)
    if run:
        yield run


def _lengths(phases: list[tuple[str, int]], total: int) -> list[tuple[str, int]]:
    """The phases stretched to so many days: largest remainders, of equal ones the earlier."""
    if not phases:
        return [("shoot", total)]
    exact = [Fraction(days * total, sum(length for _, length in phases)) for _, days in phases]
    whole = [math.floor(value) for value in exact]
    order = sorted(range(len(phases)), key=lambda at: (whole[at] - exact[at], at))
    for at in order[: total - sum(whole)]:
        whole[at] += 1
    return [(name, days) for (name, _), days in zip(phases, whole, strict=True)]


def _stretched(phases: list[tuple[str, int]], total: int) -> list[str]:
    return [name for name, days in _lengths(phases, total) for _ in range(days)]


def _boundary(need, total: int, at: int) -> bool:
    """Whether a phase of the need ends right before the ``at``-th day."""
    ends, end = set(), 0
    for _, days in _lengths([(item.phase.value, item.days) for item in need.phases], total):
        end += days
        ends.add(end)
    return at in ends


def _in_turns(places: list[Place], units: int) -> set[Place]:
    found = set()
    for turn, day in enumerate(sorted({day for _, day in places})):
        stages = sorted(stage for stage, other in places if other == day)
        crews = min(units, len(stages))
        found |= {(stages[(turn * crews + crew) % len(stages)], day) for crew in range(crews)}
    return found


def _evenly(places: list[Place], wanted: int) -> set[Place]:
    ordered = sorted(places, key=lambda place: (place[1], place[0]))
    wanted = min(wanted, len(ordered))
    return {ordered[math.ceil(Fraction(turn * len(ordered), wanted)) - 1] for turn in range(1, wanted + 1)}
