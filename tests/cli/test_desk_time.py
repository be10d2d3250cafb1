"""One time for reading and writing: the clock of the caller, or the last event where that is later."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cli.desk_calls import LOT, AtDesk

BEHIND = "this desk goes by 2027-03-05T01:00Z, the moment of its last event: that is ahead of the time asked at"
LEAP = "days ahead of the clock of this machine"


def test_what_is_read_stands_at_the_moment_that_a_write_would_have(desk: AtDesk) -> None:
    desk.now = "2027-03-05T10:00+09:00"
    desk.hold("gull", "a", "2027-05-01", "2027-05-10")
    desk.now = "2027-03-01T10:00+09:00"
    for command in (("show",), ("queue", "a"), ("find", "2027-05-01", "2027-05-10", "--for", "tern")):
        assert desk(*command).err.startswith(BEHIND)
    # 4 March is past for the desk already, whatever the caller's clock says.
    assert "past" in desk("find", "2027-03-04", "2027-03-04", "--for", "tern", code=1).all()
    assert desk.data("hold", "b", "2027-05-01", "2027-05-02", "--for", "tern")["at"] == "2027-03-05T01:00:00Z"
    desk.now = "2027-03-06T10:00+09:00"
    assert "goes by" not in desk("show").err


def test_a_desk_that_leaves_the_clock_behind_says_so_once(desk: AtDesk, tmp_path: Path) -> None:
    (tmp_path / "lot.yaml").write_text(LOT, encoding="utf-8")
    fresh = AtDesk(desk.call, tmp_path / "fresh.sqlite")
    fresh.now = datetime.now(UTC).isoformat()
    assert LEAP not in fresh("import", tmp_path / "lot.yaml").err
    fresh.now = (datetime.now(UTC) + timedelta(days=3000, hours=1)).isoformat()
    assert f"with --now this desk has gone 3000 {LEAP}" in fresh("drop", "space", "c").err
    assert LEAP not in fresh("close", "a", "2047-01-01", "2047-01-02").err


def test_the_option_is_explained(desk: AtDesk) -> None:
    assert "--now MOMENT" in desk.call("desk", "hold", "--help").out
