"""Tables of the desk on the terminal: lines, conditions, challenges, refusals, journal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from stagehold.desk.queue import rank
from stagehold.domain.booking import LineState
from stagehold.reports.table import Cell, ColumnKind, Table, columns, without_empty_columns

if TYPE_CHECKING:
    from datetime import datetime

    from stagehold.cli.desk_words import DeskWords
    from stagehold.desk.event import Event
    from stagehold.desk.found import Free, Taken
    from stagehold.desk.quotation import Quotation
    from stagehold.desk.records import Challenge, DeskBooking, Line, Notice, SpaceDays
    from stagehold.desk.refusal import Obstacle
    from stagehold.planning.plan import Why
    from stagehold.services.holding_plans import NeedPublished

NUMBER = ColumnKind.NUMBER
MOST_IDS = 6  # ids named in one cell of the journal


def table(key: str, title: str, head: Iterable[Any], rows: Iterable[Iterable[object]]) -> Table:
    """A table of texts; columns that are empty throughout are left out."""
    made = Table(
        key=key,
        title=title,
        columns=columns(*head),
        rows=tuple(tuple(Cell("" if item is None else str(item)) for item in row) for row in rows),
    )
    return without_empty_columns(made)


def lines_table(words: DeskWords, lines: Iterable[Line], title: str = "Lines") -> Table:
    """Lines with whose they are, where they stand and when they end."""
    head = [
        ("line", "Line"), ("party", "Party"), ("for", "For"), ("stage", "Stage"), ("from", "From"), ("to", "To"),
        ("phase", "Phase"), ("state", "State"), ("rank", "Rank", NUMBER), ("until", "Ends"), ("price", "Price", NUMBER),
    ]  # fmt: skip
    return table("lines", title, head, (_line(words, line) for line in lines))


def _line(words: DeskWords, line: Line) -> Iterable[object]:
    booking = words.desk.bookings.get(line.booking)
    price = None if line.price is None else f"{line.price:,f} {(booking and booking.currency) or ''}".strip()
    return (
        line.id,
        words.party_of(line.booking),
        words.purpose(line.booking),
        words.space(line.space),
        words.day(line.span.start),
        words.last(line.span),
        line.phase,
        line.state,
        rank(words.desk, line) if line.state is LineState.HOLD else None,
        words.deadline(line),
        price,
    )


def conditions_table(words: DeskWords, booking: DeskBooking) -> Table:
    """What the confirmed lines of a booking still need, and what has been met."""
    lines = words.desk.lines_of(booking.id)
    space = lines[0].space if lines else None
    head = [("condition", "Condition"), ("share", "Share"), ("deadline", "Until"), ("met", "Met")]
    rows = (
        (
            item.kind,
            None if item.share is None else f"{item.share * 100:f}".rstrip("0").rstrip(".") + " %",
            words.clock(item.deadline, space, booking.party),
            words.clock(item.met, space) if item.met is not None else "no",
        )
        for item in booking.conditions
    )
    return table("conditions", f"Conditions of {booking.id}", head, rows)


def challenges_table(words: DeskWords, challenges: Iterable[Challenge]) -> Table:
    """Challenges: by whom, of what, where they stand, whose answer is awaited and until when."""
    head = [
        ("challenge", "Challenge"), ("booking", "Booking"), ("party", "Party"), ("days", "Days"), ("state", "State"),
        ("until", "Until"), ("holds", "Holds asked"),
    ]  # fmt: skip
    return table("challenges", "Challenges", head, (_challenge(words, item) for item in challenges))


def _challenge(words: DeskWords, challenge: Challenge) -> Iterable[object]:
    booking = words.desk.bookings.get(challenge.booking)
    ends = challenge.deadline or challenge.confirm_by
    asked = (
        f"{target.line}: {target.answer or ('settled' if target.settled else 'no answer')}"
        for target in challenge.targets
    )
    return (
        challenge.id,
        challenge.booking,
        words.party_of(challenge.booking),
        "; ".join(_space_days(words, item) for item in challenge.days),
        challenge.state,
        words.clock(ends, challenge.days[0].space, None if booking is None else booking.party),
        "; ".join(asked),
    )


def _space_days(words: DeskWords, item: SpaceDays) -> str:
    return f"{item.space} {words.days(item.span)}"


def obstacles_table(words: DeskWords, obstacles: Iterable[Obstacle]) -> Table:
    """What is in the way, and whom to ask."""
    head = [("what", "What"), ("stage", "Stage"), ("days", "Days"), ("id", "Id"), ("ask", "Ask")]
    rows = (
        (item.kind, words.space(item.space), words.days(item.span), item.id, words.party(item.party))
        for item in dict.fromkeys(obstacles)
    )
    return table("obstacles", "In the way", head, rows)


def nearest_table(words: DeskWords, nearest: Iterable[SpaceDays]) -> Table:
    """What is free instead."""
    head = [("stage", "Stage"), ("from", "From"), ("to", "To")]
    rows = ((words.space(item.space), words.day(item.span.start), words.last(item.span)) for item in nearest)
    return table("nearest", "Free nearest", head, rows)


def notices_table(words: DeskWords, notices: Iterable[tuple[int | None, datetime, Notice]], title: str) -> Table:
    """Notices to a party, each with its number and when it was written: what happened, and when its clock ends."""
    head = [
        ("number", "No.", NUMBER), ("made", "Told"), ("kind", "What"), ("booking", "Booking"),
        ("challenge", "Challenge"), ("facts", "Facts"), ("ends", "Until"),
    ]  # fmt: skip
    rows = (
        (
            number,
            words.clock(made, dict(notice.facts).get("space")),
            notice.kind,
            notice.booking,
            notice.challenge,
            notice_facts(words, notice),
            words.clock(notice.ends, dict(notice.facts).get("space"), notice.party),
        )
        for number, made, notice in notices
    )
    return table("notices", title, head, rows)


def notice_facts(words: DeskWords, notice: Notice) -> str:
    """The values of a notice, its days as first and last day."""
    facts = dict(notice.facts)
    first, end = facts.pop("from", None), facts.pop("to", None)
    days = "" if first is None or end is None else f" {words.written_days(first, end)}"
    said = [f"{facts.pop('space', '')}{days}".strip()] if "space" in facts or days else []
    return ", ".join([*said, *(f"{key} {value}" for key, value in facts.items())])


def journal_table(words: DeskWords, events: Iterable[Event]) -> Table:
    """Events: when, who, what, why, and which records they made and changed."""
    head = [
        ("number", "No.", NUMBER), ("at", "When"), ("by", "Who"), ("what", "What"), ("made", "Made"),
        ("changed", "Changed"), ("why", "Why"),
    ]  # fmt: skip
    rows = (
        (
            event.number,
            words.happened(event.at, event.studio),
            event.by,
            event.what,
            _some(event.made),
            _some(_changed(event)),
            event.why,
        )
        for event in events
    )
    return table("journal", "Journal", head, rows)


def _changed(event: Event) -> list[str]:
    from stagehold.desk.event import Put
    from stagehold.desk.state import id_of

    ids = [id_of(item.kind, item.record) if isinstance(item, Put) else item.id for item in event.changes]
    return [id_ for id_ in dict.fromkeys(ids) if id_ not in event.made]


def _some(ids: Iterable[str]) -> str:
    listed = list(ids)
    more = len(listed) - MOST_IDS
    return ", ".join(listed[:MOST_IDS]) + (f" and {more} more" if more > 0 else "")


# --- searches and prices ------------------------------------------------------------------------------------------


def free_table(words: DeskWords, free: Iterable[Free]) -> Table:
    """Stages that are free, the best first: at which rank, behind whom, and when they are nobody's."""
    head = [
        ("stages", "Stages"), ("from", "From"), ("to", "To"), ("rank", "Rank", NUMBER), ("ahead", "Ahead"),
        ("before", "Unheld before"), ("after", "Unheld after"), ("rate", "A day", NUMBER),
    ]  # fmt: skip
    rows = (
        (
            _spaces(words, item.spaces),
            words.day(item.span.start),
            words.last(item.span),
            item.rank,
            _ahead(words, item.ahead),
            words.days(item.before),
            words.days(item.after),
            None if item.rate is None else f"{item.rate:,f} {item.currency or ''}".rstrip(),
        )
        for item in free
    )
    return table("free", "Free", head, rows)


