"""The words of reports, one catalogue a language: English is complete, and stands in for a word another lacks."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from stagehold.reports.words import (
    advice,
    again,
    desk,
    en,
    feeds,
    fields,
    hand,
    ja,
    ko,
    lease,
    notices,
    pages,
    risk,
    said,
    use,
)


class Language(StrEnum):
    """Languages of reports."""

    EN = "en"
    JA = "ja"
    KO = "ko"


CATALOGUES: Mapping[Language, Mapping[str, str]] = {
    Language.EN: {
        **en.WORDS,
        **again.EN,
        **feeds.EN,
        **fields.EN,
        **hand.EN,
        **desk.EN,
        **notices.EN,
        **use.EN,
        **lease.EN,
        **advice.EN,
        **risk.EN,
        **pages.EN,
        **said.EN,
    },
    Language.JA: {
        **ja.WORDS,
        **again.JA,
        **feeds.JA,
        **fields.JA,
        **hand.JA,
        **desk.JA,
        **notices.JA,
        **use.JA,
        **lease.JA,
        **advice.JA,
        **risk.JA,
        **pages.JA,
        **said.JA,
    },
    Language.KO: {
        **ko.WORDS,
        **again.KO,
        **feeds.KO,
        **fields.KO,
        **hand.KO,
        **desk.KO,
        **notices.KO,
        **use.KO,
        **lease.KO,
        **advice.KO,
        **risk.KO,
        **pages.KO,
        **said.KO,
    },
}
