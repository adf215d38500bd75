# SPDX-License-Identifier: EUPL-1.2
"""Give the groups of the staff area their rights."""

from django.db import migrations

from allmende.core.staff.groups import APPROVERS, EDITORS, MANAGERS, allow


def give(apps, schema_editor):
    for model in ("place", "placepicture", "tour", "tourstop"):
        rights = [f"{what}_{model}" for what in ("view", "add", "change")]
        allow(apps, [EDITORS, APPROVERS, MANAGERS], "places", model, rights)
        allow(apps, [MANAGERS], "places", model, [f"delete_{model}"])
    allow(apps, [APPROVERS, EDITORS], "places", "placepicture", ["delete_placepicture"])
    for model in ("area", "division"):
        allow(apps, [MANAGERS], "places", model, [f"view_{model}", f"change_{model}"])


class Migration(migrations.Migration):
    dependencies = [("places", "0003_address"), ("staff", "0001_groups")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
