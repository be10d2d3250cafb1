"""What plans by hand stand on, kept between the requests of somebody who moves a piece about."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import TypeAlias

from stagehold.desk.importing import as_portfolio
from stagehold.desk.state import Desk
from stagehold.services.hand_plans import Ground

MOST_KEPT = 4
_Key: TypeAlias = tuple[int, str | None, str | None]


class Grounds:
    """Grounds by the last event, the party and the scenario."""

    def __init__(self) -> None:
        self._kept: OrderedDict[_Key, Ground] = OrderedDict()
        self._one = asyncio.Lock()  # who asks meanwhile waits for the same one

    async def of(self, desk: Desk, party: str | None, scenario: str | None) -> Ground:
        """The ground of the desk as it stands now.

        Raises
        ------
        InputError
            As ``Ground`` does.
        """
        async with self._one:
            key = (desk.number, party, scenario)
            ground = self._kept.get(key)
            if ground is None:
                still = desk.still()
                ground = await asyncio.to_thread(lambda: Ground(as_portfolio(still), party, scenario))
                self._kept[key] = ground
                while len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return ground
