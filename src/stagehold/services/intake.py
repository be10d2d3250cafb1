"""A portfolio that comes as bytes: a workbook, one YAML or JSON file, or a zip of YAML or CSV files."""

from __future__ import annotations

import tempfile
from enum import StrEnum
from pathlib import Path

from stagehold.files import Loaded, load
from stagehold.files.zipped import unpack


class Packed(StrEnum):
    """What the bytes are, by the name under which findings speak of them."""

    YAML = "portfolio.yaml"
    XLSX = "portfolio.xlsx"
    ZIP = "portfolio.zip"


def read_packed(data: bytes, packed: Packed, *, max_bytes: int) -> Loaded:
    """Everything in the bytes, and all that is wrong with it, each with its file, sheet and cell or line.

    Raises
    ------
    InputError
        If they cannot be unpacked; ``max_bytes`` holds for what is unpacked too.
    Unreadable, NotSupported
        If there is nothing to read in them.
    """
    with tempfile.TemporaryDirectory(prefix="stagehold-") as name:
        folder = Path(name)
        if packed is Packed.ZIP:
            unpack(data, folder, name=packed.value, max_bytes=max_bytes)
            return load(folder, max_bytes=max_bytes)
        file = folder / packed.value
        file.write_bytes(data)
        return load(file, max_bytes=max_bytes)
