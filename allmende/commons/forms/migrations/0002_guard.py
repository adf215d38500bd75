# SPDX-License-Identifier: EUPL-1.2
"""Answers without an order of arrival, and the triggers that keep versions as they are.

A later migration that alters these tables on SQLite makes them anew, without triggers and with row numbers: end it with
the same step.
"""

from django.db import migrations

from allmende.commons.ballots.guard import without_rowid
from allmende.commons.forms import guard


def install(apps, schema_editor):
    without_rowid(schema_editor.connection, guard.ANSWERS)
    guard.install(schema_editor.connection)


def remove(apps, schema_editor):
    guard.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("questionnaires", "0001_initial")]

    operations = [migrations.RunPython(install, remove, elidable=False)]
