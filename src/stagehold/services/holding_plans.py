"""Publishing a plan at the desk, and saying what became of each of its needs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from stagehold.desk.importing import as_portfolio
from stagehold.desk.records import Line
from stagehold.desk.requests import Publish
from stagehold.desk.state import STANDING, Desk
from stagehold.domain.booking import LineState
from stagehold.domain.errors import InputError
from stagehold.files.plans import read_plan
from stagehold.planning.party import choose_party
from stagehold.services.desking import Done, OpenDesk
from stagehold.services.publishing import require_kept


class Became(StrEnum):
    """What publishing did for a need."""

    HELD = "held"  # a new booking
    MOVED = "moved"  # holds of an earlier plan stand elsewhere now
    KEPT = "kept"  # they stand where they stood
    RELEASED = "released"  # the plan does not place it any more
    CONFIRMED = "confirmed"  # left alone: something of it is confirmed
    OWN = "own"  # left alone: the party holds it by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedPublished:
    """A need, what became of it, and the lines that stand for it now."""

    production: str
    need: str
    became: Became
    booking: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A plan that is published: its number, for whom, and what became of every need."""

    done: Done
    number: int
    party: str
    needs: tuple[NeedPublished, ...]


@dataclass(frozen=True, slots=True)
class _Standing:
    """What stood for a need before."""

    booking: str
    confirmed: bool
    published: bool
    where: frozenset[tuple[Any, ...]]


def publish(
    desk: OpenDesk, path: Path, *, party: str | None, by: str, why: str | None = None, key: str | None = None
) -> Published:
    """Audit a plan against what is known and booked at the desk now, then hold what it places.

    Raises
    ------
    Unreadable, InputError
        If the file is no plan, or nobody is named for whom.
    PlanBroken
        If the plan breaks a rule; the findings say which.
    Refused
        If something keeps a placement from being held.
    """
    read_plan(path)  # says what is wrong with it
    plan = _data(path)
    before: dict[tuple[str, str], _Standing] = {}
    whose: list[str] = []

    def make(known: Desk) -> Publish:
        portfolio = as_portfolio(known)
        whose.append(choose_party(portfolio, party or _stated_party(plan)))
        require_kept(portfolio, plan, whose[0])
        before.update(_standing(known, whose[0]))
        return Publish(plan={**plan, "party": whose[0]})

    done = desk.ask(make, by=by, why=why, key=key)
    number = next(item.number for item in done.desk.plans.values() if item.id in done.receipt.made)
    placed = [(str(item["production"]), str(item["need"])) for item in plan["placements"]]
    needs = _became(before, done, placed, whose[0])
    return Published(done=done, number=number, party=whose[0], needs=tuple(needs))


def _data(path: Path) -> dict[str, Any]:
    plan: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if plan.get("status") == "infeasible":
        raise InputError(f"{path.name} is infeasible: it places nothing that could be held")
    return plan


def _stated_party(plan: Mapping[str, Any]) -> str | None:
    party = plan.get("party")
    return party if isinstance(party, str) else None


def _standing(desk: Desk, party: str) -> dict[tuple[str, str], _Standing]:
    """What stands for each need of a party; of several bookings a confirmed one, else a published one goes first."""
    found: dict[tuple[str, str], _Standing] = {}
    for booking in desk.bookings.values():
        lines = [line for line in desk.lines_of(booking.id) if line.state in STANDING]
        if booking.party != party or booking.production is None or booking.need is None or not lines:
            continue
        confirmed = any(line.state is LineState.CONFIRMED for line in lines)
        key = (booking.production, booking.need)
        item = _Standing(booking.id, confirmed, booking.plan is not None, frozenset(_where(line) for line in lines))
        earlier = found.get(key)
        if earlier is None or (item.confirmed, item.published) > (earlier.confirmed, earlier.published):
            found[key] = item
    return found


def _where(line: Line) -> tuple[Any, ...]:
    return line.space, line.span, line.phase


def _became(
    before: Mapping[tuple[str, str], _Standing], done: Done, placed: list[tuple[str, str]], party: str
) -> list[NeedPublished]:
    now = _standing(done.desk, party)
    rows = []
    for key in placed:
        earlier, later = before.get(key), now.get(key)
        if later is not None:
            rows.append(_row(done.desk, key, _what(earlier, later), later.booking))
    for key, earlier in before.items():
        if key not in placed and earlier.published and not earlier.confirmed and key not in now:
            rows.append(_row(done.desk, key, Became.RELEASED, earlier.booking))
    return rows


def _what(earlier: _Standing | None, later: _Standing) -> Became:
    if earlier is None:
        return Became.HELD
    if earlier.confirmed:
        return Became.CONFIRMED
    if not earlier.published:
        return Became.OWN
    return Became.KEPT if earlier.where == later.where else Became.MOVED


def _row(desk: Desk, key: tuple[str, str], became: Became, booking: str) -> NeedPublished:
    lines = tuple(line for line in desk.lines_of(booking) if line.state in STANDING)
    return NeedPublished(production=key[0], need=key[1], became=became, booking=booking, lines=lines)
