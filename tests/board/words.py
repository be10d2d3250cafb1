"""The catalogues of the board, as its tests read them."""

from __future__ import annotations

import json
import re
from functools import cache

from board.desks import PROJECT

LANGUAGES = ("en", "ja", "ko")
FOLDER = PROJECT / "src" / "stagehold" / "web" / "board" / "src" / "words"
_VALUE = re.compile(r"\{(\w+)\}")


def parts() -> list[str]:
    """The folders that hold a catalogue in every language: that of the timeline, and those that are loaded later."""
    return sorted(str(file.parent.relative_to(FOLDER)) for file in FOLDER.rglob("en.json"))


@cache
def catalogue(language: str) -> dict[str, str]:
    """Key to words, of all parts."""
    found: dict[str, str] = {}
    for part in parts():
        found |= json.loads((FOLDER / part / f"{language}.json").read_text(encoding="utf-8"))
    return found


def word(language: str, key: str, **values: object) -> str:
    """The words under a key, with values in place of ``{name}``."""
    return _VALUE.sub(lambda found: str(values.get(found[1], found[0])), catalogue(language)[key])


def pattern(language: str, key: str) -> re.Pattern[str]:
    """What matches the words under a key, whatever their values are."""
    parts = _VALUE.split(catalogue(language)[key])
    return re.compile(r"\s*" + ".*?".join(map(re.escape, parts[::2])) + r"\s*", re.DOTALL)


@cache
def _foreign(language: str) -> tuple[dict[str, str], list[tuple[str, re.Pattern[str]]]]:
    """English words that the language has others for: whole texts, and texts with values in them."""
    whole, parts = {}, []
    for key, text in catalogue("en").items():
        if catalogue(language).get(key) == text or not re.search(r"[A-Za-z]{2}", _VALUE.sub("", text)):
            continue
        if _VALUE.search(text):
            # "{part} of {all}" says too little to know it by.
            if len(re.findall(r"[A-Za-z]{2,}", _VALUE.sub("", text))) > 2:
                parts.append((key, pattern("en", key)))
        else:
            whole[" ".join(text.split())] = key
    return whole, parts


def english_left(language: str, texts: list[str]) -> list[str]:
    """Texts that are words of the English catalogue, where the language has its own."""
    whole, parts = _foreign(language)
    own = set(catalogue(language).values())
    left = []
    for text in texts:
        plain = " ".join(text.split())
        if not plain or plain in own:
            continue
        key = whole.get(plain) or next((key for key, found in parts if found.fullmatch(plain)), None)
        if key is not None:
            left.append(f"{key}: {plain[:80]}")
    return sorted(set(left))
