# SPDX-License-Identifier: EUPL-1.2
"""The trigger against overlapping grants.

A later migration that alters the table on SQLite makes it anew, without triggers: end it with the same step.
"""

from django.db import migrations

from allmende.core.roles import guard


def install(apps, schema_editor):
    guard.install(schema_editor.connection)


def remove(apps, schema_editor):
    guard.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("roles", "0001_initial")]

    operations = [migrations.RunPython(install, remove, elidable=False)]
