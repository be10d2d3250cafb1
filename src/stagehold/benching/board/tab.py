"""A page in the browser: opened, looked at, and moved by real input events."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from stagehold.benching.board.chrome import Chrome
from stagehold.benching.browser import NoBrowser
from stagehold.benching.desk.session import NotMeasured

CTRL = 2  # the bit of the protocol's modifiers
SECONDS_A_FRAME = 1 / 60
# Runs before the page: notes when enough bars have been painted. The message comes after the frame they are in.
_WATCH = """
(() => {
  const look = () => {
    if (document.querySelectorAll(%(bars)s).length < %(least)d) return void requestAnimationFrame(look);
    const channel = new MessageChannel();
    channel.port1.onmessage = () => (window.stageholdReady = performance.now());
    requestAnimationFrame(() => channel.port2.postMessage(0));
  };
  requestAnimationFrame(look);
})();
"""
_RECORD = """
(() => {
  const frames = (window.stageholdFrames = []);
  const tick = (time) => { frames.push(time); if (window.stageholdFrames === frames) requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
})()
"""
_RECORDED = "(() => { const frames = window.stageholdFrames; window.stageholdFrames = null; return frames; })()"


@dataclass(frozen=True, slots=True)
class Fetched:
    """Bytes that came over the wire for a page, headers included: its scripts, and everything."""

    script: int
    all: int


@dataclass(frozen=True, slots=True)
class Frames:
    """Frames of a stretch of time: how many a second, and the longest time between two, in milliseconds."""

    per_second: float
    longest: float


class Tab:
    """One page."""

    def __init__(self, chrome: Chrome, session: str) -> None:
        self._chrome = chrome
        self._session = session
        self._watching: str | None = None

    def call(self, method: str, **given: Any) -> dict[str, Any]:
        """Ask the page for something, in the browser's protocol."""
        return self._chrome.call(method, self._session, **given)

    def evaluate(self, text: str) -> Any:
        """The value of an expression in the page."""
        found = self.call("Runtime.evaluate", expression=text, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in found:
            raise NotMeasured(f"the page said: {found['exceptionDetails'].get('exception', {}).get('description')}")
        return found["result"].get("value")

    def visit(self, address: str) -> None:
        """Go somewhere, and wait until it is there."""
        self.call("Page.navigate", url=address)
        self._until(lambda: self.evaluate("document.readyState") == "complete", 60, f"{address} did not load")

    def ready(self, address: str, bars: str, least: int, seconds: float) -> float:
        """Open an address anew; seconds until at least so many bars, found by a selector, have been painted.

        Raises
        ------
        NotMeasured
            If they are not within ``seconds``.
        """
        if self._watching is not None:
            self.call("Page.removeScriptToEvaluateOnNewDocument", identifier=self._watching)
        watch = _WATCH % {"bars": json.dumps(bars), "least": least}
        self._watching = self.call("Page.addScriptToEvaluateOnNewDocument", source=watch)["identifier"]
        self.visit("about:blank")
        self._chrome.drain()
        self._chrome.events.clear()
        self.call("Page.navigate", url=address)
        self._until(
            lambda: self.evaluate("window.stageholdReady") is not None,
            seconds,
            f"{address.partition('#')[0]} had not drawn {least} bars after {seconds:g} s",
        )
        return float(self.evaluate("window.stageholdReady")) / 1000

    def fetched(self) -> Fetched:
        """What has come over the wire since the page was opened."""
        self._chrome.drain()
        kinds: dict[str, str] = {}
        script = everything = 0
        for event in self._chrome.events:
            given = event["params"]
            if event["method"] == "Network.responseReceived":
                kinds[given["requestId"]] = given["type"]
            elif event["method"] == "Network.loadingFinished":
                everything += int(given["encodedDataLength"])
                if kinds.get(given["requestId"]) == "Script":
                    script += int(given["encodedDataLength"])
        return Fetched(script, everything)

    def heap(self) -> int:
        """Bytes that the page's objects take, once what nobody needs is gone."""
        self.call("HeapProfiler.collectGarbage")
        return int(self.call("Runtime.getHeapUsage")["usedSize"])

    def picture(self) -> str:
        """A digest of what is seen."""
        data = base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])
        return hashlib.sha256(data).hexdigest()

    def wheel(self, at: tuple[int, int], turns: Sequence[tuple[float, float]], *, ctrl: bool = False) -> list[float]:
        """Turn the wheel at a place, once a frame, by each (x, y) in turn.

        Returns
        -------
        The times of the frames that the page drew meanwhile, in milliseconds.

        Raises
        ------
        NotMeasured
            If nothing of what is seen has changed by it.
        """
        before = self.picture()
        self.call("Input.dispatchMouseEvent", type="mouseMoved", x=at[0], y=at[1])
        self.evaluate(_RECORD)
        modifiers = CTRL if ctrl else 0
        numbers = []
        begin = time.monotonic()
        for turn, (x, y) in enumerate(turns):
            wait = begin + turn * SECONDS_A_FRAME - time.monotonic()
            if wait > 0:
                time.sleep(wait)
            event = {"type": "mouseWheel", "x": at[0], "y": at[1], "deltaX": x, "deltaY": y, "modifiers": modifiers}
            numbers.append(self._chrome.send("Input.dispatchMouseEvent", self._session, **event))
        for number in numbers:
            self._chrome.answer(number, "a turn of the wheel")
        times: list[float] = self.evaluate(_RECORDED)
        if self.picture() == before:
            raise NotMeasured("the wheel moved nothing: what is seen stayed the same")
        return times

    def _until(self, there: Callable[[], bool], seconds: float, otherwise: str) -> None:
        end = time.monotonic() + seconds
        while not self._asked(there):
            if time.monotonic() > end:
                raise NotMeasured(otherwise)
            time.sleep(0.02)

    def _asked(self, there: Callable[[], bool]) -> bool:
        """While a page gives way to the next one there may be nobody to ask."""
        try:
            return there()
        except NoBrowser as wrong:
            if "context" in str(wrong) or "navigat" in str(wrong):
                return False
            raise


def frames_of(stretches: Sequence[Sequence[float]]) -> Frames:
    """Frames a second over stretches of frames, each given by the times of its frames in milliseconds.

    Raises
    ------
    NotMeasured
        If a stretch has fewer than two.
    """
    if not stretches or min(map(len, stretches)) < 2:
        raise NotMeasured("the page drew no frames while it was moved")
    gaps = [later - earlier for times in stretches for earlier, later in pairwise(times)]
    return Frames(1000 * len(gaps) / sum(gaps), max(gaps))


@contextmanager
def new_tab(chrome: Chrome, size: tuple[int, int]) -> Iterator[Tab]:
    """An empty page without cookies or cache of others, closed in the end."""
    context = chrome.call("Target.createBrowserContext")["browserContextId"]
    target = chrome.call(
        "Target.createTarget", url="about:blank", width=size[0], height=size[1], browserContextId=context
    )["targetId"]
    session = chrome.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    tab = Tab(chrome, session)
    for domain in ("Page", "Runtime", "Network", "HeapProfiler"):
        tab.call(f"{domain}.enable")
    tab.call("Network.setCacheDisabled", cacheDisabled=True)
    tab.call("Emulation.setDeviceMetricsOverride", width=size[0], height=size[1], deviceScaleFactor=1, mobile=False)
    try:
        yield tab
    finally:
        chrome.call("Target.disposeBrowserContext", browserContextId=context)
