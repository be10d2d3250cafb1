"""Archives of portfolios: what is in them is read, and nothing dangerous gets out of them."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from stagehold.domain.errors import InputError
from stagehold.files.zipped import MOST_FILES, unpack

YAML = b"stagehold: 1\n"


def archive(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as made:
        for name, data in files:
            made.writestr(name, data)
    return content.getvalue()


def names(data: bytes, folder: Path, most: int = 1_000_000) -> list[str]:
    unpack(data, folder, name="p.zip", max_bytes=most)
    return sorted(item.name for item in folder.iterdir())


def refused(data: bytes, folder: Path, most: int = 1_000_000) -> str:
    """The rule by which an archive is refused; nothing is written beside the folder."""
    with pytest.raises(InputError) as raised:
        unpack(data, folder, name="p.zip", max_bytes=most)
    (finding,) = raised.value.findings
    assert (finding.file, bool(finding.found), bool(finding.allowed)) == ("p.zip", True, True)
    assert [item.name for item in folder.parent.iterdir()] == [folder.name]
    return finding.rule


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "inside"
    inside.mkdir()
    return inside


def test_files_come_out_side_by_side_with_or_without_a_folder_around_them(folder: Path) -> None:
    assert names(archive(("a.yaml", YAML), ("b.YML", YAML)), folder) == ["a.yaml", "b.YML"]


def test_a_folder_around_all_files_is_left_out_and_so_is_what_systems_add(folder: Path) -> None:
    data = archive(
        ("lot/", b""),
        ("lot/a.csv", b"id\n"),
        ("__MACOSX/lot/._a.csv", b"x"),
        ("lot/.DS_Store", b"x"),
        ("lot/~$a.csv", b""),
    )
    assert names(data, folder) == ["a.csv"]


@pytest.mark.parametrize(
    "name",
    [
        "../a.yaml",
        "/etc/a.yaml",
        "lot/../../a.yaml",
        "..\\a.yaml",
        "C:a.yaml",
        "C:\\a.yaml",
        "\\\\host\\a.yaml",
        "a\n.yaml",
    ],
)
def test_a_path_that_leads_outside_is_refused(folder: Path, name: str) -> None:
    assert refused(archive((name, YAML)), folder) == "path-outside"


@pytest.mark.parametrize(
    ("files", "rule"),
    [
        ([("a.yaml", YAML), ("x/b.yaml", YAML)], "files-in-folders"),
        ([("x/y/b.yaml", YAML)], "files-in-folders"),
        ([("a.exe", b"MZ")], "file-not-read"),
        ([("a.yaml", YAML), ("b.zip", b"PK")], "file-not-read"),
        ([("a.yaml", YAML), ("A.yaml", YAML)], "file-twice"),
        ([("lot/", b"")], "empty-archive"),
        ([(f"{number}.yaml", b"") for number in range(MOST_FILES + 1)], "too-many-files"),
    ],
)
def test_what_is_not_a_folder_of_tables_is_refused(folder: Path, files: list[tuple[str, bytes]], rule: str) -> None:
    assert refused(archive(*files), folder) == rule


def test_a_bomb_is_stopped_while_it_is_unpacked(folder: Path) -> None:
    bomb = archive(*((f"{number}.yaml", b"\0" * 400_000) for number in range(10)))
    assert len(bomb) < 10_000
    assert refused(bomb, folder) == "unpacks-too-large"
    assert sum(item.stat().st_size for item in folder.iterdir()) <= 1_000_000


def test_an_archive_that_lies_about_its_size_gets_no_further(folder: Path) -> None:
    honest = archive(("a.yaml", b"\0" * 400_000))
    size = struct.pack("<I", 400_000)
    lying = honest.replace(size, struct.pack("<I", 10))
    assert lying != honest
    assert refused(lying, folder, most=1_000) in ("not-an-archive", "unpacks-too-large")


def test_links_and_passwords_are_refused(folder: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        link = zipfile.ZipInfo("a.yaml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")
    assert refused(content.getvalue(), folder) == "not-a-file"
    locked = bytearray(archive(("a.yaml", YAML), method=zipfile.ZIP_STORED))
    locked[6] |= 1  # of the entry itself
    locked[locked.index(b"PK\x01\x02") + 8] |= 1  # and of the directory
    assert refused(bytes(locked), folder) == "encrypted"


@pytest.mark.parametrize("data", [b"", b"PK", b"stagehold: 1\n", archive(("a.yaml", YAML))[:-10]])
def test_what_is_no_archive_is_refused(folder: Path, data: bytes) -> None:
    assert refused(data, folder) == "not-an-archive"


def test_a_damaged_archive_is_refused_wherever_it_is_damaged(folder: Path) -> None:
    whole = archive(("a.yaml", YAML * 50), ("b.yaml", YAML * 70))
    for place in range(len(whole)):
        data = bytearray(whole)
        data[place] ^= 0xFF
        with suppress(InputError):  # and nothing else
            unpack(bytes(data), folder, name="p.zip", max_bytes=1_000_000)
        for item in folder.iterdir():
            item.unlink()
