# SPDX-License-Identifier: EUPL-1.2
"""People of every role, and tables of who may do what: for the tests of all apps.

    def test_who_may_answer(county):
        people = people_of(county)
        cases = {"new": ..., "closed": ...}
        assert matrix(may_answer, people, cases) == expected(people, cases, {"clerk": "x.", "superuser": "x."})

Each row is a person, each column an object: `x` may, `.` may not. Whoever is not named in `expected` may nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

PASSWORD = "ein-langes-passwort"


def hold(person: Any, role: str, municipality: Any, *, start: Any = None, end: Any = None, **fields: Any) -> Any:
    """Store a grant as it would stand there now, also one that is over or comes later. Returns the grant."""
    from allmende.core.roles import holding
    from allmende.core.roles.groups import sync_groups
    from allmende.core.roles.models import Grant

    start = start or timezone.now() - datetime.timedelta(days=30)
    grant = Grant.objects.create(person=person, role=role, municipality=municipality, start=start, end=end, **fields)
    sync_groups()
    holding.forget(person)
    return grant


def member(role: str, municipality: Any, name: str = "", *, permissions: tuple[str, ...] = (), **fields: Any) -> Any:
    """Make a person who holds a role (with all towns of a county), and perhaps further permissions (`app.codename`)."""
    from django.contrib.auth.models import Permission

    from allmende.core.people.models import Person

    person = Person.objects.create_user(f"{name or role}@example.org", PASSWORD, first_name=name or role, **fields)
    if role:
        hold(person, role, municipality, with_towns=municipality.kind == "county")
    for permission in permissions:
        label, codename = permission.split(".")
        person.user_permissions.add(Permission.objects.get(content_type__app_label=label, codename=codename))
    return person


def elsewhere() -> Any:
    """Return a town of another county."""
    from allmende.core.municipality.models import Municipality

    return Municipality.objects.get_or_create(
        ars="169980001001",
        kind="town",
        defaults={"name": "Fernstadt", "ags": "16998001", "valid_from": datetime.date(2026, 1, 1)},
    )[0]


def people_of(municipality: Any) -> dict[str, Any]:
    """Make one person of each kind: each role, and clerks whose role is over, comes later, or holds somewhere else."""
    from allmende.core.people.models import Person
    from allmende.core.roles.declared import ROLES

    now, day = timezone.now(), datetime.timedelta(days=1)
    found: dict[str, Any] = {"signed out": AnonymousUser(), "citizen": member("", municipality, "citizen")}
    for role in ROLES:
        found[role] = member(role, municipality)
    found["inactive clerk"] = member("clerk", municipality, "inactive", is_active=False)
    found["former clerk"] = member("", municipality, "former")
    hold(found["former clerk"], "clerk", municipality, start=now - 9 * day, end=now - day)
    found["future clerk"] = member("", municipality, "future")
    hold(found["future clerk"], "clerk", municipality, start=now + day)
    found["clerk elsewhere"] = member("clerk", elsewhere(), "elsewhere")
    found["superuser"] = Person.objects.create_superuser("superuser@example.org", PASSWORD)
    return found


def matrix(
    rule: Any,
    people: Mapping[str, Any],
    objects: Mapping[str, Any] | None = None,
    times: Mapping[str, datetime.datetime] | None = None,
) -> dict[str, str]:
    """Ask a rule for every person, object and time. With several times, the rows are called "person, time"."""
    columns = list((objects or {"": None}).values())
    if times is None:
        return {name: "".join(".x"[bool(rule(person, obj))] for obj in columns) for name, person in people.items()}
    return {
        f"{name}, {when}": "".join(".x"[bool(rule(person, obj, now))] for obj in columns)
        for name, person in people.items()
        for when, now in times.items()
    }


def expected(
    people: Mapping[str, Any],
    objects: Mapping[str, Any] | None,
    allowed: Mapping[str, str],
    times: Mapping[str, datetime.datetime] | None = None,
) -> dict[str, str]:
    """Return a whole table from the rows in which somebody may do something. Unknown names are an error."""
    rows = list(people) if times is None else [f"{name}, {when}" for name in people for when in times]
    assert set(allowed) <= set(rows), set(allowed) - set(rows)
    width = len(objects) if objects else 1
    assert all(len(row) == width for row in allowed.values())
    return {row: allowed.get(row, "." * width) for row in rows}


def who(rule: Any, people: Mapping[str, Any], obj: Any = None, now: datetime.datetime | None = None) -> set[str]:
    """Return the names of those for whom a rule holds."""
    return {name for name, person in people.items() if rule(person, obj, now)}
