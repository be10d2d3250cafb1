"""Every route there is."""

from __future__ import annotations

from stagehold.web.route import Route
from stagehold.web.routes import (
    account,
    availability,
    board,
    bookings,
    challenges,
    feeds,
    hand_plans,
    intake,
    journal,
    lines,
    pages,
    people,
    plans,
    portfolio,
    provider,
    reasons,
    reports,
    reports_of_jobs,
    signing_in,
)

_PARTS = (
    signing_in,
    provider,
    account,
    people,
    board,
    bookings,
    lines,
    challenges,
    availability,
    journal,
    portfolio,
    hand_plans,
    intake,
    plans,
    reasons,
    reports,
    reports_of_jobs,
    feeds,
    pages,
)

ROUTES: list[Route] = [route for part in _PARTS for route in part.routes.all]
