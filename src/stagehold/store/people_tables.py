"""Tables of people: users and what they may, sessions, tokens, secret addresses, and the trail of sign-ins.

Moments are whole seconds since 1970 in UTC. A secret is never stored, only its digest. ``version`` is the number of the
last change to a row, counted over all of these tables: whoever keeps them in memory asks for what is newer.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Index, Integer, SmallInteger, Table, Text

from stagehold.store.schema import metadata

people_head = Table(
    "people_head",
    metadata,
    Column("id", SmallInteger, CheckConstraint("id = 1", name="one_row"), primary_key=True),
    Column("number", BigInteger, nullable=False),
    comment="The number of the last change to people; whoever changes them locks this row first.",
)

users = Table(
    "person",
    metadata,
    Column("name", Text, primary_key=True),
    Column("display", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("units", Text, nullable=False),
    Column("party", Text),
    Column("password", Text),
    Column("subject", Text, unique=True),
    Column("made", BigInteger, nullable=False),
    Column("disabled", BigInteger),
    Column("version", BigInteger, nullable=False, index=True),
    comment="Users; a name is never given to somebody else.",
)

grants = Table(
    "person_role",
    metadata,
    Column("user_name", Text, primary_key=True),
    Column("studio", Text, primary_key=True),
    Column("role", Text, nullable=False),
    comment="What a user is at a studio; * is every studio.",
)

sessions = Table(
    "session",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("user_name", Text, nullable=False, index=True),
    Column("made", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False),
    Column("ended", BigInteger),
    Column("address", Text, nullable=False),
    Column("version", BigInteger, nullable=False, index=True),
    comment="Browsers that are signed in.",
)

tokens = Table(
    "token",
    metadata,
    Column("id", Text, primary_key=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("user_name", Text, nullable=False, index=True),
    Column("label", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("studios", Text, nullable=False),
    Column("party", Text),
    Column("made", BigInteger, nullable=False),
    Column("expires", BigInteger),
    Column("revoked", BigInteger),
    Column("version", BigInteger, nullable=False, index=True),
    comment="What programs sign in with.",
)

calendar_addresses = Table(
    "calendar",
    metadata,
    Column("id", Text, primary_key=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("user_name", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("of", Text, nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("revoked", BigInteger),
    Column("version", BigInteger, nullable=False, index=True),
    comment="Secret addresses of feeds.",
)

start_links = Table(
    "start_link",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("user_name", Text, nullable=False),
    Column("expires", BigInteger, nullable=False),
    Column("used", BigInteger),
    comment="Links that sign in once.",
)

open_id_starts = Table(
    "provider_visit",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("nonce", Text, nullable=False),
    Column("verifier", Text, nullable=False),
    Column("expires", BigInteger, nullable=False),
    comment="Sign-ins gone to an OpenID provider and not yet back.",
)

sign_ins = Table(
    "sign_in",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("user_name", Text),
    Column("address", Text, nullable=False),
    Column("way", Text, nullable=False),
    Column("success", Boolean, nullable=False),
    Index(None, "user_name", "at"),
    Index(None, "address", "at"),
    comment="Attempts to sign in.",
)

plan_jobs = Table(
    "plan_job",
    metadata,
    Column("id", Text, primary_key=True),
    Column("user_name", Text, nullable=False, index=True),
    Column("state", Text, nullable=False, index=True),
    Column("asked", Text, nullable=False),
    Column("progress", Text),
    Column("result", Text),
    Column("trouble", Text),
    Column("stop", Boolean, nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("heard", BigInteger, nullable=False),
    Column("ended", BigInteger),
    comment="Plans being made and made; the process at work says now and then that it lives.",
)
