"""What people type in place of ids: the name of a party, a booking for its only line, a stage for the lines on it."""

from __future__ import annotations

from stagehold.desk.state import STANDING, Desk
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
    id_ = party_named(desk, text)
    if id_ not in desk.portfolio.parties:
        names = [*desk.portfolio.parties, *(party.name for party in desk.portfolio.parties.values())]
        raise _unknown("party", text, names)
    return id_


def known_space(desk: Desk, text: str) -> str:
    """The id of a space that is known.

    Raises
    ------
    InputError
        If it is not, with the nearest id.
    """
    if text not in desk.portfolio.spaces:
        raise _unknown("space", text, list(desk.portfolio.spaces))
    return text


def known_studio(desk: Desk, text: str) -> str:
    """The id of a studio that is known.

    Raises
    ------
    InputError
        If it is not, with the nearest id.
    """
    if text not in desk.portfolio.studios:
        raise _unknown("studio", text, list(desk.portfolio.studios))
    return text


def known_booking(desk: Desk, text: str) -> str:
    """The id of a booking that is known.

    Raises
    ------
    InputError
        If it is not, with the nearest id.
    """
    if text not in desk.bookings:
        raise _unknown("booking", text, list(desk.bookings))
    return text


def _unknown(kind: str, text: str, known: list[str]) -> InputError:
    allowed = ", ".join(known[:10]) + (f" and {len(known) - 10} more" if len(known) > 10 else "")
    close = nearest(text, known) if len(known) < 10_000 else ""
    finding = Finding(rule=f"unknown-{kind}", found=text, allowed=allowed, nearest=close)
    return InputError(f"no {kind} {text!r}" + (f"; did you mean {close!r}?" if close else ""), [finding])


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
