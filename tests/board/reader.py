"""Somebody at the board: a browser with one page, who is signed in, in which language, on what screen."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Response, expect

from board.desks import PASSWORD
from board.words import english_left, word

DESKTOP = (1440, 900)
PHONE = (390, 844)
API = "/api/v1"
# Everything that is read or heard; code, and fields and values as files write them, are the same in every language.
_TEXTS = """
() => {
  const FIELD = /^[a-z_.-]+$/;
  const texts = [];
  const seen = (element) => element.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true });
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = ["SCRIPT", "STYLE", "CODE"].includes(element.tagName) ? "" : node.data.trim();
    if (text === "" || (FIELD.test(text) && element.closest("td, th") !== null)) continue;
    if (seen(element)) texts.push(text);
  }
  for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [alt], [aria-description]")) {
    if (!seen(element)) continue;
    for (const name of ["aria-label", "title", "placeholder", "alt", "aria-description"])
      if (element.hasAttribute(name)) texts.push(element.getAttribute(name).trim());
  }
  return texts;
}
"""
# The page's clock goes with the server's: both begin at the example's own time.
_CLOCK = """
(() => {
  const Real = Date;
  const shift = %d;
  class Shifted extends Real {
    constructor(...given) { if (given.length === 0) super(Real.now() + shift); else super(...given); }
    static now() { return Real.now() + shift; }
  }
  globalThis.Date = Shifted;
})();
"""


@dataclass
class Reader:
    """The page and what went wrong on it: errors of the console, requests that failed or were refused."""

    page: Page
    origin: str
    name: str
    language: str
    trouble: list[str] = field(default_factory=list)
    # What a test expects to be refused, as 409.
    expected: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.trouble.append(f"error: {error}"))
        self.page.on("response", self._answered)
        self.page.on("requestfailed", self._failed)
        self.page.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        # The browser's own line on a refused request stands among the answers, with its address.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.trouble.append(f"{message.type}: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.trouble.append(f"{response.status}: {response.request.method} {response.url}")

    def _asked(self, request: Any) -> None:
        # The board works without any other host.
        if not request.url.startswith((f"{self.origin}/", "data:", "blob:")):
            self.trouble.append(f"another host: {request.method} {request.url}")

    def _failed(self, request: Any) -> None:
        # A page that is left takes its stream and what it still asked for with it.
        if "ERR_ABORTED" not in (request.failure or ""):
            self.trouble.append(f"{request.failure}: {request.method} {request.url}")

    def t(self, key: str, **values: object) -> str:
        """Words of the board in the reader's language."""
        return word(self.language, key, **values)

    def go(self, address: str) -> None:
        """Open a place of the board, as ``timeline?market=JP``, in the page that is open."""
        self.page.goto(f"{self.origin}/#/{address}")
        expect(self.page.locator("#content")).to_be_visible()

    def heading(self, key: str) -> Locator:
        """The heading of a page."""
        return self.page.get_by_role("heading", level=1, name=self.t(key), exact=True)

    def button(self, key: str, **values: object) -> Locator:
        """A button by its words."""
        return self.page.get_by_role("button", name=self.t(key, **values), exact=True)

    def texts(self) -> list[str]:
        """All that is read or heard on the page."""
        found: list[str] = self.page.evaluate(_TEXTS)
        return found

    def english_left(self) -> list[str]:
        """English words of the board on a page in another language."""
        return english_left(self.language, self.texts())

    def settings(self) -> Locator:
        """The button that opens the reader's own settings."""
        return self.button("me.menu", name=self.name.title())

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Ask the API as this reader does, beside the page."""
        answer = self.page.context.request.fetch(
            f"{self.origin}{API}{path}",
            method=method,
            headers={"X-Stagehold": "1", **({"Content-Type": "application/json"} if body is not None else {})},
            data=None if body is None else json.dumps(body),
        )
        assert answer.ok, f"{answer.status} {method} {path}: {answer.text()}"
        return answer.json() if answer.text() else None


def sign_in(context: BrowserContext, origin: str, name: str, language: str) -> None:
    """Sign somebody in, in a language, before any page is open."""
    headers = {"X-Stagehold": "1"}
    body = {"name": name, "password": PASSWORD}
    entered = context.request.post(f"{origin}{API}/sign-in", data=body, headers=headers)
    assert entered.ok, entered.text()
    me = {"display": name.title(), "language": language, "units": "m2"}
    changed = context.request.put(f"{origin}{API}/me", data=me, headers=headers)
    assert changed.ok, changed.text()


def set_clock(context: BrowserContext, ahead: timedelta) -> None:
    """Let the clock of every page of a browser be ahead of ours, as the server's is."""
    context.add_init_script(_CLOCK % int(ahead.total_seconds() * 1000))


def keep_guide_away(context: BrowserContext) -> None:
    """As for a reader who has been here before."""
    context.add_init_script("try { localStorage.setItem('stagehold.guide', 'seen') } catch {}")
