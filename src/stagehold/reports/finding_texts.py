"""A finding in the words of its reader: the name of its rule, what was found and what is allowed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stagehold.domain.findings import Finding
from stagehold.reports.reader import Reader
from stagehold.reports.said import said_in
from stagehold.reports.said.rules import RULES
from stagehold.reports.words import Language

_COLUMN = {Language.JA: 0, Language.KO: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingTexts:
    """What stands beside the id, the field and the place of a finding, which are the same in every language."""

    rule: str
    found: str
    allowed: str


def finding_texts(finding: Finding, reader: Reader) -> FindingTexts:
    """The texts of a finding; a value that was found stays as the file has it."""
    return FindingTexts(
        rule=rule_name(finding.rule, reader),
        found=said_in(finding.found, reader),
        allowed=said_in(finding.allowed, reader),
    )


def rule_name(rule: str, reader: Reader) -> str:
    """The name of a rule in Japanese or Korean; its stable name in English, or where it has no other."""
    names = RULES.get(rule)
    return rule if names is None or reader.language is Language.EN else names[_COLUMN[reader.language]]


def in_words(finding: Mapping[str, Any], reader: Reader) -> dict[str, Any]:
    """A finding as plain values (``Finding.as_dict``), with its texts under ``in_words`` for whom they are others."""
    if reader.language is Language.EN:
        return dict(finding)
    texts = {
        "rule": rule_name(str(finding.get("rule", "")), reader),
        **{key: said_in(str(finding.get(key, "")), reader) for key in ("found", "allowed")},
    }
    return {**finding, "in_words": texts}
