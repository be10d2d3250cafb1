"""A report as one HTML page that needs nothing else: no script, no outside file, prints well.

Every figure can point to its sources: cells carry numbered marks that lead to a list at the end of the page. The page
forbids everything but its own style sheet, so that no text in a portfolio can make it do anything.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence

from stagehold.domain.provenance import Source
from stagehold.reports.html_style import STYLE
from stagehold.reports.html_table import Marks, table_html
from stagehold.reports.reader import Reader
from stagehold.reports.report import Report, Section
from stagehold.reports.svg import escape
from stagehold.reports.table import Picture


def report_html(report: Report, reader: Reader) -> str:
    """The page as text, to be written as UTF-8."""
    marks = Marks(report.sources, reader)
    anchors = _anchors([section.heading for section in report.sections])
    sections = "".join(
        _section(section, anchor, marks) for section, anchor in zip(report.sections, anchors, strict=True)
    )
    language = reader.language.value
    subtitle = f'<p class="subtitle">{escape(report.subtitle)}</p>' if report.subtitle else ""
    # The head shares the paper of the first section; a change of paper is a change of page.
    wide = ' class="wide"' if report.sections and report.sections[0].is_wide else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8"/>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy()}"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        '<meta name="referrer" content="no-referrer"/>\n'
        f"<title>{escape(report.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#content">{escape(reader.word("page.skip"))}</a>\n'
        f"<header{wide}><h1>{escape(report.title)}</h1>{subtitle}{_contents(report, anchors, reader)}</header>\n"
        f'<main id="content">\n{sections}{_source_list(marks)}</main>\n</body>\n</html>\n'
    )


def _policy() -> str:
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _anchors(headings: Sequence[str]) -> list[str]:
    return [f"section-{number}" for number in range(1, len(headings) + 1)]


def _contents(report: Report, anchors: Sequence[str], reader: Reader) -> str:
    if len(report.sections) < 2:
        return ""
    items = "".join(
        f'<li><a href="#{anchor}">{escape(section.heading)}</a></li>'
        for section, anchor in zip(report.sections, anchors, strict=True)
    )
    return f'<nav aria-label="{escape(reader.word("page.contents"))}"><ol>{items}</ol></nav>'


def _section(section: Section, anchor: str, marks: Marks) -> str:
    wide = ' class="wide"' if section.is_wide else ""
    last = len(section.text) - 1
    text = "".join(
        f"<p>{escape(words)}{marks.html(section.sources) if index == last else ''}</p>"
        for index, words in enumerate(section.text)
    )
    pictures = "".join(_picture(picture, anchor, index) for index, picture in enumerate(section.pictures, 1))
    tables = "".join(
        table_html(table, f"{anchor}-table-{index}", marks) for index, table in enumerate(section.tables, 1)
    )
    return (
        f'<section id="{anchor}"{wide} aria-labelledby="{anchor}-heading">'
        f'<h2 id="{anchor}-heading">{escape(section.heading)}</h2>{text}{pictures}{tables}</section>\n'
    )


def _picture(picture: Picture, anchor: str, number: int) -> str:
    # The ids inside a drawing are unique on its own; two sections may hold the same picture.
    prefix = f"{anchor}-p{number}-"
    key = re.escape(picture.key)
    svg = re.sub(rf'(\bid="|url\(#|aria-labelledby="|(?<=-title ))(?={key}-)', rf"\g<1>{prefix}", picture.svg)
    return (
        f'<figure class="picture"><div class="box" tabindex="0" role="group" aria-label="{escape(picture.title)}">'
        f"{svg}</div><figcaption>{escape(picture.title)}</figcaption></figure>"
    )


# --- sources --------------------------------------------------------------------------------------------------------


def _source_list(marks: Marks) -> str:
    if not marks.numbers:
        return ""
    items = "".join(
        f'<li id="source-{number}" value="{number}">{_source(id_, marks.sources.get(id_), marks.reader)}</li>'
        for id_, number in marks.numbers.items()
    )
    heading = escape(marks.reader.word("page.sources"))
    return (
        f'<section id="sources" aria-labelledby="sources-heading"><h2 id="sources-heading">{heading}</h2>'
        f'<ol class="source-list">{items}</ol></section>\n'
    )


def _source(id_: str, source: Source | None, reader: Reader) -> str:
    name = f"<code>{escape(id_)}</code>"
    if source is None:
        return f"{name} {escape(reader.word('page.source-missing'))}"
    parts = [escape(source.publisher)]
    if source.title:
        parts.append(f"<cite>{escape(source.title)}</cite>")
    if source.published is not None:
        published = reader.word("page.published", date=reader.edtf(source.published, source.precision))
        parts.append(escape(published))
    text = f"{name} {', '.join(parts)}"
    if source.url:
        text += f"<br/>{_link(source.url)}"
    return f'<span lang="{escape(source.language)}">{text}</span>' if source.language else text


def _link(url: str) -> str:
    """An address as a link, or as mere text where following it could do more than open a page."""
    shown = escape(url)
    if url.lower().startswith(("https://", "http://")):
        return f'<a href="{shown}" rel="noopener noreferrer">{shown}</a>'
    return f"<span>{shown}</span>"
