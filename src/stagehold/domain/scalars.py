"""Reading single values: words, numbers, dates, quantities; each says what it allows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import InvalidOperation
from enum import StrEnum
from functools import lru_cache
from typing import Any

from stagehold.domain import edtf, money, quantities
from stagehold.domain.days import DURATION_FORMS, Duration, parse_duration
from stagehold.domain.edtf import Edtf, EdtfDate, EdtfInterval
from stagehold.domain.fields import CountryCode, CurrencyCode, Range, Ref, TimeZone, Token
from stagehold.domain.findings import nearest
from stagehold.domain.hours import HOURS_FORM, BusinessHours, parse_hours
from stagehold.domain.places import countries, time_zones
from stagehold.domain.quantities import Area, AreaBasis, Length
from stagehold.domain.reading import Decoder, Reading, Reference, join_path
from stagehold.domain.signs import NO_TEXT, UNKEPT_IN_TEXT
from stagehold.domain.tree import Node, to_plain


def enum_decoder(enum: type[StrEnum]) -> Decoder:
    by_value = {member.value: member for member in enum}
    allowed = ", ".join(by_value)

    def decode(node: Node, path: str, reading: Reading) -> Any:
        member = by_value.get(node.value) if type(node.value) is str else None
        if member is None:
            close = nearest(node.value, by_value) if type(node.value) is str else ""
            return reading.fault("not-allowed", node, path, allowed=allowed, close=close)
        return member

    return decode


_CONTROL = re.compile(rf"[{UNKEPT_IN_TEXT}{NO_TEXT}]")
_TOKEN = re.compile(r"[\w][\w.\-]{0,199}")
TOKEN_FORM = "at most 200 letters, digits, - and _ (and . inside), no blanks"


def _control_fault(text: str, node: Node, path: str, reading: Reading) -> Any:
    allowed = "text without control characters and signs that are not seen"
    return reading.fault("control-character", node, path, found=ascii(text)[:80], allowed=allowed)


def plain(node: Node, path: str, reading: Reading) -> Any:
    """An untyped value: text without control characters, or tuples and mappings of such."""
    waiting = [node]
    while waiting:
        item = waiting.pop()
        texts: list[str] = [item.value] if isinstance(item.value, str) else []
        if isinstance(item.value, dict):
            texts += item.value
            waiting += item.value.values()
        elif isinstance(item.value, list):
            waiting += item.value
        for text in texts:
            if _CONTROL.search(text):
                return _control_fault(text, item, path, reading)
    return to_plain(node)


def text_decoder(rules: tuple[Any, ...]) -> Decoder:
    reference = next((rule for rule in rules if isinstance(rule, Ref)), None)
    checks = [check for rule in rules for check in [_TEXT_CHECKS.get(type(rule))] if check is not None]

    def decode(node: Node, path: str, reading: Reading) -> Any:
        text = node.value
        if type(text) is not str:
            return reading.fault("not-text", node, path, allowed="text")
        if _CONTROL.search(text):
            return _control_fault(text, node, path, reading)
        text = text.strip()
        if not text:
            return reading.fault("empty-text", node, path, allowed="some text")
        for check in checks:
            wrong = check(text)
            if wrong is not None:
                rule, allowed, close = wrong
                return reading.fault(rule, node, path, allowed=allowed, close=close)
        if reference is not None:
            reading.references.append(Reference(reference.kind, text, node, reading.file, reading.record, path))
        return text

    return decode


Wrong = tuple[str, str, str] | None


@lru_cache(maxsize=65536)
def _check_token(text: str) -> Wrong:
    return None if _TOKEN.fullmatch(text) else ("not-an-id", TOKEN_FORM, re.sub(r"[^\w.\-]+", "-", text).strip("-."))


@lru_cache(maxsize=1024)
def _check_currency(text: str) -> Wrong:
    if text in money.currencies():
        return None
    return "not-a-currency", "a code of ISO 4217, as JPY", nearest(text.upper(), money.currencies())


@lru_cache(maxsize=1024)
def _check_country(text: str) -> Wrong:
    if text in countries():
        return None
    return "not-a-country", "two letters of ISO 3166-1, as JP", nearest(text.upper(), countries())


@lru_cache(maxsize=1024)
def _check_zone(text: str) -> Wrong:
    if text in time_zones():
        return None
    return "not-a-time-zone", "a name of the tz database, as Asia/Tokyo", nearest(text, time_zones())


_TEXT_CHECKS: Mapping[type[Any], Callable[[str], Wrong]] = {
    Token: _check_token,
    CurrencyCode: _check_currency,
    CountryCode: _check_country,
    TimeZone: _check_zone,
}

_DECIMAL = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_MOST_DIGITS = 30


_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)


def _without_comma(text: str) -> str:
    """What a number with a comma most likely means; empty when it is no number either way."""
    rewritten = text.replace(",", "") if _THOUSANDS.fullmatch(text) else text.replace(",", ".", 1)
    return rewritten if _DECIMAL.fullmatch(rewritten) else ""


def number_decoder(kind: type[Any], limits: Range) -> Decoder:
    whole = kind is int
    form = ("a whole number" if whole else "a number") + ("" if limits == Range() else f", {limits}")

    def decode(node: Node, path: str, reading: Reading) -> Any:
        text = node.value
        if type(text) is not str or not (_INTEGER if whole else _DECIMAL).fullmatch(text):
            rule = "not-a-whole-number" if whole else "not-a-number"
            if type(text) is str and "," in text:
                rewritten = _without_comma(text)
                return reading.fault(rule, node, path, allowed=f"{form}, with a point and no comma", close=rewritten)
            return reading.fault(rule, node, path, allowed=form)
        try:
            value = kind(text)
        except (ValueError, InvalidOperation):
            return reading.fault("not-a-number", node, path, allowed=form)
        if not whole and (len(value.as_tuple().digits) > _MOST_DIGITS or abs(value.adjusted()) > _MOST_DIGITS):
            return reading.fault("number-too-long", node, path, allowed=f"at most {_MOST_DIGITS} digits")
        if (limits.low is not None and value < limits.low) or (limits.high is not None and value > limits.high):
            return reading.fault("out-of-range", node, path, allowed=form)
        return value

    return decode


def _truth(node: Node, path: str, reading: Reading) -> Any:
    if node.value in ("true", "True", "TRUE", "yes"):
        return True
    if node.value in ("false", "False", "FALSE", "no"):
        return False
    return reading.fault("not-true-or-false", node, path, allowed="true or false (yes or no)")


def _with_reason(text: str, wrong: ValueError, allowed: str) -> str:
    """What is allowed, and before it why the text is not, where the error says more than that."""
    reason = str(wrong).removeprefix(repr(text)).removeprefix(":").strip()
    return allowed if allowed in reason else f"{reason}; {allowed}"


def _parsed(rule: str, parse: Callable[[str], Any], allowed: str) -> Decoder:
    def decode(node: Node, path: str, reading: Reading) -> Any:
        if type(node.value) is not str:
            return reading.fault(rule, node, path, allowed=allowed)
        text = node.value.strip()
        try:
            return parse(text)
        except ValueError as wrong:
            return reading.fault(rule, node, path, allowed=_with_reason(text, wrong, allowed))

    return decode


def _quantity(
    units: Mapping[str, Any], default_unit: Any, build: Callable[..., Any], form: str, bases: Mapping[str, Any]
) -> Decoder:
    """Reads ``957 m2 effective``, a bare number in the default unit, or {amount, unit, basis}."""

    def decode(node: Node, path: str, reading: Reading) -> Any:
        parts: dict[str, str] = {}
        if type(node.value) is dict:
            allowed_keys = ("amount", "unit", "basis") if bases else ("amount", "unit")
            for key, child in node.value.items():
                name = "amount" if key == "value" else key
                if name not in allowed_keys or type(child.value) is not str:
                    close = nearest(key, allowed_keys)
                    return reading.fault("not-a-quantity", child, join_path(path, key), allowed=form, close=close)
                parts[name] = child.value.strip()
        elif type(node.value) is str:
            number, _, rest = node.value.strip().partition(" ")
            unit, _, basis = rest.strip().rpartition(" ")
            if bases and basis in bases and unit:
                parts = {"amount": number, "unit": unit.strip(), "basis": basis}
            elif bases and rest.strip() in bases:
                parts = {"amount": number, "basis": rest.strip()}
            else:
                parts = {"amount": number, **({"unit": rest.strip()} if rest.strip() else {})}
        else:
            return reading.fault("not-a-quantity", node, path, allowed=form)
        unit = parts.get("unit", default_unit)
        if unit not in units:
            return reading.fault("unknown-unit", node, path, allowed=", ".join(units), close=nearest(unit, units))
        if "basis" in parts and parts["basis"] not in bases:
            close = nearest(parts["basis"], bases)
            return reading.fault("unknown-basis", node, path, allowed=", ".join(bases), close=close)
        try:
            amount = quantities.parse_amount(parts.get("amount", ""))
        except ValueError as wrong:
            allowed = _with_reason(parts.get("amount", ""), wrong, form)
            return reading.fault("not-a-quantity", node, path, allowed=allowed)
        basis_value = (bases[parts["basis"]],) if "basis" in parts else ()
        return build(amount, units[unit], *basis_value)

    return decode


AREA_FORM = "an area as 957 m2, 172,000 sqft or {amount: 957, unit: m2, basis: effective}"
LENGTH_FORM = "a length as 11 m or 36 ft"
DECODERS: dict[Any, Decoder] = {
    bool: _truth,
    EdtfDate: _parsed("not-a-date", edtf.parse_date, edtf.DATE_FORMS),
    EdtfInterval: _parsed("not-an-interval", edtf.parse_interval, edtf.INTERVAL_FORMS),
    Edtf: _parsed("not-a-date", edtf.parse, f"{edtf.DATE_FORMS}, or {edtf.INTERVAL_FORMS}"),
    Duration: _parsed("not-a-duration", parse_duration, DURATION_FORMS),
    BusinessHours: _parsed("not-business-hours", parse_hours, HOURS_FORM),
    Area: _quantity(quantities.AREA_UNITS, "m2", Area, AREA_FORM, {str(basis): basis for basis in AreaBasis}),
    Length: _quantity(quantities.LENGTH_UNITS, "m", Length, LENGTH_FORM, {}),
}
