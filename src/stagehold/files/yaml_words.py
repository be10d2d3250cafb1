"""What a YAML parser complains about, in words for people who do not know the parser."""

from __future__ import annotations

from typing import Any


class SyntaxProblem(Exception):
    """Text that cannot be read on, with the line it stands on (0 if unknown)."""

    def __init__(self, rule: str, line: int, found: str, allowed: str) -> None:
        super().__init__(f"{rule} on line {line}: {found}; {allowed}")
        self.rule = rule
        self.line = line
        self.found = found
        self.allowed = allowed


# Part of the parser's message (its context first, where that says more) -> what to do.
_WORDS = {
    "while scanning a quoted scalar": "a closing quote: the quoted text that begins here does not end",
    "mapping values are not allowed": "one key and its value on a line: quote a text that holds ': ', or mend the "
    "indentation",
    "did not find expected key": "a key and a colon at this depth: check the indentation here and above",
    "did not find expected '-' indicator": "a '-' at this depth: check the indentation here and above",
    "could not find expected ':'": "a colon and a blank after the key",
    "did not find expected ',' or ']'": "a comma or a closing ] in the list that begins here",
    "did not find expected ',' or '}'": "a comma or a closing } in the mapping that begins here",
    "found character that cannot start any token": "a value that begins with none of @ ` % and no tab: quote it",
    "found unknown escape character": "a known escape after \\ in a text in double quotes, or single quotes",
    "block sequence entries are not allowed": "a '-' only at the start of an element, on a line of its own",
    "did not find expected node content": "a value here",
    "did not find expected <document start>": "nothing behind the end of the document",
    "found undefined tag handle": "no tag: the field decides the type",
    "found incompatible YAML document": "YAML 1.2, or no %YAML line",
    "tab character": "blanks, not tabs, for indentation",
}


def explain(error: Any, text: bytes | str) -> SyntaxProblem:
    """The parser's error in plain words, with the line as found."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    context, problem = getattr(error, "context", None) or "", getattr(error, "problem", None) or str(error)
    quoted = "quoted scalar" in context and getattr(error, "context_mark", None) is not None
    flow = problem.startswith("did not find expected ','") and getattr(error, "context_mark", None) is not None
    if quoted or flow:
        mark = error.context_mark  # where it begins says more than where the file ends
    line = 0 if mark is None else mark.line + 1
    found = _line_of(text, line)
    indentation = found[: len(found) - len(found.lstrip())]
    if "\t" in indentation and not quoted:
        return SyntaxProblem("yaml-syntax", line, found.strip()[:80], _WORDS["tab character"])
    allowed = next((words for part, words in _WORDS.items() if part in f"{context} {problem}"), problem)
    return SyntaxProblem("yaml-syntax", line, found.strip()[:80], allowed)


def _line_of(text: bytes | str, line: int) -> str:
    if line < 1:
        return ""
    lines = text.splitlines()
    if line > len(lines):
        return ""
    found = lines[line - 1]
    return found.decode("utf-8", "replace") if isinstance(found, bytes) else found
