"""Reports of what was made as long work: plans, reasons, comparisons, risk, advice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from stagehold.reports.reader import Reader
from stagehold.reports.report import Report
from stagehold.reports.report_storing import report_of_text
from stagehold.services.permissions import Permission
from stagehold.services.plan_kinds import REPORTS
from stagehold.services.reporting_plans import comparison_report, plan_report, why_report
from stagehold.web.asked import Asked
from stagehold.web.house import House
from stagehold.web.job_plans import MadePlan, plan_of, result_of
from stagehold.web.problems import Trouble
from stagehold.web.reply import Reply
from stagehold.web.reporting import REPORT_FORMS, Wanted, report_reply, require_all
from stagehold.web.route import Routes
from stagehold.web.shapes.reports import ReportGiven, ReportQuery, WhyOfQuery

routes = Routes("reports")
_ALL: dict[str, Any] = {"gives": ReportGiven, "forms": REPORT_FORMS, "needs": Permission.READ_PLANS}


def _require(house: House, asked: Asked) -> None:
    require_all(house, asked, Permission.READ_FACTS, Permission.READ_PLANS)


@routes.get("/reports/plan/{plan}", query=ReportQuery, problems=(404, 409, 422), **_ALL)
async def report_of_plan(house: House, asked: Asked) -> Reply:
    """A plan (the number of a published one, or the id of a job): placements, what is late and why, what helps."""
    _require(house, asked)
    name = asked.path["plan"]
    made = await plan_of(house, name)
    known = await house.whole.of(house.desk)

    def make(reader: Reader) -> Report:
        return plan_report(known, reader, made.data, _subtitle(made, house, reader))

    return await report_reply(house, asked, Wanted(name="plan", key=(house.desk.number, name), make=make))


def _subtitle(made: MadePlan, house: House, reader: Reader) -> str:
    """Whose plan it is, its number where it has one, and of which day; under which scenario."""
    word = reader.word
    id_ = str(made.data.get("party") or "")
    known = house.desk.portfolio.parties.get(id_)
    told = {"party": id_ if known is None else known.name, "day": reader.day(made.made)}
    if made.number is not None:
        return word("report.published", number=made.number, **told)
    text = word("report.job", **told)
    if made.scenario is None:
        return text
    return word("list-comma").join([text, word("report.under", scenario=made.scenario)])


@routes.get("/reports/why/{plan}", query=WhyOfQuery, problems=(404, 409, 422), **_ALL)
async def report_of_why(house: House, asked: Asked) -> Reply:
    """One production of a plan: where it stands, why not better, and what was verified to help."""
    _require(house, asked)
    query: WhyOfQuery = asked.query
    name = asked.path["plan"]
    made = await plan_of(house, name)
    production = query.production or made.production
    desk = house.desk
    if production is None:
        raise Trouble("input", "say which production: ?production=ID")
    if production not in desk.portfolio.productions:
        named = ", ".join(item.id for item in desk.portfolio.productions.values() if item.needs)
        raise Trouble("input", f"no production {production!r}; there are: {named[:2000] or 'none'}")

    def make(reader: Reader) -> Report:
        return why_report(desk.portfolio, reader, made.data, production, _subtitle(made, house, reader))

    key = (desk.number, name, production)
    return await report_reply(house, asked, Wanted(name="why", key=key, make=make))


@routes.get("/reports/compare/{job}", query=ReportQuery, problems=(404, 409, 422), **_ALL)
async def report_of_comparison(house: House, asked: Asked) -> Reply:
    """Scenarios side by side, as a job compared them: every figure with its difference, and what comes out anew."""
    _require(house, asked)
    name = asked.path["job"]
    made = await result_of(house, name, "compare")
    known = house.desk.portfolio

    def make(reader: Reader) -> Report:
        subtitle = reader.word("report.made", day=reader.day(made.made))
        return comparison_report(known, reader, made.data, subtitle)

    return await report_reply(house, asked, Wanted(name="compare", key=(house.desk.number, name), make=make))


@routes.get("/reports/risk/{job}", query=ReportQuery, problems=(404, 409, 422), **_ALL)
async def report_of_risk(house: House, asked: Asked) -> Reply:
    """How sure a plan is, as a job of kind risk worked it out: finishes, leases overrun, what drives lateness."""
    return await _kept(house, asked, "risk", "risk")


@routes.get("/reports/advice/{job}", query=ReportQuery, problems=(404, 409, 422), **_ALL)
async def report_of_advice(house: House, asked: Asked) -> Reply:
    """Which leases to sign, as a job of kind advise weighed them: the curve with its bound, sets, worth, options."""
    return await _kept(house, asked, "advice", "advise")


async def _kept(house: House, asked: Asked, name: str, kind: str) -> Reply:
    """A report that its job has written in every language."""
    _require(house, asked)
    id_ = asked.path["job"]
    made = await result_of(house, id_, kind)
    sources = house.desk.portfolio.sources

    def make(reader: Reader) -> Report:
        report = report_of_text(made.data[REPORTS], reader.language.value, sources)
        return replace(report, subtitle=reader.word("report.made", day=reader.day(made.made)))

    return await report_reply(house, asked, Wanted(name=name, key=(house.desk.number, id_), make=make))
