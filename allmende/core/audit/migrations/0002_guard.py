# SPDX-License-Identifier: EUPL-1.2
"""The triggers that keep the log append-only.

A later migration that alters a table of the log on SQLite makes it anew, without triggers: end it with the same step.
"""

from django.db import migrations

from allmende.core.audit import guard


def install(apps, schema_editor):
    guard.install(schema_editor.connection)


def remove(apps, schema_editor):
    guard.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(install, remove, elidable=False)]
