"""Who calls at the desk, and what is typed there: days, stages with days, words for the journal."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import click

from stagehold.cli.console import human, remember
from stagehold.cli.reading import language
from stagehold.domain.days import Span, through
from stagehold.domain.signs import NO_TEXT, UNKEPT_IN_LINE
from stagehold.domain.studio import PhaseKind

if TYPE_CHECKING:
    from stagehold.desk.requests import Wanted
    from stagehold.services.desking import OpenDesk

Function = TypeVar("Function", bound=Callable[..., Any])

WORTH_SAYING = timedelta(seconds=1)
LONGEST_LEAP = timedelta(days=1)  # that nobody is told of
MOST_WORDS = 2_000  # characters of a text that is kept
# What no database keeps, and what moves a terminal's cursor, breaks or turns a line, or is not seen.
_UNKEPT = re.compile(rf"[{UNKEPT_IN_LINE}{NO_TEXT}]")
_WANTED = re.compile(r"(?P<space>[^:]+):(?P<first>[^:]+?)\.\.(?P<last>[^:]+)(?::(?P<phase>[^:]*))?")
WANTED_FORM = "SPACE FROM TO, or one or more SPACE:FROM..TO, as a:2027-05-01..2027-05-10 or a:…:shoot for one phase"
PHASES = click.Choice([kind.value for kind in PhaseKind])


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Where the desk is, what time it is, who asks and why, and how and in which language the answer is wanted."""

    address: str
    now: datetime
    as_json: bool
    lang: str = "en"
    by: str = ""
    why: str | None = None
    key: str | None = None


class Words(click.ParamType[str]):
    """A text of one line that can be kept."""

    name = "text"

    def __init__(self, most: int = MOST_WORDS) -> None:
        self.most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text without blanks around it."""
        text = str(value).strip()
        if not 1 <= len(text) <= self.most:
            found = f"{len(text):,} characters: {text[:40]!r} …" if text else "nothing"
            self.fail(f"a text of 1 to {self.most:,} characters in one line; found {found}", param, ctx)
        if (odd := _UNKEPT.search(text)) is not None:
            sign = f"U+{ord(odd.group()):04X} as character {odd.start() + 1}"
            self.fail(f"characters in one line that can be seen; found {text[:40]!r}, {sign}", param, ctx)
        return text


class Day(click.ParamType[date]):
    """A day."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, written as 2027-05-01."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no day; write one as 2027-05-01", param, ctx)


WORDS, DAY = Words(), Day()
TITLE = Words(200)  # as many characters as over HTTP: it stands in tables
DESK = click.option(
    "--desk",
    metavar="URL",
    help="The file or postgresql:// address of the desk; default $STAGEHOLD_DESK, else desk.sqlite.",
)
_READING = [
    language,
    DESK,
    click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output; ends of days half-open."),
    click.option(
        "--now",
        metavar="MOMENT",
        help="What time it is, to try things out; default the clock of the machine. No desk goes back in time: what is "
        "written keeps this moment, and all that follows comes after it.",
    ),
]
_ASKING = [
    click.option("--by", type=WORDS, metavar="NAME", help="Who asks, for the journal; default the user of the system."),
    click.option("--why", type=WORDS, metavar="TEXT", help="The reason, for the journal."),
    click.option(
        "--key", type=WORDS, metavar="KEY", help="With the same key, the same request of yours is done only once."
    ),
]


def reads(function: Callable[..., Any]) -> Callable[..., Any]:
    """A command that looks at the desk: its first argument is the caller."""

    @functools.wraps(function)
    def called(*arguments: Any, desk: str | None, as_json: bool, now: str | None, lang: str, **named: Any) -> Any:
        return function(_caller(desk, now, as_json=as_json, lang=lang), *arguments, **named)

    return _with(_READING, called)


