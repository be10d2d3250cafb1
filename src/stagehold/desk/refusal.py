"""Refusals: what is in the way, on which days, whom to ask, and what is free instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from stagehold.desk.records import SpaceDays
from stagehold.domain.days import Span
from stagehold.domain.errors import StageholdError


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Something in the way of a request.

    ``kind`` is booking, hold, lease, closure, turnover, offer, service or policy; ``id`` names it and ``party`` whom to
    ask, as far as the reader may see them (the services leave them out for others).
    """

    kind: str
    space: str
    span: Span | None = None
    id: str | None = None
    party: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a request is not done.

    Parameters
    ----------
    rule
        Stable name, in kebab case: ``taken``, ``not-first``, ``leased-to-others``, ``closed``, ``unknown-booking``, …
    says
        One sentence: what, found, allowed, what to do.
    nearest
        Free days nearest to those asked for, on the same space and on others that serve as well.
    """

    rule: str
    says: str
    obstacles: tuple[Obstacle, ...] = ()
    nearest: tuple[SpaceDays, ...] = ()


class Refused(StageholdError):
    """A rule of the desk says no; nothing was changed."""

    code = "refused"
    exit_code = 1

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.says)
        self.refusal = refusal


def refuse(rule: str, says: str, obstacles: tuple[Obstacle, ...] = (), nearest: tuple[SpaceDays, ...] = ()) -> NoReturn:
    """Say no."""
    raise Refused(Refusal(rule=rule, says=says, obstacles=obstacles, nearest=nearest))
