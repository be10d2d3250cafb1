"""The sources of the page, read as far as the test of its words needs: keys that are asked for, and text that is seen.

This is no parser of Svelte: it knows tags, attributes, braces and strings, and what a reader sees of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from board.desks import PROJECT

SOURCES = PROJECT / "src" / "stagehold" / "web" / "board" / "src"
# Attributes that a reader sees or hears.
SPOKEN = frozenset(
    {"aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "title", "placeholder", "alt", "label"}
)
_BARE = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`\w])//[^\n]*", re.DOTALL)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"|\'((?:[^\'\\\n]|\\.)*)\'')
_TEMPLATE = re.compile(r"`((?:[^`\\]|\\.)*)`")
_KEY = re.compile(r"[a-z][a-z0-9-]*(\.[A-Za-z0-9 _-]+)+")


def code_files() -> list[Path]:
    """Everything the page is made of, but for its tests and its words."""
    found = [*SOURCES.rglob("*.svelte"), *SOURCES.rglob("*.ts")]
    return sorted(file for file in found if not file.name.endswith((".test.ts", ".d.ts")))


# --- keys that are asked for --------------------------------------------------------------------------------------


@dataclass(slots=True)
class Asked:
    """What code asks of the catalogues: keys, stems of counted nouns, families of terms, and keys put together."""

    keys: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)
    families: set[str] = field(default_factory=set)
    # Expressions that match the keys of ``t(`by.${what}`)``.
    patterns: set[str] = field(default_factory=set)
    # Strings that look like a key: they may be given to t() elsewhere.
    mentioned: set[str] = field(default_factory=set)

    def add(self, other: Asked) -> None:
        """Take over what another file asks."""
        for name in self.__slots__:
            getattr(self, name).update(getattr(other, name))

    def uses(self, key: str) -> bool:
        """Whether something asks for this key."""
        return (
            key in self.keys
            or key in self.mentioned
            or any(re.fullmatch(pattern, key) for pattern in self.patterns)
            or key.partition(".")[0] in self.families
            or key.rpartition(".")[0] in self.families | self.stems
        )


def asked_of(source: str) -> Asked:
    """What one file asks."""
    code = _COMMENT.sub("", re.sub(r"<!--.*?-->", "", source, flags=re.DOTALL))
    found = Asked()
    for call in re.finditer(r"(?<![\w.])(t|counted|term)\(", code):
        name, rest = call[1], code[call.end() :]
        for text, is_template in _first_argument(rest):
            if is_template and "${" in text:
                found.patterns.add(pattern_of(text))
            elif name == "t":
                found.keys.add(text)
            else:
                (found.stems if name == "counted" else found.families).add(text)
    for match in _STRING.finditer(code):
        text = match[1] if match[1] is not None else match[2]
        if _KEY.fullmatch(text):
            found.mentioned.add(text)
    for match in _TEMPLATE.finditer(code):
        before = match[1].partition("${")[0]
        if re.fullmatch(r"[a-z][a-z0-9-]*\.[a-z0-9.-]*", before) and "/" not in match[1]:
            found.patterns.add(pattern_of(match[1]))
    return found


def pattern_of(template: str) -> str:
    """The expression for keys that a template gives."""
    parts = re.split(r"\$\{[^}]*\}", template)
    return "[^.]+".join(re.escape(part) for part in parts)


def _first_argument(rest: str) -> Iterator[tuple[str, bool]]:
    """The strings that the first argument may be: one, or those of a choice; and whether each is a template."""
    depth, at = 0, 0
    while at < len(rest):
        sign = rest[at]
        if sign in "\"'`":
            end = _end_of_string(rest, at)
            # In `a === "b" ? "c" : "d"` the first is compared, not asked for.
            if depth == 0 and not re.search(r"[=!]==?\s*$", rest[:at]):
                yield rest[at + 1 : end - 1], sign == "`"
            at = end
            continue
        if sign in "([{":
            depth += 1
        elif sign in ")]}":
            if depth == 0:
                return
            depth -= 1
        elif sign == "," and depth == 0:
            return
        at += 1


def _end_of_string(text: str, at: int) -> int:
    """The place behind a string that begins at ``at``; expressions in a template are passed over whole."""
    quote, at = text[at], at + 1
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        if quote == "`" and text.startswith("${", at):
            at = _end_of_braces(text, at + 1)
            continue
        if text[at] == quote:
            return at + 1
        at += 1
    return at


def _end_of_braces(text: str, at: int) -> int:
    """The place behind the brace that closes the one at ``at``."""
    depth = 0
    while at < len(text):
        if text[at] in "\"'`":
            at = _end_of_string(text, at)
            continue
        if text[at] == "{":
            depth += 1
        elif text[at] == "}":
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    return at


# --- text that is seen ----------------------------------------------------------------------------------------------


def text_in_markup(source: str) -> list[str]:
    """Words that stand in the markup of a component itself: as text, in an attribute that is read out, in braces."""
    markup = _BARE.sub("", source)
    return [text.strip() for text in _seen(markup) if _LETTERS.search(re.sub(r"&\w+;", "", text))]


def text_in_script(source: str) -> list[str]:
    """Words that code gives to a reader by itself: messages, the title of the window, what is asked before an act."""
    code = _COMMENT.sub("", source)
    given = re.findall(
        r"(?:toasts\.(?:say|whisper)|(?<![\w.])confirm|(?<![\w.])alert)\(\s*([\"'`])((?:(?!\1).)*)\1", code
    )
    given += re.findall(r"(?:document\.title|\.textContent|\.ariaLabel)\s*=\s*([\"'`])((?:(?!\1).)*)\1", code)
    return [text for _, text in given if _LETTERS.search(re.sub(r"\$\{[^}]*\}", "", text))]


def _seen(markup: str) -> Iterator[str]:
    at = 0
    while at < len(markup):
        if markup[at] == "{":
            end = _end_of_braces(markup, at)
            yield from _strings_seen(markup[at + 1 : end - 1])
            at = end
        elif re.match(r"</?[A-Za-z]", markup[at : at + 3]):
            end, spoken = _tag(markup, at)
            yield from spoken
            at = end
        else:
            end = min((place for sign in "{<" if (place := markup.find(sign, at + 1)) >= 0), default=len(markup))
            yield " ".join(markup[at:end].split())
            at = end


def _strings_seen(expression: str) -> Iterator[str]:
    """Strings that an expression may show; not those that it compares, gives to a function or looks up by."""
    bare = expression.strip()
    if bare[:1] in "#:/@" or "=>" in bare:
        return
    depth, at = 0, 0
    while at < len(bare):
        if bare[at] in "\"'`":
            end = _end_of_string(bare, at)
            before, after = bare[:at].rstrip(), bare[end:].lstrip()
            compared = before.endswith(("==", "in", "[")) or after.startswith(("==", "!=", "in "))
            if depth == 0 and not compared:
                yield re.sub(r"\$\{.*?\}", "", bare[at + 1 : end - 1])
            at = end
            continue
        depth += (bare[at] in "([{") - (bare[at] in ")]}")
        at += 1


def _tag(markup: str, at: int) -> tuple[int, list[str]]:
    """The place behind a tag, and what of its attributes a reader sees."""
    spoken: list[str] = []
    at = re.compile(r"</?[\w:.-]+").match(markup, at).end()  # type: ignore[union-attr]
    while at < len(markup) and markup[at] != ">":
        if markup[at] == "{":
            at = _end_of_braces(markup, at)
            continue
        named = re.compile(r"([\w:|.-]+)\s*(=?)\s*").match(markup, at)
        if named is None:
            at += 1
            continue
        at = named.end()
        if named[2] == "":
            continue
        begin = at
        if markup[at] == "{":
            at = _end_of_braces(markup, at)
            value = list(_strings_seen(markup[begin + 1 : at - 1]))
        elif markup[at] in "\"'":
            at = _end_of_string(markup, at)
            value = [re.sub(r"\{[^}]*\}", "", markup[begin + 1 : at - 1])]
        else:
            at = re.compile(r"[^\s>]*").match(markup, at).end()  # type: ignore[union-attr]
            value = [markup[begin:at]]
        if named[1] in SPOKEN:
            spoken += value
    return at + 1, spoken
