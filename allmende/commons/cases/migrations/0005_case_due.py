# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_rights")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="due",
            field=models.DateField(
                blank=True, help_text="Bis dahin soll die Person eine Antwort haben.", null=True, verbose_name="Frist"
            ),
        ),
    ]
