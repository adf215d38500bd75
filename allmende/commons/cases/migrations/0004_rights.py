# SPDX-License-Identifier: EUPL-1.2
"""Give the groups of the staff area their rights."""

from django.db import migrations

from allmende.core.staff.groups import APPROVERS, EDITORS, MANAGERS, allow


def give(apps, schema_editor):
    allow(apps, [EDITORS, APPROVERS, MANAGERS], "cases", "case", ["view_case"])
    allow(apps, [APPROVERS, MANAGERS], "cases", "case", ["change_case"])


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_entry_mailed"), ("staff", "0001_groups")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
