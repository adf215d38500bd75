# SPDX-License-Identifier: EUPL-1.2

import allmende.core.people.lines
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("municipality", "0003_presence_accent"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Trust",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scope", models.CharField(default="all", max_length=40, verbose_name="wofür")),
                (
                    "message",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        validators=[allmende.core.people.lines.single_line],
                        verbose_name="Worte dazu",
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="angefragt am")),
                ("granted_at", models.DateTimeField(blank=True, null=True, verbose_name="erlaubt am")),
                ("until", models.DateTimeField(blank=True, null=True, verbose_name="gilt bis")),
                (
                    "paper",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        validators=[allmende.core.people.lines.single_line],
                        verbose_name="Vollmacht auf Papier",
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="beendet am")),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="beendet von",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="eingetragen von",
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trusts_given",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Person",
                    ),
                ),
                (
                    "helper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trusts_held",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Vertretung",
                    ),
                ),
            ],
            options={
                "verbose_name": "Vollmacht",
                "verbose_name_plural": "Vollmachten",
                "ordering": ("-asked_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="BehalfRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("counter", "am Schalter"),
                            ("phone", "am Telefon"),
                            ("paper", "auf Papier"),
                            ("trust", "durch eine Vertretung"),
                        ],
                        max_length=7,
                        verbose_name="Eingang",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="Notiz")),
                ("action", models.CharField(max_length=60, verbose_name="Handlung")),
                ("what", models.CharField(max_length=160, verbose_name="was")),
                ("url", models.CharField(blank=True, max_length=200, verbose_name="Adresse")),
                ("object_label", models.CharField(max_length=60)),
                ("object_id", models.CharField(max_length=40)),
                ("created", models.DateTimeField(default=django.utils.timezone.now, verbose_name="am")),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="entered_for_others",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="eingetragen von",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.municipality",
                        verbose_name="Kommune",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entered_for_me",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="für",
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="records",
                        to="behalf.trust",
                        verbose_name="Vollmacht",
                    ),
                ),
            ],
            options={
                "verbose_name": "Eintrag für eine Person",
                "verbose_name_plural": "Einträge für Personen",
                "ordering": ("-created", "-pk"),
            },
        ),
        migrations.AddConstraint(
            model_name="trust",
            constraint=models.CheckConstraint(
                condition=models.Q(("giver", models.F("helper")), _negated=True), name="trust_in_somebody_else"
            ),
        ),
        migrations.AddConstraint(
            model_name="trust",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("granted_at__isnull", True), ("until__isnull", True)),
                    models.Q(
                        ("granted_at__isnull", False), ("until__gt", models.F("granted_at")), ("until__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="trust_has_an_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="trust",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)), fields=("giver", "helper"), name="trust_one_open"
            ),
        ),
        migrations.AddIndex(
            model_name="behalfrecord",
            index=models.Index(fields=["person", "-created"], name="behalf_of_person"),
        ),
        migrations.AddConstraint(
            model_name="behalfrecord",
            constraint=models.UniqueConstraint(fields=("action", "object_label", "object_id"), name="behalf_once"),
        ),
        migrations.AddConstraint(
            model_name="behalfrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["counter", "phone", "paper", "trust"])), name="behalf_channel_known"
            ),
        ),
    ]
