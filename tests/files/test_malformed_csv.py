"""Malformed CSV: each folder holds one mistake, found in its file, on its physical line, in its column."""

from __future__ import annotations

from pathlib import Path

import pytest

from files.malformed import Expected, found_in, says_what_is_allowed
from stagehold.files import load

RIGHT = {
    "parties.csv": "id,name\nus,Us\n",
    "studios.csv": "id,name,country\nlot,Lot,JP\n",
    "spaces.csv": "id,studio,kind\na,lot,stage\n",
}


def case(
    name: str, file: str, text: str | bytes, rule: str, line: int, record: str = "", field: str = "", nearest: str = ""
):
    expected = Expected(rule=rule, file=file, line=line, record=record, field=field, nearest=nearest)
    return pytest.param(file, text, expected, id=name)


CASES = [
    case("an unknown file", "space.csv", "id\na\n", "unknown-table", 1, nearest="spaces"),
    case("an unknown column", "spaces.csv", "id,studio,kind,clear_hight\na,lot,stage,9 m\n", "unknown-column", 1,
         nearest="clear_height"),
    case("a column given twice", "spaces.csv", "id,studio,kind,id\na,lot,stage,b\n", "duplicate-column", 1),
    case("too many cells", "spaces.csv", "id,studio,kind\na,lot,stage,grid\n", "too-many-cells", 2),
    case("a cell under no header", "spaces.csv", "id,studio,kind,\na,lot,stage,grid\n", "cell-without-header", 2),
    case("an empty kind", "spaces.csv", "id,studio,kind\na,lot,\n", "missing-field", 2, "a", "kind"),
    case("an empty id", "spaces.csv", "id,studio,kind\n,lot,stage\n", "missing-field", 2, "", "id"),
    case("an unclosed quote", "spaces.csv", 'id,studio,kind,note\na,lot,stage,"half\nb,lot,stage,\n', "unclosed-quote",
         2),
    case("text behind a quote", "spaces.csv", 'id,studio,kind,note\na,lot,stage,"x"y\n', "text-after-quote", 2),
    case("a value whose brace does not close", "spaces.csv", "id,studio,kind,area\na,lot,stage,{amount: 9\n",
         "not-a-value", 2, "a", "area"),
    case("a value with a key given twice", "spaces.csv",
         'id,studio,kind,area\na,lot,stage,"{amount: 9, amount: 8}"\n', "duplicate-key", 2, "a", "area"),
    case("an empty word in a list", "spaces.csv", "id,studio,kind,features\na,lot,stage,grid;;tank\n", "empty-element",
         2, "a", "features.1"),
    case("a mistake below a cell of three lines", "spaces.csv",
         'id,studio,kind,note\na,lot,stage,"one\ntwo\nthree"\nb,lot,stagee,\n', "not-allowed", 5, "b", "kind", "stage"),
    case("a decimal comma", "spaces.csv", 'id;studio;kind;turnover_after\na;lot;stage;1,5\n', "not-a-whole-number", 2,
         "a", "turnover_after", "1.5"),
    case("a list in a file of semicolons", "spaces.csv", "id;studio;kind;features\na;lot;stage;grid;tank\n",
         "too-many-cells", 2),
    case("Shift_JIS", "studios.csv", "id,name,country\nlot,東宝スタジオ,JP\n".encode("shift_jis"), "not-utf-8", 2),
    case("UTF-16", "parties.csv", "id,name\nus,Us\n".encode("utf-16"), "not-utf-8", 1),
    case("a NUL byte", "parties.csv", b"id,name\nus,U\x00s\n", "control-character", 2),
    case("an id given twice", "parties.csv", "id,name\nus,Us\nus,Them\n", "duplicate-id", 3, "us", "id"),
    case("a need of no production", "needs.csv", "id,phases\nm,{shoot: 9}\n", "missing-field", 2, "", "production"),
    case("a need of an unknown production", "needs.csv", "production,id,phases\np1,m,{shoot: 9}\n", "unknown-id", 2,
         "p1", "production"),
    case("another version", "settings.csv", "stagehold\n2\n", "unsupported-version", 2),
    case("two rows of settings", "settings.csv", "work_week\n5\n6\n", "duplicate-settings", 3, "settings"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "content", "expected"), CASES)
