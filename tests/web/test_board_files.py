"""The page as it is served: its files, how long they are kept, and what is said where it was not built."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from stagehold.web.board_files import BoardFiles
from web.world import API, Desk

PAGE = '<!doctype html><script type="module" src="./assets/main-1.js"></script><link href="./assets/main-1.css">'
SCRIPT = "export const words = 1;\n" * 200


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A page as vite builds one."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "assets" / "main-1.js").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "assets" / "main-1.css").write_text("p{}", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("not for the page", encoding="utf-8")
    return tmp_path


@pytest.fixture
def page(desk: Desk, built: Path) -> Desk:
    """The desk with that page."""
    desk.app.__dict__["page"] = BoardFiles.read(built)
    return desk


def test_the_page_is_asked_for_anew_each_time_and_its_files_are_kept_for_a_year(page: Desk) -> None:
    front = page.ask(None, "GET", "/")
    assert (front.status_code, front.text) == (200, PAGE)
    assert front.headers["content-type"] == "text/html; charset=utf-8"
    assert front.headers["cache-control"] == "no-cache"
    script = page.ask(None, "GET", "/assets/main-1.js")
    assert (script.status_code, script.text) == (200, SCRIPT)
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert page.ask(None, "GET", "/assets/main-1.css").headers["content-type"] == "text/css; charset=utf-8"


def test_only_the_pages_own_files_run(page: Desk) -> None:
    for path in ("/", "/assets/main-1.js"):
        policy = page.ask(None, "GET", path).headers["content-security-policy"]
        assert "default-src 'none'; script-src 'self';" in policy
        assert "unsafe-eval" not in policy
        assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]


def test_whoever_has_a_file_is_not_sent_it_again(page: Desk) -> None:
    for path in ("/", "/assets/main-1.js"):
        tag = page.ask(None, "GET", path).headers["etag"]
        again = page.ask(None, "GET", path, if_none_match=tag)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)


@pytest.mark.parametrize(
    ("accepts", "packed"),
    [("gzip, br", True), ("*", True), ("gzip;q=0.5", True), ("gzip;q=0", False), ("identity", False), ("br", False)],
)
def test_files_go_out_compressed_to_those_who_read_that(page: Desk, accepts: str, packed: bool) -> None:
    answer = page.ask(None, "GET", "/assets/main-1.js", accept_encoding=accepts)
    assert answer.headers.get("content-encoding") == ("gzip" if packed else None)
    assert answer.text == SCRIPT
    assert answer.headers["vary"] == "accept-encoding"
    assert int(answer.headers["content-length"]) == (
        len(gzip.compress(SCRIPT.encode(), 9, mtime=0)) if packed else len(SCRIPT)
    )


@pytest.mark.parametrize(("accepts", "coding"), [("gzip, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip")])
def test_what_was_packed_at_the_build_goes_out_to_those_who_read_it(
    desk: Desk, built: Path, accepts: str, coding: str
) -> None:
    (built / "assets" / "main-1.js.br").write_bytes(b"packed")
    desk.app.__dict__["page"] = BoardFiles.read(built)
    address = f"{API.removesuffix('/api/v1')}/assets/main-1.js"
    with desk.client.stream("GET", address, headers={"accept-encoding": accepts}) as answer:
        assert answer.headers["content-encoding"] == coding
        raw = b"".join(answer.iter_raw())
    assert raw == (b"packed" if coding == "br" else gzip.compress(SCRIPT.encode(), 9, mtime=0))
    assert desk.ask(None, "GET", "/assets/main-1.js.br").status_code == 404


@pytest.mark.parametrize("path", ["secret.txt", "..%2Fsecret.txt", "%2e%2e%2findex.html", "main-1.js%00", "nothing.js"])
def test_nothing_but_the_pages_own_files_is_given(page: Desk, path: str) -> None:
    answer = page.ask(None, "GET", f"/assets/{path}")
    assert answer.status_code in (400, 404)
    assert "not for the page" not in answer.text


def test_where_nothing_was_built_the_page_says_how_to_and_the_desk_answers(desk: Desk, tmp_path: Path) -> None:
    desk.app.__dict__["page"] = BoardFiles.read(tmp_path / "nowhere")
    front = desk.ask(None, "GET", "/")
    assert (front.status_code, front.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "The board has not been built" in front.text
    assert "./run stagehold serve" in front.text
    assert str(tmp_path) not in front.text
    assert front.headers["cache-control"] == "no-store"
    assert desk.ask(None, "GET", "/assets/main-1.js").status_code == 404
    assert desk.get("vera", "/me").status_code == 200


@pytest.mark.parametrize(
    "harm",
    [
        lambda built: (built / "assets" / "main-1.js").unlink(),
        lambda built: (built / "index.html").write_text("<!doctype html>", encoding="utf-8"),
        lambda built: (built / "index.html").write_bytes(b"\xff\xfe\x00"),
        lambda built: (built / "index.html").unlink(),
    ],
    ids=["a file is missing", "it loads nothing", "no text", "no page"],
)
def test_a_page_that_is_not_whole_counts_as_not_built(built: Path, harm: object) -> None:
    harm(built)  # type: ignore[operator]
    assert BoardFiles.read(built).front is None
    assert BoardFiles.read(built).missing != ""


def test_the_page_that_was_built_here_is_whole_and_has_no_script_inside(desk: Desk) -> None:
    front = desk.ask(None, "GET", "/").text
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", front) == []
    assert re.findall(r"\bon\w+=|javascript:", front) == []
    names = re.findall(r"""(?:src|href)="\./assets/([^"]+)\"""", front)
    assert names != [], "build it: ./run test does"
    for name in names:
        assert desk.ask(None, "GET", f"/assets/{name}").status_code == 200
    assert API not in front
