"""People: users, roles, sessions, tokens, secret addresses, the trail of sign-ins, and the plans they have made."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

BIG = sa.BigInteger()
BIG_KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """From a desk without people."""
    op.create_table(
        "people_head",
        sa.Column("id", sa.SmallInteger, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("people_head_one_row")),
        sa.PrimaryKeyConstraint("id", name="people_head_pk"),
        comment="The number of the last change to people; whoever changes them locks this row first.",
    )
    op.execute("INSERT INTO people_head (id, number) VALUES (1, 0)")
    _users()
    _secrets()
    _signing_in()
    _jobs()


def _users() -> None:
    op.create_table(
        "person",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("display", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("units", sa.Text, nullable=False),
        sa.Column("party", sa.Text),
        sa.Column("password", sa.Text),
        sa.Column("subject", sa.Text),
        sa.Column("made", BIG, nullable=False),
        sa.Column("disabled", BIG),
        sa.Column("version", BIG, nullable=False),
        sa.PrimaryKeyConstraint("name", name="person_pk"),
        sa.UniqueConstraint("subject", name="person_subject_once"),
        comment="Users; a name is never given to somebody else.",
    )
    op.create_index("person_by_version", "person", ["version"])
    op.create_table(
        "person_role",
        sa.Column("user_name", sa.Text, nullable=False),
        sa.Column("studio", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("user_name", "studio", name="person_role_pk"),
        comment="What a user is at a studio; * is every studio.",
    )


def _secrets() -> None:
    op.create_table(
        "session",
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("user_name", sa.Text, nullable=False),
        sa.Column("made", BIG, nullable=False),
        sa.Column("expires", BIG, nullable=False),
        sa.Column("ended", BIG),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="session_pk"),
        comment="Browsers that are signed in.",
    )
    op.create_table(
        "token",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("user_name", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("studios", sa.Text, nullable=False),
        sa.Column("party", sa.Text),
        sa.Column("made", BIG, nullable=False),
        sa.Column("expires", BIG),
        sa.Column("revoked", BIG),
        sa.Column("version", BIG, nullable=False),
        sa.PrimaryKeyConstraint("id", name="token_pk"),
        sa.UniqueConstraint("digest", name="token_digest_once"),
        comment="What programs sign in with.",
    )
    op.create_table(
        "calendar",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("user_name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("of", sa.Text, nullable=False),
        sa.Column("made", BIG, nullable=False),
        sa.Column("revoked", BIG),
        sa.Column("version", BIG, nullable=False),
        sa.PrimaryKeyConstraint("id", name="calendar_pk"),
        sa.UniqueConstraint("digest", name="calendar_digest_once"),
        comment="Secret addresses of feeds.",
    )
    for table in ("session", "token", "calendar"):
        op.create_index(f"{table}_by_user_name", table, ["user_name"])
        op.create_index(f"{table}_by_version", table, ["version"])


def _signing_in() -> None:
    op.create_table(
        "start_link",
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("user_name", sa.Text, nullable=False),
        sa.Column("expires", BIG, nullable=False),
        sa.Column("used", BIG),
        sa.PrimaryKeyConstraint("digest", name="start_link_pk"),
        comment="Links that sign in once.",
    )
    op.create_table(
        "provider_visit",
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("nonce", sa.Text, nullable=False),
        sa.Column("verifier", sa.Text, nullable=False),
        sa.Column("expires", BIG, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="provider_visit_pk"),
        comment="Sign-ins gone to an OpenID provider and not yet back.",
    )
    op.create_table(
        "sign_in",
        sa.Column("number", BIG_KEY, nullable=False, autoincrement=True),
        sa.Column("at", BIG, nullable=False),
        sa.Column("user_name", sa.Text),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("way", sa.Text, nullable=False),
        sa.Column("success", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("number", name="sign_in_pk"),
        comment="Attempts to sign in.",
    )
    op.create_index("sign_in_by_user_name_at", "sign_in", ["user_name", "at"])
    op.create_index("sign_in_by_address_at", "sign_in", ["address", "at"])


def _jobs() -> None:
    op.create_table(
        "plan_job",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("user_name", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("progress", sa.Text),
        sa.Column("result", sa.Text),
        sa.Column("trouble", sa.Text),
        sa.Column("stop", sa.Boolean, nullable=False),
        sa.Column("made", BIG, nullable=False),
        sa.Column("heard", BIG, nullable=False),
        sa.Column("ended", BIG),
        sa.PrimaryKeyConstraint("id", name="plan_job_pk"),
        comment="Plans being made and made; the process at work says now and then that it lives.",
    )
    op.create_index("plan_job_by_user_name", "plan_job", ["user_name"])
    op.create_index("plan_job_by_state", "plan_job", ["state"])
