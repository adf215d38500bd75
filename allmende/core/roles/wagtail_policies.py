# SPDX-License-Identifier: EUPL-1.2
"""Wagtail's rights on pages and collections, from the grants that hold at the time of asking.

Wagtail joins the stored members of groups (`group__user=user`). Our groups have those members too, so that Wagtail can
write mails to "all who approve"; but they are brought up to date a moment later, and a right must end at its instant.
So the two places in which Wagtail asks for the rights of a person ask for the groups that the person has now. In the
same go, the rights on pages that come with a role shrink to the page trees of the municipalities it was granted for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.models import AbstractPage, GroupCollectionPermission, GroupPagePermission
from wagtail.permission_policies.collections import CollectionPermissionLookupMixin
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from allmende.core.roles import holding
from allmende.core.roles.declared import CARRIERS, STAFF_ROLES

Roots = Callable[[Iterable[int]], dict[int, list[Any]]]
_roots: list[Roots] = []


def use_page_roots(roots: Roots) -> None:
    """Tell which page trees belong to which municipality: `roots(keys)` -> front pages by key of the municipality."""
    _roots[:] = [roots]


class _Rights:
    """Rights that a person gets from groups by grants, read once per person object and judged at each question."""

    def __init__(self, person: Any, rows: Iterable[Any]) -> None:
        self.held = holding.held_by(person)
        self.person = person
        self.by_group: dict[str, list[Any]] = {}
        for row in rows:
            self.by_group.setdefault(row.group.name, []).append(row)

    def now(self, moment: datetime, shrink: Callable[[Any, Any], Iterable[Any]]) -> list[Any]:
        """Return the rows that count at an instant; `shrink(row, grant)` limits those that come with a role."""
        active = list(self.held.active(moment))
        found: list[Any] = []
        for name, rows in self.by_group.items():
            if name not in CARRIERS:
                found += rows if any(grant.role in STAFF_ROLES for grant in active) else []
                continue
            for grant in active:
                if grant.role == CARRIERS[name]:
                    found += [part for row in rows for part in shrink(row, grant)]
        return found


def _groups_ever(person: Any) -> Any:
    """Return the groups that any grant of a person carries, whenever; time is judged afterwards."""
    held = holding.held_by(person)
    return held.group_filter(grant.role for grant in held.grants)


class GrantedPagePermissionPolicy(PagePermissionPolicy):
    """Rights on pages from the grants that hold now, within the page trees of their municipalities."""

    def get_cached_permissions_for_user(self, user: Any) -> list[Any]:
        return self.get_all_permissions_for_user(user)

    def get_all_permissions_for_user(self, user: Any) -> list[Any]:
        if not holding.is_known(user) or user.is_superuser:
            return []
        rights, trees = _page_rights(user)

        def shrink(row: Any, grant: Any) -> Iterable[Any]:
            if trees is None:
                return [row]
            keys = {grant.municipality_id}
            if grant.with_towns:
                keys |= rights.held.towns.get(grant.municipality_id, frozenset())
            return _within(row, [root for key in keys for root in trees.get(key, [])])

        return rights.now(timezone.now(), shrink)


def _page_rights(person: Any) -> tuple[_Rights, dict[int, list[Any]] | None]:
    """Read rights and page trees of a person, once per person object (two queries)."""
    found: tuple[_Rights, dict[int, list[Any]] | None] | None = person.__dict__.get("_page_permission_cache")
    if found is None:
        from django.contrib.auth.models import Group

        rows = GroupPagePermission.objects.filter(group__in=Group.objects.filter(_groups_ever(person))).select_related(
            "page", "permission", "group"
        )
        rights = _Rights(person, rows)
        keys = {grant.municipality_id for grant in rights.held.grants}
        keys |= {town for towns in rights.held.towns.values() for town in towns}
        trees = _roots[0](keys) if _roots and rights.by_group else None
        found = person.__dict__["_page_permission_cache"] = (rights, trees)
    return found


def _within(row: Any, roots: list[Any]) -> list[Any]:
    """Limit a right on a page and all below to some page trees."""
    found = []
    for root in roots:
        if row.page.path.startswith(root.path):
            return [row]
        if root.path.startswith(row.page.path):
            found.append(GroupPagePermission(group=row.group, page=root, permission=row.permission))
    return found


def _collection_rights(self: Any, user: Any) -> list[Any]:
    """Rights on collections of pictures and documents from the grants that hold now."""
    if not holding.is_known(user) or user.is_superuser:
        return []
    rights: _Rights | None = user.__dict__.get(self.permission_cache_name)
    if rights is None:
        from django.contrib.auth.models import Group

        rows = GroupCollectionPermission.objects.filter(
            group__in=Group.objects.filter(_groups_ever(user))
        ).select_related("permission", "collection", "group")
        rights = user.__dict__[self.permission_cache_name] = _Rights(user, rows)
    return rights.now(timezone.now(), lambda row, grant: [row])


def install() -> None:
    """Let Wagtail ask us. For collections there is one policy per model, made at import; they share this method."""
    register_permission_policy(AbstractPage, GrantedPagePermissionPolicy())
    CollectionPermissionLookupMixin.get_all_permissions_for_user = _collection_rights
    CollectionPermissionLookupMixin.get_cached_permissions_for_user = _collection_rights
