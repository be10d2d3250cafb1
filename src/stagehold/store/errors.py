"""What may go wrong with a database.

StageholdError
├── Overlap            the database refused two confirmed lines on one space-day (exit code 1)
├── NewerSchema        a later version of the program has written it (exit code 2)
├── Damaged            what is stored contradicts itself, or is none of ours (exit code 2)
└── Unavailable        it does not answer, or cannot be written (exit code 3)
    ├── ReadOnly
    ├── DiskFull
    └── Busy           somebody else has been writing for too long
"""

from __future__ import annotations

from stagehold.domain.errors import StageholdError


class Overlap(StageholdError):
    """Two confirmed lines would stand on one space-day; nothing of the batch was written."""

    code = "overlap"
    exit_code = 1


class NewerSchema(StageholdError):
    """The database was written by a later version of the program."""

    code = "newer-schema"
    exit_code = 2


class Damaged(StageholdError):
    """The database is not one of ours, or its parts do not agree."""

    code = "damaged-store"
    exit_code = 2


class Unavailable(StageholdError):
    """The database cannot be reached, opened, read or written."""

    code = "store-unavailable"
    exit_code = 3


class ReadOnly(Unavailable):
    """The file, its folder or the server takes no changes."""

    code = "store-read-only"


class DiskFull(Unavailable):
    """There is no room left to write."""

    code = "disk-full"


class Replaced(Unavailable):
    """A backup was restored over the desk while it was open here."""

    code = "store-replaced"


class Busy(Unavailable):
    """Another program has kept the database locked for too long."""

    code = "store-busy"
