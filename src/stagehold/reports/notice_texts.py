"""What a party is told, in its own language: a sentence for the inbox, and subject and body for mail.

A text names the days, the place and until when its reader may act, at the studio and in the reader's own zone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from stagehold.desk.records import Notice
from stagehold.desk.state import Desk
from stagehold.domain.days import through
from stagehold.reports.desk_names import DeskNames, span_of
from stagehold.reports.reader import Reader

# Every kind of notice that the rules of the desk write.
KINDS = (
    "confirmed", "lapsed", "conditions-met", "joined", "alternatives", "released-by-booking", "waits-behind",
    "not-confirmed-in-time", "cancelled-by-studio", "cancelled", "moved", "released", "challenged", "asked-to-decide",
    "challenge-queued", "challenge-won", "challenge-part", "challenge-lost", "challenge-withdrawn", "let-go", "closed",
    "reopened", "expired", "moved-up",
)  # fmt: skip
# Those whose reader must do something until a clock ends, and what.
WITH_CLOCK = (
    "confirmed", "challenged", "asked-to-decide", "challenge-won", "challenge-part", "moved-up",
)  # fmt: skip
ASKING = ("challenged", "asked-to-decide")  # those that ask a holder about some days of its hold
BY_BOOKING = ("released-by-booking", "waits-behind")  # those that somebody's booking is the reason of
TOLD = ("reason", "missed", "instead")  # facts that a text of their own tells, as the rules wrote them
DAYS = ("closed", "won", "stays")  # facts that state days (``desk.step.stated_days``), each with a text of its own


def notice_sentence(names: DeskNames, notice: Notice) -> str:
    """What happened, what it means and until when to act, on one line."""
    return " ".join(_sentences(names, notice))


def notice_text(desk: Desk, notice: Notice, reader: Reader) -> tuple[str, str]:
    """Subject and body of a notice."""
    names = DeskNames(desk, reader)
    where = _where(names, notice)
    head = reader.term("notice-head", notice.kind)
    subject = reader.word("notice.subject", head=head, where=where) if where else head
    lines = [*_sentences(names, notice), *_references(names, notice)]
    return subject, "\n".join(lines) + "\n"


def _sentences(names: DeskNames, notice: Notice) -> Iterator[str]:
    word, facts = names.reader.word, dict(notice.facts)
    where = _where(names, notice)
    happened = _happened(names, notice)
    yield word("notice.at", where=where, happened=happened) if where else happened
    if "rank" in facts:
        yield word("notice.rank", rank=names.rank(int(facts["rank"])))
    if facts.get("silent") == "True":
        yield word("notice.silent")
    if "free" in facts:
        yield word("notice.free", told=_free(names, facts["free"]))
    for key in TOLD:
        if key in facts and not (key == "instead" and "free" in facts):
            yield word(f"notice.{key}", told=facts[key])
    for key in DAYS:
        if key in facts:
            text = "not-challenged" if key == "stays" and notice.kind in ASKING else f"{key}-days"
            yield word(f"notice.{text}", days=_stated(names, facts[key]))
    if "fee" in facts and notice.kind != "cancelled-by-studio":
        fee = f"{facts['fee']} {facts.get('currency', '')}".strip()
        yield word("notice.fee", fee=fee)
    ends = names.clock(notice.ends, facts.get("space"), notice.party)
    if ends:
        kind = notice.kind if notice.kind in WITH_CLOCK else "other"
        not_offered = notice.kind == "moved-up" and facts.get("offered") == "False"
        yield word("notice-ends.moved-up-held" if not_offered else f"notice-ends.{kind}", ends=ends)
    if "answers" in facts:
        answers = [names.reader.term("answer", answer) for answer in facts["answers"].split(",")]
        yield word("notice.answers", answers=word("notice.or").join(answers))


def _happened(names: DeskNames, notice: Notice) -> str:
    """The sentence of a kind; of a party's own booking it says so."""
    if notice.kind not in KINDS:
        return notice.kind
    own = notice.kind in BY_BOOKING and dict(notice.facts).get("own") == "True"
    return names.reader.word(f"notice.{notice.kind}-own" if own else f"notice.{notice.kind}")


def _where(names: DeskNames, notice: Notice) -> str:
    facts = dict(notice.facts)
    if "space" not in facts:
        return ""
    space, span = names.space_name(facts["space"]), span_of(facts)
    return space if span is None else names.reader.word("desk.space-days", space=space, days=names.days(span))


def _free(names: DeskNames, stated: str) -> str:
    """Days of spaces, stated as the id, a space and the days; several with semicolons between."""
    items = [part.partition(" ") for part in stated.split(";")]
    shown = [
        names.reader.word("desk.space-days", space=names.space_name(space), days=_stated(names, days))
        for space, _, days in items
    ]
    return "; ".join(shown)


def _stated(names: DeskNames, stated: str) -> str:
    """Days, stated as first and last day with a slash between; several such with commas."""
    try:
        ends = [part.partition("/") for part in stated.split(",")]
        spans = [through(date.fromisoformat(first), date.fromisoformat(last)) for first, _, last in ends]
    except ValueError:
        return stated
    return names.reader.word("notice.and").join(names.days(span) for span in spans)


def _references(names: DeskNames, notice: Notice) -> Iterator[str]:
    if notice.booking:
        yield names.reader.word("notice.booking", booking=notice.booking)
    if notice.challenge:
        yield names.reader.word("notice.challenge", challenge=notice.challenge)
