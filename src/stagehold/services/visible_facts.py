"""Which records of a portfolio a viewer sees, and which of their fields."""

from __future__ import annotations

from dataclasses import MISSING, fields, replace
from functools import cache
from typing import Any

from stagehold.domain.booking import Policy
from stagehold.domain.lease import CandidateLease, Lease
from stagehold.domain.portfolio import TABLE_OF_KIND, TABLES, Portfolio
from stagehold.domain.provenance import Record
from stagehold.domain.studio import Closure, Offer, Space, Studio
from stagehold.services.permissions import Permission
from stagehold.services.viewer import Viewer

# All that an outside party sees of the portfolio: what one must know to ask for a stage. Nothing of leases, offers,
# productions, titles, other parties, sources and notes.
OUTSIDE_FIELDS = {
    "studio": ("id", "name", "country", "region", "city", "address", "time_zone", "opened", "policy"),
    "space": (
        "id", "studio", "kind", "name", "area", "clear_height", "features", "joins", "turnover_before",
        "turnover_after", "capacity", "in_service",
    ),
    "closure": ("id", "space", "from_", "to"),
    "party": ("id", "name", "kind"),
    # What a studio asks of everybody, as it is published.
    "policy": tuple(item.name for item in fields(Policy) if item.name not in {own.name for own in fields(Record)}),
}  # fmt: skip


def studios_of(portfolio: Portfolio, record: Record) -> tuple[str, ...]:
    """The studios whose matter a record is; none when it is nobody's in particular."""
    if isinstance(record, Studio):
        return (record.id,)
    if isinstance(record, Space):
        return (record.studio,)
    if isinstance(record, Closure | Offer):
        return studios_of_spaces(portfolio, (record.space,))
    if isinstance(record, Lease | CandidateLease):
        return studios_of_spaces(portfolio, record.spaces)
    return ()


def studios_of_spaces(portfolio: Portfolio, spaces: tuple[str, ...]) -> tuple[str, ...]:
    """The studios of spaces, each once; a space that is not known has none."""
    known = (portfolio.spaces.get(space) for space in spaces)
    return tuple(dict.fromkeys(space.studio for space in known if space is not None))


def seen_record(viewer: Viewer, portfolio: Portfolio, kind: str, record: Record) -> Record | None:
    """A record as the viewer sees it; None when not at all."""
    studios = studios_of(portfolio, record)
    here = [viewer.may(Permission.READ_FACTS, studio) for studio in studios]
    if not any(here) and (here or not viewer.may_somewhere(Permission.READ_FACTS)):
        return None
    if not viewer.outside:
        return record
    if kind not in OUTSIDE_FIELDS or (kind == "party" and getattr(record, "id", None) != viewer.party):
        return None
    return replace(record, **_hidden(kind))


@cache
def _hidden(kind: str) -> dict[str, Any]:
    """The fields that an outside party does not see, with what stands there instead."""
    shown = OUTSIDE_FIELDS[kind]
    type_: Any = TABLES[TABLE_OF_KIND[kind]][1]
    blank = {}
    for item in fields(type_):
        if item.name not in shown:
            if item.default is not MISSING:
                blank[item.name] = item.default
            elif item.default_factory is not MISSING:
                blank[item.name] = item.default_factory()
    return blank
