# SPDX-License-Identifier: EUPL-1.2
"""Nobody has fewer than thirty ballots listed one by one. Votes that would have done so list no fewer from now on."""

import django.core.validators
from django.db import migrations, models

from allmende.commons.ballots import guard


def lift(apps, schema_editor):
    guard.remove(schema_editor.connection)
    apps.get_model("ballots", "Vote").objects.filter(list_from__lt=30).update(list_from=30)


def guard_again(apps, schema_editor):
    guard.install(schema_editor.connection)  # SQLite made the table anew, without triggers


def remove(apps, schema_editor):
    guard.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("ballots", "0002_box")]

    operations = [
        migrations.RunPython(lift, guard_again),
        migrations.AlterField(
            model_name="vote",
            name="list_from",
            field=models.PositiveSmallIntegerField(
                default=30,
                help_text="Bei weniger Stimmzetteln erscheinen nur die Summen, damit niemand wiedererkannt wird.",
                validators=[django.core.validators.MinValueValidator(30)],
                verbose_name="Stimmzettel einzeln veröffentlichen ab",
            ),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.CheckConstraint(condition=models.Q(list_from__gte=30), name="vote_lists_no_few_ballots"),
        ),
        migrations.RunPython(guard_again, remove),
    ]
