"""Risk and advice as reports: what was drawn and weighed once, for a reader of each language."""

from __future__ import annotations

from stagehold.domain.portfolio import Portfolio
from stagehold.reports.advice_picture import curve_picture
from stagehold.reports.advice_tables import advice_tables
from stagehold.reports.finding_table import findings_table
from stagehold.reports.reader import Reader
from stagehold.reports.report import Report, Section
from stagehold.reports.risk import risk_headline, risk_tables
from stagehold.reports.risk_pictures import risk_pictures
from stagehold.reports.words import Language
from stagehold.services.advising import AdviceResult
from stagehold.services.risking import RiskResult


def risk_reports(result: RiskResult) -> dict[str, Report]:
    """How sure the plan is, by language: who is on time, which lease is overrun, what drives it.

    Raises
    ------
    ValueError
        If not a single future was worked out.
    """
    return {language.value: _risk(result, Reader(language=language)) for language in Language}


def _risk(result: RiskResult, reader: Reader) -> Report:
    if result.figures is None:
        raise ValueError("no future was worked out")
    known, found = result.loaded.portfolio, result.figures
    section = Section(
        heading=reader.word("report.risk"),
        text=(risk_headline(found, reader),),
        pictures=risk_pictures(found, known, reader),
        tables=tuple(table for table in risk_tables(found, known, reader) if table.rows),
    )
    findings = findings_table(result.question.problem.findings, reader, known)
    sections = [section]
    if findings.rows:
        sections.append(Section(heading=reader.word("report.findings"), tables=(findings,)))
    return _report("report.risk", sections, known, reader)


def advice_reports(result: AdviceResult) -> dict[str, Report]:
    """Which leases to sign, by language: the curve with its bound, every set, what leases and options are worth."""
    return {language.value: _advice(result, Reader(language=language)) for language in Language}


def _advice(result: AdviceResult, reader: Reader) -> Report:
    known, found = result.loaded.portfolio, result.advice
    curve, *rest = advice_tables(found, known, reader)
    heading = reader.word("report.advice")
    sections = [
        Section(heading=heading, pictures=(curve_picture(found, reader),), tables=(curve,)),
        Section(heading=reader.word("report.details"), tables=tuple(table for table in rest if table.rows)),
    ]
    findings = findings_table(found.findings, reader, known)
    if findings.rows:
        sections.append(Section(heading=reader.word("report.findings"), tables=(findings,)))
    return _report("report.advice", sections, known, reader)


def _report(title: str, sections: list[Section], known: Portfolio, reader: Reader) -> Report:
    return Report(title=reader.word(title), sections=tuple(sections), sources=known.sources)
