"""One step of the desk while it is being decided: what is asked when and by whom, and what has changed so far."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import chain, count

from stagehold.desk import clocks
from stagehold.desk.lasting import ends_of_date, lasts_until
from stagehold.desk.queue import Standing, standing_of
from stagehold.desk.records import Challenge, DeskBooking, Line, Notice, SpaceDays
from stagehold.desk.state import STANDING, Desk, Draft
from stagehold.domain.booking import LineState, Policy
from stagehold.domain.days import Span, union, without
from stagehold.domain.studio import Studio

PLACES = 10_000_000  # places in the queue that one event has
NO_POLICY = Policy(id="none")  # nothing expires, nothing is priced, first come first served


@dataclass(slots=True, kw_only=True)
class Step:
    """What every rule is given. ``number`` is that of the event being made; ``at`` its moment in UTC."""

    desk: Desk
    draft: Draft
    number: int
    at: datetime
    by: str
    _before: dict[str, Standing] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)

    # --- where --------------------------------------------------------------------------------------------------------

    def studio(self, space: str) -> Studio:
        """The studio of a space."""
        return self.desk.portfolio.studios[self.desk.portfolio.spaces[space].studio]

    def policy(self, space: str) -> Policy:
        """The rules that hold on a space."""
        return policy_of(self.desk, space)

    def today(self, space: str) -> date:
        """The day it is at the studio of a space."""
        return clocks.local(self.studio(space), self.at).date()

    # --- changing -----------------------------------------------------------------------------------------------------

    def put_booking(self, booking: DeskBooking) -> None:
        """A booking is so from now on."""
        if booking.id not in self.desk.bookings:
            self.made.append(booking.id)
        self.draft.put("booking", booking)

    def put_challenge(self, challenge: Challenge) -> None:
        """A challenge is so from now on."""
        if challenge.id not in self.desk.challenges:
            self.made.append(challenge.id)
        self.draft.put("challenge", challenge)

    def put_line(self, line: Line) -> None:
        """A line is so from now on; whoever stands behind it on its days may move up."""
        before = self.desk.lines.get(line.id)
        # What is held by a first call takes the place of that call: who was behind it may have moved up.
        if line.lease is not None or (before is not None and before.state in STANDING):
            for hold in self.desk.holds(line.space, (before or line).span):
                if hold.id != line.id or line.state is LineState.HOLD:
                    self._before.setdefault(hold.id, standing_of(self.desk, hold))
        self.draft.put("line", line)

    def end(self, line: Line, state: LineState) -> None:
        """A whole line stands no more."""
        self.put_line(replace(line, state=state, until=None, offered_until=None))

    def end_days(self, line: Line, span: Span, state: LineState) -> None:
        """Some days of a line stand no more; they become a line of their own, and the rest keeps its place."""
        for gone in self.apart(line, [span]):
            self.end(gone, state)

    def apart(self, line: Line, spans: Iterable[Span]) -> list[Line]:
        """Let these days of a line be lines of their own, each as the line stands; those lines.

        The first of its other days keep the line's id. Challenges that name the line name its parts too.
        """
        inside = union(common for span in spans if (common := line.span.overlap(span)) is not None)
        rest = without([line.span], inside)
        if not inside or not rest:
            return [line] * len(inside)
        parts = [self._part(line, line.id, rest[0])]
        parts += [self._part(line, self.next_line(line.booking), span) for span in (*rest[1:], *inside)]
        if line.id in self._before:
            self._before.update({part.id: self._before[line.id] for part in parts[1:]})
        for found in self.desk.undecided():
            named = [target for target in found.targets if target.line == line.id]
            asked = [part for part in parts[1:] if any(_shares(item, part) for item in found.days)]
            more = tuple(replace(target, line=part.id) for target in named for part in asked)
            if more:
                self.put_challenge(replace(found, targets=(*found.targets, *more)))
        return parts[len(rest) :]

    def _part(self, line: Line, id_: str, span: Span) -> Line:
        """Some days of a line under an id; a hold whose end its first day set lasts as the new first day lets it."""
        policy, studio = self.policy(line.space), self.studio(line.space)
        until = line.until
        if span.start != line.span.start and until in ends_of_date(policy, studio, line.span.start):
            until = lasts_until(policy, studio, span.start, self.at)
        part = replace(line, id=id_, span=span, until=until)
        self.put_line(part)
        return part

    def place(self, offset: int = 0) -> int:
        """A place in the queue behind all that came before this step; ``offset`` orders within it."""
        return self.number * PLACES + offset

    def new_id(self, prefix: str, known: Container[str]) -> str:
        """An id that nothing has yet, as ``b12``, or ``b12-2`` for the second one of a step."""
        ids = chain([f"{prefix}{self.number}"], (f"{prefix}{self.number}-{more}" for more in count(2)))
        return next(id_ for id_ in ids if id_ not in known)

    def next_line(self, booking: str) -> str:
        """An id for one more line of a booking."""
        return f"{booking}.{len(self.desk.lines_of(booking)) + 1}"

    # --- telling ------------------------------------------------------------------------------------------------------

    def tell(
        self,
        party: str | None,
        kind: str,
        line: Line | None = None,
        *,
        days: Span | None = None,
        ends: datetime | None = None,
        challenge: str | None = None,
        **facts: object,
    ) -> None:
        """Tell a party something about a line, or about some ``days`` of it: then which others stand as before."""
        if party is None:
            return
        said = {key: str(value) for key, value in facts.items() if value is not None}
        if line is not None:
            about = days or line.span
            others = stated_days(without([line.span], [about]))
            kept = {"stays": others} if others else {}
            said = {"space": line.space, "from": str(about.start), "to": str(about.end), **kept, **said}
        booking = line.booking if line is not None else None
        self.draft.tell(
            Notice(party=party, kind=kind, booking=booking, challenge=challenge, facts=tuple(said.items()), ends=ends)
        )

    def tell_of_days(self, party: str | None, kind: str, space: str, span: Span) -> None:
        """Tell a party something about days on which no line of its own stands."""
        if party is not None:
            facts = (("space", space), ("from", str(span.start)), ("to", str(span.end)))
            self.draft.tell(Notice(party=party, kind=kind, facts=facts))

    def party_of(self, line: Line) -> str:
        """Whose line it is."""
        return self.desk.bookings[line.booking].party

    def operator(self, space: str) -> str | None:
        """The party that runs the studio of a space."""
        return self.studio(space).operator

    # --- at the end ---------------------------------------------------------------------------------------------------

    def moved_up(self) -> list[tuple[Line, Standing, Standing]]:
        """Holds whose standing the step may have changed: how they stood on their days before, and how they do now."""
        found = []
        for id_, before in self._before.items():
            line = self.desk.lines.get(id_)
            if line is not None and line.state is LineState.HOLD:
                found.append((line, before.on(line.span), standing_of(self.desk, line)))
        return found


def stated_days(spans: Iterable[Span]) -> str:
    """Days as notices state them, by the first and the last: ``2027-05-03/2027-05-10``, several with commas between."""
    return ",".join(f"{span.start}/{span.end - timedelta(days=1)}" for span in spans)


def _shares(item: SpaceDays, line: Line) -> bool:
    return item.space == line.space and item.span.overlap(line.span) is not None


def policy_of(desk: Desk, space: str) -> Policy:
    """The policy of the studio of a space; one that asks for nothing where the studio has none."""
    studio = desk.portfolio.studios[desk.portfolio.spaces[space].studio]
    return desk.portfolio.policies.get(studio.policy or "", NO_POLICY)
