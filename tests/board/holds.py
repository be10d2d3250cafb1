"""Holds that tests of the board begin with: placed by the API, or filled into the form."""

from __future__ import annotations

from playwright.sync_api import Locator

from board.reader import Reader


def hold(reader: Reader, space: str, start: str, end: str, party: str = "lantern", title: str = "Main unit") -> str:
    """A hold that stands already, by the API; the id of its booking."""
    body = {"party": party, "title": title, "lines": [{"space": space, "start": start, "end": end}]}
    made: list[str] = reader.ask("POST", "/bookings", body)["made"]
    return made[0]


def form(reader: Reader) -> Locator:
    """The form of a new hold."""
    return reader.page.get_by_role("dialog", name=reader.t("hold.new"))


def filled(reader: Reader, space: str, first: str, last: str, party: str) -> Locator:
    """The form of a new hold, opened by its button and filled in; it is not sent yet."""
    reader.button("hold.new").click()
    dialog = form(reader)
    dialog.get_by_label(reader.t("hold.stage"), exact=True).select_option(space)
    dialog.get_by_label(reader.t("hold.first-day")).fill(first)
    dialog.get_by_label(reader.t("hold.last-day")).fill(last)
    dialog.get_by_label(reader.t("hold.party"), exact=True).select_option(party)
    return dialog
