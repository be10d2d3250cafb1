"""The portfolio: its tables and records, and all of it on its way out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from stagehold.desk.importing import as_portfolio
from stagehold.desk.requests import ChangeFacts
from stagehold.desk.state import SETTINGS, Desk
from stagehold.domain.editing import EditError, require_known
from stagehold.domain.encoding import encode
from stagehold.domain.errors import InvalidPortfolio
from stagehold.domain.findings import has_errors
from stagehold.domain.portfolio import TABLES, Portfolio
from stagehold.domain.provenance import Record
from stagehold.domain.reading import INVALID, Reading
from stagehold.domain.scenario import Settings
from stagehold.domain.schema import decode
from stagehold.domain.tree import to_node
from stagehold.files.yaml_out import yaml_files
from stagehold.services.naming_records import first_naming
from stagehold.services.permissions import Permission
from stagehold.services.viewer import Viewer
from stagehold.services.visible_facts import seen_record, studios_of
from stagehold.web.asked import Asked, require_shallow
from stagehold.web.cursors import cursor_of, place_of
from stagehold.web.doing import do, require_version
from stagehold.web.house import House
from stagehold.web.problems import Trouble, not_found
from stagehold.web.reply import Reply
from stagehold.web.reply import encode as as_json
from stagehold.web.reporting import XLSX
from stagehold.web.route import Answer, Routes
from stagehold.web.shapes.desk import AsOfQuery, ReceiptGiven
from stagehold.web.shapes.facts import (
    ExportQuery,
    PortfolioGiven,
    RecordBody,
    RecordGiven,
    RecordsGiven,
    RecordsQuery,
    SettingsGiven,
    TableGiven,
    WhyQuery,
)
from stagehold.web.showing import desk_as_of

routes = Routes("portfolio")
_OF_DESK = "bookings"  # bookings have routes of their own
_KINDS = {"yaml": b"application/yaml", "json": b"application/json", "xlsx": XLSX}


@routes.get("/portfolio", needs=Permission.READ_FACTS, query=AsOfQuery, gives=PortfolioGiven, problems=(422,))
async def portfolio(house: House, asked: Asked) -> PortfolioGiven:
    """The tables, and how many records of each the reader sees."""
    desk = await desk_as_of(house, asked.me, asked.query.as_of)
    tables = [
        TableGiven(table=table, kind=kind, records=len(_seen_of(asked.me, desk, table)))
        for table, (kind, _) in TABLES.items()
        if table != _OF_DESK
    ]
    return PortfolioGiven(number=desk.number, tables=tables)


def _seen_of(viewer: Viewer, desk: Desk, table: str) -> dict[str, Record]:
    """The records of a table as the viewer sees them, by id."""
    kind = TABLES[table][0]
    found = {}
    for id_, record in desk.portfolio.table(table).items():
        seen = seen_record(viewer, desk.portfolio, kind, record)
        if seen is not None:
            found[id_] = seen
    return found


def _table(asked: Asked) -> str:
    table = asked.path["table"]
    if table not in TABLES or table == _OF_DESK:
        raise not_found(f"table; there are {', '.join(name for name in TABLES if name != _OF_DESK)}")
    return table


@routes.get(
    "/portfolio/{table}", needs=Permission.READ_FACTS, query=RecordsQuery, gives=RecordsGiven, problems=(404, 422)
)
async def records(house: House, asked: Asked) -> RecordsGiven:
    """The records of a table, page by page."""
    query: RecordsQuery = asked.query
    table = _table(asked)
    desk = await desk_as_of(house, asked.me, query.as_of)
    seen = _seen_of(asked.me, desk, table)
    ids = list(seen)
    if query.cursor is not None:
        last = place_of(query.cursor)
        ids = ids[ids.index(last) + 1 :] if last in seen else []
    kind, now = TABLES[table][0], desk is house.desk
    page = [
        RecordGiven(id=id_, version=house.versions.of(kind, id_) if now else 0, record=encode(seen[id_]))
        for id_ in ids[: query.limit]
    ]
    return RecordsGiven(records=page, next=cursor_of(page[-1].id) if len(ids) > query.limit else None)


@routes.get(
    "/portfolio/{table}/{id...}", needs=Permission.READ_FACTS, query=AsOfQuery, gives=RecordGiven, problems=(404, 422)
)
async def record(house: House, asked: Asked) -> Answer:
    """One record; its ETag serves If-Match."""
    table, id_ = _table(asked), _id(asked)
    kind = TABLES[table][0]
    desk = await desk_as_of(house, asked.me, asked.query.as_of)
    known = desk.portfolio.table(table).get(id_)
    seen = None if known is None else seen_record(asked.me, desk.portfolio, kind, known)
    if seen is None:
        raise not_found(kind)
    version = house.versions.of(kind, id_) if desk is house.desk else 0
    etag = f'"{version}"' if desk is house.desk else None
    return Answer(RecordGiven(id=id_, version=version, record=encode(seen)), etag=etag)


def _id(asked: Asked) -> str:
    return asked.path["id"].removeprefix("/")


@routes.put(
    "/portfolio/{table}/{id...}",
    needs=Permission.CHANGE_FACTS,
    query=WhyQuery,
    takes=RecordBody,
    gives=ReceiptGiven,
    versioned=True,
    problems=(404, 409, 412, 422),
)
async def put_record(house: House, asked: Asked) -> Answer:
    """Put a record in place of the one with its id, or add it; with If-None-Match: * only add."""
    table, id_ = _table(asked), _id(asked)
    kind, type_ = TABLES[table]
    before = house.desk.portfolio.table(table).get(id_)
    if before is not None and asked.header(b"if-none-match") == "*":
        raise Trouble("changed-meanwhile", f"there is a {kind} {id_!r} already")
    if asked.body.get("id", id_) != id_:
        raise Trouble("input", f"the record says another id than its address: {str(asked.body['id'])[:100]!r}")
    changed: Record = _decoded(house, type_, {**asked.body, "id": id_}, id_)
    for one in (before, changed):
        if one is not None:
            _require(asked.me, house.desk.portfolio, one)
    require_version(house, asked, kind, id_)
    return await do(house, asked, ChangeFacts(put=(changed,)), asked.query.why)


def _decoded(house: House, type_: type[Any], plain: Any, id_: str) -> Any:
    """The record, with every problem of it found and no id that nobody has.

    Raises
    ------
    InvalidPortfolio
        With the findings.
    """
    require_shallow(plain)
    reading = Reading(record=id_)
    value = decode(type_, to_node(plain), reading)
    if value is INVALID or has_errors(reading.findings):
        raise InvalidPortfolio(f"{id_} has {len(reading.findings)} errors", reading.findings)
    try:
        require_known(house.desk.portfolio, reading)
    except EditError as wrong:
        raise InvalidPortfolio(f"{id_} names what is not there", [wrong.finding]) from None
    parties = [item for item in reading.references if item.kind == "party"]
    unknown = [item.id for item in parties if item.id not in house.desk.portfolio.parties]
    if unknown:
        raise Trouble("input", f"there is no party {unknown[0][:100]!r}; put it first")
    return value


def _require(viewer: Viewer, known: Portfolio, changed: Record) -> None:
    studios = studios_of(known, changed)
    fits = (
        viewer.may_everywhere(Permission.CHANGE_FACTS, studios)
        if studios
        else viewer.may_somewhere(Permission.CHANGE_FACTS)
    )
    if not fits:
        raise Trouble("not-allowed", f"this takes '{Permission.CHANGE_FACTS}' at every studio in question")


@routes.delete(
    "/portfolio/{table}/{id...}",
    needs=Permission.CHANGE_FACTS,
    query=WhyQuery,
    gives=ReceiptGiven,
    versioned=True,
    problems=(404, 409, 412, 422),
)
async def drop_record(house: House, asked: Asked) -> Answer:
    """Drop a record; what bookings stand on stays."""
    table, id_ = _table(asked), _id(asked)
    kind = TABLES[table][0]
    known = house.desk.portfolio.table(table).get(id_)
    if known is None:
        raise not_found(kind)
    _require(asked.me, house.desk.portfolio, known)
    require_version(house, asked, kind, id_)
    named_by = await asyncio.to_thread(first_naming, house.desk.portfolio, kind, id_)
    if named_by is not None:
        raise Trouble("refused", f"{named_by} names it: change or drop that first", rule="in-use")
    return await do(house, asked, ChangeFacts(drop=((kind, id_),)), asked.query.why)


@routes.get("/settings", needs=Permission.READ_JOURNAL, gives=SettingsGiven)
async def settings(house: House, asked: Asked) -> Answer:  # noqa: ARG001  # as every route
    """The settings of the portfolio."""
    version = house.versions.of(SETTINGS, SETTINGS)
    given = SettingsGiven(version=version, settings=encode(house.desk.portfolio.settings))
    return Answer(given, etag=f'"{version}"')


@routes.put(
    "/settings",
    needs=Permission.CHANGE_FACTS,
    query=WhyQuery,
    takes=RecordBody,
    gives=ReceiptGiven,
    versioned=True,
    problems=(409, 412, 422),
)
async def put_settings(house: House, asked: Asked) -> Answer:
    """Put settings in place of those before."""
    if not asked.me.may_everywhere(Permission.CHANGE_FACTS):
        raise Trouble("not-allowed", f"this takes '{Permission.CHANGE_FACTS}' at every studio")
    changed: Settings = _decoded(house, Settings, asked.body, SETTINGS)
    require_version(house, asked, SETTINGS, SETTINGS)
    return await do(house, asked, ChangeFacts(settings=changed), asked.query.why)


@routes.get(
    "/portfolio/export",
    needs=Permission.EXPORT_FACTS,
    query=ExportQuery,
    forms=tuple(kind.decode() for kind in _KINDS.values()),
    problems=(422,),
)
async def export(house: House, asked: Asked) -> Reply:
    """The whole portfolio with the bookings of the desk, as one YAML file, as JSON or as a workbook."""
    if not asked.me.may_everywhere(Permission.EXPORT_FACTS):
        raise Trouble("not-allowed", f"this takes '{Permission.EXPORT_FACTS}' at every studio")
    query: ExportQuery = asked.query
    desk = await desk_as_of(house, asked.me, query.as_of)
    still = desk.still()
    write: dict[str, Callable[[Portfolio], bytes]] = {"yaml": _yaml, "json": _json, "xlsx": _workbook}
    body = await asyncio.to_thread(lambda: write[query.form](as_portfolio(still)))
    headers = {"content-disposition": f'attachment; filename="portfolio.{query.form}"'}
    return Reply(200, body, kind=_KINDS[query.form], headers=headers)


def _yaml(whole: Portfolio) -> bytes:
    return yaml_files(whole, split=False)["portfolio.yaml"].encode()


def _json(whole: Portfolio) -> bytes:
    plain: dict[str, Any] = {"stagehold": 1}
    if whole.settings != Settings():
        plain["settings"] = encode(whole.settings)
    for table in TABLES:
        if whole.table(table):
            plain[table] = [encode(record) for record in whole.table(table).values()]
    return as_json(plain)


def _workbook(whole: Portfolio) -> bytes:
    from stagehold.files.xlsx_out import xlsx_bytes  # slow to load, and seldom wanted

    return xlsx_bytes(whole)
