"""The tables of a desk, the same in SQLite and PostgreSQL.

``journal`` is what happened; ``record`` and ``line`` are what it comes to: each holds a record as its last event says.
``data``, ``changes``, ``notices``, ``facts`` and the journal's ``made`` are JSON, see ``stagehold.store.encoding``.

Where rows have an order, a number tells it: that of the event times a million, plus the place within the event.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

PER_EVENT = 1_000_000  # places within one event


class Moment(sa.TypeDecorator[datetime]):
    """A moment in UTC, to the microsecond; in SQLite as text of one length, so that it sorts by time."""

    impl = sa.TIMESTAMP(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Any) -> Any:
        """Text where the database has no moments of its own."""
        return dialect.type_descriptor(sa.Text() if dialect.name == "sqlite" else sa.TIMESTAMP(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Any) -> Any:
        """To the database."""
        if value is None or dialect.name != "sqlite":
            return value
        return moment_text(value)

    def process_result_value(self, value: Any, dialect: Any) -> datetime | None:  # noqa: ARG002  # SQLAlchemy's words
        """From the database."""
        if value is None:
            return None
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.astimezone(UTC) if moment.tzinfo is not UTC else moment


def moment_text(moment: datetime) -> str:
    """A moment as text of one length.

    Raises
    ------
    ValueError
        If it says no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError(f"moments of the desk are in UTC; {moment} names no time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


metadata = sa.MetaData(
    naming_convention={
        "pk": "%(table_name)s_pk",
        "ix": "%(table_name)s_by_%(column_0_N_name)s",
        "uq": "%(table_name)s_%(column_0_N_name)s_once",
        "ck": "%(table_name)s_%(constraint_name)s",
        "fk": "%(table_name)s_%(column_0_name)s_known",
    }
)

head = sa.Table(
    "head",
    metadata,
    sa.Column("id", sa.SmallInteger, sa.CheckConstraint("id = 1", name="one_row"), primary_key=True),
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("restored", sa.BigInteger, nullable=False),
    comment="The number of the last event; whoever writes locks this row first. restored: how often from a backup.",
)

journal = sa.Table(
    "journal",
    metadata,
    sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("why", sa.Text),
    sa.Column("studio", sa.Text),
    sa.Column("made", sa.Text, nullable=False),
    sa.Column("changes", sa.Text, nullable=False),
    sa.Column("notices", sa.Text, nullable=False),
    comment="Every change, in order; rows are added and never changed.",
)

record = sa.Table(
    "record",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("made", sa.BigInteger, nullable=False),
    sa.Column("event", sa.BigInteger, nullable=False),
    sa.Column("data", sa.Text, nullable=False),
    comment="Bookings, challenges, plans, and the facts of the portfolio with its settings.",
)

space = sa.Table(
    "space",
    metadata,
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    comment="A number for each space that a line has ever stood on; it is never given to another.",
)

line = sa.Table(
    "line",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("booking", sa.Text, nullable=False),
    sa.Column("space_no", sa.Integer, sa.ForeignKey("space.no"), nullable=False),
    sa.Column("first", sa.Date, nullable=False),
    sa.Column("after", sa.Date, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("made", sa.BigInteger, nullable=False),
    sa.Column("event", sa.BigInteger, nullable=False),
    sa.Column("data", sa.Text, nullable=False),
    sa.CheckConstraint('"first" < "after"', name="has_days"),
    # Texts that are no days would slip past a comparison of texts.
    sa.CheckConstraint('"first" IS date("first") AND "after" IS date("after")', name="days").ddl_if(dialect="sqlite"),
    comment="Lines of bookings; two confirmed ones never share a day of a space (see the migrations).",
)

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False),
    sa.Column("event", sa.BigInteger, nullable=False),
    sa.Column("party", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("booking", sa.Text),
    sa.Column("challenge", sa.Text),
    sa.Column("facts", sa.Text, nullable=False),
    sa.Column("ends", Moment),
    sa.Column("made", Moment, nullable=False),
    sa.Index(None, "party", "id"),
    comment="What parties are told, a row for each notice.",
)

delivery = sa.Table(
    "delivery",
    metadata,
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column(
        "notice", sa.BigInteger().with_variant(sa.Integer, "sqlite"), sa.ForeignKey("outbox.id"), primary_key=True
    ),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("next_try", Moment),
    sa.Column("sent_at", Moment),
    sa.Column("trouble", sa.Text),
    comment="How far a notice has come on one way out; no next try and not sent: given up.",
)
sa.Index(
    "delivery_due",
    delivery.c.channel,
    delivery.c.next_try,
    sqlite_where=delivery.c.next_try.is_not(None),
    postgresql_where=delivery.c.next_try.is_not(None),
)

request = sa.Table(
    "request",
    metadata,
    sa.Column("by", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("fingerprint", sa.Text, nullable=False),
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("answer", sa.LargeBinary, nullable=False),
    sa.Column("made", Moment, nullable=False, index=True),
    comment="Requests with an idempotency key, and what was answered.",
)
