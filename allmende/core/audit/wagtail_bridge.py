# SPDX-License-Identifier: EUPL-1.2
"""What editors do through Wagtail's own forms goes into the log too: writing, publishing, moving, deleting, rights.

Wagtail keeps a history of its own (which can be deleted); each of its lines becomes an entry in the same transaction.
Models whose own actions write to the log are left out with `leave_to_actions`.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.log_actions import registry

from allmende.core.audit.actions import record
from allmende.core.people.models import Person

_left_out: set[str] = set()


def leave_to_actions(*labels: str) -> None:
    """Say which models (`places.Place`) write to the log by themselves."""
    _left_out.update(label.lower() for label in labels)


def install() -> None:
    """Follow Wagtail's history. Doing it again changes nothing."""
    if getattr(registry.log, "is_audited", False):
        return
    original = registry.log

    def log(instance: Any, action: str, user: Any = None, **kwargs: Any) -> Any:
        with transaction.atomic():
            line = original(instance, action, user=user, **kwargs)
            if line is not None and instance._meta.label_lower not in _left_out:
                _record(instance, action, line.user)
        return line

    log.is_audited = True  # type: ignore[attr-defined]
    registry.log = log


def _record(instance: Any, action: str, user: Any) -> None:
    record(
        _our_name(action),
        actor=user,
        obj=instance,
        subject=instance if isinstance(instance, Person) else None,
    )


def _our_name(action: str) -> str:
    app, _, verb = action.partition(".")
    return f"{app}.{verb.replace('.', '_')}"


def action_label(action: str) -> str:
    """Return what Wagtail calls an action of its own, "" for one it does not know."""
    registry.scan_for_actions()
    for known, label in registry.choices:
        if _our_name(known) == action:
            return str(label)
    return ""
