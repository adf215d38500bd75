# SPDX-License-Identifier: EUPL-1.2
"""Rate limits count every attempt, also from many threads at once."""

import threading

import pytest
from django.db import connection

from allmende.core.throttle.actions import Limit, attempt, caller_of, exhausted, forget_old
from allmende.core.throttle.models import Window

LIMIT = Limit("test", 3, 60)


@pytest.mark.django_db
def test_limit_holds_per_caller_and_window():
    assert [attempt(LIMIT, "a", now=1000) for _ in range(5)] == [True, True, True, False, False]
    assert attempt(LIMIT, "b", now=1000)
    assert attempt(LIMIT, "a", now=1061)


@pytest.mark.django_db(transaction=True)
def test_no_attempt_is_lost_between_threads():
    allowed: list[bool] = []

    def work() -> None:
        try:
            for _ in range(5):
                allowed.append(attempt(LIMIT, "a", now=1000))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Window.objects.get().count == 30
    assert allowed.count(True) == 3


@pytest.mark.django_db
def test_old_windows_are_forgotten():
    attempt(LIMIT, "a", now=1000)
    attempt(LIMIT, "a", now=200_000)
    assert forget_old(now=200_010) == 1


def test_caller_is_a_hash_and_ipv6_counts_by_network(rf):
    one = caller_of(rf.get("/", REMOTE_ADDR="2001:db8:1:2::1"))
    assert one == caller_of(rf.get("/", REMOTE_ADDR="2001:db8:1:2:ffff::9"))
    assert one != caller_of(rf.get("/", REMOTE_ADDR="2001:db8:1:3::1"))
    short = [caller_of(rf.get("/", REMOTE_ADDR=f"2001:db8::{tail}")) for tail in ("1", "a:1:2:3", "b:1:2:3")]
    assert len(set(short)) == 1
    assert "2001" not in one


@pytest.mark.django_db
def test_asking_whether_anything_is_left_counts_nothing():
    for left in (True, True, True, False, False):
        assert exhausted(LIMIT, "a", now=1000) is not left
        attempt(LIMIT, "a", now=1000)
    assert not exhausted(LIMIT, "b", now=1000)
    assert not exhausted(LIMIT, "a", now=1061)