def asks(function: Callable[..., Any]) -> Callable[..., Any]:
    """A command that asks the desk to change something: its first argument is the caller."""

    @functools.wraps(function)
    def called(
        *arguments: Any,
        desk: str | None,
        as_json: bool,
        now: str | None,
        lang: str,
        by: str | None,
        why: str | None,
        key: str | None,
        **named: Any,
    ) -> Any:
        from stagehold.services.desking import who_asks

        caller = _caller(desk, now, as_json=as_json, lang=lang, by=who_asks(by), why=why, key=key)
        return function(caller, *arguments, **named)

    return _with([*_ASKING, *_READING], called)


def _with(options: Sequence[Callable[[Any], Any]], function: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(options):
        function = option(function)
    return function


def _caller(desk: str | None, now: str | None, *, as_json: bool, **who: Any) -> Caller:
    from stagehold.services.desking import desk_address, moment_of

    return Caller(address=desk_address(desk), now=moment_of(now, "--now"), as_json=as_json, **who)


@contextmanager
def at_desk(caller: Caller, *, new: bool = False) -> Iterator[OpenDesk]:
    """The desk of the caller; where its time is ahead of the one asked at, a sentence says so.

    Raises
    ------
    Unreadable, InputError, Unavailable, NewerSchema, Damaged
        As ``opened`` does.
    """
    from stagehold.services.desking import opened

    with opened(caller.address, caller.now, new=new) as desk:
        if desk.ahead >= WORTH_SAYING:
            human().print(
                f"this desk goes by {desk.now:%Y-%m-%dT%H:%M}Z, the moment of its last event: that is ahead of the "
                f"time asked at, {caller.now:%Y-%m-%dT%H:%M}Z"
            )
        try:
            yield desk
        finally:
            if desk.written is not None:
                remember(f"event {desk.written} was written")
                _tell_of_leap(caller, desk)


def _tell_of_leap(caller: Caller, desk: OpenDesk) -> None:
    """Say it when a desk leaves the clock of the machine behind, which it cannot undo."""
    here = datetime.now(UTC)
    leap = caller.now - here
    if leap > LONGEST_LEAP and (desk.last is None or desk.last - here <= LONGEST_LEAP):
        human().print(
            f"with --now this desk has gone {leap.days} days ahead of the clock of this machine: whatever is done here "
            "until then bears that moment, or a later one"
        )


# --- days ---------------------------------------------------------------------------------------------------------


def span_of(first: date, last: date) -> Span:
    """The days from the first to the last.

    Raises
    ------
    click.UsageError
        If the last lies before the first.
    """
    try:
        return through(first, last)
    except ValueError:
        raise click.UsageError(
            f"the last day {last} lies before the first day {first}; TO is the last day, so that one day is "
            f"{first} {first}"
        ) from None


def span_or_none(first: date | None, last: date | None) -> Span | None:
    """The days of ``--from`` and ``--to``: both, or none.

    Raises
    ------
    click.UsageError
        If one of them is missing, or the last lies before the first.
    """
    if first is None and last is None:
        return None
    if first is None or last is None:
        raise click.UsageError("--from and --to belong together: give the first and the last day, or neither")
    return span_of(first, last)


def wanted_of(texts: Sequence[str], phase: str | None = None, group: str | None = None) -> tuple[Wanted, ...]:
    """Stages with days as typed.

    Raises
    ------
    click.UsageError
        If they are none.
    """
    from stagehold.desk.requests import Wanted

    rows: list[tuple[str | Any, ...]]
    if len(texts) == 3 and not any(_WANTED.fullmatch(text) for text in texts):
        rows = [(*texts, None)]
    else:
        found = [_WANTED.fullmatch(text) for text in texts]
        wrong = [text for text, match in zip(texts, found, strict=True) if match is None]
        if wrong or not texts:
            raise click.UsageError(f"{' '.join(wrong)[:80]!r} names no stage with days; write {WANTED_FORM}")
        rows = [match.group("space", "first", "last", "phase") for match in found if match is not None]
    return tuple(
        Wanted(
            space=space,
            span=span_of(DAY.convert(first, None, None), DAY.convert(last, None, None)),
            phase=_phase(own or phase),
            group=group,
        )
        for space, first, last, own in rows
    )


def _phase(text: str | None) -> PhaseKind | None:
    return None if text is None else PhaseKind(PHASES.convert(text, None, None))
