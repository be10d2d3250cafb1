"""Malformed YAML: each file holds one mistake, which is found on its line; nothing else is complained of."""

from __future__ import annotations

from pathlib import Path

import pytest

from files.malformed import Expected, found_in, says_what_is_allowed
from stagehold.files import load

# Five lines that are right; the text of a case begins on line 6.
HEAD = """stagehold: 1
studios:
- {id: lot, name: Lot, country: JP}
parties: [{id: us, name: Us}]
spaces:
"""
A = "- {id: a, studio: lot, kind: stage}\n"


def case(name: str, text: str | bytes, rule: str, line: int, record: str = "", field: str = "", nearest: str = ""):
    expected = Expected(rule=rule, file="p.yaml", line=line, record=record, field=field, nearest=nearest)
    return pytest.param(text, expected, id=name)


BEYOND_THE_HEAD = [
    # how the file is written
    case("a key given twice", "- id: a\n  studio: lot\n  kind: stage\n  studio: lot\n", "duplicate-key", 9),
    case("a table given twice", A + "spaces: []\n", "duplicate-key", 7),
    case("a tag", "- {id: a, studio: lot, kind: !stage stage}\n", "foreign-tag", 6),
    case("a python tag", A + "# \nsources: !!python/list []\n", "foreign-tag", 8),
    case("a second document", A + "---\nstagehold: 1\n", "several-documents", 7),
    case("an anchor", "- {id: &x a, studio: lot, kind: stage}\n", "anchor", 6),
    case("a list as a key", "- {id: a, studio: lot, kind: stage, [a, b]: c}\n", "not-a-plain-key", 6),
    case("a tab as indentation", "- id: a\n\tstudio: lot\n", "yaml-syntax", 7),
    case("an unclosed bracket", "- {id: a, studio: lot, kind: stage, features: [grid\n", "yaml-syntax", 6),
    case("an unclosed quote", '- {id: a, studio: lot, kind: stage, note: "half}\n', "yaml-syntax", 6),
    case("a colon in plain text", "- id: a\n  studio: lot\n  note: see: below\n", "yaml-syntax", 8),
    case("an indentation that fits nothing", "- id: a\n  studio: lot\n kind: stage\n", "yaml-syntax", 8),
    case("a value that begins with a percent sign", "- {id: a, studio: lot, note: %x}\n", "yaml-syntax", 6),
    case("an unknown escape", '- {id: a, studio: lot, note: "\\q"}\n', "yaml-syntax", 6),
    case("nesting without end", "- {id: a, studio: lot, kind: stage, note: " + "[" * 60 + "]" * 60 + "}\n",
         "nested-too-deep", 6),
    case("a control character", "- {id: a, studio: lot, kind: stage, note: x\x07y}\n", "control-character", 6),
    case("a line separator", "- {id: a, studio: lot, kind: stage, note: x\u2028y}\n", "control-character", 6),
    case("a sign that turns a line", "- {id: a, studio: lot, kind: stage, note: x\u202ey}\n", "control-character",
         6, "a", "note"),
    case("a blank without width", "- {id: a, studio: lot, kind: stage, note: x\u200by}\n", "control-character", 6,
         "a", "note"),
    case("an escaped control character", '- {id: a, studio: lot, kind: stage, note: "x\\0y"}\n', "control-character", 6,
         "a", "note"),
    # what the tables are
    case("an unknown table", A + "leasse: []\n", "unknown-table", 7, nearest="leases"),
    case("a table that is a mapping", A + "leases:\n  l: {lessee: us}\n", "not-a-list", 8, field="leases"),
    case("a record that is a word", A + "- b\n", "not-a-record", 7),
    case("settings given twice", A + "settings: {work_week: 6}\nsettings: {}\n", "duplicate-key", 8),
    case("a setting that is not there", A + "settings: {work_weak: 6}\n", "unknown-field", 7, "settings", "work_weak",
         "work_week"),
    # fields
    case("an unknown field", "- {id: a, studio: lot, kind: stage, clear_hight: 9 m}\n", "unknown-field", 6, "a",
         "clear_hight", "clear_height"),
    case("a missing field", "- {id: a, studio: lot}\n", "missing-field", 6, "a", "kind"),
    case("a field left empty", "- id: a\n  studio: lot\n  kind:\n", "missing-field", 8, "a", "kind"),
    case("a missing id", "- {studio: lot, kind: stage}\n", "missing-field", 6, "", "id"),
    case("an id with blanks", "- {id: stage a, studio: lot, kind: stage}\n", "not-an-id", 6, "stage a", "id",
         "stage-a"),
    case("an id given twice", A + A, "duplicate-id", 7, "a", "id"),
    case("a studio that is not there", "- {id: a, studio: lott, kind: stage}\n", "unknown-id", 6, "a", "studio", "lot"),
    case("a source that is not there", "- {id: a, studio: lot, kind: stage, source: press}\n", "unknown-id", 6, "a",
         "source.0"),
    case("a kind that is not there", "- {id: a, studio: lot, kind: stagee}\n", "not-allowed", 6, "a", "kind", "stage"),
    case("a list where text belongs", "- {id: a, studio: lot, kind: stage, note: [x]}\n", "not-text", 6, "a", "note"),
    case("a mapping where a list belongs", "- {id: a, studio: lot, kind: stage, joins: {a: b}}\n", "not-a-list", 6, "a",
         "joins"),
    case("nothing inside a list", "- {id: a, studio: lot, kind: stage, features: [grid, ~]}\n", "empty-element", 6, "a",
         "features.1"),
    case("an area in square miles", "- {id: a, studio: lot, kind: stage, area: 3 sqmi}\n", "unknown-unit", 6, "a",
         "area", "sqm"),
    case("an area of nothing", "- {id: a, studio: lot, kind: stage, area: 0 m2}\n", "not-a-quantity", 6, "a", "area"),
    case("an area on an unknown basis", "- {id: a, studio: lot, kind: stage, area: {amount: 9, basis: nett}}\n",
         "unknown-basis", 6, "a", "area"),
    case("days that are half", "- {id: a, studio: lot, kind: stage, turnover_after: 1.5}\n", "not-a-whole-number", 6,
         "a", "turnover_after"),
    case("days below none", "- {id: a, studio: lot, kind: stage, turnover_after: -1}\n", "out-of-range", 6, "a",
         "turnover_after"),
    case("a date no calendar has", A + "closures: [{space: a, from: 2027-02-29, to: 2027-03-01}]\n", "not-a-date", 7,
         "closure-1", "from"),
    case("a date in American order", A + "closures: [{space: a, from: 02/29/2028, to: 2028-03-01}]\n", "not-a-date", 7,
         "closure-1", "from"),
    case("an interval that ends before it starts",
         A + "leases: [{id: l, lessee: us, spaces: [a], term: 2028-01-01/2027-12-31}]\n", "not-an-interval", 7, "l",
         "term"),
    case("a currency that is not there", A + "offers: [{space: a, from: 2027, to: 2028, currency: jpy, rate: 5}]\n",
         "not-a-currency", 7, "offer-1", "currency", "JPY"),
    case("a decimal comma",
         A + 'offers:\n- {space: a, from: 2027-01-01, to: 2028-01-01, currency: USD, rate: {shoot: "1500,50"}}\n',
         "not-a-number", 8, "offer-1", "rate.shoot", "1500.50"),
    case("a phase that is not there", A + "productions: [{id: p, needs: [{id: m, phases: {shot: 3}}]}]\n",
         "not-allowed", 7, "p", "needs.m.phases.shot", "shoot"),
    case("a phase of no days", A + "productions: [{id: p, needs: [{id: m, phases: {shoot: 0}}]}]\n", "out-of-range", 7,
         "p", "needs.m.phases.shoot"),
    case("phases as a word", A + "productions: [{id: p, needs: [{id: m, phases: long}]}]\n", "not-phases", 7, "p",
         "needs.m.phases"),
    case("a duration without a P",
         A + "leases: [{id: l, lessee: us, spaces: [a], options: [{kind: extend, adds: 5Y}]}]\n", "not-a-duration", 7,
         "l", "options.0.adds"),
    case("truth as maybe", A + "leases: [{id: l, lessee: us, spaces: [a], builds_in_access: maybe}]\n",
         "not-true-or-false", 7, "l", "builds_in_access"),
    case("a number of forty digits", A + f"productions: [{{id: p, priority: {'9' * 40}}}]\n", "number-too-long", 7, "p",
         "priority"),
    case("a claim of no record", A + "claims: [{field: area, value: 9 m2}]\n", "missing-field", 7, "", "record"),
    case("a claim of an unknown record", A + "claims: [{record: lots, field: area, value: 9 m2}]\n", "unknown-id", 7,
         "lots", "record", "lot"),
    case("a party that differs by a letter", A + "leases: [{id: l, lessee: Netflix, spaces: [a], lessor: Netflx}]\n",
         "new-party-near", 7, "l", "lessor", "Netflix"),
    case("a line with days and from",
         A + "bookings: [{party: us, lines: [{space: a, days: 2027, from: 2027, to: 2028}]}]\n", "days-twice", 7,
         "booking-1", "lines.0"),
    case("a line with from alone", A + "bookings: [{party: us, lines: [{space: a, from: 2027}]}]\n", "missing-field", 7,
         "booking-1", "lines.0.to"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BEYOND_THE_HEAD)
def test_a_mistake_is_the_only_finding_and_stands_on_its_line(tmp_path: Path, text: str, expected: Expected) -> None:
    (tmp_path / "p.yaml").write_text(HEAD + text, encoding="utf-8")
    loaded = load(tmp_path)
    assert found_in(loaded) == [expected]
    assert says_what_is_allowed(loaded)


WHOLE_FILES = [
    case("a list instead of tables", "- a\n- b\n", "not-a-portfolio", 1),
    case("a word instead of tables", "hello\n", "not-a-portfolio", 1),
    case("another version", "stagehold: 2\n", "unsupported-version", 1),
    case("no version", "parties: [{id: us, name: Us}]\n", "no-version", 1, field="stagehold"),
    case("UTF-16", "stagehold: 1\n".encode("utf-16"), "not-utf-8", 1),
    case("UTF-16 without a mark", "stagehold: 1\n".encode("utf-16-le"), "not-utf-8", 1),
    case("Shift_JIS", "stagehold: 1\n# 東宝スタジオのステージ\n".encode("shift_jis"), "not-utf-8", 2),
    case("EUC-KR", "stagehold: 1\n# 삼성 스튜디오\n".encode("euc-kr"), "not-utf-8", 2),
    case("Latin-1", "stagehold: 1\n# Café Münch\n".encode("latin-1"), "not-utf-8", 2),
    case("a NUL byte", b"stagehold: 1\n# \x00\n", "control-character", 2),
]


@pytest.mark.parametrize(("content", "expected"), WHOLE_FILES)
def test_a_file_that_is_wrong_as_a_whole_is_one_finding(
    tmp_path: Path, content: str | bytes, expected: Expected
) -> None:
    (tmp_path / "p.yaml").write_bytes(content if isinstance(content, bytes) else content.encode())
    found = [item for item in found_in(load(tmp_path)) if item.rule != "no-version" or expected.rule == "no-version"]
    assert found == [expected]


@pytest.mark.parametrize(
    ("codec", "name", "text"),
    [
        ("shift_jis", "Shift_JIS", "東宝スタジオのステージ"),
        ("euc-jp", "EUC-JP", "東宝スタジオのステージ"),
        ("cp949", "EUC-KR (cp949)", "삼성 스튜디오의 무대"),
        ("cp1252", "Latin-1 (Windows-1252)", "Café Münch, ça va"),
        ("utf-16", "UTF-16 (byte order mark)", "stage"),
    ],
)
def test_an_encoding_that_can_be_told_is_named(tmp_path: Path, codec: str, name: str, text: str) -> None:
    (tmp_path / "p.yaml").write_bytes(f"stagehold: 1\n# {text}\n".encode(codec))
    assert name in load(tmp_path).findings[0].found


def test_a_byte_that_is_not_utf_8_is_named_with_its_offset(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_bytes(b"stagehold: 1\n# \xff\n")
    assert load(tmp_path).findings[0].found.startswith("byte 0xff at offset 15")


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_bytes(b"\xef\xbb\xbfstagehold: 1\n")
    assert load(tmp_path).findings == ()


def test_an_alias_is_refused_and_not_expanded(tmp_path: Path) -> None:
    bomb = "stagehold: 1\nsources: [{id: a, publisher: &a P}, {id: b, publisher: *a}]\n"
    (tmp_path / "p.yaml").write_text(bomb)
    assert [finding.rule for finding in load(tmp_path).findings] == ["anchor", "alias", "missing-field"]


def test_a_merge_key_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("stagehold: 1\nsources:\n- {id: a, publisher: P, <<: {kind: press}}\n")
    assert [(finding.rule, finding.line) for finding in load(tmp_path).findings] == [("merge-key", 3)]


def test_every_mistake_of_all_files_is_found_in_one_pass_in_order(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(
        "spaces:\n- {id: a, studio: lot, kind: stag}\n- {id: b, studio: lto, kind: stage}\n"
    )
    (tmp_path / "a.yaml").write_text("stagehold: 1\nstudios: [{id: lot, name: Lot, country: XX}]\nleasse: []\n")
    (tmp_path / "c.yaml").write_text("titles: [{id: t, name: T, kind: film}]\n")
    found = [(item.rule, item.file, item.line) for item in found_in(load(tmp_path))]
    assert found == [
        ("not-a-country", "a.yaml", 2),
        ("unknown-table", "a.yaml", 3),
        ("not-allowed", "b.yaml", 2),
        ("unknown-id", "b.yaml", 3),
        ("not-allowed", "c.yaml", 1),
    ]


def test_a_record_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(HEAD + "- {id: a, studio: lot}\n- {id: b, studio: lot, kind: stage}\n")
    loaded = load(tmp_path)
    assert list(loaded.portfolio.spaces) == ["b"]
    assert len(loaded.findings) == 1
