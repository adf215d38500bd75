# SPDX-License-Identifier: EUPL-1.2
"""Django's permissions, answered from grants at the time of asking.

`person.has_perm("cases.view_case")` asks "anywhere", `person.has_perm("cases.view_case", case)` for the municipality and
unit of the case. Wagtail and everything else that asks Django gets the same answer.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, Q, QuerySet

from allmende.core.roles import holding
from allmende.core.roles.declared import CARRIERS, ROLES, STAFF_ROLES, declared_permissions, roles_with
from allmende.core.roles.models import Grant


class RolesBackend(ModelBackend):
    """Signs in with e-mail address and password as Django does; permissions follow from grants."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return holding.holds_permission(user_obj, perm, obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return any(codename.startswith(f"{app_label}.") for codename in self.get_all_permissions(user_obj))

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return self.get_all_permissions(user_obj, obj)

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not holding.is_known(user_obj):
            return set()
        if user_obj.is_superuser:
            rows = Permission.objects.values_list("content_type__app_label", "codename").order_by()
            return {".".join(row) for row in rows}
        held = holding.held_by(user_obj)
        known = set().union(*held.group_permissions.values(), *map(declared_permissions, ROLES))
        known |= holding.given_directly(user_obj)
        return {codename for codename in known if holding.holds_permission(user_obj, codename, obj)}

    def with_perm(
        self, perm: str | Permission, is_active: bool = True, include_superusers: bool = True, obj: Any = None
    ) -> QuerySet[Any]:
        codename = perm if isinstance(perm, str) else f"{perm.content_type.app_label}.{perm.codename}"
        found = people_with(codename, obj)
        return found if include_superusers else found.filter(is_superuser=False)


class NoPermissions:
    """Mixin for further sign-in backends: who signed in by them gets permissions from `RolesBackend` alone."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return False

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return False

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()


def people_with(codename: str, obj: Any = None, now: datetime | None = None) -> QuerySet[Any]:
    """Return the active people who hold a permission at an instant, for the municipality and unit of an object.

    One query, when the queryset is read; the same answer as `holding.holds_permission` for each of them.
    """
    label, _, name = codename.partition(".")
    in_groups = Permission.objects.filter(content_type__app_label=label, codename=name)
    groups = set(in_groups.exclude(group__name=None).values_list("group__name", flat=True))
    roles = roles_with(codename) | {CARRIERS[group] for group in groups if group in CARRIERS}
    grants = Grant.objects.active(now).filter(person=OuterRef("pk"))
    able: Q = Q(is_superuser=True) | Q(Exists(grants.filter(reaching(holding.place_of(obj)), role__in=roles)))
    by_hand = groups - set(CARRIERS)
    if by_hand:
        member = get_user_model().groups.through.objects.filter(person=OuterRef("pk"), group__name__in=by_hand)
        able |= Q(Exists(member)) & Q(Exists(grants.filter(role__in=STAFF_ROLES)))
    able |= Q(Exists(in_groups.filter(user=OuterRef("pk"))))
    return get_user_model().objects.filter(able, is_active=True)


def reaching(place: holding.Place) -> Q:
    """Return the condition for grants that reach to a place. Two small queries for an object in a municipality."""
    if place.municipality is None:
        return Q()
    from allmende.core.municipality.models import Municipality
    from allmende.core.roles.models import Unit

    here = Q(municipality=place.municipality)
    ars = Municipality.objects.values_list("ars", flat=True).get(pk=place.municipality)
    above = Q(with_towns=True, municipality__ars=ars[:5].ljust(12, "0"), municipality__kind="county")
    if place.knows_units:
        path = Unit.objects.values_list("path", flat=True).get(pk=place.unit) if place.unit else "/"
        here &= Q(unit__isnull=True) | Q(unit__in=[int(key) for key in path.strip("/").split("/") if key])
    return here | above
