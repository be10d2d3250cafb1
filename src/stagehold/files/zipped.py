"""A portfolio as a zip of YAML or of CSV files, unpacked into a folder: every danger of archives is refused by name."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from stagehold.domain.errors import InputError
from stagehold.domain.findings import Finding

MOST_FILES = 500
_READ = (".yaml", ".yml", ".csv")
_LEFT_OUT = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


def unpack(data: bytes, folder: Path, *, name: str, max_bytes: int) -> None:
    """Write the files of an archive into ``folder``, side by side; a folder around them all is left out.

    Parameters
    ----------
    name
        What findings call the archive.
    max_bytes
        Of all files together, unpacked; counted while they are read, whatever the archive says of itself.

    Raises
    ------
    InputError
        If it is no archive, is encrypted, holds too much or too many, or a file that is not to be read; nothing of it
        is outside of ``folder``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = list(_entries(archive, name))
            left = max_bytes
            for entry, path in entries:
                content = _read(archive, entry, left, name, max_bytes)
                left -= len(content)
                (folder / path.name).write_bytes(content)
    # RuntimeError: a way of packing that zipfile cannot undo; the others: what is said to be packed is not there, or is
    # something else.
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as wrong:
        raise _refused(
            name, "not-an-archive", str(wrong)[:200], "a zip of .yaml or of .csv files that is whole"
        ) from None


def _entries(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[zipfile.ZipInfo, PurePosixPath]]:
    """The files to read with their paths, after the archive as a whole has been looked at."""
    listed = archive.infolist()
    if len(listed) > MOST_FILES:
        raise _refused(name, "too-many-files", f"{len(listed)} files", f"at most {MOST_FILES} files")
    found = [(entry, _path(entry, name)) for entry in listed if not entry.is_dir()]
    found = [(entry, path) for entry, path in found if not _is_left_out(path)]
    if not found:
        raise _refused(name, "empty-archive", "no file to read", "a zip of .yaml or of .csv files")
    folders = {path.parent for _, path in found}
    if len(folders) > 1 or any(len(folder.parts) > 1 for folder in folders):
        inner = max((path for _, path in found), key=lambda path: len(path.parts))
        allowed = "all files side by side, or in one folder"
        raise _refused(name, "files-in-folders", str(inner), allowed)
    seen: set[str] = set()
    for entry, path in found:
        if path.suffix.lower() not in _READ:
            raise _refused(name, "file-not-read", path.name, "files that end in .yaml, .yml or .csv")
        if path.name.lower() in seen:
            raise _refused(name, "file-twice", path.name, "every name once")
        seen.add(path.name.lower())
        yield entry, path


def _path(entry: zipfile.ZipInfo, name: str) -> PurePosixPath:
    """Where the file lies inside the archive, never outside of it."""
    text = entry.filename
    path = PurePosixPath(text)
    outside = path.is_absolute() or ".." in path.parts or "\\" in text or ":" in text or "\0" in text
    if outside or not path.name or any(ord(char) < 32 for char in text):
        raise _refused(name, "path-outside", repr(text)[:200], "names of files inside the archive")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise _refused(name, "not-a-file", text[:200], "plain files; no links")
    if entry.flag_bits & 1:
        raise _refused(name, "encrypted", text[:200], "an archive without a password")
    return path


def _is_left_out(path: PurePosixPath) -> bool:
    """What systems add to archives of themselves."""
    return path.parts[0] in _LEFT_OUT or path.name in _LEFT_OUT or path.name.startswith((".", "~$"))


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, name: str, most: int) -> bytes:
    """The content of a file, not a byte more than is left of what may be unpacked."""
    with archive.open(entry) as stream:
        content = stream.read(left + 1)
    if len(content) > left:
        raise _refused(name, "unpacks-too-large", f"more than {most} bytes unpacked", f"at most {most} bytes")
    return content


def _refused(name: str, rule: str, found: str, allowed: str) -> InputError:
    finding = Finding(rule=rule, file=name, found=found, allowed=allowed)
    return InputError(f"{name}: {rule}: found {found}; allowed: {allowed}", [finding])
