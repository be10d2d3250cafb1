"""Reports of what is known: what there is, the footprint, the slate, sources, leases and the use of stages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from stagehold.desk.state import Desk
from stagehold.domain.portfolio import TABLE_OF_KIND, Portfolio
from stagehold.leasing.standard import Standard
from stagehold.leasing.use_cells import Weight
from stagehold.leasing.use_figures import By, View
from stagehold.planning.plan import Plan
from stagehold.reports import footprint
from stagehold.reports.plan_reading import plan_of_data
from stagehold.reports.reader import Reader
from stagehold.reports.report import Report
from stagehold.reports.use import UseAsked
from stagehold.services.permissions import Permission
from stagehold.services.reporting import OF_ONE, REPORTS, footprint_report, slate_report, sources_report
from stagehold.services.reporting_leases import lease_report, leases_report, use_report
from stagehold.services.using import day_of_period
from stagehold.services.visible_facts import seen_record
from stagehold.web.asked import Asked
from stagehold.web.doing import span_of
from stagehold.web.house import House
from stagehold.web.job_plans import NO_PLAN, plan_of
from stagehold.web.problems import Trouble, not_found
from stagehold.web.reply import Reply
from stagehold.web.reporting import REPORT_FORMS, Wanted, reader_of, report_reply, require_all
from stagehold.web.route import API, Routes
from stagehold.web.shapes.reports import (
    FootprintQuery,
    LeaseQuery,
    LeasesQuery,
    ReaderQuery,
    ReportGiven,
    ReportListed,
    ReportQuery,
    ReportsGiven,
    SlateQuery,
    UseQuery,
)
from stagehold.web.shapes.words import FIRST_DAY, LAST_DAY

routes = Routes("reports")
_OF: Mapping[str, str] = {"sources": "record", "lease": "lease"}
_ALL: dict[str, Any] = {"gives": ReportGiven, "forms": REPORT_FORMS}


@routes.get("/reports", needs=Permission.READ_FACTS, query=ReaderQuery, gives=ReportsGiven)
async def reports(house: House, asked: Asked) -> ReportsGiven:  # noqa: ARG001  # as every route
    """Every report there is, with its title in the reader's language."""
    word = reader_of(asked, asked.query).word
    return ReportsGiven(
        reports=[
            ReportListed(
                name=name,
                title=word(f"report-name.{name}"),
                about=word(f"report-about.{name}"),
                of=_OF.get(name, "plan") if name in OF_ONE else None,
                address=f"{API}/reports/{name}" + ("/" if name in OF_ONE else ""),
            )
            for name in REPORTS
        ]
    )


@routes.get("/reports/footprint", needs=Permission.READ_FACTS, query=FootprintQuery, problems=(422,), **_ALL)
async def footprint_of(house: House, asked: Asked) -> Reply:
    """What space is leased, where, until when, and from which source it is known."""
    require_all(house, asked, Permission.READ_FACTS)
    query: FootprintQuery = asked.query
    known = house.desk.portfolio

    def make(reader: Reader) -> Report:
        return footprint_report(known, reader, on=query.on, party=query.for_, by=footprint.By(query.by))

    key = (house.desk.number, query.on, query.for_, query.by)
    return await report_reply(house, asked, Wanted(name="footprint", key=key, make=make))


@routes.get("/reports/slate", needs=Permission.READ_FACTS, query=SlateQuery, problems=(404, 422), **_ALL)
async def slate_of(house: House, asked: Asked) -> Reply:
    """Titles and releases by market and year, stated counts, the mix, slips, and delivery by a plan."""
    require_all(house, asked, Permission.READ_FACTS, Permission.READ_PLANS)
    query: SlateQuery = asked.query
    desk = house.desk
    name, data = await _plan(house, query.plan, None)

    def make(reader: Reader) -> Report:
        plan = None if data is None else (name, plan_of_data(data))
        return slate_report(desk.portfolio, reader, market=query.market, year=query.year, plan=plan)

    key = (desk.number, query.market, query.year, name)
    return await report_reply(house, asked, Wanted(name="slate", key=key, make=make))


async def _plan(house: House, asked: str | None, party: str | None) -> tuple[str, dict[str, Any] | None]:
    """The plan that is named, or the last one published (of a party); its name and JSON, or "" and None."""
    if asked == NO_PLAN:
        return "", None
    if asked is not None:
        return asked, (await plan_of(house, asked)).data
    published = [item for item in house.desk.plans.values() if party in (None, item.party)]
    if not published:
        return "", None
    last = max(published, key=lambda item: item.number)
    return str(last.number), {**last.plan, "party": last.party}


