"""What is known, as reports for a reader: the footprint, the slate, and where the values of a record come from."""

from __future__ import annotations

from datetime import date

from stagehold.domain.portfolio import Portfolio
from stagehold.planning.plan import Plan
from stagehold.reports.delivery import delivery, delivery_table
from stagehold.reports.footprint import By, footprint
from stagehold.reports.footprint_picture import footprint_pictures
from stagehold.reports.footprint_tables import footprint_tables, headline
from stagehold.reports.reader import Reader
from stagehold.reports.report import Report, Section
from stagehold.reports.slate import slate
from stagehold.reports.slate_tables import slate_tables
from stagehold.reports.sources import record_sources
from stagehold.reports.sources_tables import sources_tables

# Every report there is, in the order of reading; those with a name of something have it in their address.
REPORTS = ("footprint", "slate", "sources", "plan", "why", "compare", "leases", "lease", "use", "risk", "advice")
OF_ONE = frozenset({"sources", "plan", "why", "compare", "lease", "risk", "advice"})


def footprint_report(
    portfolio: Portfolio, reader: Reader, *, on: date | None = None, party: str | None = None, by: By = By.MARKET
) -> Report:
    """What space is held on a day, or in all.

    Raises
    ------
    InputError
        If no lease names ``party`` as its lessee.
    """
    found = footprint(portfolio, on=on, party=party, by=by)
    section = Section(
        heading=reader.word("footprint.title"),
        text=(headline(found, reader),),
        tables=footprint_tables(found, reader),
        pictures=footprint_pictures(found, reader),
    )
    subtitle = [] if party is None else [reader.word("report.for", party=_party(portfolio, party))]
    subtitle += [] if on is None else [reader.word("report.on-day", day=reader.day(on))]
    return Report(
        title=reader.word("report.footprint"),
        subtitle=reader.word("list-comma").join(subtitle),
        sections=(section,),
        sources=portfolio.sources,
    )


def slate_report(
    portfolio: Portfolio,
    reader: Reader,
    *,
    market: str | None = None,
    year: int | None = None,
    plan: tuple[str, Plan] | None = None,
) -> Report:
    """Titles and releases; with a plan and its name, whether it delivers them in time."""
    found = slate(portfolio, market=market, year=year)
    sections = [Section(heading=reader.word("slate.title"), tables=slate_tables(found, reader))]
    shown = {row.id for row in found.titles}
    if plan is None:
        text = reader.word("report.plan-missing")
        sections.append(Section(heading=reader.word("delivery.title"), text=(text,)))
    else:
        number, made = plan
        rows = tuple(row for row in delivery(portfolio, made) if row.title in shown)
        text = reader.word("report.delivery-of", number=number)
        tables = (delivery_table(rows, portfolio, reader),)
        sections.append(Section(heading=reader.word("delivery.title"), text=(text,), tables=tables))
    subtitle = [] if market is None else [reader.country(market)]
    subtitle += [] if year is None else [str(year)]
    return Report(
        title=reader.word("report.slate"),
        subtitle=reader.word("list-comma").join(subtitle),
        sections=tuple(sections),
        sources=portfolio.sources,
    )


def sources_report(portfolio: Portfolio, reader: Reader, record: str) -> Report:
    """Everything stated of one record, ``id`` or ``kind/id``: which value counts and why.

    Raises
    ------
    InputError
        If no record has that id, or several kinds do.
    """
    found = record_sources(portfolio, record)
    name = f"{found.kind}/{found.id}"
    known = portfolio.find(name)[0][1]
    shown = reader.name(getattr(known, "name", None))
    section = Section(
        heading=reader.word("report.sources", record=shown or name),
        tables=sources_tables(found, reader),
        sources=found.source,
    )
    return Report(
        title=reader.word("report.sources", record=shown or name),
        subtitle=name,
        sections=(section,),
        sources={**portfolio.sources, **found.sources},
    )


def _party(portfolio: Portfolio, id_: str) -> str:
    return portfolio.parties[id_].name if id_ in portfolio.parties else id_
