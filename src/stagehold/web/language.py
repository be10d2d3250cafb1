"""The language of whoever asks, by the header Accept-Language: English where that names none that there is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from stagehold.reports.finding_texts import in_words
from stagehold.reports.reader import Reader
from stagehold.reports.said import is_known, said_in
from stagehold.reports.words import Language

_MOST_KEPT = 256
_READERS = {language: Reader(language=language) for language in Language}


def reader_of(headers: Mapping[bytes, bytes]) -> Reader:
    """A reader of the language that a request prefers of those there are."""
    return _READERS[_preferred(headers.get(b"accept-language", b"").decode("latin-1"))]


def language_headers(reader: Reader) -> dict[str, str]:
    """What an answer in the language of its reader says of that."""
    return {"content-language": reader.language.value, "vary": "accept-language"}


def trouble_in(trouble: Mapping[str, Any], reader: Reader) -> dict[str, Any]:
    """Why a job failed, as it is kept, in the language of its reader; ``language`` is that of ``detail``."""
    detail = str(trouble.get("detail", ""))
    language = reader.language.value if is_known(detail) else Reader().language.value
    findings = [in_words(finding, reader) for finding in trouble.get("findings", ())]
    return {**trouble, "detail": said_in(detail, reader), "language": language, "findings": findings}


@lru_cache(_MOST_KEPT)
def _preferred(text: str) -> Language:
    """RFC 9110, section 12.5.4: ``ja-JP, en;q=0.7``; of equal weights the first."""
    ranges = [part.partition(";") for part in text.split(",")]
    weighed = [(_weight(rest), name.strip().lower().partition("-")[0]) for name, _, rest in ranges]
    known = [(weight, name) for weight, name in weighed if weight > 0 and name in list(Language)]
    best = max(known, key=lambda item: item[0], default=None)
    return Language.EN if best is None else Language(best[1])


def _weight(rest: str) -> float:
    name, _, value = rest.partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
