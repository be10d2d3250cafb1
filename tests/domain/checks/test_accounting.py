"""Accounting of a lease: rates, events and exemptions that cannot be, or say nothing of why."""

from __future__ import annotations

from pathlib import Path

import pytest

from stagehold.files import load

HEAD = """stagehold: 1
parties: [{id: us, name: Us}]
studios: [{id: lot, name: Lot, country: JP}]
spaces: [{id: a, studio: lot, kind: stage, area: 900 m2}]
leases:
- {id: l, lessee: us, spaces: [a], term: 2027-01-01/2030-12-31, currency: USD, """
RENT = "rent: [{from: 2027-01-01, amount: 10, every: P1Y}]"
ON = "on: 2028-01-01"

MISTAKES = [
    ("accounting: {rate: -1}", "rate-out-of-range", "accounting.rate", "error"),
    ("accounting: {rate: 5}", "rate-too-high", "accounting.rate", "warning"),
    ("accounting: {restoration_rate: -2}", "rate-out-of-range", "accounting.restoration_rate", "error"),
    ("rent: [{from: 2027-01-01, amount: 1, every: P1Y, escalation: -1}]", "rate-out-of-range", "rent.0.escalation",
     "error"),
    ("rent: [{from: 2027-01-01, amount: 1, every: P1Y, index: {name: CPI, at_start: 0, every: P1Y}}]",
     "index-not-positive", "rent.0.index.at_start", "error"),
    (f"events: [{{{ON}, kind: modify, rate: -1.5}}]", "rate-out-of-range", "events.0.rate", "error"),
    (f"events: [{{{ON}, kind: modify, option: 0}}]", "not-of-this-event", "events.0.option", "error"),
    (f"events: [{{{ON}, kind: reassess, amount: 5}}]", "not-of-this-event", "events.0.amount", "error"),
    (f"events: [{{{ON}, kind: index, from: 1, to: 2, rate: 0.05}}]", "not-of-this-event", "events.0.rate", "error"),
    (f"events: [{{{ON}, kind: reassess, option: 0}}]", "no-such-option", "events.0.option", "error"),
    (f"events: [{{{ON}, kind: index, from: 0, to: 2}}]", "index-not-positive", "events.0.from", "error"),
    (f"events: [{{{ON}, kind: modify, area: 5 m2, separate: true}}]", "judgement-without-reason", "events.0.reason",
     "warning"),
    ("identified_asset: no", "judgement-without-reason", "identified_asset_reason", "warning"),
    ("accounting: {short_term: yes}", "judgement-without-reason", "accounting.reason", "warning"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rule", "field", "severity"), MISTAKES)
def test_a_mistake_is_found_where_it_stands(tmp_path: Path, text: str, rule: str, field: str, severity: str) -> None:
    more = text if text.startswith("rent") else f"{RENT}, {text}"
    (tmp_path / "p.yaml").write_text(f"{HEAD}{more}}}\n", encoding="utf-8")
    found = [(item.rule, item.record, item.field, item.severity) for item in load(tmp_path).findings]
    assert (rule, "l", field, severity) in found


def test_a_lease_with_everything_in_order_has_no_finding(tmp_path: Path) -> None:
    more = f"""{RENT},
   accounting: {{rate: 0.05, compounding: effective, restoration: 5, restoration_rate: 0.02}},
   options: [{{kind: extend, adds: P1Y, reasonably_certain: false}}],
   events: [{{on: 2028-01-01, kind: reassess, option: 0, reasonably_certain: true, rate: 0.06}},
            {{on: 2029-01-01, kind: index, from: 100, to: 101}},
            {{on: 2030-01-01, kind: modify, amount: 12, rate: 0.06, separate: no, reason: a new price}}]"""
    (tmp_path / "p.yaml").write_text(f"{HEAD}{more}}}\n", encoding="utf-8")
    assert load(tmp_path).findings == ()
