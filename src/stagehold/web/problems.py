"""Problem documents (RFC 9457): the one table of codes and statuses, and what becomes of each error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from stagehold.desk.refusal import Refusal, Refused
from stagehold.domain.errors import InputError, StageholdError
from stagehold.reports.finding_texts import in_words
from stagehold.reports.reader import Reader
from stagehold.reports.said import is_known, said_in
from stagehold.services.people import PeopleRefused
from stagehold.services.signing_in import TooManySignIns

# Code -> status and title. A code never changes its meaning.
PROBLEMS: Mapping[str, tuple[int, str]] = {
    "not-json": (400, "The body is not JSON"),
    "invalid": (400, "A value does not fit"),
    "sign-in-needed": (401, "Sign in first"),
    "sign-in-refused": (401, "Not signed in"),
    "not-allowed": (403, "You may not do this"),
    "cross-site": (403, "The request comes from another page"),
    "not-found": (404, "There is no such thing"),
    "method-not-allowed": (405, "Not with this method"),
    "not-acceptable": (406, "Not in this form"),
    "refused": (409, "A rule of the desk says no"),
    "overlap": (409, "The days were booked meanwhile"),
    "closing": (503, "The desk is closing"),
    "changed-meanwhile": (412, "It has changed meanwhile"),
    "too-large": (413, "The body is too large"),
    "address-too-long": (414, "The address is too long"),
    "unsupported-media": (415, "The body is of another kind"),
    "unknown-host": (421, "This server has another name"),
    "idempotency-key-reused": (422, "The key came with another request"),
    "input": (422, "What was read is wrong"),
    "invalid-portfolio": (422, "The portfolio has errors"),
    "missing-facts": (422, "Facts are missing"),
    "not-supported": (422, "Not supported"),
    "plan-broken": (422, "The plan breaks rules"),
    "people": (422, "A value does not fit"),
    "too-many-requests": (429, "Too many requests"),
    "too-many-sign-ins": (429, "Too many attempts to sign in"),
    "provider-silent": (502, "The provider does not answer"),
    "internal": (500, "A defect of the server"),
    "busy": (503, "Too busy"),
    "store-unavailable": (503, "The database does not answer"),
    "store-replaced": (503, "A backup was restored over the desk"),
    "store-read-only": (503, "The database cannot be written"),
    "store-busy": (503, "The database is locked"),
    "disk-full": (503, "The disk is full"),
}
TYPE = "urn:stagehold:problem:"
MOST_FINDINGS = 200


class DaysOf(Struct, frozen=True, kw_only=True):
    """Days of a space, half-open."""

    space: str
    start: str
    end: str


class InTheWay(Struct, frozen=True, kw_only=True):
    """What is in the way; ``id`` and ``party`` as far as the reader may see them."""

    kind: str
    space: str
    start: str | None
    end: str | None
    id: str | None
    party: str | None


class Problem(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why a request was not done: ``code`` is stable; ``rule`` is the desk's own name for it. Findings have their texts
    in the language of the document under ``in_words``, where that is not English.
    """

    type: str
    title: str
    status: int
    detail: str
    code: str
    rule: str | None = None
    obstacles: list[InTheWay] | None = None
    nearest: list[DaysOf] | None = None
    findings: list[dict[str, Any]] | None = None
    retry_after: int | None = None


class Trouble(Exception):
    """Ends a request with a problem document."""

    def __init__(self, code: str, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.headers: dict[str, str] = more.pop("headers", {})
        self.more = more

    @property
    def status(self) -> int:
        """The status of its code."""
        return PROBLEMS[self.code][0]

    def told_to(self, reader: Reader) -> Reader:
        """The reader, or one of English where the detail is not known in the reader's language."""
        return reader if is_known(self.detail) else Reader()

    def document(self, reader: Reader) -> Problem:
        """What is sent: title and detail as the reader reads them, all else the same in every language."""
        status, title = PROBLEMS[self.code]
        more = dict(self.more)
        if "findings" in more:
            more["findings"] = [in_words(finding, reader) for finding in more["findings"]]
        return Problem(
            type=TYPE + self.code,
            title=said_in(title, reader),
            status=status,
            detail=said_in(self.detail, reader),
            code=self.code,
            **more,
        )


GONE = Trouble(
    "store-replaced",
    "a backup was restored over the desk: this server ends; started again, it serves the restored desk",
    headers={"retry-after": "5", "connection": "close"},
)
DEFECT = Trouble("internal", "this is a defect of the server; its log says more")


def not_found(what: str) -> Trouble:
    """Nothing there that the reader may see; whether there is something else is not said."""
    return Trouble("not-found", f"there is no such {what}, or you may not see it")


def of_refusal(refusal: Refusal) -> Trouble:
    """The problem for a refusal, which is already as its reader may see it."""
    return Trouble(
        "refused",
        refusal.says,
        rule=refusal.rule,
        obstacles=[
            InTheWay(
                kind=item.kind,
                space=item.space,
                start=None if item.span is None else item.span.start.isoformat(),
                end=None if item.span is None else item.span.end.isoformat(),
                id=item.id,
                party=item.party,
            )
            for item in refusal.obstacles
        ],
        nearest=[
            DaysOf(space=item.space, start=item.span.start.isoformat(), end=item.span.end.isoformat())
            for item in refusal.nearest
        ],
    )


def of_error(error: StageholdError) -> Trouble:
    """The problem for any other error of the program."""
    if isinstance(error, Refused):
        return of_refusal(error.refusal)
    if isinstance(error, TooManySignIns):
        return too_many(error.code, str(error), error.retry_after)
    if isinstance(error, PeopleRefused):
        return Trouble(error.code, str(error), rule=error.rule)
    code = error.code if error.code in PROBLEMS else "input" if isinstance(error, InputError) else "store-unavailable"
    more: dict[str, Any] = {}
    if isinstance(error, InputError) and error.findings:
        more["findings"] = [finding.as_dict() for finding in error.findings[:MOST_FINDINGS]]
    if PROBLEMS[code][0] == 503:
        # The message of a database error names files and servers: that is for the log, not for whoever asks.
        return Trouble(code, "try again in a moment; the log of the server says more", headers={"retry-after": "1"})
    return Trouble(code, str(error), **more)


def too_many(code: str, detail: str, seconds: int) -> Trouble:
    """Come back later."""
    return Trouble(code, detail, retry_after=seconds, headers={"retry-after": str(seconds)})
