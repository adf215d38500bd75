# SPDX-License-Identifier: EUPL-1.2
"""Editors may teach the search and see what was looked for in vain."""

from django.db import migrations

from allmende.core.staff.groups import APPROVERS, EDITORS, MANAGERS, allow


def give(apps, schema_editor):
    everybody = [EDITORS, APPROVERS, MANAGERS]
    allow(apps, everybody, "search", "synonym", [f"{what}_synonym" for what in ("view", "add", "change", "delete")])
    allow(apps, everybody, "search", "miss", ["view_miss"])


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial"), ("staff", "0001_groups")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