@routes.get("/reports/sources/{id...}", needs=Permission.READ_FACTS, query=ReportQuery, problems=(404, 422), **_ALL)
async def sources_of(house: House, asked: Asked) -> Reply:
    """Where every value of a record (its id, or kind/id) comes from, which one planning uses, and why."""
    desk = house.desk
    known, name = _record(asked, desk)

    def make(reader: Reader) -> Report:
        return sources_report(known, reader, name)

    key = (desk.number, name, asked.me.outside)
    return await report_reply(house, asked, Wanted(name="sources", key=key, make=make))


def _record(asked: Asked, desk: Desk) -> tuple[Portfolio, str]:
    """The portfolio to look a record up in, and its kind and id.

    Of what an outside party sees there is the record alone: neither who else says what, nor what is assumed.
    """
    id_ = asked.path["id"].removeprefix("/")
    seen = [
        (kind, found)
        for kind, record in desk.portfolio.find(id_)
        if (found := seen_record(asked.me, desk.portfolio, kind, record)) is not None
    ]
    if not seen:
        raise not_found("record")
    if len(seen) > 1:
        forms = ", ".join(f"{kind}/{id_}" for kind, _ in seen)
        raise Trouble("input", f"several records have this id; say which: {forms}")
    kind, record = seen[0]
    bare = id_.removeprefix(f"{kind}/") if id_ not in desk.portfolio.table(TABLE_OF_KIND[kind]) else id_
    known = Portfolio.of([record]) if asked.me.outside else desk.portfolio
    return known, f"{kind}/{bare}"


@routes.get("/reports/leases", needs=Permission.READ_FACTS, query=LeasesQuery, problems=(422,), **_ALL)
async def leases_of(house: House, asked: Asked) -> Reply:
    """All leases: terms, the dates to come, what each costs this year, and where they stand in the accounts."""
    require_all(house, asked, Permission.READ_FACTS)
    query: LeasesQuery = asked.query
    known, on, standard = house.desk.portfolio, _day(house, query.on), Standard(query.standard)

    def make(reader: Reader) -> Report:
        return leases_report(known, reader, on=on, standard=standard, party=query.for_)

    key = (house.desk.number, on, query.for_, standard)
    return await report_reply(house, asked, Wanted(name="leases", key=key, make=make))


@routes.get("/reports/lease/{id...}", needs=Permission.READ_FACTS, query=LeaseQuery, problems=(404, 422), **_ALL)
async def lease_of(house: House, asked: Asked) -> Reply:
    """What one lease costs, in cash and under IFRS 16 or ASC 842: periods, events, entries, and where it stands."""
    require_all(house, asked, Permission.READ_FACTS)
    query: LeaseQuery = asked.query
    known, id_ = house.desk.portfolio, asked.path["id"].removeprefix("/")
    if id_ not in known.leases and id_ not in known.candidate_leases:
        raise not_found("lease")
    on, standard = _day(house, query.on), Standard(query.standard)

    def make(reader: Reader) -> Report:
        return lease_report(known, reader, id_, standard=standard, on=on)

    key = (house.desk.number, id_, on, standard)
    return await report_reply(house, asked, Wanted(name="lease", key=key, make=make))


def _day(house: House, given: date | None) -> date:
    """The day asked for, or today."""
    if given is None:
        return house.now().date()
    if not FIRST_DAY <= given <= LAST_DAY:
        raise Trouble("invalid", f"days lie between {FIRST_DAY} and {LAST_DAY}; found {given}")
    return given


@routes.get("/reports/use", needs=Permission.READ_FACTS, query=UseQuery, problems=(404, 422), **_ALL)
async def use_of(house: House, asked: Asked) -> Reply:
    """Stage-days leased, let, occupied and shot, idle days by cause, the cost, and who bears it."""
    require_all(house, asked, Permission.READ_FACTS, Permission.READ_PLANS)
    query: UseQuery = asked.query
    looked = _use(query)
    party = query.for_ if looked.view is View.LESSEE else None
    name, data = await _plan(house, query.plan, party)
    known = await house.whole.of(house.desk)

    def make(reader: Reader) -> Report:
        plan: Plan | None = None if data is None else plan_of_data(data)
        return use_report(known, reader, looked, plan)

    key = (house.desk.number, looked, name)
    return await report_reply(house, asked, Wanted(name="use", key=key, make=make))


def _use(query: UseQuery) -> UseAsked:
    if query.tenant is not None and query.view != "studio":
        raise Trouble("input", "tenant goes with view=studio: a lessee sees its own use in full")
    first = None if query.from_ is None else day_of_period(query.from_, "from", last=False)
    last = None if query.to is None else day_of_period(query.to, "to", last=True)
    if first is not None and last is not None:
        if last < first:
            raise Trouble("input", f"the last day {last} lies before the first day {first}")
        span_of(first, date.fromordinal(last.toordinal() + 1))
    return UseAsked(
        view=View(query.view),
        party=query.for_,
        first=first,
        last=last,
        by=By(query.by),
        weight=Weight(query.weight),
        tenant=query.tenant,
    )
