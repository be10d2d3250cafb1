"""What a fight has left: whether anything that was acknowledged is lost, done twice, or stands on days of another."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from services.fighters import Asked
from stagehold.desk.event import Event, Put
from stagehold.desk.records import Line
from stagehold.domain.booking import LineState
from stagehold.store import Store

OVERLAPS = """
SELECT count(*) FROM line AS one JOIN line AS other ON one.space_no = other.space_no AND one.id < other.id
WHERE one.state = 'confirmed' AND other.state = 'confirmed'
    AND one."first" < other."after" AND other."first" < one."after"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """Figures of a fight.

    Parameters
    ----------
    refused
        By rule.
    odd
        Answers that are neither done nor refused by a rule with its reason.
    lost
        Acknowledged requests that the journal does not hold as they were acknowledged.
    unasked
        Events of the journal whose request was not acknowledged, or was refused.
    twice
        Requests with more than one event.
    overlaps, overlapping_days
        Of confirmed lines: pairs as the database counts them at the end, and space-days at any time of the journal.
    gaps
        Numbers missing in the journal.
    again
        Requests asked more than once, as nobody had answered.
    """

    requests: int
    acknowledged: int
    refused: dict[str, int]
    odd: list[str]
    lost: list[str]
    unasked: list[str]
    twice: list[str]
    overlaps: int
    overlapping_days: int
    gaps: list[int]
    again: int

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        wrong = (self.odd, self.lost, self.unasked, self.twice, self.gaps)
        return not any(wrong) and self.overlaps == self.overlapping_days == 0

    def __str__(self) -> str:
        rules = ", ".join(f"{rule} {count}" for rule, count in sorted(self.refused.items(), key=lambda row: -row[1]))
        return (
            f"{self.requests:,} requests, {self.acknowledged:,} acknowledged, {sum(self.refused.values()):,} refused "
            f"({rules}), {self.again} asked again; overlaps {self.overlaps} by SQL, {self.overlapping_days} day by "
            f"day; lost {len(self.lost)}, twice {len(self.twice)}, odd {len(self.odd)}"
        )


def aftermath(store: Store, everything: list[Asked]) -> Aftermath:
    """Look at a desk after all clients have ended."""
    events = list(store.events())
    by_number = {event.number: event for event in events}
    done = [asked for asked in everything if asked.status in (200, 201)]
    refused = [asked for asked in everything if asked.status == 409 and _has_reason(asked)]
    known = {asked.key for asked in everything}
    made = Counter(event.why for event in events if event.why in known)
    with store.reading() as connection:
        overlaps: int = connection.execute(sa.text(OVERLAPS)).scalar_one()
        keys = {row.key: row.number for row in connection.execute(sa.text("SELECT key, number FROM request"))}
    lost = [asked.key for asked in done if not _is_kept(asked, by_number.get(asked.said["number"]), keys)]
    good = {asked.key for asked in (*done, *refused)}
    return Aftermath(
        requests=len(everything),
        acknowledged=len(done),
        refused=dict(Counter(asked.said["rule"] for asked in refused)),
        odd=[
            f"{asked.path}: {asked.status} {json.dumps(asked.said)[:300]}"
            for asked in everything
            if asked.key not in good
        ],
        lost=lost,
        unasked=sorted(made.keys() - {asked.key for asked in done}),
        twice=[key for key, count in made.items() if count > 1],
        overlaps=overlaps,
        overlapping_days=_overlapping_days(events),
        gaps=[number for number in range(1, len(events) + 1) if number not in by_number],
        again=sum(asked.tries > 1 for asked in everything),
    )


def _has_reason(asked: Asked) -> bool:
    said = asked.said
    return said.get("code") == "refused" and bool(said.get("rule")) and bool(said.get("detail"))


def _is_kept(asked: Asked, event: Event | None, keys: dict[str, int]) -> bool:
    return (
        event is not None
        and event.why == asked.key
        and event.what == asked.said["what"]
        and set(asked.said["made"]) <= set(event.made)
        and keys.get(asked.key) == event.number
    )


def _overlapping_days(events: list[Event]) -> int:
    """How often a confirmed line took a day of another, after each event of the journal in turn."""
    days: dict[tuple[str, object], str] = {}
    stands: dict[str, list[tuple[str, object]]] = {}
    found = 0
    for event in events:
        lines = [
            change.record for change in event.changes if isinstance(change, Put) and isinstance(change.record, Line)
        ]
        for line in lines:
            for day in stands.pop(line.id, ()):
                if days.get(day) == line.id:
                    del days[day]
        for line in lines:
            if line.state is LineState.CONFIRMED:
                stands[line.id] = [
                    (line.space, line.span.start + timedelta(days=later)) for later in range(line.span.days)
                ]
                found += sum(day in days for day in stands[line.id])
                days.update(dict.fromkeys(stands[line.id], line.id))
    return found
