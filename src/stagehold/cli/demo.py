"""demo: the whole story on real data, and a report to keep."""

from __future__ import annotations

from pathlib import Path

import click

from stagehold.cli.console import human, out
from stagehold.cli.reading import Writable, write_text
from stagehold.cli.watching import budget_of, make_room, watched
from stagehold.services.demo import Chapter, tell


@click.command()
@click.option(
    "--report",
    type=Writable(),
    metavar="FILE",
    default=Path("stagehold-report.html"),
    show_default=True,
    help="Where to write the report.",
)
def demo(report: Path) -> None:
    """Tell the story of the East Asia example and write it as one HTML file."""

    def told(chapter: Chapter) -> None:
        make_room()
        out().print(f"\n{chapter.section.heading}", style="bold")
        for line in chapter.lines:
            out().print(f"  {line}")

    with watched(budget_of(None, None, None, 0)) as budget:
        story = tell(budget, told)
    out().print()
    write_text(report, story.html)
    human().print(f"Open it in a browser: {report.resolve().as_uri()}")
    human().print("The same as a page to plan on: ./run stagehold serve --demo")
    human().print("Next: ./run stagehold init my-lot && ./run stagehold plan my-lot; docs/tutorial/first-plan.md")
