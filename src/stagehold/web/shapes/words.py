"""Kinds of text and numbers that many shapes share, with what is allowed of them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta

from stagehold.domain.signs import UNKEPT_IN_LINE

NO_CONTROL = rf"^[^{UNKEPT_IN_LINE}]*$(?!\n)"  # Python's $ alone would let a line end pass behind the text

Word = Annotated[str, Meta(min_length=1, max_length=200, pattern=NO_CONTROL)]
Sentence = Annotated[str, Meta(min_length=1, max_length=2000, pattern=NO_CONTROL)]
Password = Annotated[str, Meta(min_length=1, max_length=500)]
UserName = Annotated[str, Meta(min_length=1, max_length=100, pattern=r"^[\w][\w.@+\-]*$(?!\n)")]
Limit = Annotated[int, Meta(ge=1, le=500)]
Cursor = Annotated[str, Meta(min_length=1, max_length=400, pattern=r"^[A-Za-z0-9_=-]+$")]
Number = Annotated[int, Meta(ge=0, le=2**53)]

_DAY = r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
Day = Annotated[date, Meta(extra_json_schema={"pattern": _DAY, "examples": ["2027-01-05"]})]
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
AsOf = Annotated[
    str,
    Meta(
        max_length=40,
        pattern=r"^([0-9]{1,15}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2}))$",
        description="the number of an event, or a moment with its zone",
    ),
]
