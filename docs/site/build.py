"""Builds the documentation site: ``./run docs`` makes it in ``build/docs``, without any network.

The pages are read as they stand in the repository, where an index is called README.md and links lead to files beside
``docs`` too. For the site they are laid out anew: an index is ``index.md``, pages of the project stand in ``project``,
links follow, and each index lists its pages in the order in which it links to them. Then Sphinx builds it; a link
that leads nowhere, or a page in no index, fails the build.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
DOCS = PROJECT / "docs"
HERE = Path(__file__).resolve().parent
# Pages outside of docs that belong to the site, and what they are called there.
OF_PROJECT = {
    "CONTRIBUTING.md": "project/contributing.md",
    "CHANGELOG.md": "project/changelog.md",
    "examples/README.md": "project/examples.md",
    "requirements/README.md": "project/requirements.md",
}
SECTIONS = ("tutorial", "how-to", "reference", "explanation", "decisions")
_LINK = re.compile(r"(?<=\]\()(?![a-z]+:|#|/)([^)#\s]+)(#[^)\s]*)?(?=\))")
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def places() -> dict[Path, str]:
    """Where each page of the repository stands on the site."""
    found = {PROJECT / source: place for source, place in OF_PROJECT.items()}
    for page in sorted(DOCS.rglob("*.md")):
        if HERE in page.parents:
            continue
        found[page] = (page.parent / page.name.replace("README", "index")).relative_to(DOCS).as_posix()
    return found


def lay_out(target: Path) -> None:
    """Write the pages as the site wants them.

    Raises
    ------
    SystemExit
        If a page links to a file that does not exist.
    """
    shutil.rmtree(target, ignore_errors=True)
    known = places()
    lost: list[str] = []
    for page, place in known.items():
        written = target / place
        written.parent.mkdir(parents=True, exist_ok=True)
        text = _relinked(page, place, known, target, lost)
        if written.name == "index.md":
            text += _toctree(text, written.parent.name if written.parent != target else "")
        written.write_text(text, encoding="utf-8")
    if lost:
        raise SystemExit("\n".join(["links that lead nowhere:", *lost]))
    for folder in ("_static", "_templates"):
        shutil.copytree(HERE / folder, target / folder)
    shutil.copy(HERE / "conf.py", target)


def _relinked(page: Path, place: str, known: Mapping[Path, str], target: Path, lost: list[str]) -> str:
    """The text of a page with its links as they are on the site; files linked to are copied there."""

    def follow(link: re.Match[str]) -> str:
        aim, anchor = (page.parent / link[1]).resolve(), link[2] or ""
        if aim.is_dir():
            aim /= "README.md"
        if not aim.is_file():
            lost.append(f"{page.relative_to(PROJECT)}: {link[0]}")
            return link[0]
        inside = aim.is_relative_to(DOCS)
        at = known.get(aim) or (aim.relative_to(DOCS).as_posix() if inside else f"project/{_flat(aim)}")
        if aim not in known:
            (target / at).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(aim, target / at)
        up = "../" * (len(Path(place).parts) - 1)
        return f"{up}{at}{anchor}"

    text, end = "", 0
    whole = page.read_text(encoding="utf-8")
    for fence in _FENCE.finditer(whole):  # what stands in a block of code is no link
        text += _LINK.sub(follow, whole[end : fence.start()]) + fence[0]
        end = fence.end()
    return text + _LINK.sub(follow, whole[end:])


def _flat(file: Path) -> str:
    """One name for a file beside the docs, with an ending, so that it is offered as a file."""
    name = "-".join(file.relative_to(PROJECT).parts)
    return name if file.suffix else f"{name}.txt"


def _toctree(text: str, section: str) -> str:
    """The hidden lists that make the menu: of a section its pages, of the site (no section) its sections."""
    if not section:
        sections = "\n".join(f"{name}/index" for name in SECTIONS)
        project = "\n".join(place.removesuffix(".md") for place in OF_PROJECT.values())
        return _list(sections) + _list(project)
    return _list("\n".join(dict.fromkeys(_pages_linked(text, section))))


def _list(pages: str) -> str:
    return f"\n\n```{{toctree}}\n:hidden:\n\n{pages}\n```\n"


def _pages_linked(text: str, section: str) -> Iterator[str]:
    """Pages of the section, by name, in the order of their links (which lead there by way of the root)."""
    for link in _LINK.finditer(text):
        name = Path(link[1])
        if name.suffix == ".md" and name.name != "index.md" and name.parent.name == section:
            yield name.stem


def build(out: Path, source: Path) -> int:
    """Build the site; anything that Sphinx warns of fails it."""
    from sphinx.cmd.build import build_main

    lay_out(source)
    # An old page would stay: the folder is made anew.
    shutil.rmtree(out, ignore_errors=True)
    doctrees = source.with_name(f"{source.name}-doctrees")
    shutil.rmtree(doctrees, ignore_errors=True)
    return build_main(["-q", "-W", "--keep-going", "-b", "html", "-d", str(doctrees), str(source), str(out)])


def main() -> int:
    """``build.py [--out FOLDER]``, or ``build.py --pictures`` to draw the pictures of the pages anew."""
    parser = argparse.ArgumentParser(prog="./run docs", description="Build the documentation site.")
    parser.add_argument("--out", type=Path, default=PROJECT / "build" / "docs", help="folder of the site")
    parser.add_argument("--pictures", action="store_true", help="first draw the pictures, from the running program")
    asked = parser.parse_args()
    if asked.pictures:
        from pictures import draw_all

        draw_all(DOCS / "pictures")
    out: Path = asked.out.resolve()
    ended = build(out, out.with_name(f"{out.name}-source"))
    if ended == 0:
        sys.stdout.write(f"{out / 'index.html'}\n")
    return ended


if __name__ == "__main__":
    sys.exit(main())
