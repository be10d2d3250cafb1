"""A search for free stages as somebody asks for it, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from stagehold.desk import clocks
from stagehold.desk.availability import search
from stagehold.desk.found import Found
from stagehold.desk.refusal import refuse
from stagehold.desk.sought import Sought
from stagehold.desk.state import Desk
from stagehold.domain.days import Span
from stagehold.domain.errors import InputError
from stagehold.domain.findings import Finding, nearest
from stagehold.domain.quantities import Area, Length
from stagehold.domain.reading import INVALID, Reading
from stagehold.domain.schema import decode
from stagehold.domain.studio import PhaseKind
from stagehold.domain.tree import to_node
from stagehold.services.naming import known_party, known_studio

LATEST = date(9990, 1, 1)  # beyond it no days are added


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
    Refused
        If all of the days are past.
    """
    who, where = known_party(desk, party), None if studio is None else known_studio(desk, studio)
    today = _today(desk, where, now)
    last = span.end + timedelta(days=int(more.get("flexible") or 0)) if span.end < LATEST else span.end
    if last <= today:
        refuse("past", f"all days from {span.start} on are past: it is {today}; ask for days from then on")
    _require_known(desk, more.get("country"), more.get("features") or ())
    sought = Sought(
        party=who,
        span=span if days is None else None,
        days=days,
        within=None if days is None else span,
        studio=where,
        min_area=_quantity(Area, min_area, "--min-area"),
        min_height=_quantity(Length, min_height, "--min-height"),
        phase=None if phase is None else PhaseKind(phase),
        **more,
    )
    return search(desk, sought, today, now)


def _require_known(desk: Desk, country: str | None, features: Sequence[str]) -> None:
    """Refuse a country without a studio, and a feature that no space has: nothing could ever qualify.

    Raises
    ------
    InputError
    """
    countries = sorted({studio.country for studio in desk.portfolio.studios.values()})
    words = sorted({word for space in desk.portfolio.spaces.values() for word in space.features})
    asked = [] if country is None else [("country", country, countries)]
    for kind, text, known in [*asked, *(("feature", word, words) for word in features)]:
        if text not in known:
            close = nearest(text, known)
            allowed = ", ".join(known) or "none: no space has a feature"
            finding = Finding(rule=f"unknown-{kind}", field=f"--{kind}", found=text, allowed=allowed, nearest=close)
            what = "no studio is in country" if kind == "country" else "no space has the feature"
            raise InputError(f"{what} {text!r}" + (f"; did you mean {close!r}?" if close else ""), [finding])


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
