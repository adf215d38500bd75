# SPDX-License-Identifier: EUPL-1.2
"""Who belongs to the administration follows from roles; see core/roles."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0002_person_contact"), ("roles", "0003_from_groups")]

    operations = [migrations.RemoveField(model_name="person", name="is_staff")]
