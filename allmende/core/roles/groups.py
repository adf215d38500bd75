# SPDX-License-Identifier: EUPL-1.2
"""The groups of a person follow from the roles the person holds.

`person.groups.all()` answers for now. The stored members of the groups that roles carry are a copy, for those who ask
the other way round ("who approves?", to write them a mail); `sync_groups` keeps it.
"""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models.fields.related_descriptors import ManyToManyDescriptor

from allmende.core.roles.declared import CARRIERS
from allmende.core.roles.holding import groups_of
from allmende.core.roles.models import Grant


class _GroupsNow(ManyToManyDescriptor):  # type: ignore[type-arg]
    """`person.groups`, of which reading means: the groups that the person has at this moment."""

    @cached_property
    def related_manager_cls(self) -> Any:
        stored = super().related_manager_cls

        class Manager(stored):  # type: ignore[misc, valid-type]
            def get_queryset(self) -> Any:
                return groups_of(self.instance)

        return Manager


def install() -> None:
    """Let `person.groups` answer for now."""
    people: Any = get_user_model()
    people.groups = _GroupsNow(people._meta.get_field("groups").remote_field, reverse=False)


@transaction.atomic
def sync_groups(now: datetime | None = None) -> int:
    """Bring the stored members of the groups that roles carry up to date; return how many rows changed.

    After each grant and each end, and by the worker every minute for those that begin or end by themselves.
    """
    members = get_user_model().groups.through
    groups = dict(Group.objects.filter(name__in=list(CARRIERS)).values_list("name", "pk"))
    wanted = {
        (person, groups[name])
        for name, role in CARRIERS.items()
        if name in groups
        for person in Grant.objects.active(now).filter(role=role).values_list("person", flat=True)
    }
    present = set(members.objects.filter(group__in=groups.values()).values_list("person_id", "group_id"))
    over = present - wanted
    for group in groups.values():
        gone = [person for person, at in over if at == group]
        if gone:
            members.objects.filter(group=group, person__in=gone).delete()
    members.objects.bulk_create(
        [members(person_id=person, group_id=group) for person, group in sorted(wanted - present)],
        ignore_conflicts=True,
    )
    return len(over) + len(wanted - present)
