# SPDX-License-Identifier: EUPL-1.2
"""The groups of the staff area. Apps give them further rights in their own migrations with `allow`.

Redaktion   writes pages and hands them in for approval
Freigabe    approves, publishes, schedules and withdraws pages
Verwaltung  all of that, and manages people, redirects and the work flow; not what superusers may do
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

EDITORS, APPROVERS, MANAGERS = "Redaktion", "Freigabe", "Verwaltung"
GROUPS = (EDITORS, APPROVERS, MANAGERS)

PAGE_RIGHTS = {
    EDITORS: ("add_page", "change_page"),
    APPROVERS: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
    MANAGERS: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page", "bulk_delete_page"),
}
"""Rights on the page tree, by group."""


def permission(apps: Any, label: str, model: str, codename: str) -> Any:
    """Return a permission in a migration; Django itself makes them only after the last migration."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=label, model=model)
    return apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": f"Can {codename.replace('_', ' ')}"}
    )[0]


def allow(apps: Any, groups: Iterable[str], label: str, model: str, codenames: Iterable[str]) -> None:
    """Give groups permissions on a model, in a migration.

    allow(apps, [MANAGERS], "places", "place", ["add_place", "change_place"])
    """
    found = [permission(apps, label, model, codename) for codename in codenames]
    for group in apps.get_model("auth", "Group").objects.filter(name__in=list(groups)):
        group.permissions.add(*found)
