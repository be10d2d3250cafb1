"""Telling both sides what a step of theirs costs by the policy's ladders."""

from __future__ import annotations

from stagehold.desk.ladder import Fee, cancellation_fee, rebooking_fee
from stagehold.desk.pricing import price_of
from stagehold.desk.records import Line
from stagehold.desk.step import Step


def tell_cancelled(step: Step, line: Line) -> None:
    """A confirmed line is cancelled by its party."""
    policy, studio, currency = step.policy(line.space), step.studio(line.space), _currency(step, line)
    first = line.span.start
    fee = cancellation_fee(policy, studio, line.price, first, step.at, confirmed=True, currency=currency)
    _tell_both(step, line, "cancelled", fee)


def tell_moved(step: Step, line: Line) -> None:
    """A confirmed line gets other days."""
    policy, studio, currency = step.policy(line.space), step.studio(line.space), _currency(step, line)
    _tell_both(
        step, line, "moved", rebooking_fee(policy, studio, line.price, line.span.start, step.at, currency=currency)
    )


def tell_released(step: Step, line: Line) -> None:
    """A hold is let go; most policies ask nothing for that, and then nobody is told."""
    policy, studio, currency = step.policy(line.space), step.studio(line.space), _currency(step, line)
    priced = price_of(policy, studio, line.span, line.phase)
    price = None if priced is None else priced.amount
    fee = cancellation_fee(policy, studio, price, line.span.start, step.at, confirmed=False, currency=currency)
    if fee is not None and fee.share != 0:
        _tell_both(step, line, "released", fee)


def _currency(step: Step, line: Line) -> str | None:
    return step.desk.bookings[line.booking].currency or step.policy(line.space).currency


def _tell_both(step: Step, line: Line, kind: str, fee: Fee | None) -> None:
    amount, share = (None, None) if fee is None else (fee.amount, fee.share)
    currency = None if amount is None else _currency(step, line)
    for party in (step.party_of(line), step.operator(line.space)):
        step.tell(party, kind, line, fee=amount, share=share, currency=currency)
