"""Portfolios in files: YAML, CSV and XLSX in and out, so that reading what was written gives equal records."""

from stagehold.files.load import MOST_BYTES, load
from stagehold.files.loaded import Loaded
from stagehold.files.save import FileForm, save

__all__ = ["MOST_BYTES", "FileForm", "Loaded", "load", "save"]
