# SPDX-License-Identifier: EUPL-1.2
"""Typed events: how one app reacts to another without knowing it.

An event is a frozen dataclass on floor 2 or 3. `subscribe` registers a handler at start-up (in `AppConfig.ready`);
`publish` calls the handlers of exactly that type, in order of registration, inside the caller's transaction. A handler
that does more than a few database writes enqueues a task; the task is stored in the same transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction

E = TypeVar("E")
_handlers: dict[type[Any], list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(event: type[E], handler: Callable[[E], None]) -> None:
    """Call `handler` for every published event of this type. Registering the same handler again changes nothing."""
    if handler not in _handlers[event]:
        _handlers[event].append(handler)


def publish(event: object) -> None:
    """Hand `event` to its handlers. Raises `RuntimeError` outside a transaction: an event belongs to a change."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{type(event).__name__} was published outside a transaction.")
    for handler in _handlers[type(event)]:
        handler(event)
