"""A backup that is restored under a running server: nothing is read from what is no more."""

from __future__ import annotations

import time
from pathlib import Path

from stagehold.store import Store
from stagehold.store.safety import backup, restore
from web.world import API, Desk


def test_no_answer_comes_from_a_desk_that_was_replaced(desk: Desk, store: Store, tmp_path: Path) -> None:
    paths = ("/health", f"{API}/bookings", f"{API}/journal", f"{API}/me")
    assert desk.client.get("/health").status_code == 200
    backup(str(store.url.database), tmp_path / "kept")
    restore(tmp_path / "kept", str(store.url.database), replace=True)
    for _ in range(500):
        if desk.client.get("/health").status_code == 503:
            break
        time.sleep(0.02)
    for path in paths:
        answer = desk.client.get(path)
        assert (answer.status_code, answer.json()["code"]) == (503, "store-replaced"), path
        assert "started again" in answer.json()["detail"]
