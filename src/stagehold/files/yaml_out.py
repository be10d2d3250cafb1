"""Portfolios as YAML for people: short values on one line, Japanese and Korean as they are, doubtful texts quoted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from stagehold.domain.encoding import encode
from stagehold.domain.portfolio import TABLES, Portfolio, size
from stagehold.domain.scenario import Settings
from stagehold.files.yaml_in import FORMAT_VERSION

MOST_COLUMNS = 110
# Up to this many records one file is easier to read than one for each table.
_ONE_FILE = 400

_SAFE = re.compile(r"[\w/(](?:[\w ./()+~?%=@'&-]|:(?=[\w/]))*")
# What other readers of YAML take for something that is no text; a date stays bare, it means the same to all.
_NOT_TEXT = re.compile(
    r"(?i:true|false|yes|no|on|off|y|n|null)|[+-]?[\d.][\d_,.]*(?:e[+-]?\d+)?|0[xob][\da-f_]+|\d+:[\d:.]*", re.ASCII
)


def yaml_files(portfolio: Portfolio, *, split: bool | None = None) -> dict[str, str]:
    """The text of each file by name: ``portfolio.yaml``, and one for each table when the portfolio is large.

    ``split`` decides instead of the size.
    """
    head = f"stagehold: {FORMAT_VERSION}\n"
    if portfolio.settings != Settings():
        head += "".join(_entry("settings", encode(portfolio.settings), 0))
    tables = {table: "".join(_table(portfolio, table)) for table in TABLES if portfolio.table(table)}
    if split if split is not None else size(portfolio) > _ONE_FILE:
        return {"portfolio.yaml": head, **{f"{table}.yaml": text for table, text in tables.items()}}
    return {"portfolio.yaml": "\n".join([head, *tables.values()])}


def _table(portfolio: Portfolio, table: str) -> Iterator[str]:
    yield f"{table}:\n"
    for record in portfolio.table(table).values():
        yield from _element(encode(record), 2, most=0)


def _element(plain: Any, indent: int, *, most: int = MOST_COLUMNS) -> Iterator[str]:
    """One element of a list; on one line when that fits ``most`` columns."""
    dash = " " * indent + "- "
    line = _one_line(plain, most - len(dash))
    if line is not None:
        yield f"{dash}{line}\n"
    elif isinstance(plain, dict):
        for key, value in plain.items():
            for text in _entry(key, value, indent + 2):
                yield dash + text[indent + 2 :] if dash else text
                dash = ""
    else:
        yield dash.rstrip() + "\n"
        for item in plain:
            yield from _element(item, indent + 2)


def _entry(key: str, value: Any, indent: int) -> Iterator[str]:
    """``key: value`` and what lies below it."""
    start = " " * indent + scalar(key) + ":"
    line = _one_line(value, MOST_COLUMNS - len(start) - 1)
    if isinstance(value, str) and _fits_block(value):
        yield f"{start} |-\n"
        for text in value.split("\n"):
            yield (" " * (indent + 2) + text if text else "") + "\n"
    elif line is not None:
        yield f"{start} {line}\n"
    elif isinstance(value, dict):
        yield start + "\n"
        for name, item in value.items():
            yield from _entry(name, item, indent + 2)
    else:
        yield start + "\n"
        for item in value:
            yield from _element(item, indent + 2)


def _one_line(plain: Any, room: int) -> str | None:
    """The value on one line; None when it has parts and does not fit."""
    if not isinstance(plain, dict | list) or not plain:
        return flow(plain)
    if room <= 0:
        return None
    line = flow(plain)
    return line if len(line) <= room else None


def _fits_block(text: str) -> bool:
    return "\n" in text and text[0] not in " \t\n" and text[-1] not in " \t\n" and "\r" not in text


def flow(plain: Any) -> str:
    """A value on one line."""
    if isinstance(plain, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(value)}" for key, value in plain.items()) + "}"
    if isinstance(plain, list | tuple):
        return "[" + ", ".join(map(flow, plain)) + "]"
    return scalar(plain)


def scalar(value: Any) -> str:
    """A single value, quoted where it could be taken for something else or for syntax."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return str(value)
    text = str(value)
    if _SAFE.fullmatch(text) and not _NOT_TEXT.fullmatch(text) and text[-1] != " ":
        return text
    return json.dumps(text, ensure_ascii=False)
