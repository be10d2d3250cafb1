"""advise: which leases to sign, how sure they carry the slate, and what nothing can beat."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path

import click

from stagehold.advising.advice import Assurance
from stagehold.cli.console import print_findings, print_json
from stagehold.cli.reading import Writable, day_of, language, reader_of, write_text
from stagehold.cli.tables import print_table
from stagehold.cli.watching import limits, watched
from stagehold.domain.days import Span, through
from stagehold.domain.errors import InputError
from stagehold.services import advising

DEFAULT_STEPS = 30_000  # search steps of a plan, so that the same seed gives the same advice
STOPPING = "stopping: the advice so far follows; once more ends the command at once, without any"


class Levels(click.ParamType[tuple[float, ...]]):
    """Targets as ``0.8,0.9``."""

    name = "targets"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, ...]:
        """The numbers; whether they can be targets is for the assurance to say."""
        if isinstance(value, tuple):
            return value
        try:
            return tuple(float(word) for word in str(value).replace(" ", "").split(","))
        except ValueError:
            self.fail(f"{value!r} is no list of numbers; write one as 0.8,0.9,0.95", param, ctx)


class Money(click.ParamType[Decimal]):
    """A decimal number."""

    name = "number"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """The number; "nan" and "inf" are none."""
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            self.fail(f"{value!r} is no number; write one as 250000 or 0.04", param, ctx)
        if not number.is_finite():
            self.fail(f"{value!r} is no number; write one as 250000 or 0.04", param, ctx)
        return number


@click.command()
@click.argument("portfolio", type=click.Path(path_type=Path))
@limits
@click.option(
    "--assurance",
    type=click.Choice([item.value for item in Assurance]),
    default=Assurance.ON_TIME.value,
    show_default=True,
    help="on-time: expected share; year: worst year; tail: late days of the worst tenth.",
)
@click.option("--target", type=Levels(), default=(), metavar="X,X,…", help="Levels of the curve, as 0.8,0.9.")
@click.option(
    "--rule",
    type=click.Choice(["re-place", "shift"]),
    default="re-place",
    show_default=True,
    help="How a plan is repaired in a future.",
)
@click.option("--horizon", metavar="FROM/TO", help="First and last day whose rent counts; default settings.advice.")
@click.option("--point", type=Money(), metavar="MONEY", help="What a late day at priority 1 is worth.")
@click.option("--rate", type=Money(), metavar="RATE", help="Yearly rate of discounting, as 0.04.")
@click.option("--today", metavar="DATE", help="Leave out what had to be decided before.")
@click.option(
    "--futures", type=click.IntRange(40, 1_000_000), default=10_000, show_default=True, metavar="N",
    help="Fresh futures on which a point must keep its target.",
)  # fmt: skip
@click.option(
    "--search", type=click.IntRange(1, 1_000), default=12, show_default=True, metavar="N",
    help="Futures of the search by months.",
)  # fmt: skip
@click.option(
    "--sets", type=click.IntRange(1, 1_000), default=24, show_default=True, metavar="N",
    help="Sets of leases that the planner verifies at most.",
)  # fmt: skip
@click.option(
    "--without",
    type=click.Choice(["worth", "options", "waiting", "spot-price"]),
    multiple=True,
    help="Leave this out; spot-price plans anew at several prices. May be given more than once.",
)
@click.option("--picture", type=Writable(), metavar="FILE", help="Write the curve as SVG.")
@language
def advise(
    portfolio: Path,
    party: str | None,
    time_limit: float | None,
    iterations: int | None,
    workers: int | None,
    seed: int,
    assurance: str,
    target: tuple[float, ...],
    rule: str,
    horizon: str | None,
    point: Decimal | None,
    rate: Decimal | None,
    today: str | None,
    futures: int,
    search: int,
    sets: int,
    without: tuple[str, ...],
    picture: Path | None,
    lang: str,
    *,
    as_json: bool,
) -> int:
    """Weigh the candidate leases of PORTFOLIO against spot stages over its demand scenarios, and show the curve."""
    from stagehold.advising.advising import Effort
    from stagehold.planning.budget import Budget

    question = advising.Question(
        party=party,
        today=day_of(today, "--today"),
        horizon=_horizon(horizon),
        point=point,
        rate=_rate(rate),
        assurance=Assurance(assurance),
        targets=target,
        rule=rule,
        without=without,
    )
    effort = Effort(search=search, compare=max(40, futures // 5), fresh=futures, sets=sets)
    steps = iterations or (None if time_limit else DEFAULT_STEPS)
    limits_ = Budget(seconds=time_limit, iterations=steps, workers=workers or 1, seed=seed)
    with watched(limits_, STOPPING) as budget:
        result = advising.advise(portfolio, question, effort, budget)
    reader = reader_of(result.loaded.portfolio, lang)
    if picture is not None:
        from stagehold.reports.advice_picture import curve_picture

        write_text(picture, curve_picture(result.advice, reader).svg)
    if as_json:
        from stagehold.reports.advice import advice_as_data

        print_json(advice_as_data(result.advice))
    else:
        from stagehold.reports.advice_tables import advice_tables

        for table in advice_tables(result.advice, result.loaded.portfolio, reader):
            print_table(table, reader)
        print_findings(result.advice.findings)
    return 0


def _horizon(text: str | None) -> Span | None:
    if text is None:
        return None
    first, slash, last = text.partition("/")
    if not slash:
        raise InputError(f"--horizon: {text!r} is no interval; write one as 2028-01-01/2032-12-31")
    start, end = day_of(first, "--horizon"), day_of(last, "--horizon")
    assert start is not None
    assert end is not None
    if end < start:
        raise InputError(f"--horizon: {text!r} ends before it starts")
    return through(start, end)


def _rate(rate: Decimal | None) -> Decimal | None:
    if rate is not None and not Decimal("-0.5") <= rate <= 1:
        raise InputError(f"--rate {rate}: a yearly rate from -0.5 to 1, as 0.04 for 4 %")
    return rate
