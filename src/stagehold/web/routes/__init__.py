"""Every route there is."""

from __future__ import annotations

from stagehold.web.route import Route
from stagehold.web.routes import (
    account,
    availability,
    bookings,
    challenges,
    feeds,
    journal,
    lines,
    pages,
    people,
    plans,
    portfolio,
    provider,
    reports,
    reports_of_jobs,
    signing_in,
)

_PARTS = (
    signing_in,
    provider,
    account,
    people,
    bookings,
    lines,
    challenges,
    availability,
    journal,
    portfolio,
    plans,
    reports,
    reports_of_jobs,
    feeds,
    pages,
)

ROUTES: list[Route] = [route for part in _PARTS for route in part.routes.all]