def taken_table(words: DeskWords, taken: Iterable[Taken]) -> Table:
    """Stages that qualify and are taken: why, what is in the way, and the nearest days that are nobody's."""
    head = [
        ("stages", "Stages"), ("reason", "Reason"), ("way", "In the way"), ("before", "Free before"),
        ("after", "Free after"),
    ]  # fmt: skip
    rows = (
        (
            _spaces(words, item.spaces),
            words.reader.term("reason", item.reason),
            "; ".join(_in_the_way(words, thing) for thing in dict.fromkeys(item.obstacles)),
            words.days(item.before),
            words.days(item.after),
        )
        for item in taken
    )
    return table("taken", "Taken", head, rows)


def unfit_table(words: DeskWords, unfit: Iterable[Why]) -> Table:
    """Stages that do not qualify, and why."""
    head = [("stage", "Stage"), ("reason", "Reason"), ("detail", "Detail")]
    rows = ((words.space(why.stage), words.reader.term("reason", why.reason), why.detail) for why in unfit)
    return table("unfit", "Do not qualify", head, rows)


def _spaces(words: DeskWords, spaces: Iterable[str]) -> str:
    return " + ".join(words.space(space) for space in spaces)


def _ahead(words: DeskWords, ahead: Iterable[Obstacle]) -> str:
    named = (f"{thing.id or ''} {words.party(thing.party)}".strip() for thing in ahead)
    return ", ".join(dict.fromkeys(named))


