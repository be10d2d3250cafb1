"""What the desk does with a request: one event, or a refusal that changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from stagehold.desk.challenging import answer, challenge, withdraw
from stagehold.desk.changing import change_facts
from stagehold.desk.closing import close, reopen
from stagehold.desk.confirming import book, cancel, confirm, meet
from stagehold.desk.event import Event
from stagehold.desk.holding import hold, release, renew
from stagehold.desk.importing import take_in
from stagehold.desk.moving import move
from stagehold.desk.publishing import publish
from stagehold.desk.refusal import refuse
from stagehold.desk.requests import (
    AnswerChallenge,
    Book,
    Cancel,
    ChallengeHolds,
    ChangeFacts,
    Close,
    Confirm,
    Hold,
    Import,
    Meet,
    Move,
    MoveStay,
    Publish,
    Release,
    Renew,
    Reopen,
    Request,
    WithdrawChallenge,
)
from stagehold.desk.state import Desk
from stagehold.desk.staying import move_stay
from stagehold.desk.step import Step
from stagehold.desk.taking import take

# What each request is called in the journal, and the rule that does it.
RULES: Mapping[type[Any], tuple[str, Callable[[Step, Any], Any]]] = {
    Hold: ("hold", hold),
    Book: ("book", book),
    Confirm: ("confirm", confirm),
    Move: ("move", move),
    MoveStay: ("move", move_stay),
    Renew: ("renew", renew),
    Release: ("release", release),
    Cancel: ("cancel", cancel),
    Meet: ("meet", meet),
    ChallengeHolds: ("challenge", challenge),
    AnswerChallenge: ("answer", answer),
    WithdrawChallenge: ("withdraw", withdraw),
    Close: ("close", close),
    Reopen: ("reopen", reopen),
    Publish: ("publish", publish),
    ChangeFacts: ("change", change_facts),
    Import: ("import", take_in),
}


def decide(desk: Desk, request: Request, *, at: datetime, by: str, why: str | None = None) -> Event:
    """Do a request at a moment (UTC), applied to ``desk``. Clocks that ended before must have been let end already.

    Raises
    ------
    Refused
        If a rule says no, or there is nothing to change; the state is as before.
    """
    what, rule = RULES[type(request)]
    event = take(desk, what=what, at=max(at, desk.at), by=by, why=why, rule=lambda step: rule(step, request))
    if event is None:
        return refuse("no-change", f"{what}: everything is so already")
    return event
