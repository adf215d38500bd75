# SPDX-License-Identifier: EUPL-1.2
"""Answers are remembered until what they were made from changes."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from allmende.core.freshness.memory import KEPT, one_reading, remember, renew, token
from allmende.core.municipality.models import Municipality, Presence

pytestmark = pytest.mark.django_db


def counting():
    made = []

    def make():
        made.append(1)
        return len(made)

    return make


def test_made_once_until_the_topic_changes():
    make = counting()
    renew("test")
    assert [remember("test", "a", make), remember("test", "a", make)] == [1, 1]
    renew("test")
    assert remember("test", "a", make) == 2
    renew("other")
    assert remember("test", "a", make) == 2


def test_a_topic_that_never_changed_is_not_trusted():
    make = counting()
    assert [remember("unheard of", "a", make), remember("unheard of", "a", make)] == [1, 2]


def test_keys_are_apart_and_nothing_is_a_value_too():
    renew("test")
    assert remember("test", "nothing", lambda: None) is None
    assert remember("test", "nothing", lambda: "made again") is None
    assert remember("test", "something", lambda: "x") == "x"


def test_a_rollback_brings_the_old_answers_back():
    renew("test")
    assert remember("test", "a", lambda: "before") == "before"
    with transaction.atomic():
        renew("test")
        assert remember("test", "a", lambda: "inside") == "inside"
        transaction.set_rollback(True)
    assert remember("test", "a", lambda: "after") in {"before", "after"}
    assert remember("test", "a", lambda: "later") != "inside"


def test_the_oldest_values_go_first():
    renew("test")
    for number in range(KEPT + 1):
        remember("test", number, lambda number=number: number)
    assert remember("test", 0, lambda: "made again") == "made again"
    assert remember("test", KEPT, lambda: "made again") == KEPT


def test_one_query_for_all_topics_in_a_request(django_assert_num_queries):
    renew("one", "two")
    with one_reading(), django_assert_num_queries(1):
        assert token("one") != token("two")
        remember("one", "a", lambda: 1)
    with one_reading():
        before = token("one")
        renew("one")
        assert token("one") != before


def test_saving_and_deleting_renews_what_follows_the_model(county):
    before = token("municipality")
    presence = Presence.objects.first()
    presence.claim = "Neu"
    presence.save()
    between = token("municipality")
    assert between != before
    assert Municipality.objects.exists()
    assert token("municipality") == between
    presence.delete()
    assert token("municipality") != between


@pytest.mark.django_db(transaction=True)
def test_a_change_in_another_thread_is_seen():
    renew("test")
    assert remember("test", "a", lambda: "old") == "old"

    def elsewhere():
        try:
            renew("test")
        finally:
            connection.close()

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert remember("test", "a", lambda: "new") == "new"
