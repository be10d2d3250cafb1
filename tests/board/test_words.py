"""The board speaks three languages: every text is in the catalogues, in each of them, and none is there for nothing."""

from __future__ import annotations

import json
import re

import pytest

from board.page_sources import (
    SOURCES,
    Asked,
    asked_of,
    code_files,
    text_in_markup,
    text_in_script,
)
from board.words import LANGUAGES, catalogue, parts

_VALUE = re.compile(r"\{(\w+)\}")


@pytest.fixture(scope="module")
def asked() -> Asked:
    """What the whole page asks of its catalogues."""
    found = Asked()
    for file in code_files():
        found.add(asked_of(file.read_text(encoding="utf-8")))
    return found


# --- the catalogues -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", parts())
def test_a_catalogue_has_the_keys_of_the_english_one_with_the_same_values_in_each_text(part: str, language: str):
    english = json.loads((SOURCES / "words" / part / "en.json").read_text(encoding="utf-8"))
    own = json.loads((SOURCES / "words" / part / f"{language}.json").read_text(encoding="utf-8"))
    assert list(own) == list(english)
    values = {key: (set(_VALUE.findall(english[key])), set(_VALUE.findall(own[key]))) for key in english}
    assert {key: pair for key, pair in values.items() if pair[0] != pair[1]} == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", parts())
def test_a_catalogue_is_sorted_a_key_a_line_and_no_text_is_blank_or_ends_in_blanks(part: str, language: str):
    text = (SOURCES / "words" / part / f"{language}.json").read_text(encoding="utf-8")
    own = json.loads(text)
    assert list(own) == sorted(own)
    assert text == json.dumps(own, ensure_ascii=False, indent=2) + "\n"
    ragged = [key for key, words in own.items() if words != words.strip() and re.search(r"\w", words)]
    assert ragged + [key for key, words in own.items() if not words.strip()] == []


def test_no_key_stands_in_two_catalogues():
    files = [json.loads((SOURCES / "words" / part / "en.json").read_text(encoding="utf-8")) for part in parts()]
    keys = [key for file in files for key in file]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


@pytest.mark.parametrize(("language", "own"), [("ja", r"[\u3040-\u30ff\u4e00-\u9fff]"), ("ko", r"[\uac00-\ud7af]")])
def test_a_text_in_another_language_is_in_that_language(language: str, own: str):
    """Names of products, standards and formats are the same everywhere; sentences are not."""
    english = catalogue("en")
    left = [
        key
        for key, text in catalogue(language).items()
        if len(re.findall(r"[A-Za-z]{2,}", _VALUE.sub("", english[key]))) > 2
        and not re.search(own, text)
        and key != "about.licence-name"
    ]
    assert left == []


# --- keys and code --------------------------------------------------------------------------------------------------


def test_every_key_that_code_asks_for_is_there(asked: Asked):
    known = catalogue("en")
    assert sorted(key for key in asked.keys if key not in known) == []
    assert sorted(stem for stem in asked.stems if not {f"{stem}.one", f"{stem}.other"} <= set(known)) == []
    families = {key.rpartition(".")[0] for key in known} | {key.partition(".")[0] for key in known}
    assert sorted(asked.families - families) == []
    assert sorted(made for made in asked.patterns if not any(re.fullmatch(made, key) for key in known)) == []


def test_every_key_is_used(asked: Asked):
    assert sorted(key for key in catalogue("en") if not asked.uses(key)) == []


def test_no_text_stands_in_code():
    found = {}
    for file in code_files():
        source = file.read_text(encoding="utf-8")
        texts = text_in_script(source) + (text_in_markup(source) if file.suffix == ".svelte" else [])
        if texts:
            found[str(file.relative_to(SOURCES))] = texts
    assert found == {}


# --- the test itself ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ("<p>Hello there</p>", ["Hello there"]),
        ("<p>{t('a.b')}</p>", []),
        ('<p class="card wide">{name} · 5 %</p>', []),
        ('<button aria-label="Close it">×</button>', ["Close it"]),
        ('<button title={open ? "Shut it" : t("a.b")}>×</button>', ["Shut it"]),
        ('<input placeholder="First name" onchange={(event) => pick(event.target.value > "a")} />', ["First name"]),
        ('<p>{open ? "Yes indeed" : t("a.no")}</p>', ["Yes indeed"]),
        ('<p>{state === "open" ? t("a.b") : ""}</p>', []),
        ('{#if state === "open"}<b>{x}</b>{:else if a > b}{/if}', []),
        ("<p>{`Number ${n}`}</p>", ["Number"]),
        ('<p>{term("phase", phase)}{counted("days", 3)}</p>', []),
        ("<script>const text = 'Hello there';</script><style>p { color: red; }</style><!-- a comment -->", []),
        ('<a href="/openapi.json" onclick={() => { go("away"); }}>{@render child()}</a>', []),
        ("<p>日本語の文</p>", ["日本語の文"]),
        ("<td>&nbsp;{a < b ? 1 : 2}</td>", []),
    ],
)
def test_text_in_markup_is_found_and_nothing_else(markup: str, seen: list[str]):
    assert text_in_markup(markup) == seen


@pytest.mark.parametrize(
    ("script", "given"),
    [
        ('toasts.say("All done", "ok");', ["All done"]),
        ('toasts.say(t("act.done"), "ok");', []),
        ("document.title = `Plan ${n}`;", ["Plan ${n}"]),
        ('if (!confirm("Really?")) return;', ["Really?"]),
        ('run.confirm("x.y");', []),
    ],
)
def test_text_in_script_is_found(script: str, given: list[str]):
    assert text_in_script(script) == given


def test_keys_are_read_from_code():
    found = asked_of(
        """
        <p>{t("a.one")} {t(open ? "a.two" : 'a.three', { n: "a.not" })} {t(`by.${what}`)} {counted("days", n)}</p>
        {term("phase", x)} {t(state === "b.compared" ? "a.four" : "a.five")}
        // t("a.comment")
        const name = "nav.timeline"; start("a.b"); import("./words.svelte.ts");
        """
    )
    assert found.keys == {"a.one", "a.two", "a.three", "a.four", "a.five"}
    assert found.stems == {"days"}
    assert found.families == {"phase"}
    assert found.uses("by.month")
    assert found.uses("days.other")
    assert found.uses("phase.shoot")
    assert found.uses("nav.timeline")
    assert not found.uses("by.month.long")
    assert not found.uses("a.comment")
    assert not found.uses("z.unused")
