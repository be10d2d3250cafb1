"""The built page: read once, compressed in memory, and served as files that never change under one name."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from stagehold.web.asked import Asked
from stagehold.web.reply import Reply

BUILT = Path(__file__).parent / "board" / "dist"
KINDS: Mapping[str, bytes] = {
    ".html": b"text/html; charset=utf-8",
    ".js": b"text/javascript; charset=utf-8",
    ".css": b"text/css; charset=utf-8",
    ".json": b"application/json",
    ".svg": b"image/svg+xml",
    ".png": b"image/png",
    ".woff2": b"font/woff2",
}
_PACKED = (".png", ".woff2")  # compressed in themselves
_BROTLI = ".br"  # made with the page: Python has no brotli of its own
_FOR_EVER = "public, max-age=31536000, immutable"  # of files that have the hash of what they hold in their name
_NAMED = re.compile(r"""(?:src|href)=["']\./assets/([^"']+)["']""")
_MISSING = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Stagehold</title>
<h1>The board has not been built</h1>
<p>{why} The desk itself answers: its API is described at <a href="/openapi.json">/openapi.json</a>.</p>
<p>From a copy of the source, <code>./run stagehold serve</code> builds the board and starts the server again.
A package that was installed without it is installed anew, from a complete package.</p>
</html>
"""


@dataclass(frozen=True, slots=True)
class BoardFile:
    """A file as it is sent: its kind, its tag, its bytes, and the same compressed where that is shorter, by coding."""

    kind: bytes
    tag: str
    plain: bytes
    packed: Mapping[str, bytes]

    def reply(self, asked: Asked, kept: str) -> Reply:
        """The file, or that whoever asks has it already; ``kept`` says how long it may be kept."""
        headers = {"etag": self.tag, "cache-control": kept, "vary": "accept-encoding"}
        if asked.is_fresh(self.tag):
            return Reply(304, headers=headers, page=True)
        coding = next((name for name in self.packed if accepts(asked, name)), None)
        if coding is None:
            return Reply(200, self.plain, kind=self.kind, headers=headers, page=True)
        headers["content-encoding"] = coding
        return Reply(200, self.packed[coding], kind=self.kind, headers=headers, page=True)


@dataclass(frozen=True, slots=True)
class BoardFiles:
    """The page and everything it loads, by name; ``missing`` says why there is none."""

    front: BoardFile | None
    assets: Mapping[str, BoardFile]
    missing: str = ""

    @classmethod
    def read(cls, folder: Path = BUILT) -> BoardFiles:
        """Read what was built; a page that names files that are not there counts as not built."""
        try:
            front = folder.joinpath("index.html").read_bytes()
            files = {file.name: file.read_bytes() for file in sorted(folder.joinpath("assets").iterdir())}
        except OSError:
            return cls(None, {}, "Nothing was built where this server looks for it.")
        assets = {
            name: _file(Path(name).suffix, plain, files.get(f"{name}{_BROTLI}"))
            for name, plain in files.items()
            if not name.endswith(_BROTLI)
        }
        named = _NAMED.findall(front.decode("utf-8", "replace"))
        if not named or any(name not in assets for name in named):
            return cls(None, {}, "What was built is not whole: the page names files that are not there.")
        return cls(_file(".html", front), assets)

    def front_reply(self, asked: Asked) -> Reply:
        """The page, asked for anew each time; where it was not built, one that says how to."""
        if self.front is None:
            body = _MISSING.format(why=self.missing).encode()
            return Reply(200, body, kind=KINDS[".html"], page=True)
        return self.front.reply(asked, "no-cache")

    def asset_reply(self, asked: Asked, name: str) -> Reply | None:
        """A file of the page; None where there is none of that name."""
        file = self.assets.get(name)
        return None if file is None else file.reply(asked, _FOR_EVER)


def _file(suffix: str, plain: bytes, brotli: bytes | None = None) -> BoardFile:
    codings = {} if suffix in _PACKED else {"br": brotli, "gzip": gzip.compress(plain, 9, mtime=0)}
    packed = {name: body for name, body in codings.items() if body is not None and len(body) < len(plain)}
    tag = f'"{hashlib.sha256(plain).hexdigest()[:20]}"'
    return BoardFile(KINDS.get(suffix, b"application/octet-stream"), tag, plain, packed)


def accepts(asked: Asked, coding: str) -> bool:
    """Whether whoever asks reads that coding, and does not say that it would rather not; all read gzip who read any."""
    known = (coding, "*") if coding == "gzip" else (coding,)
    for part in (asked.header(b"accept-encoding") or "").lower().split(","):
        name, _, weight = part.partition(";")
        if name.strip() in known:
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
