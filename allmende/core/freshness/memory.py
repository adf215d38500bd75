# SPDX-License-Identifier: EUPL-1.2
"""Answers that each process keeps until what they were made from changes, in whatever process that happens.

    from allmende.core.freshness.memory import follow, remember, renew

    follow("pages", Page, PageViewRestriction)                 # once, in AppConfig.ready
    menu = remember("pages", ("menu", language), read_menu)    # at most one small query per request for all topics
    renew("pages")                                             # after a bulk write that sends no signal

A change stores a new token in its own transaction, so data and token become visible at the same moment. A value is kept
under the token that was read before it was made; at worst it is made once more than needed, never shown too long.
See docs/decisions/0010-remembered-answers.md.
"""

from __future__ import annotations

import threading
import uuid
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from allmende.core.freshness.models import Stamp

T = TypeVar("T")
KEPT = 2000
"""So many values are kept in each process; the least recently used one goes first."""

_values: OrderedDict[tuple[str, Hashable], tuple[str, Any]] = OrderedDict()
_lock = threading.Lock()
_read: ContextVar[dict[str, dict[str, str]] | None] = ContextVar("tokens_of_this_request", default=None)
_followed: dict[type[Model], set[str]] = {}


def token(topic: str) -> str | None:
    """Return the token of a topic, None before its first change. One query per request for all topics together."""
    scope = _read.get()
    if scope is None:
        return _all_tokens().get(topic)
    if "tokens" not in scope:
        scope["tokens"] = _all_tokens()
    return scope["tokens"].get(topic)


def _all_tokens() -> dict[str, str]:
    # By hand: the ORM would take ten times as long as the database.
    with connection.cursor() as cursor:
        cursor.execute("SELECT topic, token FROM freshness_stamp")
        return {topic: str(value) for topic, value in cursor.fetchall()}


@contextmanager
def one_reading() -> Iterator[None]:
    """Read the tokens at most once inside, as for one request."""
    mark = _read.set({})
    try:
        yield
    finally:
        _read.reset(mark)


def remember(topic: str, key: Hashable, make: Callable[[], T]) -> T:
    """Return the value kept for `key`, or make and keep it. Do not change what you get: other requests get the same.

    `key` names the value within its topic and carries everything else it depends on (language, municipality ...).
    """
    now = token(topic)
    if now is None:
        return make()
    with _lock:
        found = _values.get((topic, key))
        if found and found[0] == now:
            _values.move_to_end((topic, key))
            return found[1]  # type: ignore[no-any-return]
    value = make()
    with _lock:
        _values[topic, key] = (now, value)
        while len(_values) > KEPT:
            _values.popitem(last=False)
    return value


def renew(*topics: str) -> None:
    """Give topics a new token, in the caller's transaction: everything kept for them is made anew.

    Other writers of the topic wait until its end. So call it before `record`, at whose lock all writers wait: two that
    took these locks the other way round would wait for each other.
    """
    rows = [Stamp(topic=topic, token=uuid.uuid4()) for topic in sorted(topics)]
    Stamp.objects.bulk_create(rows, update_conflicts=True, unique_fields=["topic"], update_fields=["token"])
    scope = _read.get()
    if scope is not None:
        scope.clear()


def follow(topic: str, *models: type[Model]) -> None:
    """Renew the topic whenever one of these models, or one derived from them, is saved or deleted.

    Bulk writes (`update`, `bulk_create`, SQL) send no signal: call `renew` beside them.
    """
    for model in models:
        _followed.setdefault(model, set()).add(topic)


def _changed(sender: type[Model], **_: Any) -> None:
    topics = {topic for model, names in _followed.items() if issubclass(sender, model) for topic in names}
    if topics:
        renew(*topics)


post_save.connect(_changed, dispatch_uid="freshness.save")
post_delete.connect(_changed, dispatch_uid="freshness.delete")
