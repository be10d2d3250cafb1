"""Who is let in: host, sign-in, other sites, rate, and the permission that a route states."""

from __future__ import annotations

import time
from collections.abc import Mapping

from stagehold.services.access import Access
from stagehold.services.permissions import OPEN, Permission
from stagehold.services.viewer import Viewer
from stagehold.web.limits import Buckets
from stagehold.web.problems import Trouble, too_many
from stagehold.web.settings import Settings

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_HEADER = b"x-stagehold"  # a page of another site cannot send it without being asked for leave, which is never given

Headers = Mapping[bytes, bytes]


class Door:
    """Lets requests in or turns them away with a problem."""

    def __init__(self, access: Access, settings: Settings) -> None:
        self._access = access
        self._settings = settings
        self._names = settings.names
        self._buckets = Buckets(settings.requests_per_second, settings.burst, time.monotonic)
        # Cookies of one machine are shared by all ports: the port keeps two servers apart, the prefix keeps a
        # neighbouring site from setting it.
        self.cookie = "__Host-stagehold" if settings.encrypted else f"stagehold-{settings.port}"

    def admit(self, method: str, headers: Headers, permission: Permission) -> Viewer | None:
        """The viewer, who has the permission at some studio; None on a route that is open to anybody.

        Raises
        ------
        Trouble
            If the request is turned away.
        """
        self._check_host(headers)
        if permission in OPEN:
            if method not in SAFE:
                self._check_site(headers)
            return None
        if self._access.stale():
            raise Trouble(
                "store-unavailable", "it is not known whether sign-ins still count", headers={"retry-after": "5"}
            )
        viewer = self.viewer(headers)
        if viewer.token is None and method not in SAFE:
            self._check_site(headers)
            self._check_header(headers)
        wait = self._buckets.wait(viewer.by)
        if wait > 0:
            raise too_many("too-many-requests", "too many requests of this user or token", max(1, round(wait + 0.5)))
        if not viewer.may_somewhere(permission):
            raise Trouble("not-allowed", f"this takes the permission '{permission}', which you have at no studio")
        return viewer

    def viewer(self, headers: Headers) -> Viewer:
        """Who has signed in, by the token or else by the cookie.

        Raises
        ------
        Trouble
            If nobody has.
        """
        return self._token_viewer(headers) or self._session_viewer(headers)

    def cookie_of(self, headers: Headers) -> str | None:
        """The secret in the session cookie."""
        return self.named_cookie(headers, self.cookie)

    @staticmethod
    def named_cookie(headers: Headers, name: str) -> str | None:
        """The value of a cookie."""
        for part in headers.get(b"cookie", b"").decode("latin-1").split(";"):
            key, _, value = part.strip().partition("=")
            if key == name:
                return value
        return None

    def _token_viewer(self, headers: Headers) -> Viewer | None:
        given = headers.get(b"authorization")
        if given is None:
            return None
        scheme, _, secret = given.decode("latin-1").partition(" ")
        viewer = self._access.viewer_of_token(secret.strip()) if scheme.casefold() == "bearer" else None
        if viewer is None:
            raise _sign_in(
                "this token is not known, has expired or was revoked; it is sent as 'Authorization: Bearer …'"
            )
        return viewer

    def _session_viewer(self, headers: Headers) -> Viewer:
        secret = self.cookie_of(headers)
        viewer = None if secret is None else self._access.viewer_of_session(secret)
        if viewer is None:
            raise _sign_in("sign in, or send a token as 'Authorization: Bearer …'")
        return viewer

    def _check_host(self, headers: Headers) -> None:
        """A page whose name was pointed at this machine is not let in (DNS rebinding)."""
        host = headers.get(b"host", b"").decode("latin-1")
        name = host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
        if name.casefold() not in self._names:
            raise Trouble(
                "unknown-host", f"this server does not go by the name {name[:100]!r}; see the setting 'hosts'"
            )

    def _check_site(self, headers: Headers) -> None:
        """Browsers say where a request comes from; another site is turned away."""
        site = headers.get(b"sec-fetch-site")
        if site is not None and site not in (b"same-origin", b"none"):
            raise Trouble("cross-site", "a browser sent this from another site")
        origin = headers.get(b"origin")
        if origin is not None and not self._is_own(origin.decode("latin-1"), headers):
            raise Trouble("cross-site", "the Origin of this request is another site")

    def _check_header(self, headers: Headers) -> None:
        """With a cookie, a request must show that a page of this site, or no page at all, has sent it."""
        if OWN_HEADER in headers or b"origin" in headers or headers.get(b"sec-fetch-site") == b"same-origin":
            return
        raise Trouble("cross-site", "with a cookie, send the header 'X-Stagehold: 1', too")

    def _is_own(self, origin: str, headers: Headers) -> bool:
        if origin == self._settings.origin:
            return True
        scheme, _, host = origin.partition("://")
        own = "https" if self._settings.encrypted else "http"
        return scheme == own and host == headers.get(b"host", b"").decode("latin-1")


def _sign_in(detail: str) -> Trouble:
    return Trouble("sign-in-needed", detail, headers={"www-authenticate": 'Bearer realm="stagehold"'})
