"""Whatever bytes a file holds, reading ends in findings: never in a traceback, never in a long wait."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from files.test_load import MINIMAL
from stagehold.files import FileForm, load, save

EDITS = st.lists(
    st.tuples(st.integers(0, 10_000), st.integers(0, 12), st.binary(max_size=4) | st.sampled_from(
        [b"\n", b"\n  ", b"\t", b"'", b'"', b"{", b"}", b"[", b"]", b": ", b"- ", b"&a ", b"*a", b"!x ", b"#", b"|",
         b",", b";", b"~", b"\xe6", b"\xff", b"\x00", b"-1", b"9" * 40, b"2027-13", b"/", b"..", b"% ", b"? ", b"<<: "]
    )),
    min_size=1,
    max_size=4,
)  # fmt: skip


def spoilt(data: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    for position, length, put in edits:
        start = position % (len(data) + 1)
        data = data[:start] + put + data[start + length :]
    return data


@given(edits=EDITS)
@settings(max_examples=3 * settings().max_examples)
def test_spoilt_yaml_ends_in_findings(edits: list[tuple[int, int, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "p.yaml").write_bytes(spoilt(MINIMAL.encode(), edits))
        load(folder)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    (folder / "p.yaml").write_text(MINIMAL, encoding="utf-8")
    portfolio = load(folder / "p.yaml").portfolio
    save(portfolio, folder / "csv", FileForm.CSV)
    save(portfolio, folder / "b.xlsx")
    return folder


@given(edits=EDITS, chosen=st.integers(0, 100))
def test_spoilt_csv_ends_in_findings(written: Path, edits: list[tuple[int, int, bytes]], chosen: int) -> None:
    files = sorted((written / "csv").iterdir())
    with tempfile.TemporaryDirectory() as folder:
        for number, file in enumerate(files):
            data = file.read_bytes()
            spoil = number == chosen % len(files)
            (Path(folder) / file.name).write_bytes(spoilt(data, edits) if spoil else data)
        load(folder)


@given(edits=EDITS)
def test_a_spoilt_workbook_ends_in_findings(written: Path, edits: list[tuple[int, int, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "b.xlsx").write_bytes(spoilt((written / "b.xlsx").read_bytes(), edits))
        load(Path(folder) / "b.xlsx")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("stagehold: 1\na: " + "[" * 200_000, id="brackets"),
        pytest.param("stagehold: 1\na: " + "{a: " * 100_000, id="braces"),
        pytest.param("- " * 200_000, id="dashes"),
        pytest.param("stagehold: 1\nspaces: [" + "{id: a}, " * 20_000 + "]", id="one id, many times"),
        pytest.param("stagehold: 1\nspaces: [" + "".join(f"{{id: s{n}, studio: t{n}, kind: stage}}, " for n in
                     range(20_000)) + "]", id="references that lead nowhere"),
        pytest.param("stagehold: 1\nleases: [" + "".join(f"{{id: s{n}, lessee: party {n}}}, " for n in
                     range(5_000)) + "]", id="parties by thousands of names"),
        pytest.param("stagehold: 1\nsources: [{id: a, kinnd: '" + "x" * 5_000_000 + "'}]", id="long text"),
    ],
)  # fmt: skip
def test_hostile_yaml_is_read_in_seconds(tmp_path: Path, text: str) -> None:
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    began = time.perf_counter()
    assert load(tmp_path).findings
    assert time.perf_counter() - began < 30


@pytest.mark.parametrize("deep", ["[" * 5_000, "[" * 5_000 + "]" * 5_000, '{""a"":' * 5_000 + "1" + "}" * 5_000])
def test_a_cell_nested_without_end_is_one_finding(tmp_path: Path, deep: str) -> None:
    (tmp_path / "sources.csv").write_text(f'id,publisher,claims\na,P,"{deep}"\n', encoding="utf-8")
    (finding,) = load(tmp_path).findings
    assert finding.rule in ("nested-too-deep", "not-a-value")