def test_a_mistake_is_the_only_finding_and_stands_on_its_line(
    tmp_path: Path, file: str, content: str | bytes, expected: Expected
) -> None:
    for name, text in RIGHT.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / file).write_bytes(content if isinstance(content, bytes) else content.encode())
    loaded = load(tmp_path)
    assert found_in(loaded) == [expected]
    assert says_what_is_allowed(loaded)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_separator_byte_order_mark_and_line_ending_do_not_matter(
    tmp_path: Path, separator: str, mark: bytes, ending: str
) -> None:
    rows = [["id", "name"], ["us", '"Us; them, and\nothers"']]
    text = "\n".join(separator.join(row) for row in rows)
    (tmp_path / "parties.csv").write_bytes(mark + text.replace("\n", ending).encode())
    loaded = load(tmp_path)
    assert loaded.findings == ()
    assert loaded.portfolio.parties["us"].name == "Us; them, and\nothers"


def test_empty_rows_and_empty_columns_at_the_end_are_nothing(tmp_path: Path) -> None:
    (tmp_path / "parties.csv").write_text("id,name,,\n\nus,Us,,\n,,,\n", encoding="utf-8")
    loaded = load(tmp_path)
    assert loaded.findings == ()
    assert list(loaded.portfolio.parties) == ["us"]


def test_lists_values_and_child_tables_read_as_in_yaml(tmp_path: Path) -> None:
    for name, text in {
        **RIGHT,
        "spaces.csv": 'id,studio,kind,name,features,area\na,lot,stage,"{en: A, ja: 第1}",grid; tank,"1,000 m2 gross"\n',
        "productions.csv": "id,ready\np,2027-01\n",
        "needs.csv": 'production,id,phases,days_on,only\np,m,"[{build: 2}, {shoot: 3}]","{""a"": 9}",yes\n',
        "claims.csv": "record,field,value,unit\na,area,9000,sqft\n",
        "booking_lines.csv": "booking,space,from,to,state\nb,a,2027-01-01,2027-01-09,confirmed\n",
        "bookings.csv": "id,party\nb,us\n",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    from_tables = load(tmp_path)
    folder = tmp_path / "yaml"
    folder.mkdir()
    (folder / "p.yaml").write_text(
        """stagehold: 1
parties: [{id: us, name: Us}]
studios: [{id: lot, name: Lot, country: JP}]
spaces:
- {id: a, studio: lot, kind: stage, name: {en: A, ja: 第1}, features: [grid, tank], area: "1,000 m2 gross",
   claims: [{field: area, value: 9000, unit: sqft}]}
productions: [{id: p, ready: 2027-01, needs: [{id: m, phases: [{build: 2}, {shoot: 3}], days_on: {a: 9}, only: yes}]}]
bookings: [{id: b, party: us, lines: [{space: a, days: 2027-01-01/2027-01-09, state: confirmed}]}]
""",
        encoding="utf-8",
    )
    assert from_tables.findings == ()
    assert from_tables.portfolio == load(folder).portfolio


def test_a_claim_of_an_id_that_two_records_have_must_name_its_kind(tmp_path: Path) -> None:
    more = {"titles.csv": "id,name\nlot,Lot\n", "claims.csv": "record,field,value\nlot,opened,1932\n"}
    for name, text in {**RIGHT, **more}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    finding = load(tmp_path).findings[0]
    assert (finding.rule, finding.file, finding.line) == ("ambiguous-record", "claims.csv", 2)
    assert finding.allowed == "studio/lot, title/lot"
