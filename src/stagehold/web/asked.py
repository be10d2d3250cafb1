"""A request as a route gets it: who asks, path and query, the decoded body, and the headers that rule conditions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import parse_qsl

import msgspec
from msgspec import Struct

from stagehold.domain.signs import NO_TEXT, UNKEPT_IN_LINE
from stagehold.services.changes import Seen
from stagehold.services.viewer import Viewer
from stagehold.web.allowed import values_allowed
from stagehold.web.problems import Trouble
from stagehold.web.shapes.words import NO_CONTROL

MOST_DEPTH = 50
MOST_FIELDS = 60
MOST_ADDRESS = 8_192
_CONTROL = re.compile(rf"[{UNKEPT_IN_LINE}{NO_TEXT}]")
_KEY = re.compile(r"[\x21-\x7e]{1,200}")

Query = TypeVar("Query", bound=Struct)


class Asked:
    """One request.

    Parameters
    ----------
    viewer
        Who asks; ``me`` on routes that need a sign-in.
    path
        The values in the address.
    query, body
        Decoded as the route says; None where it says nothing.
    unless_done
        Why to refuse it, unless it was done before under the same key: whoever got no answer asks again, when what was
        asked for has changed or is gone by its own doing.
    seen
        What must still be so when it is done: the record that If-Match speaks of.
    """

    __slots__ = ("body", "client", "headers", "method", "path", "query", "raw", "seen", "unless_done", "viewer")

    def __init__(
        self,
        *,
        viewer: Viewer | None,
        method: str,
        path: Mapping[str, str],
        headers: Mapping[bytes, bytes],
        client: str,
    ) -> None:
        self.viewer = viewer
        self.method = method
        self.path = path
        self.headers = headers
        self.client = client
        self.query: Any = None
        self.body: Any = None
        self.raw = b""
        self.unless_done: Trouble | None = None
        self.seen: Seen | None = None

    @property
    def me(self) -> Viewer:
        """Who asks, on a route that needs a sign-in."""
        if self.viewer is None:
            raise Trouble("sign-in-needed", "sign in first")
        return self.viewer

    @property
    def key(self) -> str | None:
        """The idempotency key."""
        given = self.headers.get(b"idempotency-key")
        if given is None:
            return None
        text = given.decode("latin-1")
        if not _KEY.fullmatch(text):
            raise Trouble("invalid", "Idempotency-Key is 1 to 200 visible ASCII characters")
        return text

    def header(self, name: bytes) -> str | None:
        """A header as text."""
        given = self.headers.get(name)
        return None if given is None else given.decode("latin-1")

    def is_fresh(self, tag: str) -> bool:
        """Whether whoever asks has what the tag names already (If-None-Match)."""
        given = self.header(b"if-none-match")
        return given is not None and (given.strip() == "*" or tag in _tags(given))

    def require_version(self, number: int, seen: Seen) -> None:
        """Refuse when If-Match names another version than the event ``number``, now or once it is this one's turn.

        Raises
        ------
        Trouble
            With status 412; with an idempotency key, when the request is handed in.
        """
        given = self.header(b"if-match")
        if given is None or given.strip() == "*":
            return
        known = {tag.removeprefix("W/").strip('"').partition(".")[0] for tag in _tags(given)}
        if str(number) not in known:
            detail = f"the version is {number} by now; read it again before you change it"
            self.refuse_unless_done(Trouble("changed-meanwhile", detail))
        self.seen = seen

    def refuse_unless_done(self, trouble: Trouble) -> None:
        """Refuse now without a key; with one, ``doing.do`` looks first whether it was done before.

        Raises
        ------
        Trouble
            The one given.
        """
        if self.key is None:
            raise trouble
        self.unless_done = self.unless_done or trouble


def _tags(given: str) -> list[str]:
    return [tag.strip() for tag in given.split(",")]


def require_shallow(plain: Any) -> None:
    """Refuse lists and mappings that lie too deep in each other; without recursion, which such a body could exhaust.

    Raises
    ------
    Trouble
    """
    level = [plain]
    for _ in range(MOST_DEPTH + 1):
        level = [
            child
            for item in level
            for child in (item.values() if isinstance(item, dict) else item if isinstance(item, list) else ())
        ]
        if not level:
            return
    raise Trouble("invalid", f"the body is nested deeper than {MOST_DEPTH} levels")


def check_path(path: Mapping[str, Any]) -> dict[str, str]:
    """Values in the address as text without control characters."""
    values = {}
    for name, value in path.items():
        text = str(value)
        if _CONTROL.search(text) or len(text) > 500:
            raise Trouble("invalid", f"{name} in the address is at most 500 characters without control characters")
        values[name] = text
    return values


def read_query(raw: bytes, type_: type[Query]) -> Query:
    """The query of an address.

    Raises
    ------
    Trouble
        If a name is not known, comes twice, or its value does not fit.
    """
    if len(raw) > MOST_ADDRESS:
        raise Trouble("address-too-long", f"the query has {len(raw)} bytes; at most {MOST_ADDRESS} are read")
    try:
        pairs = parse_qsl(raw.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except (UnicodeDecodeError, ValueError):
        raise Trouble("invalid", f"the query is at most {MOST_FIELDS} pairs name=value in UTF-8") from None
    fields = msgspec.structs.fields(type_)
    several = {field.encode_name for field in fields if "tuple" in str(field.type)}
    values: dict[str, Any] = {}
    for name, text in pairs:
        if _CONTROL.search(text):
            raise Trouble("invalid", f"{name[:50]!r} has a control character")
        if name in several:
            values.setdefault(name, []).append(text)
        elif name in values:
            raise Trouble("invalid", f"{name[:50]!r} comes twice")
        else:
            values[name] = text
    try:
        query = msgspec.convert(values, type_, strict=False)
    except msgspec.ValidationError as wrong:
        raise Trouble("invalid", f"in the query: {_told(wrong, type_)}") from None
    for field in fields:
        given = field.encode_name in values
        if given and getattr(query, field.name) is None:  # msgspec takes the word null for nothing
            raise Trouble("invalid", f"in the query: {field.encode_name} is left out, or has a value")
    return query


def _told(wrong: msgspec.ValidationError, type_: Any) -> str:
    """What does not fit and what is allowed, without the pattern by which it is known."""
    text = str(wrong).replace(
        f"`str` matching regex {NO_CONTROL!r}", "a text in one line, without signs that are not seen"
    )
    allowed = values_allowed(type_, str(wrong)) if text.startswith("Invalid enum value") else []
    return f"{text}; allowed: {', '.join(allowed)}" if allowed else text


def _number(text: str) -> int | float:
    """A number of JSON; 3.0 is a whole one, as the description of the API says it is."""
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


_plain: msgspec.json.Decoder[Any] = msgspec.json.Decoder(float_hook=_number)


class Bodies:
    """Reads bodies of one type."""

    def __init__(self, type_: Any) -> None:
        self._type = type_
        self._decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(type_)

    def read(self, raw: bytes, kind: bytes | None) -> Any:
        """The decoded body; an empty one counts as ``{}``.

        Raises
        ------
        Trouble
            If it is no JSON, or a value does not fit.
        """
        if raw and kind is not None and not kind.lower().startswith(b"application/json"):
            raise Trouble("unsupported-media", "the body is sent as 'Content-Type: application/json'")
        if raw and kind is None:
            raise Trouble("unsupported-media", "say 'Content-Type: application/json'")
        try:
            try:
                return self._decoder.decode(raw or b"{}")
            except msgspec.ValidationError as wrong:
                if "got `float`" not in str(wrong):
                    raise
                return msgspec.convert(_plain.decode(raw), self._type)
        except msgspec.ValidationError as wrong:
            raise Trouble("invalid", f"in the body: {_told(wrong, self._type)}") from None
        except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
            raise Trouble("not-json", f"the body is not JSON: {wrong}") from None
        except RecursionError:
            raise Trouble("invalid", "the body is nested too deep") from None
