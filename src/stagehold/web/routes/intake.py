"""Portfolios dropped on the desk: what one would change, and the act."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from stagehold.desk.importing import as_portfolio
from stagehold.desk.requests import Import
from stagehold.desk.state import Desk
from stagehold.domain.errors import InputError, InvalidPortfolio
from stagehold.domain.findings import Finding, has_errors
from stagehold.domain.portfolio import Portfolio
from stagehold.files import Loaded
from stagehold.reports.finding_texts import finding_texts
from stagehold.reports.reader import Reader
from stagehold.services.intake import Packed, read_packed
from stagehold.services.permissions import Permission
from stagehold.services.previewing import FieldChange, Preview, RecordChange, RecordState, desk_findings, preview
from stagehold.web.asked import Asked
from stagehold.web.doing import do
from stagehold.web.house import House
from stagehold.web.problems import Trouble
from stagehold.web.reporting import XLSX, reader_of
from stagehold.web.route import Answer, Routes
from stagehold.web.shapes.desk import ReceiptGiven
from stagehold.web.shapes.facts import WhyQuery
from stagehold.web.shapes.intake import (
    CountGiven,
    FieldChangeGiven,
    FindingInWords,
    PreviewGiven,
    ProblemInPlace,
    RecordChangeGiven,
)
from stagehold.web.shapes.reports import UnitsQuery

routes = Routes("portfolio")
MOST_CHANGES = 2_000
MOST_FINDINGS = 1_000
_PACKED: Mapping[bytes, Packed] = {
    b"application/yaml": Packed.YAML,
    b"application/json": Packed.YAML,
    XLSX: Packed.XLSX,
    b"application/zip": Packed.ZIP,
    b"application/x-zip-compressed": Packed.ZIP,  # what some browsers call it
}
TAKEN = tuple(kind.decode() for kind in _PACKED)


def _packed(asked: Asked) -> Packed:
    """What the body is; only whoever may change everything may hand one in."""
    if not asked.me.may_everywhere(Permission.CHANGE_FACTS):
        raise Trouble("not-allowed", f"this takes '{Permission.CHANGE_FACTS}' at every studio")
    kind = (asked.headers.get(b"content-type") or b"").partition(b";")[0].strip().lower()
    packed = _PACKED.get(kind)
    if packed is None:
        found = repr(kind.decode("latin-1")[:80])
        raise Trouble("unsupported-media", f"the body is one of {', '.join(TAKEN)}; found {found}")
    return packed


@routes.post(
    "/portfolio/import",
    needs=Permission.CHANGE_FACTS,
    query=WhyQuery,
    gives=ReceiptGiven,
    takes_forms=TAKEN,
    import_size=True,
    keyed=True,
    problems=(409, 413, 415, 422),
)
async def import_portfolio(house: House, asked: Asked) -> Answer:
    """Take a whole portfolio in, as one YAML file, JSON, a workbook or a zip of files: known records are replaced,
    others stay.
    """
    packed = _packed(asked)
    most = house.settings.most_import_bytes
    read = await asyncio.to_thread(_sound, asked.raw, packed, most)
    return await do(house, asked, Import(portfolio=read), asked.query.why)


def _sound(raw: bytes, packed: Packed, most: int) -> Portfolio:
    loaded = read_packed(raw, packed, max_bytes=most)
    if has_errors(loaded.findings):
        count = sum(1 for finding in loaded.findings if finding.severity == "error")
        raise InvalidPortfolio(f"the portfolio has {count} error{'s' if count != 1 else ''}", loaded.findings)
    return loaded.portfolio


@routes.post(
    "/import/preview",
    needs=Permission.CHANGE_FACTS,
    query=UnitsQuery,
    gives=PreviewGiven,
    takes_forms=TAKEN,
    import_size=True,
    problems=(413, 415, 422, 503),
)
async def preview_import(house: House, asked: Asked) -> PreviewGiven:
    """What an import of the body would change, record by record and field by field, and every problem of it in its
    place. Nothing is written.
    """
    packed = _packed(asked)
    reader = reader_of(asked, asked.query)
    most = house.settings.most_import_bytes
    loaded = await house.making.run(lambda: _loaded(asked.raw, packed, most))
    desk = house.desk.still()
    return await house.making.run(lambda: _compared(desk, loaded, reader))


def _compared(desk: Desk, loaded: Loaded, reader: Reader) -> PreviewGiven:
    before = as_portfolio(desk)
    return _given(preview(before, loaded, reader, desk_findings(desk, before, loaded)), reader)


def _loaded(raw: bytes, packed: Packed, most: int) -> Loaded:
    """What can be read; a body that cannot be unpacked at all is a finding too."""
    try:
        return read_packed(raw, packed, max_bytes=most)
    except InputError as wrong:
        said = (Finding(rule="not-read", file=packed.value, found=str(wrong), allowed="a portfolio"),)
        return Loaded(portfolio=Portfolio(), findings=tuple(wrong.findings) or said)


def _given(found: Preview, reader: Reader) -> PreviewGiven:
    order = {"error": 0, "warning": 1}
    findings = sorted(found.findings, key=lambda item: order[item.severity.value])
    changes = found.records
    return PreviewGiven(
        ready=not has_errors(found.findings),
        counts=[
            CountGiven(
                kind=kind,
                added=tally[RecordState.ADDED],
                changed=tally[RecordState.CHANGED],
                same=tally[RecordState.SAME],
                absent=tally[RecordState.ABSENT],
            )
            for kind, tally in found.counts.items()
        ],
        changes=[_change(item) for item in changes[:MOST_CHANGES]],
        changes_in_all=len(changes),
        findings=[_problem(item, reader) for item in findings[:MOST_FINDINGS]],
        findings_in_all=len(findings),
    )


def _change(item: RecordChange) -> RecordChangeGiven:
    file, cell = _place(item.file)
    return RecordChangeGiven(
        kind=item.kind,
        id=item.id,
        name=item.name,
        what="added" if item.state is RecordState.ADDED else "changed",
        file=file,
        line=item.line,
        cell=cell,
        fields=[_field(field) for field in item.fields],
    )


def _field(item: FieldChange) -> FieldChangeGiven:
    file, cell = _place(item.file)
    return FieldChangeGiven(
        field=item.field,
        before=None if item.before is None else item.shown_before,
        after=None if item.after is None else item.shown_after,
        raw_before=item.before,
        raw_after=item.after,
        file=file,
        line=item.line,
        cell=cell,
    )


def _problem(item: Finding, reader: Reader) -> ProblemInPlace:
    file, cell = _place(item.file)
    texts = finding_texts(item, reader)
    return ProblemInPlace(
        rule=item.rule,
        severity=item.severity.value,
        file=file,
        line=item.line,
        cell=cell,
        record=item.record,
        field=item.field,
        found=item.found,
        allowed=item.allowed,
        nearest=item.nearest,
        in_words=FindingInWords(rule=texts.rule, found=texts.found, allowed=texts.allowed),
    )


def _place(file: str) -> tuple[str, str | None]:
    """The file, and in a workbook the sheet or cell: ``book.xlsx#spaces!C5``."""
    name, _, cell = file.partition("#")
    return name, cell or None
