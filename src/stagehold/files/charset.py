"""Bytes to text: UTF-8 only, with a word on what a file seems to be when it is not."""

from __future__ import annotations

import re
from collections.abc import Callable

from stagehold.files.yaml_words import SyntaxProblem

_BOMS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
# Breaks of a line that YAML 1.1, Unicode and a spreadsheet each count differently are refused with the rest.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def text_of(data: bytes) -> str:
    """The text of a file in UTF-8, with or without a byte order mark.

    Raises
    ------
    SyntaxProblem
        If it is something else (named where that can be told), or holds control characters.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            raise SyntaxProblem("not-utf-8", 1, f"{name} (byte order mark)", "UTF-8: save the file anew as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        offset = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        line = data.count(b"\n", 0, offset) + 1
        guess = _guess(data)
        found = f"byte 0x{data[offset]:02x} at offset {offset}" + (f"; it looks like {guess}" if guess else "")
        raise SyntaxProblem("not-utf-8", line, found, "UTF-8: save the file anew as UTF-8") from None
    match = CONTROL.search(text)
    if match is not None:
        line = text.count("\n", 0, match.start()) + 1
        if match[0] == "\x00" and text.count("\x00") * 3 > len(text):
            raise SyntaxProblem(
                "not-utf-8", 1, "UTF-16 without a byte order mark", "UTF-8: save the file anew as UTF-8"
            )
        raise SyntaxProblem("control-character", line, f"U+{ord(match[0]):04X}", "text without control characters")
    return text


def _between(low: str, high: str) -> Callable[[str], bool]:
    return lambda letter: low <= letter <= high


_KANA, _HANGUL, _HAN = _between("\u3041", "\u30fe"), _between("\uac00", "\ud7a3"), _between("\u4e00", "\u9fff")
# Codec, its usual name, and the letters that speak for it.
_CANDIDATES: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    ("cp932", "Shift_JIS", _KANA),
    ("euc_jp", "EUC-JP", _KANA),
    ("cp949", "EUC-KR (cp949)", _HANGUL),
    ("cp932", "Shift_JIS", _HAN),
    ("euc_jp", "EUC-JP", _HAN),
)


def _guess(data: bytes) -> str:
    """The name of the encoding the bytes seem to be in, or empty."""
    best, share = "", 0.4
    for codec, name, speaks in _CANDIDATES:
        try:
            letters = [letter for letter in data[:100_000].decode(codec, "strict") if letter > "\x7f"]
        except UnicodeDecodeError:
            continue
        found = sum(map(speaks, letters)) / max(1, len(letters))
        if found > share:
            best, share = name, found
    if best:
        return best
    letters = [letter for letter in data.decode("latin-1") if letter > "\x7f"]
    latin = sum(_between("\u00c0", "\u00ff")(letter) for letter in letters)
    return "Latin-1 (Windows-1252)" if latin * 2 > len(letters) else ""
