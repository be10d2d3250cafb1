"""Notices are told once on each way out, whoever sends them, and tried again when that fails."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from stagehold.desk.records import Notice
from stagehold.store import Store, Told, open_store
from store.made import START, event, hold, moment, written

MINUTE = timedelta(minutes=1)


def told(number: int, party: str = "us", place: int = 0) -> Notice:
    """A notice that says which event it belongs to."""
    return Notice(
        party=party,
        kind="held",
        booking=f"b-{number}",
        challenge="c" if place else None,
        facts=(("day", f"{number}/{place}"),),
        ends=moment(number + 60) if place else None,
    )


def telling(store: Store, *numbers: int) -> None:
    """Writes an event for each number, of which two parties are told."""
    written(store, *(event(n, notices=[told(n), told(n, "them", 1)]) for n in numbers))


def bodies(notices: list[Told]) -> list[str]:
    return [item.notice.facts[0][1] for item in notices]


def test_an_inbox_holds_what_its_party_was_told_in_order(store: Store) -> None:
    telling(store, 1, 2, 3)
    first, *rest = store.outbox.inbox("us")
    assert (first.event, first.made, first.notice, first.tries) == (1, moment(1), told(1), 0)
    assert bodies(rest) == ["2/0", "3/0"]
    assert [item.notice for item in store.outbox.inbox("them", after=first.id, limit=2)] == [
        told(1, "them", 1),
        told(2, "them", 1),
    ]
    assert bodies(store.outbox.inbox("us", after=first.id, limit=1)) == ["2/0"]
    assert bodies(store.outbox.latest("us", limit=2)) == ["3/0", "2/0"]
    assert bodies(store.outbox.latest("us", before=rest[1].id)) == ["2/0", "1/0"]
    assert store.outbox.inbox("nobody") == []


def test_a_notice_is_taken_by_one_sender_and_is_done_once_it_is_sent(address: str) -> None:
    with open_store(address) as one, open_store(address) as other:
        telling(one, 1, 2)
        taken = one.outbox.due("mail", START, limit=3)
        assert (bodies(taken), [item.tries for item in taken]) == (["1/0", "1/1", "2/0"], [1, 1, 1])
        assert bodies(other.outbox.due("mail", START)) == ["2/1"]
        for item in taken:
            one.outbox.sent("mail", item.id, START)
        assert other.outbox.due("mail", START + timedelta(days=1)) != []
        assert bodies(other.outbox.due("hook", START)) == ["1/0", "1/1", "2/0", "2/1"]
        telling(one, 3)
        assert bodies(other.outbox.due("mail", START)) == ["3/0", "3/1"]


def test_what_failed_is_tried_again_at_its_time_and_what_is_given_up_never(store: Store) -> None:
    telling(store, 1, 2)
    first, second, third, fourth = store.outbox.due("mail", START)
    store.outbox.failed("mail", first.id, START + MINUTE, "no such host")
    store.outbox.failed("mail", second.id, None, "no such party")
    store.outbox.sent("mail", third.id, START)
    store.outbox.sent("mail", fourth.id, START)
    assert store.outbox.due("mail", START + MINUTE - timedelta(microseconds=1)) == []
    (again,) = store.outbox.due("mail", START + MINUTE)
    assert (again.id, again.tries) == (first.id, 2)
    store.outbox.sent("mail", first.id, START + MINUTE)
    store.outbox.failed("mail", first.id, START, "too late to say so")
    assert store.outbox.due("mail", START + timedelta(days=9)) == []


def test_what_a_sender_took_to_its_grave_is_sent_by_the_next(store: Store) -> None:
    telling(store, 1)
    store.outbox.due("mail", START, time_to_send=MINUTE)
    assert store.outbox.due("mail", START + MINUTE / 2) == []
    again = store.outbox.due("mail", START + MINUTE)
    assert (bodies(again), [item.tries for item in again]) == (["1/0", "1/1"], [2, 2])


def test_a_new_way_out_does_not_send_what_is_old(store: Store) -> None:
    telling(store, 1, 2, 3)
    assert bodies(store.outbox.due("mail", START, since=moment(3))) == ["3/0", "3/1"]
    assert store.outbox.due("hook", START, since=moment(4)) == []
    telling(store, 4)
    assert bodies(store.outbox.due("hook", START, since=moment(4))) == ["4/0", "4/1"]
    assert bodies(store.outbox.due("mail", START, since=moment(0))) == ["4/0", "4/1"]


def test_senders_at_once_never_take_the_same_notice(address: str) -> None:
    with open_store(address) as one, open_store(address) as other:
        written(one, *map(hold, range(1, 201)))

        def take(turn: int) -> list[int]:
            found = (one, other)[turn % 2].outbox.due("mail", START, limit=7)
            return [item.id for item in found]

        with ThreadPoolExecutor(4) as threads:
            taken = [id_ for ids in threads.map(take, range(60)) for id_ in ids]
        rest = [item.id for item in one.outbox.due("mail", START, limit=500)]
        assert len(taken) == len(set(taken))
        assert sorted(taken + rest) == [item.id for item in one.outbox.inbox("us", limit=500)]
