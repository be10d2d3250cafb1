"""The futures of a plan: which numbers are drawn for which production, and for whom they are the same.

A draw is keyed by seed, future, production (or place) and cause, by their ids (``numbers.words``). Two plans of
the same productions, or the same plan with other leases, see the same futures, and so do all engines.

    futures = FutureTables(risks, numbers, seed=0, days=2_000)
    futures.effects(place, phases)     the rows of ``Facts.effect`` of one production
    futures.stop_class(place)          what stops crews of a production at a studio
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil, sqrt

from stagehold.advising.fitting import Fitted, fitted
from stagehold.advising.numbers import Numbers, words
from stagehold.advising.quantiles import days_table, factor_table, gap_table, normal_table, ranks
from stagehold.domain.errors import InvalidPortfolio, NotSupported
from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.risk import CauseKind, Risk, SharedBy, Spread
from stagehold.domain.studio import PhaseKind

YEAR = 365.25  # days
_MOST_SLOTS = 200  # stoppages of one future that a stage can meet
_CREW = tuple(phase for phase in PhaseKind if phase is not PhaseKind.STANDING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A production where the plan has it, or might have it."""

    production: str
    studio: str
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What draws do to a production: rows of ``Facts.effect``, and the group of each phase (alike: same factors)."""

    rows: tuple[tuple[int, ...], ...]
    groups: Mapping[PhaseKind, int]

    @property
    def count(self) -> int:
        """Groups in use."""
        return max(self.groups.values()) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """The re-shoot that a production may have: its cause, and the numbers of its row of ``Facts.source``."""

    cause: int
    key: int
    salt: int
    limit: int
    delay: int
    days: int


@dataclass(slots=True)
class FutureTables:
    """Makes the rows that say what is drawn; tables of spreads go to ``numbers``.

    Parameters
    ----------
    days
        How many days from the problem's origin on the futures reach.
    """

    portfolio: Portfolio
    numbers: Numbers
    days: int
    fits: dict[str, Fitted] = field(default_factory=dict)
    common: list[tuple[int, int, int]] = field(default_factory=list)  # table, key, salt
    stops: list[tuple[int, int, int, int, int]] = field(default_factory=list)  # table, key, salt, gap, input
    stop_of: list[str] = field(default_factory=list)  # who meets a row of stoppages
    inputs: list[int] = field(default_factory=list)  # the cause of each draw that is independent of all others
    _input_rows: dict[tuple[str, ...], int] = field(default_factory=dict)
    classes: list[tuple[int, ...]] = field(default_factory=list)
    _rows: dict[tuple[str, ...], int] = field(default_factory=dict)
    _stop_rows: dict[tuple[str, str], int] = field(default_factory=dict)
    _tables: dict[tuple[str, Spread], int] = field(default_factory=dict)
    _normals: int | None = None
    _class_of: dict[tuple[int, ...], int] = field(default_factory=dict)

    @property
    def risks(self) -> Sequence[Risk]:
        """Every cause, in the order of the portfolio."""
        return tuple(self.portfolio.risks.values())

    def effects(self, place: Place) -> Effects:
        """The draws of one production.

        Raises
        ------
        InvalidPortfolio
            If a spread cannot be fitted to the pairs of dates that there are.
        """
        covering: dict[PhaseKind, list[int]] = {phase: [] for phase in PhaseKind}
        mine = [(at, risk) for at, risk in enumerate(self.risks) if _delays(risk) and covers(risk, place)]
        for at, risk in mine:
            for phase in (risk.phases or _CREW) if risk.phase_factor is not None else ():
                covering[phase].append(at)
        sets = list(dict.fromkeys(tuple(causes) for causes in covering.values()))
        groups = {phase: sets.index(tuple(causes)) for phase, causes in covering.items()}
        rows = []
        for at, risk in mine:
            shift = self._shift(risk)
            if shift is not None:
                rows.append(self._effect(risk, place, at, ("days", shift), 0))
            if risk.phase_factor is not None:
                mask = sum(1 << number for number, causes in enumerate(sets) if at in causes)
                rows.append(self._effect(risk, place, at, ("factor", risk.phase_factor), mask))
        return Effects(rows=tuple(rows), groups=groups)

    def again(self, place: Place) -> Again | None:
        """The re-shoot that a production may have.

        Raises
        ------
        InvalidPortfolio
            If more than one record gives it one.
        """
        found = [
            (at, risk)
            for at, risk in enumerate(self.risks)
            if risk.kind is CauseKind.RESHOOT and covers(risk, place) and risk.probability
        ]
        if len(found) > 1:
            names = ", ".join(risk.id for _, risk in found)
            finding = Finding(
                rule="two-re-shoots",
                record=found[1][1].id,
                field="productions",
                found=f"{place.production}, which {names} cover",
                allowed="one re-shoot for a production; narrow one of them by productions, studios or countries",
            )
            raise InvalidPortfolio(f"{place.production} would be shot again by {names}", [finding])
        if not found:
            return None
        at, risk = found[0]
        assert risk.delay is not None
        assert risk.days is not None
        assert risk.probability is not None
        key, salt = words("again", risk.id, place.production)
        limit = int(risk.probability * 2**32 + Decimal("0.5"))
        return Again(
            cause=self._input(at, risk.id, place.production),
            key=key,
            salt=salt,
            limit=limit,
            delay=self._table("days", risk.delay),
            days=self._table("days", risk.days),
        )

    def stop_class(self, place: Place) -> int:
        """The class of stoppages that a production meets at a place; -1 for none."""
        rows = []
        for at, risk in enumerate(self.risks):
            if risk.kind is CauseKind.STOPPAGE and risk.rate and covers(risk, place):
                rows.append(self._stop_row(risk, at, _who(risk.shared_by, place)))
        if not rows:
            return -1
        wanted = tuple(rows)
        if wanted not in self._class_of:
            self._class_of[wanted] = len(self.classes)
            self.classes.append(wanted)
        return self._class_of[wanted]

    def slots(self) -> int:
        """Room for the stoppages of one class in one future: eight deviations more than the mean.

        Raises
        ------
        NotSupported
            If they come too often for that.
        """
        means = [self._mean(row) for row in range(len(self.stops))]
        most = max((sum(means[row] for row in rows) for rows in self.classes), default=0.0)
        slots = ceil(most + 8 * sqrt(most) + 8) if self.classes else 1
        if slots > _MOST_SLOTS:
            raise NotSupported(
                f"stoppages: {most:.0f} in one future on one stage; allowed: a rate that gives at most about "
                f"{_MOST_SLOTS // 2} within {self.days} days. What is that frequent is no stoppage: use a phase_factor"
            )
        return slots

    def tables(self) -> tuple[int, int, int]:
        """Where the points of a wait for a stoppage, and the ranks of normal numbers stand, and how many of these."""
        first, last = self.numbers.add(ranks())
        return self.numbers.add(gap_table())[0], first, last - first

    def _mean(self, row: int) -> float:
        return self.days * 256 / self.stops[row][3]

    def _shift(self, risk: Risk) -> Spread | None:
        if risk.fit is None:
            return risk.ready_shift
        if risk.id not in self.fits:
            self.fits[risk.id] = fitted(self.portfolio, risk, risk.fit)
        return self.fits[risk.id].spread

    def _effect(self, risk: Risk, place: Place, cause: int, drawn: tuple[str, Spread], groups: int) -> tuple[int, ...]:
        """A row of ``Facts.effect``."""
        part, spread = drawn
        table = self._table(part, spread)
        factor = int(part == "factor")
        if risk.kind is CauseKind.SHARED:
            who = _who(risk.shared_by, place)
            row, mine = self._common(table, part, risk.id, who), self._input(cause, part, risk.id, who)
            return (factor, table, 0, 0, row, -1, 0, 0, 0, groups, mine)
        key, salt = words(part, risk.id, place.production)
        if not risk.correlation:
            mine = self._input(cause, part, risk.id, place.production)
            return (factor, table, key, salt, -1, -1, 0, 0, 0, groups, mine)
        normals = self._normals_at()
        common = self._common(normals, f"{part} together", risk.id, "")
        share = float(risk.correlation)
        mix, both = round(4096 * sqrt(1 - share)), round(4096 * sqrt(share))
        together = self._input(cause, part, risk.id)
        return (factor, table, key, salt, -1, common, normals, mix, both, groups, together)

    def _input(self, cause: int, *names: str) -> int:
        """The row for the days that an independent draw adds."""
        if names not in self._input_rows:
            self._input_rows[names] = len(self.inputs)
            self.inputs.append(cause)
        return self._input_rows[names]

    def _normals_at(self) -> int:
        """Where the table of normal numbers stands."""
        if self._normals is None:
            self._normals = self.numbers.add(normal_table())[0]
        return self._normals

    def _common(self, table: int, *names: str) -> int:
        """The row of a number that many share."""
        if names not in self._rows:
            self._rows[names] = len(self.common)
            self.common.append((table, *words("common", *names)))
        return self._rows[names]

    def _stop_row(self, risk: Risk, cause: int, who: str) -> int:
        if (risk.id, who) not in self._stop_rows:
            assert risk.length is not None
            assert risk.rate is not None
            self._stop_rows[risk.id, who] = len(self.stops)
            key, salt = words("stoppage", risk.id, who)
            gap = max(1, round(256 * YEAR / float(risk.rate)))
            row = self._input(cause, risk.id, who)
            self.stops.append((self._table("days", risk.length), key, salt, gap, row))
            self.stop_of.append(who)
        return self._stop_rows[risk.id, who]

    def _table(self, part: str, spread: Spread) -> int:
        if (part, spread) not in self._tables:
            points = factor_table(spread) if part == "factor" else days_table(spread)
            self._tables[part, spread] = self.numbers.add(points)[0]
        return self._tables[part, spread]


def covers(risk: Risk, place: Place) -> bool:
    """Whether a cause covers a production at a place."""
    return (
        (not risk.productions or place.production in risk.productions)
        and (not risk.studios or place.studio in risk.studios)
        and (not risk.countries or place.country in risk.countries)
    )


def unused(risks: Iterable[Risk], places: Sequence[Place]) -> list[str]:
    """The causes that cover no production of the plan."""
    return [risk.id for risk in risks if not any(covers(risk, place) for place in places)]


def _delays(risk: Risk) -> bool:
    return risk.kind in (CauseKind.OWN, CauseKind.SHARED)


def _who(shared_by: SharedBy, place: Place) -> str:
    """The name of those that have one draw in common with a production."""
    names = {
        SharedBy.GROUP: "",
        SharedBy.STUDIO: f"studio/{place.studio}",
        SharedBy.COUNTRY: f"country/{place.country}",
        SharedBy.PRODUCTION: f"production/{place.production}",
    }
    return names[shared_by]
