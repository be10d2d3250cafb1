"""Every sentence that the source can say is in a catalogue, and every sentence of a catalogue is in the source."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from reports.said_parts import PARTS
from reports.said_sources import SOURCE, VALUE, Reading, Told
from reports.test_said_findings import HERE as OF_FINDINGS
from stagehold.reports.said import CATALOGUES
from stagehold.reports.said.templates import bare, names_in


@pytest.fixture(scope="module", params=sorted(PARTS))
def part(request: pytest.FixtureRequest) -> str:
    """One catalogue."""
    return str(request.param)


@pytest.fixture(scope="module")
def told(part: str) -> Told:
    """What the source says there."""
    return _told(part)


def test_no_sentence_is_missing(part: str, told: Told) -> None:
    known = {bare(english) for catalogue in CATALOGUES.values() for english in catalogue}
    assert {text: where for text, where in told.sentences.items() if text not in known} == {}
    names = PARTS[part].names
    assert {text: where for text, where in told.phrases.items() if text not in known and text not in names} == {}


def test_no_sentence_is_kept_that_nothing_says(part: str, told: Told) -> None:
    said = {text for one in map(_told, PARTS) for text in (*one.sentences, *one.phrases)}
    # What has no letters of its own puts sentences and words together.
    kept = [english for english in CATALOGUES[part] if any(map(str.isalpha, bare(english).replace(VALUE, "")))]
    assert [english for english in kept if bare(english) not in said] == []
    assert PARTS[part].names - set(told.phrases) == set()


def test_what_is_made_elsewhere_is_known(part: str, told: Told) -> None:
    assert told.passed_on == PARTS[part].made_elsewhere


def test_every_sentence_has_its_values_in_every_language(part: str) -> None:
    sentences = CATALOGUES[part].items()
    wrong = [english for english, both in sentences if any(names_in(text) != names_in(english) for text in both)]
    assert wrong == []
    assert [english for english, both in sentences if not all(both)] == []


def test_no_sentence_is_in_two_catalogues() -> None:
    # What its values are tells two apart: from day to day, and from one number to another.
    texts = [re.sub(r"\d+(?=\})", "", english) for catalogue in CATALOGUES.values() for english in catalogue]
    assert sorted(text for text in texts if texts.count(text) > 1) == []


def test_every_catalogue_is_compared() -> None:
    assert {*PARTS, *OF_FINDINGS} == set(CATALOGUES)


@cache
def _told(part: str) -> Told:
    here = PARTS[part]
    paths = [path for name in here.folders for path in _files(name)]
    return Reading(paths, here.places, here.functions, here.keys).read()


def _files(name: str) -> list[Path]:
    path = SOURCE / name
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]
