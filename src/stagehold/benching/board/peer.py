"""vis-timeline, which we are compared with: fetched, given the same data, and served beside the board."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from threading import Thread
from typing import Any

from stagehold.benching.desk.session import NotMeasured
from stagehold.benching.rivals import environment

VERSION = "8.5.4"
# What the registry says of this version: another file under its name would be another peer.
INTEGRITY = "Xt7RNrRvOkQiSyk6vFTXSRwTunT0y9MzDgHY8N8H9nPuebJ6Vg+u3xnv0Swbxna/Pa2E3HjaBblEIQiK74E01Q=="
FILES = {
    "vis-timeline.js": "standalone/umd/vis-timeline-graph2d.min.js",
    "vis-timeline.css": "styles/vis-timeline-graph2d.min.css",
}
SECONDS_TO_FETCH = 120
_KINDS = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json"}
EPOCH = date(1970, 1, 1)


@contextmanager
def fetched() -> Iterator[Path]:
    """A folder with the two files of vis-timeline: kept beside the other peers where there is their environment.

    Raises
    ------
    NotMeasured
        If it cannot be fetched; the message says why.
    """
    kept = environment().parents[1]
    folder = kept / f"vis-timeline-{VERSION}"
    if all((folder / name).is_file() for name in FILES):
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="stagehold-vis-") as made:
        _unpack(_fetch(Path(made)), Path(made))
        if kept.is_dir():
            folder.mkdir(exist_ok=True)
            for name in FILES:
                shutil.copyfile(Path(made) / name, folder / name)
        yield Path(made)


def _fetch(folder: Path) -> Path:
    """The package as the registry gives it, by npm and its settings."""
    npm = shutil.which("npm") or shutil.which("npm", path=str(Path(sys.executable).parent))
    if npm is None:
        raise NotMeasured("there is no npm to fetch vis-timeline with: install Node 20 or newer")
    call = [npm, "pack", "--silent", f"vis-timeline@{VERSION}"]
    try:
        ended = subprocess.run(call, cwd=folder, capture_output=True, text=True, timeout=SECONDS_TO_FETCH, check=False)
    except (OSError, subprocess.TimeoutExpired) as wrong:
        raise NotMeasured(f"vis-timeline could not be fetched: {wrong}") from wrong
    found = list(folder.glob("*.tgz"))
    if ended.returncode or not found:
        said = (ended.stderr.strip().splitlines() or ["nothing"])[-1]
        raise NotMeasured(f"vis-timeline could not be fetched: npm ended with code {ended.returncode}; it said: {said}")
    digest = base64.b64encode(hashlib.sha512(found[0].read_bytes()).digest()).decode()
    if digest != INTEGRITY:
        raise NotMeasured(f"what came as vis-timeline {VERSION} is not what is expected: sha512 {digest}")
    return found[0]


def _unpack(package: Path, folder: Path) -> None:
    with tarfile.open(package) as packed:
        for name, inside in FILES.items():
            member = packed.extractfile(f"package/{inside}")
            if member is None:
                raise NotMeasured(f"vis-timeline {VERSION} holds no {inside}")
            (folder / name).write_bytes(member.read())


def as_items(board: Mapping[str, Any], first: date, days: int) -> dict[str, Any]:
    """What the server gives for the timeline, as vis-timeline takes it: lines as bars, leases and closures behind."""
    titles = {item["id"]: item["title"] for item in board["bookings"]}
    lines = board["lines"]
    items = [
        {
            "id": f"line-{number}",
            "group": space,
            "start": _day(start),
            "end": _day(end),
            "content": titles.get(booking) or "",
            "className": state,
        }
        for number, (booking, space, start, end, state) in enumerate(
            zip(lines["booking"], lines["space"], lines["start"], lines["end"], lines["state"], strict=True)
        )
    ]
    items += [
        _behind(f"{lease['id']}/{space}", space, lease["start"], lease["end"], "lease")
        for lease in board["leases"]
        if lease["start"] is not None and lease["end"] is not None  # it knows no open end
        for space in lease["spaces"]
    ]
    items += [_behind(item["id"], item["space"], item["start"], item["end"], "closure") for item in board["closures"]]
    studios = {item["id"]: item["name"]["en"] for item in board["studios"]}
    groups = [
        {"id": space["id"], "content": f"{studios[space['studio']]} · {space['name']['en']}", "order": number}
        for number, space in enumerate(board["spaces"])
    ]
    return {"items": items, "groups": groups, "from": _day_of(first), "to": _day_of(first + timedelta(days=days))}


def _behind(id_: str, space: str, start: int, end: int, name: str) -> dict[str, Any]:
    return {
        "id": id_, "group": space, "start": _day(start), "end": _day(end), "type": "background", "className": name,
        "content": "",
    }  # fmt: skip


def _day(number: int) -> str:
    return _day_of(EPOCH + timedelta(days=number))


def _day_of(day: date) -> str:
    return day.isoformat()


@contextmanager
def served(library: Path, data: Mapping[str, Any]) -> Iterator[str]:
    """The page of vis-timeline on loopback, compressed as the board is; its address."""
    here = files("stagehold.benching.board")
    answers = {
        "/": (here / "vis.html").read_bytes(),
        "/page.js": (here / "vis.js").read_bytes(),
        "/data.json": json.dumps(data, separators=(",", ":")).encode(),
        **{f"/{name}": (library / name).read_bytes() for name in FILES},
    }
    packed = {path: gzip.compress(body) for path, body in answers.items()}
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Page, packed)) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


class _Page(BaseHTTPRequestHandler):
    """Answers from memory, always compressed: every browser takes that."""

    protocol_version = "HTTP/1.1"

    def __init__(self, packed: Mapping[str, bytes], *given: Any) -> None:
        self._packed = packed
        super().__init__(*given)

    def do_GET(self) -> None:
        body = self._packed.get(self.path)
        self.send_response(HTTPStatus.NOT_FOUND if body is None else HTTPStatus.OK)
        self.send_header(
            "Content-Type", _KINDS[Path(self.path).suffix or ".html"] if body is not None else "text/plain"
        )
        if body is not None:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_: object) -> None:
        """Say nothing."""
