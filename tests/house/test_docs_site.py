"""The documentation site builds without a warning, asks no other host for anything, and leads everywhere quickly."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

MOST_CLICKS = 3
MOST_BYTES = 300_000  # of a picture
# Attributes by which a page makes a browser fetch something by itself; a link that a reader follows is none.
FETCHING = {
    ("img", "src"),
    ("script", "src"),
    ("link", "href"),
    ("iframe", "src"),
    ("source", "src"),
    ("image", "href"),
}
FETCHING_RELS = {"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "modulepreload"}


class Page(HTMLParser):
    """The links of a page, and what it fetches."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "link" and not FETCHING_RELS & set(given.get("rel", "").split()):
            return
        self.fetched += [given[name] for element, name in FETCHING if element == tag and name in given]


@pytest.fixture(scope="session")
def site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("docs") / "site"
    build = project / "docs" / "site" / "build.py"
    ended = subprocess.run([sys.executable, str(build), "--out", str(out)], capture_output=True, text=True, timeout=300)
    assert (ended.returncode, ended.stderr) == (0, "")
    return out


def pages_of(site: Path) -> dict[Path, Page]:
    return {file: Page(file) for file in sorted(site.rglob("*.html"))}


def inside(file: Path, links: list[str]) -> Iterator[Path]:
    """The files of the site that links of a page lead to."""
    for link in links:
        parts = urlsplit(link)
        if not parts.scheme and parts.path:
            yield (file.parent / unquote(parts.path)).resolve()


def test_every_page_of_the_docs_is_on_the_site(site: Path, project: Path) -> None:
    written = {page.relative_to(site).with_suffix("").as_posix() for page in site.rglob("*.html")}
    docs = project / "docs"
    pages = [page for page in docs.rglob("*.md") if "site" not in page.relative_to(docs).parts]
    assert len(pages) > 30
    wanted = {page.relative_to(docs).with_suffix("").as_posix().replace("README", "index") for page in pages}
    assert wanted - written == set()


def test_every_link_and_every_picture_is_there(site: Path) -> None:
    lost = [
        f"{file.relative_to(site)}: {target}"
        for file, page in pages_of(site).items()
        for target in inside(file, [*page.links, *page.fetched])
        if not target.exists()
    ]
    assert lost == []


def test_nothing_is_fetched_from_another_host(site: Path) -> None:
    fetched = [
        f"{file.relative_to(site)}: {address}"
        for file, page in pages_of(site).items()
        for address in page.fetched
        if urlsplit(address).netloc
    ]
    assert fetched == []
    styles = "".join(file.read_text(encoding="utf-8") for file in site.rglob("*.css"))
    assert re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//[^)\s\"']+", styles) == []


def test_every_page_is_three_clicks_from_the_first(site: Path) -> None:
    pages = pages_of(site)
    first = site.resolve() / "index.html"
    known = {file.resolve(): set(inside(file, page.links)) for file, page in pages.items()}
    reached, edge = {first}, {first}
    for _ in range(MOST_CLICKS):
        edge = {target for file in edge for target in known.get(file, set())} - reached
        reached |= edge
    unreached = {file for file in known if file not in reached and "genindex" not in file.name}
    assert {file.relative_to(site.resolve()).as_posix() for file in unreached} - {"search.html"} == set()


def test_the_search_knows_words_of_every_kind_of_page(site: Path) -> None:
    index = (site / "searchindex.js").read_text(encoding="utf-8")
    assert index.startswith("Search.setIndex(")
    for name in ("tutorial/first-plan", "how-to/run-a-desk", "reference/http-api", "explanation/leases"):
        assert f'"{name}"' in index


# One of each kind: the first page, blocks and pictures, tables that are too wide for a phone, the search.
LOOKED_THROUGH = (
    "index.html",
    "tutorial/on-the-board.html",
    "explanation/use.html",
    "reference/python.html",
    "decisions/index.html",
    "search.html",
)


def test_everybody_can_use_the_pages_at_a_desk_in_light_and_on_a_phone_in_dark(site: Path) -> None:
    script = Path(__file__).with_name("axe_of_pages.py")
    command = [sys.executable, str(script), str(site), *LOOKED_THROUGH]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def test_what_draws_the_pictures_finds_all_it_uses_and_has_drawn_every_picture_of_the_pages(project: Path) -> None:
    """It drives a browser for a minute, so that only its beginning is run here."""
    folder = project / "docs" / "site"
    script = "import pictures; print(*(f'{view.name}.png' for view in pictures.VIEWS))"
    ended = subprocess.run([sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stderr) == (0, "")
    there = {file.name: file.stat().st_size for file in (project / "docs" / "pictures").iterdir()}
    assert set(ended.stdout.split()) <= set(there)
    assert [name for name, size in there.items() if size > MOST_BYTES] == []
    text = "".join(page.read_text(encoding="utf-8") for page in [project / "README.md", *project.glob("docs/**/*.md")])
    assert [name for name in there if f"pictures/{name})" not in text] == []
