"""What keeps a production from a stage, as the planner says it."""

from __future__ import annotations

from collections.abc import Mapping

SAID: Mapping[str, tuple[str, str]] = {
    # a lease
    "no lease of the party gives it": ("この当事者のどの賃貸借契約も対象としていない", "이 당사자의 어떤 임대차 계약에도 포함되지 않음"),
    "the lease starts on {day}": ("賃貸借は{day}に始まる", "임대차는 {day}에 시작"),
}
