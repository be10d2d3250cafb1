"""Rows and bars of the timeline as its tests find them: by what they say."""

from __future__ import annotations

import re

from playwright.sync_api import FloatRect, Locator, expect

from board.reader import Reader


def bar(reader: Reader, *says: str) -> Locator:
    """The bars whose name says all of this."""
    found = reader.page.get_by_role("gridcell")
    for text in says:
        found = found.and_(reader.page.get_by_role("gridcell", name=re.compile(re.escape(text))))
    return found


def stage(reader: Reader, name: str) -> Locator:
    """The head of a stage's row."""
    return reader.page.get_by_role("rowheader", name=re.compile(re.escape(name)))


def box_of(reader: Reader, name: str) -> FloatRect:
    """Where the head of a stage's row is on the screen."""
    head = stage(reader, name)
    expect(head).to_be_visible()
    box = head.bounding_box()
    assert box is not None
    return box


def days_shown(reader: Reader) -> int:
    """How many days the address says are in sight."""
    first, last = span(reader)
    return last - first + 1


def span(reader: Reader) -> tuple[int, int]:
    """First and last day in sight, as days since 1970, by the address."""
    reader.page.wait_for_function("() => /from=.*&to=/.test(location.hash)")
    found = re.search(r"from=(\d{4}-\d\d-\d\d)&to=(\d{4}-\d\d-\d\d)", reader.page.url)
    assert found is not None, reader.page.url
    first, last = reader.page.evaluate("(days) => days.map((day) => Date.parse(day) / 864e5)", [found[1], found[2]])
    return int(first), int(last)


def day_x(reader: Reader, day: str) -> float:
    """Where the middle of a day is on the screen, from left."""
    first, last = span(reader)
    number = reader.page.evaluate("(day) => Date.parse(day) / 864e5", day)
    view = reader.page.get_by_role("region", name=reader.t("timeline.view")).bounding_box()
    head = reader.page.get_by_role("rowheader").first.bounding_box()
    assert view is not None
    assert head is not None
    left = head["x"] + head["width"]
    return left + (view["x"] + view["width"] - left) * (number + 0.5 - first) / (last + 1 - first)


def said(reader: Reader, key: str, **values: object) -> None:
    """A message at the edge of the page says so."""
    messages = reader.page.get_by_role("region", name=reader.t("toast.label"))
    expect(messages.get_by_text(reader.t(key, **values), exact=True).first).to_be_visible()


def carry(reader: Reader, what: Locator, days_on: int) -> None:
    """Take a bar by its middle and carry it some days on; it is not let go of yet."""
    expect(what).to_be_visible()
    box = what.bounding_box()
    assert box is not None
    day = day_x(reader, "2027-01-02") - day_x(reader, "2027-01-01")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    reader.page.mouse.move(x, y)
    reader.page.mouse.down()
    reader.page.mouse.move(x + day, y, steps=4)
    reader.page.mouse.move(x + days_on * day, y, steps=6)
