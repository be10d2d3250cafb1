"""Databases for the tests of the services."""

from __future__ import annotations

from postgres import desk_template, own_postgres, postgres_server, postgres_url

__all__ = ["desk_template", "own_postgres", "postgres_server", "postgres_url"]
