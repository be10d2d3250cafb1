"""The house itself: what stands in the repository, how it starts, and what its files may hold."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

FOLDERS_NOT_OURS = {".git", ".venv", ".venv-bench", "__pycache__", "node_modules", "build", "dist"}
PINNED_FILES = ["uv", "run", "board", "test", "bench"]
# A room with one of these names collects whatever has no name of its own yet.
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "manager", "misc", "common", "core", "base"}
LONGEST_FILE = 400
# Floors that are handed today's date, the seed and the portfolio, and ask nobody for them.
FLOORS_WITHOUT_CLOCK = ["domain", "leasing", "planning", "advising", "desk", "reports", "files", "store"]
READS_OF_THE_WORLD = {
    "date.today",
    "datetime.today",
    "datetime.now",
    "datetime.utcnow",
    "time.time",
    "os.environ",
    "os.getenv",
    "random.random",
    "random.seed",
}
# Spelled so that no pattern matches its own line.
FOREIGN_TEXT = {
    "address of a package registry": re.compile(
        r"pypi[.]org|pythonhosted[.]org|registry[.]npmjs|deb[.]debian|index-url[ =]+\w+:", re.IGNORECASE
    ),
    "path of one person's machine": re.compile(r"(?<![\w.)-])/(?:work|root|home/\w+|Users/\w+)/"),
}


def in_repository(project: Path) -> list[Path]:
    """Every file git has or would take; every file outside caches where there is no git."""
    if shutil.which("git") and (project / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=project,
            capture_output=True,
            text=True,
        )
        if listed.returncode == 0:
            files = [project / name for name in listed.stdout.split("\0") if name]
            return [file for file in files if file.is_file()]
    files = []
    for folder, folders, names in os.walk(project):
        folders[:] = [name for name in folders if name not in FOLDERS_NOT_OURS and "cache" not in name]
        files += [Path(folder) / name for name in names]
    return files


def modules(project: Path) -> list[Path]:
    return sorted((project / "src" / "stagehold").rglob("*.py"))


def start(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(project / "run"), *arguments], capture_output=True, text=True, timeout=30)


def test_no_file_names_a_registry_or_a_machine(project: Path) -> None:
    met = []
    for file in in_repository(project):
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        met += [
            f"{file.relative_to(project)}:{number}: {what}: {line.strip()[:100]}"
            for number, line in enumerate(text.splitlines(), 1)
            for what, pattern in FOREIGN_TEXT.items()
            if pattern.search(line)
        ]
    assert met == []


def requirements(file: Path) -> Iterator[str]:
    """Each requirement of a pinned file as one line, continuation lines joined, comments dropped."""
    joined = re.sub(r"\s*\\\n\s*", " ", file.read_text(encoding="utf-8"))
    return (line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#"))


def pins(project: Path, name: str) -> set[str]:
    """``name==version ; marker`` of every requirement in one pinned file."""
    return {line.split(" --hash")[0].strip() for line in requirements(project / "requirements" / f"{name}.txt")}


@pytest.mark.parametrize("name", PINNED_FILES)
def test_every_requirement_is_pinned_with_hashes(project: Path, name: str) -> None:
    lines = list(requirements(project / "requirements" / f"{name}.txt"))
    pinned = re.compile(r"[\w.-]+==[\w.!+]+( ; [^#]+?)?( --hash=sha256:[0-9a-f]{64})+")
    assert lines
    assert [line for line in lines if not pinned.fullmatch(line)] == []


def test_the_test_pins_hold_every_run_pin(project: Path) -> None:
    assert pins(project, "run") - pins(project, "test") == set()


def test_pyproject_and_run_pins_name_the_same_packages(project: Path) -> None:
    declared = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    text = "".join((project / "requirements" / name).read_text(encoding="utf-8") for name in ("run.in", "board.in"))
    wanted = {bare for line in text.splitlines() if (bare := line.split("#")[0].strip())}
    needed = {*declared["project"]["dependencies"], *declared["build-system"]["requires"]}
    assert needed == wanted


@pytest.mark.parametrize("name", ["LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "docs/decisions/0001-start-up.md"])
def test_a_page_every_project_owes_its_readers_exists(project: Path, name: str) -> None:
    assert (project / name).stat().st_size > 0


def test_every_link_between_pages_leads_somewhere(project: Path) -> None:
    pages = [file for file in in_repository(project) if file.suffix == ".md"]
    broken = [
        f"{page.relative_to(project)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_decision_is_in_the_index(project: Path) -> None:
    folder = project / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in sorted(folder.glob("0*.md")) if f"({page.name})" not in index] == []


def test_the_start_script_is_valid_in_every_shell_found(project: Path) -> None:
    shells = [["sh"], ["dash"], ["bash", "--posix"], ["busybox", "ash"], ["ksh"], ["zsh"]]
    found = [shell for shell in shells if shutil.which(shell[0])]
    read = [subprocess.run([*shell, "-n", str(project / "run")], capture_output=True, text=True) for shell in found]
    assert ["sh"] in found
    assert [(ended.args, ended.stderr) for ended in read if ended.returncode or ended.stderr] == []


def test_start_without_a_verb_prints_usage_and_exits_2(project: Path) -> None:
    started = start(project)
    assert (started.returncode, started.stdout) == (2, "")
    assert started.stderr.startswith("Usage: ./run VERB")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("tets", "test"), ("dmeo", "demo"), ("stage", "stagehold"), ("plan", "stagehold plan"), ("linter", "lint")],
)
def test_start_with_an_unknown_verb_exits_2_and_suggests_the_nearest(project: Path, typed: str, meant: str) -> None:
    started = start(project, typed)
    assert (started.returncode, started.stdout) == (2, "")
    assert f"no verb '{typed}'. Did you mean './run {meant}'?" in started.stderr


def test_start_with_help_prints_usage_on_standard_output(project: Path) -> None:
    started = start(project, "--help")
    assert (started.returncode, started.stderr) == (0, "")
    assert started.stdout.startswith("Usage: ./run VERB")


def test_start_names_a_python_that_is_too_old_or_missing(project: Path, tmp_path: Path) -> None:
    world = {**os.environ, "STAGEHOLD_VENV": str(tmp_path / "venv"), "STAGEHOLD_PYTHON": "/nowhere/python3"}
    started = subprocess.run([str(project / "run"), "demo"], capture_output=True, text=True, env=world, timeout=30)
    assert (started.returncode, started.stdout) == (2, "")
    assert "STAGEHOLD_PYTHON is /nowhere/python3, which is not a Python 3.11 or newer" in started.stderr
    assert list(tmp_path.iterdir()) == []


def test_start_never_empties_a_folder_that_is_not_an_environment(project: Path, tmp_path: Path) -> None:
    kept = tmp_path / "photos" / "one.jpg"
    kept.parent.mkdir()
    kept.write_bytes(b"precious")
    world = {**os.environ, "STAGEHOLD_VENV": str(kept.parent)}
    started = subprocess.run([str(project / "run"), "demo"], capture_output=True, text=True, env=world, timeout=30)
    assert (started.returncode, started.stdout) == (2, "")
    assert "neither empty nor a virtual environment" in started.stderr
    assert kept.read_bytes() == b"precious"


def test_every_module_has_a_name_that_says_what_it_holds(project: Path) -> None:
    root = project / "src" / "stagehold"
    assert [
        str(module.relative_to(root))
        for module in modules(project)
        if NAMES_THAT_SAY_NOTHING & {part.lstrip("_").removesuffix(".py") for part in module.relative_to(root).parts}
    ] == []


def test_no_module_is_too_long_to_read_at_once(project: Path) -> None:
    lengths = {module: len(module.read_text(encoding="utf-8").splitlines()) for module in modules(project)}
    assert {
        str(module.relative_to(project)): length for module, length in lengths.items() if length > LONGEST_FILE
    } == {}


def test_every_module_says_what_it_is_for(project: Path) -> None:
    assert [
        str(module.relative_to(project))
        for module in modules(project)
        if (text := module.read_text(encoding="utf-8")).strip() and not ast.get_docstring(ast.parse(text))
    ] == []


def dotted(node: ast.AST) -> str:
    """``a.b`` for the attribute ``b`` of the name, or of the attribute, ``a``."""
    if not isinstance(node, ast.Attribute):
        return ""
    owner = node.value
    name = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
    return f"{name}.{node.attr}"


@pytest.mark.parametrize("floor", FLOORS_WITHOUT_CLOCK)
def test_no_floor_below_the_services_reads_clock_environment_or_chance(project: Path, floor: str) -> None:
    assert [
        f"{module.relative_to(project)}:{node.lineno}: {dotted(node)}"
        for module in sorted((project / "src" / "stagehold" / floor).rglob("*.py"))
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and dotted(node) in READS_OF_THE_WORLD
    ] == []


def test_count_draws_few_cases_unless_long_is_asked_for(count, request: pytest.FixtureRequest) -> None:
    assert count(3, 4) == (4 if request.config.getoption("--long") else 3)
