"""The reference page of the HTTP API says what the server has."""

from __future__ import annotations

import re
from pathlib import Path

from stagehold.web.guide import api_page
from stagehold.web.openapi import document
from stagehold.web.routes import ROUTES


def test_the_reference_page_is_up_to_date(project: Path) -> None:
    """If this fails: python -m stagehold.web.guide >docs/reference/http-api.md"""
    assert (project / "docs" / "reference" / "http-api.md").read_text(encoding="utf-8") == api_page()


def test_every_route_and_every_shape_has_a_section_with_what_it_takes() -> None:
    page, told = api_page(), document(ROUTES)
    headings = set(re.findall(r"^### (.+)$", page, re.MULTILINE))
    operations = {
        f"{method.upper()} {path}": operation
        for path, methods in told["paths"].items()
        for method, operation in methods.items()
    }
    assert headings == {*operations, *told["components"]["schemas"]}
    sections = dict(zip(*[iter(re.split(r"^### (.+)$", page, flags=re.MULTILINE)[1:])] * 2, strict=True))
    for heading, operation in operations.items():
        names = [item["name"] for item in operation["parameters"]]
        assert [name for name in names if f"| `{name}` |" not in sections[heading]] == [], heading
        assert f"`{operation['x-permission']}`" in sections[heading]


def test_every_link_inside_the_page_leads_to_a_shape() -> None:
    page = api_page()
    headings = {heading.lower() for heading in re.findall(r"^### (\w+)$", page, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= headings
