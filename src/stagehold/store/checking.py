"""What must agree in a database of ours, and in two states of a desk."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from stagehold.desk.state import Desk
from stagehold.domain.portfolio import TABLES
from stagehold.store import schema
from stagehold.store.address import shown
from stagehold.store.errors import Damaged


def check(connection: sa.Connection) -> None:
    """Nothing, if the database is whole and its head is the last event of a journal without gaps.

    Raises
    ------
    Damaged
        If not; the message says what was found.
    """
    name = shown(connection.engine.url)
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if found != "ok":
            raise Damaged(f"{name} is damaged ({found}): restore a backup")
    heads = list(connection.scalars(sa.select(schema.head.c.number)))
    if len(heads) != 1:
        raise Damaged(f"{name}: the table head must have one row; found {len(heads)}: restore a backup")
    number = schema.journal.c.number
    events, last = connection.execute(sa.select(sa.func.count(number), sa.func.max(number))).one()
    if not heads[0] == events == (last or 0):
        raise Damaged(
            f"{name}: the head says event {heads[0]}, the journal has {events} events and ends with event {last or 0}: "
            "restore a backup"
        )


def differences(one: Desk, other: Desk) -> list[str]:
    """What differs between two states, a sentence for each record; empty if they are equal.

    The order of lines within a booking counts, that of other records does not.
    """
    found = (
        [] if one.number == other.number else [f"the last event is {one.number} in one and {other.number} in the other"]
    )
    tables: list[tuple[str, Any, Any]] = [
        ("booking", one.bookings, other.bookings),
        ("line", one.lines, other.lines),
        ("challenge", one.challenges, other.challenges),
        ("plan", one.plans, other.plans),
    ]
    tables += [(kind, one.portfolio.table(table), other.portfolio.table(table)) for table, (kind, _) in TABLES.items()]
    for kind, ours, theirs in tables:
        for id_ in {**ours, **theirs}:
            if id_ not in theirs:
                found.append(f"{kind} {id_} is in one only")
            elif id_ not in ours:
                found.append(f"{kind} {id_} is in the other only")
            elif ours[id_] != theirs[id_]:
                found.append(f"{kind} {id_} is {ours[id_]} in one and {theirs[id_]} in the other")
    for id_ in one.bookings:
        in_one, in_other = ([line.id for line in desk.lines_of(id_)] for desk in (one, other))
        if in_one != in_other and sorted(in_one) == sorted(in_other):
            found.append(f"the lines of booking {id_} are ordered {in_one} in one and {in_other} in the other")
    if one.portfolio.settings != other.portfolio.settings:
        found.append("the settings differ")
    return found
