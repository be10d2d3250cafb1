"""Opens pages of a folder in Chromium and prints what keeps somebody from using them: ``axe_of_pages.py FOLDER NAME…``.

A program apart: the event loop of Playwright would stay in the process of the other tests.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from board.launcher import browser_program
from stagehold.benching.browser import FLAGS

VIEWS = ((1440, 900, "light"), (390, 844, "dark"))


def main() -> None:
    """Each page at a desk in light, and on a phone in dark."""
    folder, names = Path(sys.argv[1]), sys.argv[2:]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(browser_program()), args=list(FLAGS))
        for width, height, scheme in VIEWS:
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            for name in names:
                page.goto((folder / name).as_uri())
                for item in Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]:
                    first = item["nodes"][0]
                    said = f"{item['id']} x {len(item['nodes'])}: {first['target']} {first['html'][:160]}"
                    sys.stdout.write(f"{name} {width} {scheme}: {said}\n")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