def _in_the_way(words: DeskWords, thing: Obstacle) -> str:
    named = " ".join(part for part in (thing.kind, thing.id or "", words.party(thing.party)) if part)
    return f"{named} {words.days(thing.span)}".strip()


def quotation_table(words: DeskWords, quoted: Quotation) -> Table:
    """What each line costs, item by item."""
    head = [
        ("line", "Line"), ("stage", "Stage"), ("from", "From"), ("to", "To"), ("phase", "Phase"), ("charge", "For"),
        ("days", "Days", NUMBER), ("each", "Each", NUMBER), ("amount", "Amount", NUMBER),
    ]  # fmt: skip
    rows: list[Iterable[object]] = []
    for line in quoted.lines:
        days = (words.space(line.space), words.day(line.span.start), words.last(line.span), line.phase)
        if not line.items:
            rows.append((line.line, *days, "not priced", line.span.days, None, None))
        for item in line.items:
            each = None if item.each is None else f"{item.each:,f}"
            rows.append((line.line, *days, item.charge, item.days, each, f"{item.amount:,f}"))
    studio = words.desk.portfolio.studios.get(quoted.studio)
    name = quoted.studio if studio is None else words.reader.name(studio.name)
    title = f"Quotation of {name} by policy {quoted.policy}" + (f", in {quoted.currency}" if quoted.currency else "")
    return table("quotation", title, head, rows)


# --- plans --------------------------------------------------------------------------------------------------------


def needs_table(words: DeskWords, needs: Iterable[NeedPublished]) -> Table:
    """What became of each need of a published plan, and where it stands now."""
    head = [
        ("production", "Production"), ("need", "Need"), ("became", "What"), ("booking", "Booking"),
        ("stages", "Stages"), ("from", "From"), ("to", "To"), ("rank", "Rank", NUMBER),
    ]  # fmt: skip
    return table("needs", "Needs", head, (_need(words, item) for item in needs))


def _need(words: DeskWords, item: NeedPublished) -> Iterable[object]:
    if not item.lines:
        return item.production, item.need, item.became, item.booking, None, None, None, None
    held = [rank(words.desk, line) for line in item.lines if line.state is LineState.HOLD]
    return (
        item.production,
        item.need,
        item.became,
        item.booking,
        ", ".join(dict.fromkeys(words.space(line.space) for line in item.lines)),
        words.day(min(line.span.start for line in item.lines)),
        words.last(max((line.span for line in item.lines), key=lambda span: span.end)),
        max(held, default=None),
    )
