"""Advice as plain data: one object for programs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from stagehold.advising.advice import Advice, BreakEven, OptionValue, Point, Verified, Waiting, Worth
from stagehold.advising.advice_problem import Response
from stagehold.reports.plain import number


def advice_as_data(advice: Advice) -> dict[str, Any]:
    """Everything that was found. Money is text in decimals; shares and days are numbers."""
    problem = advice.problem
    horizon = problem.purse.horizon
    return {
        "party": problem.party,
        "currency": problem.purse.currency,
        "horizon": {"start": horizon.start.isoformat(), "end": horizon.end.isoformat()},
        "point": text_of(problem.point),
        "rate": None if problem.purse.rate is None else text_of(problem.purse.rate),
        "assurance": advice.assurance.value,
        "rule": advice.rule,
        "seed": advice.seed,
        "futures": {"search": advice.searched, "fresh": advice.fresh},
        "confidence": 0.95,
        "scenarios": [
            {"id": item.id, "probability": number(item.probability), "market": item.market}
            for item in problem.scenarios
        ],
        "sets_in_all": min(advice.sets_in_all, 10**15),
        "enumerated": advice.enumerated,
        "stopped": advice.stopped,
        "seconds": round(advice.seconds, 3),
        "curve": [_point(advice, point) for point in advice.points],
        "sets": [_verified(advice, item) for item in advice.sets],
        "today": _verified(advice, advice.today),
        "change": None if advice.change is None else _verified(advice, advice.change),
        "worth": [_worth(item) for item in advice.worth],
        "options": [_option(item) for item in advice.options],
        "waiting": None if advice.waiting is None else _waiting(advice, advice.waiting),
        "spot_price": None if advice.spot_price is None else _break_even(advice, advice.spot_price),
        "assumptions": list(problem.assumptions),
        "findings": [item.as_dict() for item in advice.findings],
    }


def text_of(amount: Decimal) -> str:
    """An amount without exponent."""
    return f"{amount:f}"


def _point(advice: Advice, point: Point) -> dict[str, Any]:
    return {
        "target": point.target,
        "met": point.best is not None,
        "bound": text_of(point.bound),
        "gap": None if point.gap is None else number(point.gap),
        "tried": point.tried,
        "set": None if point.best is None else _verified(advice, point.best),
    }


def _verified(advice: Advice, item: Verified) -> dict[str, Any]:
    return {
        "leases": _leases(advice, item),
        "cost": text_of(item.cost),
        "cost_error": text_of(item.cost_error),
        "discounted": text_of(item.discounted),
        "parts": {
            "leases": text_of(item.leases),
            "spot": text_of(item.spot),
            "late": text_of(item.late),
            "unplaced": text_of(item.dropped),
        },
        "spot_days": number(item.spot_days),
        "on_time": number(item.on_time),
        "year": number(item.year),
        "tail": number(item.tail),
        "assurance": number(item.assurance),
        "limit": number(item.limit),
        "futures": item.futures,
        "by_months": None
        if item.months is None
        else {
            "cost": number(item.months.cost),
            "on_time": number(item.months.on_time),
            "spot_days": number(item.months.spot_days),
        },
    }


def _leases(advice: Advice, item: Verified) -> list[dict[str, Any]]:
    problem, found = advice.problem, []
    for index, choice in enumerate(item.chosen):
        if choice < 0:
            continue
        taken = problem.offered.choices[index][choice]
        found.append(
            {
                "candidate": taken.candidate,
                "lots": list(taken.lots),
                "from": taken.term[0].isoformat(),
                "to": taken.term[1].isoformat(),
                "options": sorted(problem.early[index, choice]),
                "options_then": _then(index, item.responses),
            }
        )
    return found


def _then(index: int, responses: Mapping[str, Response]) -> dict[str, list[int]]:
    return {id_: sorted(response[index]) for id_, response in responses.items() if response.get(index)}


def _worth(item: Worth) -> dict[str, Any]:
    return {
        "candidate": item.candidate,
        "scenario": item.scenario or None,
        "cost_without": text_of(item.without),
        "cost_with": text_of(item.with_it),
        "worth": text_of(item.worth),
        "money": text_of(item.money),
        "rent": text_of(item.rent),
        "highest_rent": text_of(item.highest_rent),
        "highest_rent_share": None if not item.rent else number(item.highest_rent / item.rent),
    }


def _option(item: OptionValue) -> dict[str, Any]:
    return {
        "candidate": item.candidate,
        "option": item.option,
        "value": text_of(item.value),
        "exercised_in": list(item.exercised_in),
    }


def _waiting(advice: Advice, item: Waiting) -> dict[str, Any]:
    return {
        "now": text_of(item.now),
        "then": text_of(item.then),
        "value": text_of(item.value),
        "best": {id_: advice.problem.offered.name(chosen) for id_, chosen in item.best.items()},
    }


def _break_even(advice: Advice, item: BreakEven) -> dict[str, Any]:
    return {
        "set": advice.problem.offered.name(item.chosen),
        "by_months": item.by_months,
        "below": item.below,
        "above": item.above,
        "saved_below": None if item.saved_below is None else text_of(item.saved_below),
        "saved_above": None if item.saved_above is None else text_of(item.saved_above),
        "always": item.always or None,
    }
