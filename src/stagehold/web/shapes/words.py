"""Kinds of text and numbers that many shapes share, with what is allowed of them."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

_NO_CONTROL = r"^[^\x00-\x1f\x7f]*$"

Word = Annotated[str, Meta(min_length=1, max_length=200, pattern=_NO_CONTROL)]
Sentence = Annotated[str, Meta(min_length=1, max_length=2000, pattern=_NO_CONTROL)]
Password = Annotated[str, Meta(min_length=1, max_length=500)]
UserName = Annotated[str, Meta(min_length=1, max_length=100, pattern=r"^[\w][\w.@+\-]*$")]
Limit = Annotated[int, Meta(ge=1, le=500)]
Cursor = Annotated[str, Meta(min_length=1, max_length=400, pattern=r"^[A-Za-z0-9_=-]+$")]
Number = Annotated[int, Meta(ge=0, le=2**53)]
