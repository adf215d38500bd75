# SPDX-License-Identifier: EUPL-1.2
"""Demo accounts: one for each role, to try the system with. Passwords are shown at the start; this is no secret."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from allmende.engines.townscape import County
    from allmende.site.demo import Progress


@dataclass(frozen=True)
class Account:
    """Somebody to sign in as. ``grant`` is the role they hold in the county and its towns (or only in ``unit``)."""

    email: str
    password: str
    role: str
    first_name: str
    last_name: str
    grant: str = ""
    unit: str = ""
    is_superuser: bool = False


ACCOUNTS = (
    Account("verwaltung@auental.example", "Auental-Verwaltung-1", "Administration", "Sabine", "Brückner", "administrator", is_superuser=True),
    Account("redaktion@auental.example", "Auental-Redaktion-1", "Redaktion", "Mehmet", "Demir", "editor"),
    Account("freigabe@auental.example", "Auental-Freigabe-1", "Freigabe", "Petra", "Hagedorn", "approver"),
    Account("sachbearbeitung@auental.example", "Auental-Sachbearbeitung-1", "Sachbearbeitung", "Jonas", "Lehnert", "clerk"),
    Account("moderation@auental.example", "Auental-Moderation-1", "Moderation", "Aylin", "Yıldız", "moderator"),
    Account("planung@auental.example", "Auental-Planung-1", "Planung", "Henrik", "Vossberg", "planner", "Kreisentwicklung"),
    Account("statistik@auental.example", "Auental-Statistik-1", "Statistik", "Marta", "Nowak", "statistician", "Statistikstelle"),
    Account("partner@auental.example", "Auental-Partner-1", "Partnerorganisation", "Doris", "Kremer", "partner"),
    Account("buergerin@auental.example", "Auental-Buergerin-1", "Bürgerin", "Oksana", "Petrenko"),
    Account("buerger@auental.example", "Auental-Buerger-1", "Bürger", "Karl", "Uhlig"),
)  # fmt: skip

UNITS = {
    "Bürgerservice": ("Bürgerbüro Auenstadt", "Beratung und Beteiligung"),
    "Kreisentwicklung": ("Bauleitplanung", "Statistikstelle"),
    "Zentrale Dienste": ("Öffentlichkeitsarbeit", "Organisation und IT"),
}
"""Offices of the county and their teams."""


def fill(made: County, progress: Progress) -> int:
    """Add the units and accounts that are missing. One that somebody changed stays as it is."""
    from allmende.core.people.actions import confirm_email
    from allmende.core.people.models import Person
    from allmende.core.roles.actions import grant_role
    from allmende.site.demo import county

    home = county.row()
    units, added = _units(home)
    for account in ACCOUNTS:
        if Person.objects.filter(email=account.email).exists():
            continue
        person = Person.objects.create_user(
            account.email,
            account.password,
            first_name=account.first_name,
            last_name=account.last_name,
            is_superuser=account.is_superuser,
        )
        confirm_email(person)
        if account.grant:
            unit = units.get(account.unit)
            grant_role(
                None,
                person=person,
                role=account.grant,
                municipality=home,
                unit=unit,
                with_towns=unit is None,
                reason="Demo",
            )
        added += 1
    return added


def _units(home: Any) -> tuple[dict[str, Any], int]:
    """Return the county's units by name, and how many were added; none where there are some already."""
    from allmende.core.roles.actions import save_unit
    from allmende.core.roles.models import Unit

    present = {unit.name: unit for unit in Unit.objects.filter(municipality=home)}
    if present:
        return present, 0
    for office, teams in UNITS.items():
        top = present[office] = save_unit(None, Unit(municipality=home, name=office))
        for team in teams:
            present[team] = save_unit(None, Unit(municipality=home, parent=top, name=team))
    return present, len(present)
