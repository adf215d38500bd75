# SPDX-License-Identifier: EUPL-1.2
"""The box: tables without an order of arrival, and the triggers that keep it.

A later migration that alters a table of this app on SQLite makes it anew, without triggers and with row numbers: end it
with the same step. The tests of `guard` notice when it is missing.
"""

from django.db import migrations

from allmende.commons.ballots import guard


def install(apps, schema_editor):
    guard.without_rowid(schema_editor.connection)
    guard.install(schema_editor.connection)


def remove(apps, schema_editor):
    guard.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("ballots", "0001_initial")]

    operations = [migrations.RunPython(install, remove, elidable=False)]
