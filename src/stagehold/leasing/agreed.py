"""What is agreed and expected from a day on: the lines, the end, the options; and the payments that follow from it.

Every event of a lease makes the next version of this. SPEC §4, Dates: the *expected term* is the non-cancellable term
with the options that are reasonably certain (IFRS 16.18-21, ASC 842-10-30-1).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from stagehold.domain.days import Span
from stagehold.domain.lease import LeaseTerms, Option, OptionKind
from stagehold.leasing.line import Line, Move, Price
from stagehold.leasing.missing import wrong
from stagehold.leasing.payment import Payment, PaymentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """One version of a lease.

    Parameters
    ----------
    start, end
        The non-cancellable term, half-open; ``start`` is commencement.
    certain
        Positions of the options that are reasonably certain to be exercised.
    breaks
        Of each option to break, the first day without the lease.
    rent_from
        No line pays before it.
    """

    lease: LeaseTerms
    start: date
    end: date
    currency: str
    lines: tuple[Line, ...]
    certain: frozenset[int] = frozenset()
    breaks: tuple[tuple[int, date], ...] = ()
    rent_from: date | None = None

    @property
    def expected_end(self) -> date:
        """The day after the last of the expected term."""
        return self._stretches()[-1][0]

    def payments(self) -> tuple[Payment, ...]:
        """Everything the lines and the options cost, in order of the days on which it is paid."""
        stretches = self._stretches()
        until = stretches[-1][0]
        try:
            found = [payment for line in self._lines(stretches) for payment in line.payments(self.rent_from, until)]
        except OverflowError as far:
            raise wrong(self.lease, "too-far", "term", self.lease.term, str(far)) from far
        found += self._fees(stretches)
        return tuple(sorted(found, key=lambda item: (item.moment, item.day, -1 if item.line is None else item.line)))

    # --- what an event changes ---------------------------------------------------------------------------------------

    def with_option(self, number: int, *, certain: bool) -> Agreed:
        """The option is reasonably certain now, or is not any more."""
        changed = self.certain | {number} if certain else self.certain - {number}
        return replace(self, certain=frozenset(changed))

    def until(self, end: date) -> Agreed:
        """The non-cancellable term ends on another day (half-open); days that are added begin periods of their own."""
        lines = _carried(self.lines, self.end) if end > self.end else self.lines
        return replace(self, end=end, lines=tuple(lines))

    def with_rent(self, day: date, amount: Decimal, path: str) -> Agreed:
        """Periods of the line of rent that start on ``day`` or later cost ``amount``, without steps and escalation."""
        number = self._only_rent(self.lines, day, path)
        new = Price(day=day, amount=amount, escalation=Decimal(0), indexed_from=day)
        changed = tuple(
            replace(line, prices=(*(price for price in line.prices if price.day < day), new))
            if line.number == number
            else line
            for line in self.lines
        )
        return replace(self, lines=changed)

    def moved(self, move: Move, lines: Sequence[int]) -> Agreed:
        """The index has moved the prices of these lines."""
        chosen = set(lines)
        changed = tuple(
            replace(line, moves=(*line.moves, move)) if line.number in chosen else line for line in self.lines
        )
        return replace(self, lines=changed)

    # --- the expected term -------------------------------------------------------------------------------------------

    def _stretches(self) -> list[tuple[date, int | None]]:
        """Where the term ends, with each extension after the other: (end, position of the option or None)."""
        found: list[tuple[date, int | None]] = [(self.end, None)]
        for number, option in self._certain(OptionKind.EXTEND):
            assert option.adds is not None  # checked where the lease is read
            try:
                found.append((option.adds.after(found[-1][0]), number))
            except OverflowError as late:
                raise wrong(self.lease, "too-late", f"options.{number}.adds", option.adds, str(late)) from late
        cut = self._break()
        if cut is not None and cut[0] < found[-1][0]:
            kept = [item for item in found if item[0] < cut[0]]
            found = [*kept, (cut[0], found[len(kept)][1])]
        return found

    def _break(self) -> tuple[date, int] | None:
        """The first day without the lease and the option, where a break is reasonably certain."""
        return min(((day, number) for number, day in self.breaks if number in self.certain), default=None)

    def _certain(self, kind: OptionKind) -> Iterator[tuple[int, Option]]:
        for number, option in enumerate(self.lease.options):
            if option.kind is kind and number in self.certain:
                yield number, option

    def _fees(self, stretches: Sequence[tuple[date, int | None]]) -> Iterator[Payment]:
        """An extension is paid for when it begins, a break on the last day of the lease."""
        for (begin, _), (_, number) in pairwise(stretches):
            option = None if number is None else self.lease.options[number]
            if option is not None and option.fee:
                yield self._fee(option.fee, begin, begin)
        cut = self._break()
        if cut is not None and cut[0] == stretches[-1][0] and (fee := self.lease.options[cut[1]].fee):
            yield self._fee(fee, cut[0] - timedelta(days=1), cut[0])

    def _fee(self, amount: Decimal, day: date, moment: date) -> Payment:
        period = Span(day, day + timedelta(days=1))
        return Payment(
            day=day, moment=moment, period=period, amount=amount, currency=self.currency, kind=PaymentKind.FEE
        )

    def _lines(self, stretches: Sequence[tuple[date, int | None]]) -> list[Line]:
        """The lines, with the price of an extension from its first day on."""
        lines = list(self.lines)
        begin = stretches[0][0]
        for end, number in stretches[1:]:
            option = None if number is None else self.lease.options[number]
            if option is not None and option.amount is not None:
                lines = self._repriced(lines, begin, option.amount, f"options.{number}.amount")
            else:
                lines = _carried(lines, begin)
            begin = end
        return lines

    def _repriced(self, lines: Sequence[Line], day: date, amount: Decimal, path: str) -> list[Line]:
        """The one line of rent ends, and another of this amount begins on the day."""
        number = self._only_rent(lines, day, path)
        kept = [line for line in lines if line.number != number or line.start < day]
        kept = [replace(line, end=day) if line.number == number and line.end is None else line for line in kept]
        last = next(line for line in reversed(lines) if line.number == number)
        price = Price(day=day, amount=amount, escalation=Decimal(0), indexed_from=day)
        return [*kept, replace(last, start=day, end=None, prices=(price,), free=())]

    def _only_rent(self, lines: Sequence[Line], day: date, path: str) -> int:
        """The position of the one line of rent that a new price can replace."""
        running = {
            line.number
            for line in lines
            if line.kind is PaymentKind.RENT and line.start <= day and (line.end is None or line.end > day)
        }
        if len(running) != 1:
            found = f"{len(running)} lines of rent on {day}"
            allowed = "one line of rent, whose price it replaces; join the lines, or leave the amount out"
            raise wrong(self.lease, "which-line", path, found, allowed)
        return running.pop()


def _carried(lines: Sequence[Line], day: date) -> list[Line]:
    """Lines that run over a day on which the lease would have ended: what was paid up to it stays paid."""
    found: list[Line] = []
    for line in lines:
        if line.end is None and line.start < day and not line.begins_period(day):
            found += [replace(line, end=day), replace(line, start=day)]
        else:
            found.append(line)
    return found
