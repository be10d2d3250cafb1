"""What an outside party is told when a rule says no: sentences that can name nobody."""

from __future__ import annotations

from collections.abc import Mapping

from stagehold.desk.refusal import Refusal

_WORDS: Mapping[str, str] = {
    "taken": "these days are booked; ask for others",
    "not-first": "others stand before you on these days; challenge them, or wait",
    "leased-to-others": "the space is leased on these days and not offered to you; ask for others",
    "closed": "the space is closed on these days; ask for others",
    "turnover": "another stay is so near that its clear days would be lost; ask for later or earlier days",
    "offered": "these days are offered to the first in the queue; wait until that offer ends",
    "not-in-service": "the space is not in service on these days; ask for others",
    "policy": "the studio's policy does not let the space so",
    "too-far-ahead": "the studio takes no holds that far ahead",
    "too-late-to-hold": "so shortly before the date the studio takes bookings only, no holds",
    "queue-full": "the queue on these days is full; ask for others",
    "past": "these days are past at the studio; ask for later ones",
    "unknown-space": "there is no such space",
    "unknown-line": "the booking has no such line in that state",
    "unknown-booking": "there is no such booking",
    "unknown-challenge": "there is no such challenge",
    "nothing-held": "the booking holds none of these days any more",
    "nothing-confirmed": "the booking has no confirmed line any more",
    "nothing-asked": "no space and days are given; name at least one",
    "asked-twice": "a space is asked for twice on the same day; ask for each day once",
    "no-alternative": "alternatives need at least two spaces",
    "not-joint": "a joint hold asks for just the days that the other booking holds",
    "choose-one": "of alternatives just one space is confirmed; name its line",
    "already-first": "nobody stands before you on these days; confirm them",
    "already-challenged": "these days are in an open challenge of yours; wait, or withdraw it",
    "challenged": "the hold is challenged; answer first",
    "challenge-over": "the challenge is over",
    "not-challenged": "the challenge does not name what you hold",
    "already-settled": "that hold has been settled",
    "is-first": "you are first on all of these days; confirm, or let them go",
    "no-renewal-left": "the hold cannot be renewed again",
    "nothing-gained": "the hold would last no longer if it were renewed now",
    "never-expires": "the hold has no term; there is nothing to renew",
    "unknown-condition": "the booking waits for no such condition",
    "no-change": "everything is so already",
}


def outside_words(refusal: Refusal) -> str:
    """The sentence for a rule; the rule itself where no sentence has been written for it."""
    words = _WORDS.get(refusal.rule, f"the desk's rule '{refusal.rule}' says no")
    days = ", ".join(f"{item.space} {item.span}" for item in refusal.obstacles if item.span is not None)
    return f"{words} (in the way: {days})" if days else words
