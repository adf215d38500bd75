# SPDX-License-Identifier: EUPL-1.2
"""Members of the groups that roles carry from now on get the role, without end, where this installation is at home."""

from django.conf import settings
from django.db import migrations
from django.utils import timezone

ROLE_OF = {"Redaktion": "editor", "Freigabe": "approver", "Verwaltung": "administrator"}


def grant(apps, schema_editor):
    Person = apps.get_model(settings.AUTH_USER_MODEL)
    Grant = apps.get_model("roles", "Grant")
    presences = apps.get_model("municipality", "Presence").objects.select_related("municipality")
    presence = presences.order_by("-is_default", "pk").first()
    if presence is None:
        return
    home, now = presence.municipality, timezone.now()

    def give(person, role):
        Grant.objects.create(
            person=person,
            role=role,
            municipality=home,
            with_towns=home.kind == "county",
            start=now,
            reason="Übernahme der bisherigen Rechte",
        )

    for name, role in ROLE_OF.items():
        for person in Person.objects.filter(groups__name=name, is_staff=True):
            give(person, role)
    for person in Person.objects.filter(user_permissions__codename="change_case", is_staff=True).distinct():
        give(person, "clerk")


class Migration(migrations.Migration):
    dependencies = [
        ("roles", "0002_guard"),
        ("municipality", "0003_presence_accent"),
        ("people", "0002_person_contact"),
        ("staff", "0001_groups"),
        ("cases", "0004_rights"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop, elidable=False)]
