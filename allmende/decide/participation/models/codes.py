# SPDX-License-Identifier: EUPL-1.2
"""Codes by which people take part without an account. Only keyed hashes are stored: a code stands on its letter alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allmende.decide.participation.models.process import Process


class CodeBatch(models.Model):
    """Codes that were made together: a round of letters, a pile for the counter, those asked for by e-mail.

    Addresses to which letters went are not kept: which household holds which code is known to nobody.
    """

    class Kind(models.TextChoices):
        LETTER = "letter", _("Briefe")
        COUNTER = "counter", _("Zettel für den Schalter")
        GATEWAY = "gateway", _("von den Menschen selbst angefordert")

    process = models.ForeignKey(
        Process, on_delete=models.CASCADE, related_name="code_batches", verbose_name=_("Verfahren")
    )
    kind = models.CharField(_("Art"), max_length=7, choices=Kind.choices)
    name = models.CharField(_("Bezeichnung"), max_length=80)
    count = models.PositiveIntegerField(_("Anzahl"), default=0)
    with_consent = models.BooleanField(
        _("Die Eltern haben auf Papier zugestimmt"),
        default=False,
        help_text=_(
            "Für Schulklassen und Jugendgruppen: Jeder Code geht nur an Kinder, deren Eltern unterschrieben haben."
        ),
    )
    area = models.CharField(
        _("Gebiet"),
        max_length=120,
        blank=True,
        help_text="The name of the area to which the letters go, for the turnout.",
    )
    valid_until = models.DateTimeField(_("gültig bis"), null=True, blank=True)
    revoked = models.DateTimeField(_("für ungültig erklärt"), null=True, blank=True)
    created = models.DateTimeField(_("angelegt"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("angelegt von"),
    )
    submission_key = models.UUIDField(unique=True, null=True, editable=False)

    class Meta:
        verbose_name = _("Stapel von Codes")
        verbose_name_plural = _("Stapel von Codes")
        ordering = ("-created", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["letter", "counter", "gateway"]), name="code_batch_kind_known"
            ),
            models.UniqueConstraint(
                fields=["process"], condition=Q(kind="gateway"), name="code_batch_one_per_gateway_process"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AccessCode(models.Model):
    """One code. Nothing says whose it is, nor when it was used: a ballot must not be traced through it."""

    is_authenticated: ClassVar[bool] = False
    """A holder of a code is nobody who signed in: rules for accounts do not hold for them."""

    batch = models.ForeignKey(CodeBatch, on_delete=models.CASCADE, related_name="codes", verbose_name=_("Stapel"))
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="+", verbose_name=_("Verfahren"))
    key_hash = models.CharField(_("Fingerabdruck des Codes"), max_length=64, unique=True)
    asker_hash = models.CharField(
        _("Fingerabdruck der Adresse"),
        max_length=64,
        blank=True,
        help_text="Keyed hash of the address that asked for it, so that each address gets one code per process.",
    )
    revoked = models.BooleanField(_("ungültig"), default=False)

    class Meta:
        verbose_name = _("Code")
        verbose_name_plural = _("Codes")
        constraints = [
            models.UniqueConstraint(
                fields=["process", "asker_hash"], condition=~Q(asker_hash=""), name="code_one_per_asker"
            )
        ]

    def __str__(self) -> str:
        return f"Code {self.pk}"

    @property
    def was_asked_for(self) -> bool:
        """Its holder sent for it, as often as they have mailboxes: it says nothing about who they are."""
        return self.batch.kind == CodeBatch.Kind.GATEWAY


class CodeRequest(models.Model):
    """While a vote by codes runs: somebody wants more codes, or a batch declared invalid, and somebody else has to agree."""

    GOOD_FOR = timedelta(days=7)
    """So long a consent may be used."""

    class Kind(models.TextChoices):
        MAKE = "make", _("weitere Codes")
        REVOKE = "revoke", _("Stapel für ungültig erklären")

    class State(models.TextChoices):
        WAITING = "waiting", _("wartet auf eine zweite Person")
        AGREED = "agreed", _("zugestimmt")
        REFUSED = "refused", _("abgelehnt")
        DONE = "done", _("erledigt")

    process = models.ForeignKey(
        Process, on_delete=models.CASCADE, related_name="code_requests", verbose_name=_("Verfahren")
    )
    kind = models.CharField(_("Art"), max_length=6, choices=Kind.choices)
    batch = models.ForeignKey(
        CodeBatch, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("Stapel")
    )
    count = models.PositiveIntegerField(_("Anzahl"), default=0)
    reason = models.CharField(_("Begründung"), max_length=300)
    state = models.CharField(_("Stand"), max_length=7, choices=State.choices, default=State.WAITING)
    asked = models.DateTimeField(_("erbeten am"), default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("erbeten von"),
    )
    decided = models.DateTimeField(_("entschieden am"), null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("zugestimmt von"),
    )

    class Meta:
        verbose_name = _("Bitte um Codes")
        verbose_name_plural = _("Bitten um Codes")
        default_permissions = ()
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="make", batch__isnull=True, count__gte=1) | Q(kind="revoke", batch__isnull=False),
                name="code_request_complete",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "agreed", "refused", "done"]), name="code_request_state_known"
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | Q(asked_by__isnull=True) | ~Q(agreed_by=F("asked_by")),
                name="code_request_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.batch or self.count}"

    @property
    def good_until(self) -> datetime | None:
        """When the consent ends; None where nobody has agreed."""
        return self.decided + self.GOOD_FOR if self.decided and self.agreed_by_id else None


class ParentalConsent(models.Model):
    """A parent has said yes on paper; staff have seen it. The paper stays with the administration.

    For a person with an account, or for the holder of a code. The child's name stands on the paper alone.
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="consents", verbose_name=_("Verfahren"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("Kind oder Jugendliche"),
    )
    code = models.ForeignKey(
        AccessCode, null=True, blank=True, on_delete=models.CASCADE, related_name="consents", verbose_name=_("Code")
    )
    file_reference = models.CharField(_("Ablage des Papiers"), max_length=80, blank=True)
    recorded = models.DateTimeField(_("eingetragen am"), default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("eingetragen von"),
    )
    withdrawn = models.DateTimeField(_("zurückgenommen"), null=True, blank=True)

    class Meta:
        verbose_name = _("Einwilligung der Eltern")
        verbose_name_plural = _("Einwilligungen der Eltern")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, code__isnull=True) | Q(person__isnull=True, code__isnull=False),
                name="consent_for_one",
            ),
            models.UniqueConstraint(
                fields=["process", "person"],
                condition=Q(withdrawn__isnull=True, person__isnull=False),
                name="consent_once_per_person",
            ),
            models.UniqueConstraint(
                fields=["process", "code"],
                condition=Q(withdrawn__isnull=True, code__isnull=False),
                name="consent_once_per_code",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process}: {self.person or self.code}"
