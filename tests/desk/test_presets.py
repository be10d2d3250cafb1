"""The presets say what the studios publish, and their page says what they say."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from stagehold.domain.booking import AfterConfirm, CancellationStep, ClockKind, Policy, PolicyCondition
from stagehold.domain.days import parse_duration
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.provenance import Record
from stagehold.domain.schema import hints_of
from stagehold.files import FileForm, load, save
from stagehold.files.presets import policies_page, preset, preset_portfolio, presets

NAMES = ["los-angeles", "london", "tokyo", "seoul", "skyline", "outofbox", "mikami", "bayshore"]


def test_there_is_a_preset_for_each_studio_whose_rules_are_published() -> None:
    assert list(presets()) == NAMES


def test_every_preset_names_its_sources_and_says_what_they_state() -> None:
    for name in NAMES:
        policy, sources = preset(name)
        assert [source.id for source in sources] == list(policy.source)
        assert sources
        assert policy.as_stated
        assert policy.name


def test_what_a_preset_leaves_open_is_known() -> None:
    with as_file(files("stagehold.files").joinpath("presets.yaml")) as file:
        findings = load(file).findings
    assert [(finding.rule, finding.record, finding.field) for finding in findings] == [
        ("share-not-stated", "london", "rebooking.2.share"),
        ("no-business-hours", "outofbox", "business_hours"),
        ("share-not-stated", "mikami", "cancellation.0.share"),
        ("share-not-stated", "mikami", "hold_cancellation.0.share"),
    ]


def test_los_angeles_lapses_a_week_before_and_gives_24_hours_to_answer_and_48_to_sign_and_pay() -> None:
    within = parse_duration("PT48H")
    assert bare("los-angeles") == Policy(
        id="los-angeles",
        name="Riverfront Stages, Los Angeles",
        holds_ahead=parse_duration("P2M"),
        max_rank=4,
        release_before=parse_duration("P7D"),
        clock=ClockKind.WALL,
        challenge_clock=parse_duration("PT24H"),
        confirm_clock=within,
        confirm_clock_covers_conditions=True,
        after_confirm=AfterConfirm.RELEASE,
        conditions=(
            PolicyCondition(kind="location agreement", within=within),
            PolicyCondition(kind="payment", within=within),
        ),
    )


def test_tokyo_lets_a_decision_beat_keeps_and_has_the_first_decide_by_noon_seven_days_before() -> None:
    tokyo = presets()["tokyo"]
    assert (tokyo.firm_beats_holds, tokyo.firm_answer_clock) == (True, None)
    assert tokyo.decide_before == parse_duration("P6DT12H")
    assert tokyo.hold_cancellation == tuple(
        CancellationStep(days_before=before, share=Decimal(share))
        for before, share in ((6, "0.2"), (5, "0.4"), (4, "0.6"), (3, "0.8"), (2, "1"))
    )
    assert tokyo.cancellation == (CancellationStep(share=Decimal(1)),)
    assert (tokyo.weekend_extra, tokyo.holiday_extra) == (Decimal("0.2"), Decimal("0.2"))


def test_skyline_wants_half_and_a_contract_of_a_challenger() -> None:
    assert presets()["skyline"].challenge_conditions == (
        PolicyCondition(kind="signed contract"),
        PolicyCondition(kind="deposit", share=Decimal("0.5")),
    )


def test_seoul_says_that_no_policy_of_a_soundstage_was_found() -> None:
    policy, sources = preset("seoul")
    assert policy.note is not None
    assert policy.note.startswith("No published policy of a soundstage in Seoul was found.")
    assert [source.publisher for source in sources] == ["Guti Studio", "Space Atod"]


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_copied_from_the_page_is_that_preset(tmp_path: Path, name: str) -> None:
    page = policies_page()
    text = page.partition(f"### {name}\n")[2].partition("```yaml\n")[2].partition("```")[0]
    (tmp_path / "portfolio.yaml").write_text(text, encoding="utf-8")
    policy, sources = preset(name)
    assert load(tmp_path).portfolio == Portfolio.of([*sources, policy])


@pytest.mark.parametrize("form", FileForm)
def test_the_presets_survive_every_form_of_a_portfolio(tmp_path: Path, form: FileForm) -> None:
    path = tmp_path / ("book.xlsx" if form is FileForm.XLSX else "folder")
    save(preset_portfolio(), path, form)
    assert load(path).portfolio == preset_portfolio()


def test_the_reference_page_is_up_to_date(project: Path) -> None:
    """If this fails: python -m stagehold.files.presets >docs/reference/policies.md"""
    assert (project / "docs" / "reference" / "policies.md").read_text(encoding="utf-8") == policies_page()


def test_the_reference_page_describes_every_field() -> None:
    own = [name for name in hints_of(Policy) if name not in ("id", "name", *hints_of(Record))]
    table = policies_page().partition("## Fields\n")[2]
    rows = [row.split(" | ") for row in table.splitlines() if row.startswith("| `")]
    assert [row[0].strip("| `") for row in rows] == own
    assert [row[0] for row in rows if not row[1].strip()] == []


def bare(name: str) -> Policy:
    """A preset without where it comes from."""
    return replace(presets()[name], source=(), as_stated=None, note=None)
