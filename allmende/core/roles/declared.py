# SPDX-License-Identifier: EUPL-1.2
"""The roles, and which permissions each of them gives.

Apps say in their `rules.py` what a role may do with their things:

    allow("clerk", "cases.view_case", "cases.change_case")

Editors, approvers and administrators also carry one of the groups of the staff area (core/staff/groups.py): Wagtail asks
groups for rights on parts of the page tree and on collections of files.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from allmende.core.staff.groups import APPROVERS, EDITORS, MANAGERS


@dataclass(frozen=True)
class Role:
    """A kind of work. `staff` roles open the staff area; `group` is the group that the role carries."""

    key: str
    label: Any
    description: Any
    staff: bool = True
    group: str = ""


CITIZEN = "citizen"
"""Everybody who has signed in. Nobody grants it and nobody takes it away, so there are no grants of it."""

ADMINISTRATOR = "administrator"

_ROLES = (
    Role(
        "editor", _("Redaktion"), _("Schreibt Seiten und Nachrichten und reicht sie zur Freigabe ein."), group=EDITORS
    ),
    Role(
        "approver",
        _("Freigabe"),
        _("Prüft und veröffentlicht, was die Redaktion geschrieben hat, und bearbeitet Hinweise."),
        group=APPROVERS,
    ),
    Role("clerk", _("Sachbearbeitung"), _("Bearbeitet Vorgänge und trägt für Personen etwas ein.")),
    Role("moderator", _("Moderation"), _("Achtet auf Beiträge und Gespräche in Beteiligungsverfahren.")),
    Role("planner", _("Planung"), _("Arbeitet mit Gebieten, Orten und Maßnahmen.")),
    Role("statistician", _("Statistik"), _("Arbeitet mit Kennzahlen und mit Daten, die noch nicht öffentlich sind.")),
    Role(
        "partner",
        pgettext_lazy("role", "Partnerorganisation"),
        _("Vertritt eine Organisation außerhalb der Verwaltung, zum Beispiel einen Verein oder Träger."),
        staff=False,
    ),
    Role(
        ADMINISTRATOR,
        _("Administration"),
        _("Vergibt Rollen, verwaltet Konten und stellt die Plattform ein."),
        group=MANAGERS,
    ),
)
ROLES = {role.key: role for role in _ROLES}
STAFF_ROLES = frozenset(role.key for role in _ROLES if role.staff)
CARRIERS = {role.group: role.key for role in _ROLES if role.group}
"""Name of a group -> the role that carries it. Membership of these groups follows from grants and from nothing else."""

_permissions: dict[str, set[str]] = defaultdict(set)


def allow(role: str, *codenames: str) -> None:
    """Let a role do something: permissions as `app.codename`. Raises `KeyError` for a role that does not exist."""
    _permissions[ROLES[role].key].update(codenames)


def declared_permissions(role: str) -> frozenset[str]:
    """Return what `allow` gave to a role. What its group may do comes on top, see `holding`."""
    return frozenset(_permissions[role])


def roles_with(codename: str) -> frozenset[str]:
    """Return the roles to which `allow` gave this permission."""
    return frozenset(role for role, codenames in _permissions.items() if codename in codenames)


for _key in STAFF_ROLES:
    allow(_key, "wagtailadmin.access_admin")
