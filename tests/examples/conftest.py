"""The example portfolios, each read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from stagehold.domain.portfolio import Portfolio
from stagehold.files import load


@pytest.fixture(scope="session")
def examples(project: Path) -> Path:
    return project / "examples"


@pytest.fixture(scope="session")
def east_asia(examples: Path) -> Portfolio:
    loaded = load(examples / "east-asia")
    # Two leases whose stages no source counts: said once more, and no error.
    assert [(finding.rule, finding.record, str(finding.severity)) for finding in loaded.findings] == [
        ("no-spaces", "lease-shepperton-2021", "warning"),
        ("no-spaces", "lease-longcross-2021", "warning"),
    ]
    return loaded.portfolio
