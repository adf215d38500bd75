# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("municipality", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="municipality",
            name="as_of",
            field=models.DateField(
                blank=True,
                help_text="das neueste Verzeichnis, in dem die Kommune steht",
                null=True,
                verbose_name="Stand des Verzeichnisses",
            ),
        ),
        migrations.AddField(
            model_name="municipality",
            name="geom_as_of",
            field=models.DateField(blank=True, null=True, verbose_name="Stand der Grenze"),
        ),
    ]
