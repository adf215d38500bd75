# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
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
            name="Unit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="Name")),
                ("path", models.CharField(db_index=True, default="", editable=False, max_length=255)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="municipality.municipality",
                        verbose_name="Kommune",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="roles.unit",
                        verbose_name="gehört zu",
                    ),
                ),
            ],
            options={
                "verbose_name": "Organisationseinheit",
                "verbose_name_plural": "Organisationseinheiten",
                "ordering": ("municipality", "name"),
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("editor", "Redaktion"),
                            ("approver", "Freigabe"),
                            ("clerk", "Sachbearbeitung"),
                            ("moderator", "Moderation"),
                            ("planner", "Planung"),
                            ("statistician", "Statistik"),
                            ("partner", "Partnerorganisation"),
                            ("administrator", "Administration"),
                        ],
                        max_length=20,
                        verbose_name="Rolle",
                    ),
                ),
                (
                    "with_towns",
                    models.BooleanField(default=False, verbose_name="gilt auch für die Gemeinden des Landkreises"),
                ),
                ("start", models.DateTimeField(verbose_name="gilt ab")),
                ("end", models.DateTimeField(blank=True, null=True, verbose_name="gilt bis")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="Anlass")),
                ("granted_at", models.DateTimeField(auto_now_add=True, verbose_name="vergeben am")),
                ("revoked_from", models.DateTimeField(blank=True, null=True, verbose_name="vorzeitig beendet zum")),
                ("revoke_reason", models.CharField(blank=True, max_length=200, verbose_name="Grund des Endes")),
                (
                    "granted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="vergeben von",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="municipality.municipality",
                        verbose_name="Kommune",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grants",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Person",
                    ),
                ),
                (
                    "revoked_by",
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
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        help_text="Mit allem, was zu ihr gehört. Ohne Einheit gilt die Rolle in der ganzen Kommune.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="roles.unit",
                        verbose_name="Organisationseinheit",
                    ),
                ),
            ],
            options={
                "verbose_name": "Rolle einer Person",
                "verbose_name_plural": "Rollen von Personen",
                "ordering": ("-start", "-pk"),
            },
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.UniqueConstraint(fields=("municipality", "parent", "name"), name="unit_name_unique"),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("parent__isnull", True)),
                fields=("municipality", "name"),
                name="unit_top_name_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="unit_has_name"),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent__isnull", True), models.Q(("parent", models.F("id")), _negated=True), _connector="OR"
                ),
                name="unit_not_in_itself",
            ),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(fields=["person", "end"], name="grant_of_person"),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "editor",
                            "approver",
                            "clerk",
                            "moderator",
                            "planner",
                            "statistician",
                            "partner",
                            "administrator",
                        ],
                    )
                ),
                name="grant_role_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(("end__isnull", True), ("end__gt", models.F("start")), _connector="OR"),
                name="grant_end_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("revoked_from__isnull", False),
                    models.Q(("revoked_by__isnull", True), ("revoke_reason", "")),
                    _connector="OR",
                ),
                name="grant_revocation_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(("unit__isnull", False), ("with_towns", True), _negated=True),
                name="grant_towns_without_unit",
            ),
        ),
    ]
