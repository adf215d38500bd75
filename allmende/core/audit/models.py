# SPDX-License-Identifier: EUPL-1.2
"""The log of every change and of every look at personal data. Rows are added and never touched again.

The database itself refuses to change or remove rows (triggers, see `guard`). Each row carries the hash of the one
before it (see `chain`), the `Head` carries a signature over the last one: whoever gets round the triggers is found out.
Rows hold no personal values: people are numbers, and erasing a person leaves the chain whole.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from allmende.core.audit.chain import Sealed, hash_of


class Entry(models.Model):
    """Somebody did something, or looked at something.

    The three people are numbers without a foreign key in the database: the row stays as it is when a person goes.
    """

    sequence = models.BigIntegerField(_("Nummer"), primary_key=True)
    at = models.DateTimeField(_("Zeitpunkt"), db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("wer"),
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        help_text=_("leer: das System selbst"),
    )
    acting_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("im Namen von"),
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    action = models.CharField(_("was"), max_length=60)
    object_label = models.CharField(_("woran (Art)"), max_length=80, blank=True)
    object_id = models.CharField(_("woran (Nummer)"), max_length=64, blank=True)
    subject = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("wessen Daten"),
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    reason = models.CharField(_("Grund"), max_length=200, blank=True)
    details = models.JSONField(_("Einzelheiten"), default=dict, blank=True)
    previous = models.CharField(_("Prüfsumme davor"), max_length=64, unique=True, help_text=_("verhindert Gabelungen"))
    hash = models.CharField(_("Prüfsumme"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("Eintrag im Protokoll")
        verbose_name_plural = _("Protokoll")
        ordering = ("-sequence",)
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["action", "sequence"], name="audit_by_action"),
            models.Index(fields=["object_label", "object_id"], name="audit_by_object"),
        ]
        constraints = [models.CheckConstraint(condition=Q(sequence__gte=1), name="audit_sequence_from_one")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action}"

    def sealed(self) -> Sealed:
        """Return what the hash is taken over."""
        return Sealed(
            self.sequence,
            self.at,
            self.actor_id,
            self.acting_for_id,
            self.action,
            self.object_label,
            self.object_id,
            self.subject_id,
            self.reason,
            self.details,
            self.previous,
        )

    def seal(self) -> None:
        """Compute the hash."""
        self.hash = hash_of(self.sealed())


class Head(models.Model):
    """The end of the log, signed with the installation's key. One row; every new entry locks it, so none overtakes."""

    sequence = models.BigIntegerField(_("Nummer"))
    hash = models.CharField(_("Prüfsumme"), max_length=64)
    signature = models.CharField(_("Siegel"), max_length=64)

    class Meta:
        verbose_name = _("Ende des Protokolls")
        verbose_name_plural = _("Ende des Protokolls")
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(id=1), name="audit_one_head")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash[:12]}"
