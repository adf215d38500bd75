# SPDX-License-Identifier: EUPL-1.2

import allmende.core.people.lines
import allmende.core.people.models
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="city",
            field=models.CharField(
                blank=True, max_length=80, validators=[allmende.core.people.lines.single_line], verbose_name="Ort"
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="language",
            field=models.CharField(
                default="de",
                help_text="In dieser Sprache schreiben wir Ihnen, wenn es den Text darin gibt.",
                max_length=12,
                validators=[allmende.core.people.models.known_language],
                verbose_name="Sprache",
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="letters_only",
            field=models.BooleanField(
                default=False,
                help_text="Wir schicken Ihnen Nachrichten mit der Post statt per E-Mail.",
                verbose_name="Nachrichten als Brief",
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="phone",
            field=models.CharField(
                blank=True, max_length=40, validators=[allmende.core.people.lines.single_line], verbose_name="Telefon"
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="postcode",
            field=models.CharField(
                blank=True,
                max_length=12,
                validators=[allmende.core.people.lines.single_line],
                verbose_name="Postleitzahl",
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="street",
            field=models.CharField(
                blank=True,
                max_length=120,
                validators=[allmende.core.people.lines.single_line],
                verbose_name="Straße und Hausnummer",
            ),
        ),
        migrations.AlterField(
            model_name="person",
            name="email",
            field=models.EmailField(blank=True, max_length=254, null=True, unique=True, verbose_name="E-Mail-Adresse"),
        ),
        migrations.AlterField(
            model_name="person",
            name="first_name",
            field=models.CharField(
                blank=True, max_length=80, validators=[allmende.core.people.lines.single_line], verbose_name="Vorname"
            ),
        ),
        migrations.AlterField(
            model_name="person",
            name="last_name",
            field=models.CharField(
                blank=True, max_length=80, validators=[allmende.core.people.lines.single_line], verbose_name="Nachname"
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", ""), _negated=True), name="person_email_not_empty"
            ),
        ),
    ]
