"""The desk: journal, what it comes to, notices and answered requests, and the guarantees of the database.

A migration states its tables by itself and never changes once it is released, whatever ``stagehold.store.schema`` says
later. Alembic compares neither triggers nor exclusion constraints: tests try to break them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from stagehold.store.schema import Moment

revision = "0001"
down_revision = None

BIG = sa.BigInteger()
BIG_KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """From nothing."""
    _journal()
    _state()
    _outbox()
    op.execute("INSERT INTO head (id, number, restored) VALUES (1, 0, 0)")
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRES:
        op.execute(statement)


def _journal() -> None:
    op.create_table(
        "head",
        sa.Column("id", sa.SmallInteger, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("restored", BIG, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("head_one_row")),
        sa.PrimaryKeyConstraint("id", name="head_pk"),
        comment="The number of the last event; whoever writes locks this row first. restored: how often from a backup.",
    )
    op.create_table(
        "journal",
        sa.Column("number", BIG_KEY, nullable=False, autoincrement=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("why", sa.Text),
        sa.Column("studio", sa.Text),
        sa.Column("made", sa.Text, nullable=False),
        sa.Column("changes", sa.Text, nullable=False),
        sa.Column("notices", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="journal_pk"),
        comment="Every change, in order; rows are added and never changed.",
    )
    op.create_table(
        "request",
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("answer", sa.LargeBinary, nullable=False),
        sa.Column("made", Moment, nullable=False),
        sa.PrimaryKeyConstraint("by", "key", name="request_pk"),
        comment="Requests with an idempotency key, and what was answered.",
    )
    op.create_index("request_by_made", "request", ["made"])


def _state() -> None:
    op.create_table(
        "record",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("made", BIG, nullable=False),
        sa.Column("event", BIG, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", name="record_pk"),
        comment="Bookings, challenges, plans, and the facts of the portfolio with its settings.",
    )
    op.create_table(
        "space",
        sa.Column("no", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("no", name="space_pk"),
        sa.UniqueConstraint("id", name="space_id_once"),
        comment="A number for each space that a line has ever stood on; it is never given to another.",
    )
    op.create_table(
        "line",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("booking", sa.Text, nullable=False),
        sa.Column("space_no", sa.Integer, nullable=False),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("after", sa.Date, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("made", BIG, nullable=False),
        sa.Column("event", BIG, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="line_pk"),
        sa.ForeignKeyConstraint(["space_no"], ["space.no"], name="line_space_no_known"),
        sa.CheckConstraint('"first" < "after"', name=op.f("line_has_days")),
        # Texts that are no days would slip past a comparison of texts.
        sa.CheckConstraint('"first" IS date("first") AND "after" IS date("after")', name=op.f("line_days")).ddl_if(
            dialect="sqlite"
        ),
        comment="Lines of bookings; two confirmed ones never share a day of a space (see the migrations).",
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", BIG_KEY, nullable=False, autoincrement=False),
        sa.Column("event", BIG, nullable=False),
        sa.Column("party", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("booking", sa.Text),
        sa.Column("challenge", sa.Text),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("ends", Moment),
        sa.Column("made", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="outbox_pk"),
        comment="What parties are told, a row for each notice.",
    )
    op.create_index("outbox_by_party_id", "outbox", ["party", "id"])
    op.create_table(
        "delivery",
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("notice", BIG_KEY, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("next_try", Moment),
        sa.Column("sent_at", Moment),
        sa.Column("trouble", sa.Text),
        sa.PrimaryKeyConstraint("channel", "notice", name="delivery_pk"),
        sa.ForeignKeyConstraint(["notice"], ["outbox.id"], name="delivery_notice_known"),
        comment="How far a notice has come on one way out; no next try and not sent: given up.",
    )
    due = sa.text("next_try IS NOT NULL")
    op.create_index("delivery_due", "delivery", ["channel", "next_try"], sqlite_where=due, postgresql_where=due)


# Confirmed lines of one space never overlap, so of those that begin before a day the last to begin is the last to end:
# one look at the index is enough.
_OVERLAPS = """
SELECT RAISE(ABORT, 'two confirmed lines overlap on a space')
WHERE (
    SELECT other."after" FROM line AS other
    WHERE other.state = 'confirmed' AND other.space_no = NEW.space_no AND other."first" < NEW."after"
        AND other.id <> {own}.id
    ORDER BY other."first" DESC LIMIT 1
) > NEW."first";
"""

_SQLITE = [
    "CREATE INDEX line_confirmed ON line (space_no, \"first\") WHERE state = 'confirmed'",
    f"""CREATE TRIGGER line_added BEFORE INSERT ON line WHEN NEW.state = 'confirmed'
    BEGIN {_OVERLAPS.format(own="NEW")} END""",
    f"""CREATE TRIGGER line_changed BEFORE UPDATE ON line WHEN NEW.state = 'confirmed'
    BEGIN {_OVERLAPS.format(own="OLD")} END""",
    # INSERT OR REPLACE deletes without asking the triggers for deletion, so this one asks for the next number.
    """CREATE TRIGGER journal_added BEFORE INSERT ON journal
    WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM journal)
    BEGIN SELECT RAISE(ABORT, 'the journal grows by one event after the other'); END""",
    """CREATE TRIGGER journal_changed BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'events of the journal are never changed'); END""",
    """CREATE TRIGGER journal_removed BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'events of the journal are never removed'); END""",
]

_POSTGRES = [
    # Asked at the end of each statement, so that one statement may let lines change places.
    """ALTER TABLE line ADD CONSTRAINT line_confirmed_apart EXCLUDE USING gist (
        int8range(space_no, space_no, '[]') WITH &&, daterange("first", "after") WITH &&
    ) WHERE (state = 'confirmed') DEFERRABLE INITIALLY IMMEDIATE""",
    """CREATE FUNCTION journal_stays() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'events of the journal are never changed or removed'; END $$""",
    """CREATE TRIGGER journal_stays BEFORE UPDATE OR DELETE ON journal
    FOR EACH ROW EXECUTE FUNCTION journal_stays()""",
    """CREATE TRIGGER journal_stays_whole BEFORE TRUNCATE ON journal
    FOR EACH STATEMENT EXECUTE FUNCTION journal_stays()""",
]
