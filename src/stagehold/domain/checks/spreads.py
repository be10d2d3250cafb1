"""Spreads: the numbers that their form asks for, no others, and in an order that leaves something to draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from stagehold.domain.risk import Spread, SpreadKind

FINEST = 4096  # equally likely points at which a spread is read; a rarer value would never be drawn
_NUMBERS = ("low", "mode", "high", "mean", "sd")
# What each form asks for, and what it may have besides.
_ASKED: Mapping[SpreadKind, tuple[str, ...]] = {
    SpreadKind.DISCRETE: ("values",),
    SpreadKind.EMPIRICAL: ("values",),
    SpreadKind.UNIFORM: ("low", "high"),
    SpreadKind.TRIANGULAR: ("low", "mode", "high"),
    SpreadKind.PERT: ("low", "mode", "high"),
    SpreadKind.LOGNORMAL: ("mean", "sd"),
    SpreadKind.NORMAL: ("mean", "sd", "low", "high"),
    SpreadKind.EXPONENTIAL: ("mean",),
}
_ALLOWED: Mapping[SpreadKind, tuple[str, ...]] = {
    SpreadKind.DISCRETE: ("weights",),
    SpreadKind.EMPIRICAL: ("weights",),
    SpreadKind.LOGNORMAL: ("low", "high"),
    SpreadKind.EXPONENTIAL: ("low", "high"),
}


class Wrong(NamedTuple):
    """What is wrong with a spread: the field in it, what was found, what is allowed."""

    field: str
    found: object
    allowed: str


def wrong_in(spread: Spread, least: Decimal, most: Decimal) -> Iterator[Wrong]:
    """Everything wrong with a spread of numbers from ``least`` to ``most``."""
    kind = spread.kind
    asked, allowed = _ASKED[kind], (*_ASKED[kind], *_ALLOWED.get(kind, ()))
    given = [name for name in (*_NUMBERS, "values", "weights") if _has(spread, name)]
    for name in given:
        if name not in allowed:
            yield Wrong(name, getattr(spread, name), f"no {name} in a {kind} spread; it has: {', '.join(allowed)}")
    lacks = [name for name in asked if name not in given]
    for name in lacks:
        yield Wrong(name, "", f"a {kind} spread needs {', '.join(asked)}")
    if lacks or any(name not in allowed for name in given):
        return
    yield from _bounds(spread, least, most)
    if spread.values:
        yield from _weights(spread)
    else:
        yield from _order(spread)


def _has(spread: Spread, name: str) -> bool:
    value = getattr(spread, name)
    return value is not None and value != ()


def _bounds(spread: Spread, least: Decimal, most: Decimal) -> Iterator[Wrong]:
    for name in ("low", "mode", "high", "mean"):
        value = getattr(spread, name)
        if value is not None and not least <= value <= most:
            yield Wrong(name, value, f"{least} to {most}")
    outside = [value for value in spread.values if not least <= value <= most]
    if outside:
        yield Wrong("values", ", ".join(map(str, outside)), f"{least} to {most} each")


def _weights(spread: Spread) -> Iterator[Wrong]:
    weights = spread.weights
    if weights and len(weights) != len(spread.values):
        yield Wrong("weights", len(weights), f"as many as there are values, {len(spread.values)}")
        return
    if any(weight < 0 for weight in weights) or (weights and sum(weights) <= 0):
        yield Wrong("weights", ", ".join(map(str, weights)), "0 or more each, and one of them above 0")
        return
    whole = sum(weights) if weights else Decimal(len(spread.values))
    rare = [weight for weight in (weights or (Decimal(1),)) if 0 < weight * FINEST < whole]
    if rare:
        found = ", ".join(map(str, rare))
        yield Wrong("weights" if weights else "values", found, f"at least 1 in {FINEST} of all weights together")


def _order(spread: Spread) -> Iterator[Wrong]:
    low, mode, high, mean, sd = spread.low, spread.mode, spread.high, spread.mean, spread.sd
    if low is not None and high is not None and low > high:
        yield Wrong("high", high, f"{low} (low) or more")
        return
    if mode is not None and low is not None and high is not None and not low <= mode <= high:
        yield Wrong("mode", mode, f"{low} to {high}")
    if sd is not None and sd <= 0:
        yield Wrong("sd", sd, "above 0; for a number that never changes, a discrete spread of one value")
    if spread.kind is SpreadKind.LOGNORMAL and mean is not None and mean <= 0:
        yield Wrong("mean", mean, "above 0 in a lognormal spread")
    if spread.kind is SpreadKind.EXPONENTIAL and mean is not None and mean <= (low or 0):
        yield Wrong("mean", mean, f"above {low or 0}, where the spread begins")
    if spread.kind in (SpreadKind.NORMAL, SpreadKind.LOGNORMAL) and sd is not None and sd > 0 and mean is not None:
        if low is not None and low > mean + 4 * sd:
            yield Wrong("low", low, f"at most {mean + 4 * sd}: beyond that hardly anything is left to draw")
        if high is not None and high < (mean - 4 * sd if spread.kind is SpreadKind.NORMAL else mean / 20):
            yield Wrong("high", high, "more: below it hardly anything is left to draw")
        if low is not None and low == high:
            yield Wrong("high", high, f"above {low} (low)")
