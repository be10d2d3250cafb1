"""The database of a desk, SQLite or PostgreSQL: its journal, its state, what parties are told, and backups.

The names below are what the services use.
"""

from stagehold.store.batch import Written
from stagehold.store.checking import differences
from stagehold.store.errors import Busy, Damaged, DiskFull, NewerSchema, Overlap, ReadOnly, Replaced, Unavailable
from stagehold.store.outbox import Outbox, Told
from stagehold.store.store import Store, open_store
from stagehold.store.tail import Answered, Tail
from stagehold.store.watching import Watch

__all__ = [
    "Answered",
    "Busy",
    "Damaged",
    "DiskFull",
    "NewerSchema",
    "Outbox",
    "Overlap",
    "ReadOnly",
    "Replaced",
    "Store",
    "Tail",
    "Told",
    "Unavailable",
    "Watch",
    "Written",
    "differences",
    "open_store",
]
