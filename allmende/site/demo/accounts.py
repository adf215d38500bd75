# SPDX-License-Identifier: EUPL-1.2
"""Demo accounts: one for each role, to try the system with. Passwords are shown at the start; this is no secret."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allmende.engines.townscape import County
    from allmende.site.demo import Progress


@dataclass(frozen=True)
class Account:
    """Somebody to sign in as. ``groups`` are names of groups of the staff area, ``permissions`` further rights (app.codename)."""

    email: str
    password: str
    role: str
    first_name: str
    last_name: str
    groups: tuple[str, ...] = ()
    is_staff: bool = True
    is_superuser: bool = False
    permissions: tuple[str, ...] = ()


ACCOUNTS = (
    Account("verwaltung@auental.example", "Auental-Verwaltung-1", "Administration", "Sabine", "Brückner", is_superuser=True),
    Account("redaktion@auental.example", "Auental-Redaktion-1", "Redaktion", "Mehmet", "Demir", ("Redaktion",)),
    Account("freigabe@auental.example", "Auental-Freigabe-1", "Freigabe", "Petra", "Hagedorn", ("Freigabe",)),
    Account("sachbearbeitung@auental.example", "Auental-Sachbearbeitung-1", "Sachbearbeitung", "Jonas", "Lehnert", (), permissions=("cases.view_case", "cases.change_case", "places.view_place", "places.change_place", "wagtailadmin.access_admin")),
    Account("buergerin@auental.example", "Auental-Buergerin-1", "Bürgerin", "Oksana", "Petrenko", is_staff=False),
    Account("buerger@auental.example", "Auental-Buerger-1", "Bürger", "Karl", "Uhlig", is_staff=False),
)  # fmt: skip


def fill(made: County, progress: Progress) -> int:
    """Add the accounts that are missing. One that somebody changed stays as it is."""
    from django.contrib.auth.models import Group, Permission

    from allmende.core.people.models import Person

    added = 0
    for account in ACCOUNTS:
        if Person.objects.filter(email=account.email).exists():
            continue
        person = Person.objects.create_user(
            account.email,
            account.password,
            first_name=account.first_name,
            last_name=account.last_name,
            is_staff=account.is_staff,
            is_superuser=account.is_superuser,
        )
        person.groups.set(Group.objects.filter(name__in=account.groups))
        for name in account.permissions:
            label, codename = name.split(".")
            person.user_permissions.add(*Permission.objects.filter(content_type__app_label=label, codename=codename))
        added += 1
    return added
