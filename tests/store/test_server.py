"""The PostgreSQL that tests and benchmarks start: from the package, with its load generator, gone without a trace."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping

import psycopg
import pytest

from stagehold.benching import postgres
from stagehold.benching.postgres import CARELESS, NoPostgres, fresh_database, running_postgres


def test_a_server_starts_serves_its_load_generator_and_leaves_nothing() -> None:
    with running_postgres(CARELESS) as server:
        folder = server.socket.parent
        with fresh_database(server.url("postgres"), "one") as url, psycopg.connect(url) as connection:
            assert connection.execute("SELECT current_database()").fetchone() == ("one",)
            command = [server.pgbench, "-n", "-t", "5", "-c", "2", "-f", "/dev/stdin", url]
            ended = subprocess.run(command, input="SELECT 1;", capture_output=True, text=True)
            assert "number of transactions actually processed: 10/10" in ended.stdout
    assert not folder.exists()


def start(settings: Mapping[str, str]) -> None:
    with running_postgres(settings):
        pass


def test_a_setting_that_the_server_does_not_know_is_told_with_its_own_words() -> None:
    with pytest.raises(NoPostgres, match=r"PostgreSQL does not start: .*coffee") as refused:
        start({"coffee": "on"})
    assert refused.value.exit_code == 3


def test_a_missing_package_is_an_error_that_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "PACKAGE", "no_such_package")
    with pytest.raises(NoPostgres, match=r"package no-such-package .* is missing; install requirements/test\.txt"):
        start({})
