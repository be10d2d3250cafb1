"""Quotations: of a booking as it stands, and of stages that nobody has asked for yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from stagehold.desk.quotation import Quotation, quotation
from stagehold.desk.records import Line
from stagehold.desk.requests import Wanted
from stagehold.desk.state import STANDING, Desk
from stagehold.desk.step import policy_of
from stagehold.services.naming import known_booking, known_space


def quote_booking(desk: Desk, booking: str, now: datetime) -> list[Quotation]:
    """What the lines of a booking that stand cost, a quotation for each studio.

    Raises
    ------
    InputError
        If there is no such booking.
    """
    lines = desk.lines_of(known_booking(desk, booking))
    return _quotations(desk, [line for line in lines if line.state in STANDING], now)


def quote_wanted(desk: Desk, wanted: Iterable[Wanted], now: datetime) -> list[Quotation]:
    """What stages would cost, a quotation for each studio.

    Raises
    ------
    InputError
        If there is no such space.
    """
    lines = [
        Line(id="", booking="", space=known_space(desk, item.space), span=item.span, phase=item.phase)
        for item in wanted
    ]
    return _quotations(desk, lines, now)


def _quotations(desk: Desk, lines: list[Line], now: datetime) -> list[Quotation]:
    by_studio: dict[str, list[Line]] = {}
    for line in lines:
        by_studio.setdefault(desk.portfolio.spaces[line.space].studio, []).append(line)
    return [
        quotation(policy_of(desk, there[0].space), desk.portfolio.studios[studio], there, now)
        for studio, there in by_studio.items()
    ]
