"""Changes of the facts that the desk stands on: spaces, leases, policies, productions, and all else but bookings."""

from __future__ import annotations

from stagehold.desk.refusal import refuse
from stagehold.desk.requests import ChangeFacts
from stagehold.desk.state import SETTINGS, STANDING
from stagehold.desk.step import Step
from stagehold.domain.portfolio import TABLE_OF_KIND, TABLES, record_id
from stagehold.domain.provenance import Record

KIND_OF = {type_: kind for kind, type_ in TABLES.values()}


def change_facts(step: Step, asked: ChangeFacts) -> None:
    """Put and drop records; what lines stand on may not go."""
    for record in asked.put:
        put_fact(step, _kind_of(record), record)
    if asked.settings is not None and asked.settings != step.desk.portfolio.settings:
        step.draft.put(SETTINGS, asked.settings)
    for kind, id_ in asked.drop:
        if kind not in TABLE_OF_KIND or kind == "booking":
            refuse(
                "unknown-kind",
                f"no kind {kind!r}; there are: {', '.join(key for key in TABLE_OF_KIND if key != 'booking')}",
            )
        if id_ not in step.desk.portfolio.table(TABLE_OF_KIND[kind]):
            refuse("unknown-record", f"no {kind} {id_!r}")
        step.draft.drop(kind, id_)
    _keep_what_lines_need(step, asked)


def put_fact(step: Step, kind: str, record: Record) -> None:
    """A record is so from now on, if it is not already."""
    if step.desk.portfolio.table(TABLE_OF_KIND[kind]).get(record_id(record)) != record:
        step.draft.put(kind, record)


def _kind_of(record: Record) -> str:
    kind = KIND_OF[type(record)]
    if kind == "booking":
        refuse("unknown-kind", "bookings are changed by the requests of the desk alone")
    return kind


def _keep_what_lines_need(step: Step, asked: ChangeFacts) -> None:
    if not any(kind in ("space", "studio", "party") for kind, _ in asked.drop):
        return
    portfolio = step.desk.portfolio
    # Those that stand come first: a booking that is over keeps its space too, as its journal names it.
    for line in sorted(step.desk.lines.values(), key=lambda line: line.state not in STANDING):
        party = step.desk.bookings[line.booking].party
        space = portfolio.spaces.get(line.space)
        if space is None or space.studio not in portfolio.studios or party not in portfolio.parties:
            uses = "stands on it" if line.state in STANDING else "is over and kept with it in the journal"
            says = f"booking {line.booking} {uses} (space {line.space}, party {party}): it cannot be dropped"
            refuse("in-use", says)
