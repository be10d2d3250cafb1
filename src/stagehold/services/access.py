"""Who is asking: secrets looked up in memory, kept up with the database.

A request is never delayed by a query: the database is asked in the background (``refresh``) for what has changed, a
second apart, so that what another process revokes ends here within seconds.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from sqlalchemy import Engine

from stagehold.services.passwords import digest_of
from stagehold.services.viewer import Viewer, viewer_of_token, viewer_of_user
from stagehold.store.people import PeopleChanges, changes_since
from stagehold.store.people_records import CalendarAddress, Session, Token, User

MOST_STALE = 30.0  # seconds without word from the database after which nobody is let in any more


class Access:
    """Users, sessions, tokens and calendar addresses as the database last told them.

    Safe in any thread: a table that is looked at never changes.
    """

    def __init__(
        self,
        engine: Engine,
        now: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._engine = engine
        self.now = now
        self._steady = steady
        self._one_at_a_time = threading.Lock()
        self.version = -1
        self.users: dict[str, User] = {}
        self.tokens: dict[str, Token] = {}  # by id
        self.calendars: dict[str, CalendarAddress] = {}  # by id
        self._sessions: dict[str, Session] = {}
        self._token_ids: dict[str, str] = {}
        self._calendar_ids: dict[str, str] = {}
        self._viewers: dict[str, Viewer] = {}
        self._told = float("-inf")
        self.refresh()

    @property
    def engine(self) -> Engine:
        """Where people are kept."""
        return self._engine

    def refresh(self) -> bool:
        """Take what has changed since the last time; whether anything has."""
        with self._one_at_a_time:
            with self._engine.connect() as connection:
                changes = changes_since(connection, self.version)
            self._told = self._steady()
            if changes.version == self.version:
                return False
            self._take(changes)
            return True

    def stale(self) -> bool:
        """Whether the database has not been heard for so long that a revocation may have been missed."""
        return self._steady() - self._told > MOST_STALE

    def _take(self, changes: PeopleChanges) -> None:
        """New tables in place of the old ones: others may be looking at those at this moment."""
        now = self.now()
        sessions = {**self._sessions, **{session.digest: session for session in changes.sessions}}
        self.users = {**self.users, **{user.name: user for user in changes.users}}
        self.tokens = {**self.tokens, **{token.id: token for token in changes.tokens}}
        self.calendars = {**self.calendars, **{calendar.id: calendar for calendar in changes.calendars}}
        self._sessions = {key: item for key, item in sessions.items() if item.ended is None and item.expires > now}
        self._token_ids = {token.digest: token.id for token in self.tokens.values()}
        self._calendar_ids = {calendar.digest: calendar.id for calendar in self.calendars.values()}
        self.version = changes.version
        self._viewers = {}

    # --- looking up ------------------------------------------------------------------------------------------------

    def viewer_of_session(self, secret: str) -> Viewer | None:
        """Who signed in with that cookie; None when it is not known, has expired or was ended."""
        return self._viewer(digest_of(secret), self._session_viewer)

    def viewer_of_token(self, secret: str) -> Viewer | None:
        """Whom the token acts for; None when it is not known, has expired or was revoked."""
        return self._viewer(digest_of(secret), self._token_viewer)

    def calendar_of(self, secret: str) -> tuple[CalendarAddress, Viewer] | None:
        """The feed at that address, and as whose eyes it is seen."""
        calendar = self.calendars.get(self._calendar_ids.get(digest_of(secret), ""))
        if calendar is None or calendar.revoked is not None:
            return None
        user = self._active(calendar.user)
        return None if user is None else (calendar, viewer_of_user(user))

    def _viewer(self, digest: str, build: Callable[[str], Viewer | None]) -> Viewer | None:
        viewer = self._viewers.get(digest)
        if viewer is None:
            known = self._viewers
            viewer = build(digest)
            if viewer is None:
                return None
            known[digest] = viewer  # into the table as it was before: a refresh in between has begun a new one
        return viewer if viewer.expires > self.now() else None

    def _session_viewer(self, digest: str) -> Viewer | None:
        session = self._sessions.get(digest)
        user = None if session is None else self._active(session.user)
        return None if session is None or user is None else viewer_of_user(user, session.expires)

    def _token_viewer(self, digest: str) -> Viewer | None:
        token = self.tokens.get(self._token_ids.get(digest, ""))
        if token is None or token.revoked is not None:
            return None
        user = self._active(token.user)
        return None if user is None else viewer_of_token(user, token)

    def _active(self, name: str) -> User | None:
        user = self.users.get(name)
        return user if user is not None and user.disabled is None else None
