"""A desk to call at in tests: one lot in Tokyo, three stages, four parties, a clock that is said with every call."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cli.calling import Call, Said
from stagehold.services.desking import moment_of, opened
from stagehold.services.portfolios import open_portfolio
from stagehold.services.taking_in import take_in

LOT = """stagehold: 1
parties:
  - {id: lot-stages, name: Lot Stages, kind: studio}
  - {id: gull, name: Gull Pictures}
  - {id: tern, name: Tern Films, time_zone: America/Los_Angeles}
  - {id: wren, name: Wren}
policies:
  - {id: rules, hold_expiry: P7D, renewals: 1, challenge_clock: PT24H, confirm_clock: PT48H, currency: JPY,
     rates: {shoot: 300000, build: 200000}, tax_name: VAT, tax_rate: 0.1, quotation_valid: P14D,
     conditions: [{kind: deposit, within: PT48H, share: 0.5}],
     cancellation: [{days_before: 30, share: 0.2}, {days_before: 7, share: 1}]}
studios: [{id: lot, name: Lot, country: JP, time_zone: Asia/Tokyo, operator: lot-stages, policy: rules}]
productions: [{id: g1, ready: 2027-05-01, needs: [{id: main, phases: {shoot: 5}}]}]
spaces:
  - {id: a, studio: lot, kind: stage, name: Stage A, area: 1000 m2, joins: [b]}
  - {id: b, studio: lot, kind: stage, name: Stage B, area: 600 m2}
  - {id: c, studio: lot, kind: stage}
"""
MONDAY = "2027-03-01T10:00+09:00"


class AtDesk:
    """Calls ``stagehold desk …`` at one desk; ``now`` stands still until it is set."""

    def __init__(self, call: Call, path: Path | str) -> None:
        self.call = call
        self.path = str(path)
        self.now = MONDAY

    def __call__(self, command: str, *arguments: object, code: int = 0) -> Said:
        """The call, which must end with this exit code."""
        options = [] if command == "policies" else ["--desk", self.path, "--now", self.now]
        said = self.call("desk", command, *arguments, *options)
        assert said.code == code, said.all()
        return said

    def data(self, command: str, *arguments: object, code: int = 0) -> Any:
        """The JSON that a call prints."""
        return self(command, *arguments, "--json", code=code).data()

    def made(self, command: str, *arguments: object) -> str:
        """The id of what a call made."""
        id_: str = self.data(command, *arguments)["made"][0]
        return id_

    def hold(self, party: str, *wanted: object) -> str:
        """The booking of a hold."""
        return self.made("hold", *wanted, "--for", party)

    def lines(self, booking: str) -> list[tuple[str, str, str, str]]:
        """(space, first day, half-open end, state) of every line of a booking."""
        lines = self.data("show", booking)["lines"]
        return [(line["space"], line["start"], line["end"], line["state"]) for line in lines]


def new_desk(folder: Path, portfolio: str = LOT) -> Path:
    """A desk in a file, with a portfolio taken in."""
    (folder / "portfolio.yaml").write_text(portfolio, encoding="utf-8")
    address = folder / "desk.sqlite"
    with opened(str(address), moment_of(MONDAY, "now"), new=True) as desk:
        take_in(desk, open_portfolio(folder / "portfolio.yaml"), by="ann")
    return address
