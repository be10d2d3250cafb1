"""How the report on use writes keys, days, shares and money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from babel.dates import format_date
from babel.numbers import format_decimal

from stagehold.domain.money import exactly, minor_units
from stagehold.domain.portfolio import Portfolio
from stagehold.leasing.use_figures import By, Ratio, UseRow
from stagehold.reports.plan import production_name
from stagehold.reports.reader import Reader, round_half_up
from stagehold.reports.table import Mark
from stagehold.reports.use import Use


@dataclass(frozen=True, slots=True)
class UseNames:
    """Names of one portfolio for one reader."""

    portfolio: Portfolio
    reader: Reader

    def row(self, key: str, by: By) -> str:
        """What a row stands for, in words; a row without a key is cost that no stage bears."""
        if not key:
            return self.reader.word("use.no-stage")
        if by is By.STAGE:
            return self.stage(key)
        if by is By.STUDIO:
            return self.studio(key)
        if by is By.MARKET:
            return self.reader.country(key)
        if by is By.MONTH:
            return self.month(date.fromisoformat(f"{key}-01"))
        return str(format_date(date(int(key), 1, 1), self.reader.word("pattern.year.long"), locale=self.reader.locale))

    def record(self, key: str, by: By) -> str:
        """The record that a row stands for: a stage or a studio; a market or a time is none."""
        kind = {By.STAGE: "space", By.STUDIO: "studio"}.get(by, "")
        return f"{kind}/{key}" if kind and key else ""

    def stage(self, id_: str) -> str:
        """The name of a stage with its id where they differ."""
        name = self.reader.name(self.portfolio.spaces[id_].name, id_)
        return name if name == id_ else f"{name} ({id_})"

    def studio(self, id_: str) -> str:
        """The name of a studio."""
        return self.reader.name(self.portfolio.studios[id_].name, id_)

    def party(self, id_: str) -> str:
        """The name of a party; of none, that there are others."""
        if not id_:
            return self.reader.word("use.tenant.others")
        return self.portfolio.parties[id_].name if id_ in self.portfolio.parties else id_

    def user(self, id_: str) -> str:
        """A production by its name, a booking without one as such."""
        kind, slash, booking = id_.partition("/")
        if slash and kind == "booking":
            known = self.portfolio.bookings.get(booking)
            title = known.title if known is not None and known.title else ""
            return title or self.reader.word("use.booking", id=booking)
        return production_name(id_, self.portfolio, self.reader)

    def month(self, day: date) -> str:
        """The month of a day."""
        return str(format_date(day, self.reader.word("pattern.month.long"), locale=self.reader.locale))

    def days(self, value: Fraction) -> str:
        """Days, or areas times days in whole square metres."""
        return self.reader.number(value if value.denominator == 1 else round_half_up(value))

    def percent(self, share: Fraction) -> str:
        """A share in per cent with one decimal, rounded half up."""
        return self.reader.number(Decimal(round_half_up(share * 1000)) / 10)

    def ratio(self, ratio: Ratio) -> str:
        """Both parts and the share; a dash where the whole holds no day."""
        value = ratio.value
        if value is None:
            if ratio.outside:
                return self.reader.word("use.none-outside", outside=self.days(ratio.outside))
            return self.reader.word("use.none")
        parts = {"percent": self.percent(value), "days": self.days(ratio.days), "of": self.days(ratio.of)}
        if ratio.outside:
            return self.reader.word("use.ratio.outside", **parts, outside=self.days(ratio.outside))
        return self.reader.word("use.ratio.cell", **parts)

    def money(self, amount: Decimal | None, currency: str) -> str:
        """An amount with the decimals of its currency, then its code; a dash for none."""
        if amount is None:
            return self.reader.word("use.none")
        digits = minor_units(currency)
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        with exactly():
            return f"{format_decimal(amount, format=pattern, locale=self.reader.locale)} {currency}"


def assumed(use: Use, row: UseRow) -> tuple[Mark, ...]:
    """The mark of a row of which any figure rests on an assumption."""
    return (Mark.ASSUMED,) if use.row_rests_on(row).assumptions else ()
