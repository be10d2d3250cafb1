"""The facts of the east-asia example in short: one line a record, and the wording of the research they come from.

A line is ``kind id claims digest``: the digest is of everything the record says. Kept in ``east-asia-facts.txt``, the
lines show any fact that is lost or altered where the research itself is not at hand.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stagehold.domain.encoding import encode
from stagehold.domain.portfolio import Portfolio, record_id
from stagehold.domain.provenance import Record

Fact = dict[str, Any]

NOT_FACTS = ("assumption", "scenario", "risk", "candidate_lease", "spot_class", "demand_scenario")
PROVENANCE = ("source", "status", "as_stated", "precision", "note")
# The research sums up some fields under names of its own; the model has a place for them.
FIELD_OF = {
    ("lease", "stage_count"): "space_count",
    ("lease", "which_stages"): "spaces",
    ("lease", "start"): "term.start",
    ("lease", "other_space"): "additional",
    ("lease", "term"): "term_as_stated",
    ("space", "height_to_catwalk"): "clear_height",
    ("space", "usable_area"): "area",
}
KOREAN_LOTS = ("ycdsmc-139", "samsung-studio")


def facts_of(portfolio: Portfolio) -> Iterator[tuple[str, Record]]:
    """Every record that a source states: all but assumptions, scenarios and the invented slate."""
    for kind, record in portfolio.records():
        if kind not in NOT_FACTS and not (kind == "production" and record.needs):  # type: ignore[attr-defined]
            yield kind, record


def line_of(kind: str, record: Record) -> str:
    """The record in one line."""
    text = json.dumps(encode(record), sort_keys=True, ensure_ascii=False)
    return f"{kind} {record_id(record)} {len(record.claims)} {hashlib.sha256(text.encode()).hexdigest()[:16]}"


def committed_lines() -> list[str]:
    """The lines as they were when last looked through."""
    text = Path(__file__).with_name("east-asia-facts.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def strict(period: str) -> str:
    """A period of the research in strict EDTF: there ``..`` stands for an end that nobody states."""
    return period.replace("/..", "/").replace("../", "/")


def claim_as_kept(kind: str, record: str, claim: Fact) -> Fact:
    """A claim of the research as the example writes it."""
    kept = {key: value for key, value in claim.items() if value}
    field = claim["field"]
    kept["field"] = FIELD_OF.get((kind, field), field)
    if field == "which_stages":
        kept["value"] = [f"toho-{number}" for number in claim["value"].split(" and ")]
    elif field == "start":
        kept["value"] = strict(claim["value"]).rstrip("/")
    elif field == "usable_area":
        kept["unit"] += " effective"
    elif field == "height_to_catwalk":
        kept["note"] = "Height to the catwalk."
    elif field == "location" and record in KOREAN_LOTS and claim["precision"] == "exact":
        kept["field"] = "city"
    return kept
