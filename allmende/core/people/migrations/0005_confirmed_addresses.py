# SPDX-License-Identifier: EUPL-1.2
"""Accounts of the first release were made by administrators: their addresses count as confirmed."""

from django.db import migrations


def confirm(apps, schema_editor):
    Person = apps.get_model("people", "Person")
    EmailAddress = apps.get_model("account", "EmailAddress")
    for person in Person.objects.exclude(email=None).exclude(password="").iterator():
        EmailAddress.objects.get_or_create(
            user=person, email=person.email, defaults={"verified": True, "primary": True}
        )


class Migration(migrations.Migration):
    dependencies = [("people", "0004_assurance"), ("account", "0009_emailaddress_unique_primary_email")]

    operations = [migrations.RunPython(confirm, migrations.RunPython.noop, elidable=True)]
