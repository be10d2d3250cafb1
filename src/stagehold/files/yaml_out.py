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
    """One element of a list in block form; as a flow value when that fits ``most`` columns."""
    blank = " " * indent
    flow = _flow(plain) if most or not isinstance(plain, dict) else ""
    if not isinstance(plain, dict | list) or (flow and indent + 2 + len(flow) <= most) or not plain:
        yield f"{blank}- {flow or _flow(plain)}\n"
    elif isinstance(plain, dict):
        dash = "- "
        for key, value in plain.items():
            for line in _entry(key, value, indent + 2):
                yield blank + dash + line[indent + 2 :] if dash else line
                dash = ""
    else:
        yield f"{blank}-\n"
        for item in plain:
            yield from _element(item, indent + 2)


def _entry(key: str, value: Any, indent: int) -> Iterator[str]:
    """``key: value`` in block form."""
    start = " " * indent + scalar(key) + ":"
    if isinstance(value, str) and _fits_block(value):
        yield f"{start} |-\n"
        for line in value.split("\n"):
            yield (" " * (indent + 2) + line if line else "") + "\n"
        return
    flow = _flow(value)
    if not isinstance(value, dict | list) or not value or len(start) + 1 + len(flow) <= MOST_COLUMNS:
        yield f"{start} {flow}\n"
    elif isinstance(value, dict):
        yield start + "\n"
        for name, item in value.items():
            yield from _entry(name, item, indent + 2)
    else:
        yield start + "\n"
        for item in value:
            yield from _element(item, indent + 2)


def _fits_block(text: str) -> bool:
    return "\n" in text and text[0] not in " \t\n" and text[-1] not in " \t\n" and "\r" not in text


def _flow(plain: Any) -> str:
    if isinstance(plain, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {_flow(value)}" for key, value in plain.items()) + "}"
    if isinstance(plain, list | tuple):
        return "[" + ", ".join(map(_flow, plain)) + "]"
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
