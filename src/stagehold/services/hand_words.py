"""What a plan by hand breaks, and why stages do not serve, as their reader reads it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from stagehold.domain.portfolio import Portfolio
from stagehold.planning.plan import Reason, Why
from stagehold.reports.reader import Reader
from stagehold.reports.said import said_in
from stagehold.reports.words import CATALOGUES, Language
from stagehold.services.hand_plans import Broken

_TOGETHER = ("overlap", "turnover")  # their sentence names what is in the way itself


def broken_text(broken: Broken, portfolio: Portfolio, reader: Reader) -> str:
    """A sentence; in English the figures of the audit behind it."""
    key = f"breach.{broken.rule}"
    if key not in CATALOGUES[Language.EN]:
        return broken.message
    by = _names(broken.by, portfolio, reader)
    what = _name(broken.production or "", portfolio, reader)
    if broken.need is not None and _has_several(broken.production, portfolio):
        what = f"{what} · {broken.need}"
    text = reader.word(
        key,
        what=what,
        stages=_stages(broken.stages, portfolio, reader),
        start=reader.day(broken.start or date.min),
        others=by or reader.word("breach.own"),
    )
    if by and broken.rule not in _TOGETHER:
        text = _with(text, reader.word("breach.by", by=by))
    return text if reader.language is not Language.EN else f"{text} {_figures(broken.message)}"


def why_text(why: Why, portfolio: Portfolio, reader: Reader) -> str:
    """The planner's sentence; in other languages behind its reason, with the names of what is in the way."""
    said = said_in(why.detail, reader)
    if reader.language is Language.EN or (said and why.reason is Reason.COSTS_MORE):
        return said  # to cost more is all that this reason says
    by = _names(why.by, portfolio, reader)
    reason = reader.term("reason", why.reason.value)
    reason = f"{reason}{reader.word('breach.by', by=by)}" if by else reason
    return f"{reason}: {said}" if said else reason


def _with(text: str, more: str) -> str:
    """``more`` before the full stop."""
    stop = text[-1] if text[-1] in ".。" else ""
    return f"{text.removesuffix(stop)}{more}{stop}"


def _figures(message: str) -> str:
    """What the audit found and allows."""
    return f"[{message}]" if message else ""


def _has_several(production: str | None, portfolio: Portfolio) -> bool:
    known = portfolio.productions.get(production or "")
    return known is not None and len(known.needs) > 1


def _names(ids: Iterable[str], portfolio: Portfolio, reader: Reader) -> str:
    return reader.word("list-comma").join(_name(id_, portfolio, reader) for id_ in ids)


def _name(id_: str, portfolio: Portfolio, reader: Reader) -> str:
    """A production by name and id, a booking by its title and party, anything else by its id."""
    production = portfolio.productions.get(id_)
    if production is not None and production.name is not None:
        return f"{reader.name(production.name)} ({id_})"
    booking = portfolio.bookings.get(id_)
    if booking is not None:
        party = portfolio.parties.get(booking.party)
        return f"{booking.title or id_}, {party.name if party is not None else booking.party}"
    return id_


def _stages(stages: Iterable[str], portfolio: Portfolio, reader: Reader) -> str:
    names = []
    for member in (member for stage in stages for member in stage.split("+")):
        space = portfolio.spaces.get(member)
        names.append(member if space is None else reader.name(space.name, member))
    return reader.word("list-comma").join(names)
