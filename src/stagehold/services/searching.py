"""A search for free stages as somebody asks for it, in words."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from stagehold.desk import clocks
from stagehold.desk.availability import search
from stagehold.desk.found import Found
from stagehold.desk.sought import Sought
from stagehold.desk.state import Desk
from stagehold.domain.days import Span
from stagehold.domain.errors import InputError
from stagehold.domain.quantities import Area, Length
from stagehold.domain.reading import INVALID, Reading
from stagehold.domain.schema import decode
from stagehold.domain.studio import PhaseKind
from stagehold.domain.tree import to_node
from stagehold.services.naming import known_party, known_studio


def search_for(
    desk: Desk,
    now: datetime,
    span: Span,
    *,
    party: str,
    days: int | None = None,
    studio: str | None = None,
    min_area: str | None = None,
    min_height: str | None = None,
    phase: str | None = None,
    **more: Any,
) -> Found:
    """Which stages are free on the days of a span, or with ``days`` anywhere in it.

    Parameters
    ----------
    more
        Further fields of ``Sought``, as they are.

    Raises
    ------
    InputError
        If something named does not exist, or a quantity cannot be read.
    """
    sought = Sought(
        party=known_party(desk, party),
        span=span if days is None else None,
        days=days,
        within=None if days is None else span,
        studio=None if studio is None else known_studio(desk, studio),
        min_area=_quantity(Area, min_area, "--min-area"),
        min_height=_quantity(Length, min_height, "--min-height"),
        phase=None if phase is None else PhaseKind(phase),
        **more,
    )
    return search(desk, sought, _today(desk, studio, now), now)


def _quantity(type_: Any, text: str | None, option: str) -> Any:
    if text is None:
        return None
    reading = Reading()
    value = decode(type_, to_node(text), reading)
    if value is INVALID:
        raise InputError(f"{option}: found {text!r}; allowed: {reading.findings[0].allowed}")
    return value


def _today(desk: Desk, studio: str | None, now: datetime) -> date:
    """The day it is at the studio; without one, the earliest day it is at any, so that none is taken for past."""
    studios = desk.portfolio.studios
    places = [studios[studio]] if studio is not None else list(studios.values())
    return min((clocks.local(place, now).date() for place in places), default=now.date())
