"""What people type in place of ids: the name of a party, a booking for its only line, a stage for the lines on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from stagehold.desk.refusal import Refusal
from stagehold.desk.requests import Book, Request, Wanted
from stagehold.desk.state import STANDING, Desk, id_of
from stagehold.domain.errors import InputError
from stagehold.domain.findings import Finding, nearest


def party_named(desk: Desk, text: str) -> str:
    """The id of a party by its id or name; the text itself where nothing has it, for the desk to refuse.

    Raises
    ------
    InputError
        If several parties have that name.
    """
    parties = desk.portfolio.parties
    if text in parties:
        return text
    found = [party.id for party in parties.values() if party.name == text]
    if len(found) > 1:
        raise InputError(f"{len(found)} parties are called {text!r}: give one of the ids {', '.join(found)}")
    return found[0] if found else text


def known_party(desk: Desk, text: str) -> str:
    """The id of a party that is known.

    Raises
    ------
    InputError
        If it is not, with the nearest name.
    """
    return _known("party", party_named(desk, text), desk.portfolio.parties)


def known_space(desk: Desk, text: str) -> str:
    """The id of a space, if it is known; ``InputError`` if not."""
    return _known("space", text, desk.portfolio.spaces)


def known_studio(desk: Desk, text: str) -> str:
    """The id of a studio, if it is known; ``InputError`` if not."""
    return _known("studio", text, desk.portfolio.studios)


def known_booking(desk: Desk, text: str) -> str:
    """The id of a booking, if it is known; ``InputError`` if not."""
    return _known("booking", text, desk.bookings)


def known_production(desk: Desk, text: str) -> str:
    """The id of a production, if it is known; ``InputError`` if not."""
    return _known("production", text, desk.portfolio.productions)


def known_record(desk: Desk, text: str) -> str:
    """The id of anything at the desk: a booking, line or challenge, or a record of its portfolio.

    Raises
    ------
    InputError
        If there is no such id.
    """
    tables: list[Mapping[str, Any]] = [desk.bookings, desk.lines, desk.challenges]
    if any(text in table for table in tables) or any(id_of(*item) == text for item in desk.portfolio.records()):
        return text
    raise _unknown("record", text, desk.bookings)


def _known(kind: str, text: str, table: Mapping[str, Any]) -> str:
    """The text, if the table holds it.

    Raises
    ------
    InputError
        If not, with what it holds and, where ids are words, the nearest.
    """
    if text not in table:
        raise _unknown(kind, text, table)
    return text


def names_nothing(desk: Desk, request: Request, rule: str) -> bool:
    """Whether a rule refused an id that nobody knows; a line or a condition in another state is known."""
    if not rule.startswith(UNKNOWN):
        return False
    booking = desk.bookings.get(getattr(request, "booking", ""))
    if rule == "unknown-condition":
        asked = getattr(request, "kind", "")
        return booking is None or not any(item.kind == asked for item in booking.conditions)
    if rule == "unknown-line":
        lines = [getattr(request, "line", None), *getattr(request, "lines", ())]
        return not any(isinstance(line, str) and (line in desk.lines or line in desk.bookings) for line in lines)
    return True


def misspelt(desk: Desk, request: Request, refusal: Refusal) -> InputError:
    """What is wrong with a request that was refused for an id that is unknown: the id, those there are, the nearest.

    Where no table here holds it, what the refusal says.
    """
    asked: Any = request.hold if isinstance(request, Book) else request
    lines = getattr(asked, "lines", ())
    spaces = [item.space for item in lines if isinstance(item, Wanted)]
    named: list[tuple[str, Iterable[str | None], Mapping[str, Any]]] = [
        ("party", [getattr(asked, "party", None)], desk.portfolio.parties),
        ("booking", [getattr(asked, "booking", None), getattr(asked, "joint_with", None)], desk.bookings),
        ("challenge", [getattr(asked, "challenge", None)], desk.challenges),
        ("space", [*spaces, getattr(asked, "space", None)], desk.portfolio.spaces),
        ("production", [getattr(asked, "production", None)], desk.portfolio.productions),
    ]
    for kind, texts, known in named:
        for text in texts:
            if isinstance(text, str) and text not in known:
                return _unknown(kind, text, known)
    return InputError(refusal.says, [Finding(rule=refusal.rule)])


UNKNOWN = "unknown-"  # how rules are named that refuse an id nobody knows
NUMBERED = ("booking", "challenge", "record")  # whose ids the desk makes: the nearest one is another one


def _unknown(kind: str, text: str, known: Mapping[str, Any]) -> InputError:
    ids = list(known)
    allowed = ", ".join(ids[:10]) + (f" and {len(ids) - 10} more" if len(ids) > 10 else "")
    close = "" if kind in NUMBERED or len(ids) > 10_000 else _nearest(text, known)
    finding = Finding(rule=f"unknown-{kind}", found=text, allowed=allowed, nearest=close)
    return InputError(f"no {kind} {text!r}" + (f"; did you mean {close!r}?" if close else ""), [finding])


def _nearest(text: str, known: Mapping[str, Any]) -> str:
    """The nearest id, by itself or by the name that goes with it."""
    ids = {id_: id_ for id_ in known}
    names = {str(record.name): id_ for id_, record in known.items() if getattr(record, "name", None)}
    told = {**names, **ids}
    return told.get(nearest(text, told), "")


def line_named(desk: Desk, text: str) -> str:
    """The id of a line, or of the only line of a booking that stands; the text itself for the desk to refuse.

    Raises
    ------
    InputError
        If several lines of that booking stand.
    """
    if text in desk.lines or text not in desk.bookings:
        return text
    standing = [line.id for line in desk.lines_of(text) if line.state in STANDING]
    if len(standing) > 1:
        raise InputError(f"booking {text} has {len(standing)} lines that stand: give one of {', '.join(standing)}")
    return standing[0] if standing else text


def lines_named(desk: Desk, booking: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Ids of lines of a booking, where a stage stands for all its lines there; other names for the desk to refuse."""
    lines = desk.lines_of(booking)
    found: dict[str, None] = {}
    for name in names:
        on_space = [line.id for line in lines if line.space == name and line.state in STANDING]
        found.update(dict.fromkeys([name] if name in desk.lines or not on_space else on_space))
    return tuple(found)
