# SPDX-License-Identifier: EUPL-1.2
"""Who may act for whom, and what was entered for somebody."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allmende.core.municipality.models import Municipality
from allmende.core.people.lines import single_line

EVERYTHING = "all"


class TrustQuerySet(models.QuerySet["Trust"]):
    """Trusts by state."""

    def active(self, now: datetime | None = None) -> TrustQuerySet:
        """Return those that hold at an instant."""
        moment = now or timezone.now()
        return self.filter(
            Q(ended_at__isnull=True) | Q(ended_at__gt=moment),
            granted_at__lte=moment,
            until__gt=moment,
            giver__is_active=True,
            helper__is_active=True,
        )


class Trust(models.Model):
    """A person lets another one act for them, for some matters and for a time.

    The helper asks, the person agrees or refuses; or staff enters an agreement on paper. Both may end it at any time.
    """

    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Person"), on_delete=models.CASCADE, related_name="trusts_given"
    )
    helper = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Vertretung"), on_delete=models.CASCADE, related_name="trusts_held"
    )
    scope = models.CharField(_("wofür"), max_length=40, default=EVERYTHING)
    message = models.CharField(_("Worte dazu"), max_length=200, blank=True, validators=[single_line])
    asked_at = models.DateTimeField(_("angefragt am"), default=timezone.now)
    granted_at = models.DateTimeField(_("erlaubt am"), null=True, blank=True)
    until = models.DateTimeField(_("gilt bis"), null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("eingetragen von"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    paper = models.CharField(_("Vollmacht auf Papier"), max_length=200, blank=True, validators=[single_line])
    ended_at = models.DateTimeField(_("beendet am"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("beendet von"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = TrustQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vollmacht")
        verbose_name_plural = _("Vollmachten")
        ordering = ("-asked_at", "-pk")
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("helper")), name="trust_in_somebody_else"),
            models.CheckConstraint(
                condition=Q(granted_at__isnull=True, until__isnull=True)
                | Q(granted_at__isnull=False, until__isnull=False, until__gt=F("granted_at")),
                name="trust_has_an_end",
            ),
            models.UniqueConstraint(
                fields=["giver", "helper"], condition=Q(ended_at__isnull=True), name="trust_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver} → {self.helper}"

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds, here."""
        return None if self.until is None else timezone.localtime(self.until - timedelta(microseconds=1)).date()

    def state_at(self, now: datetime) -> str:
        """Return `asked`, `active` or `over`."""
        if self.ended_at is not None and self.ended_at <= now:
            return "over"
        if self.granted_at is None or self.until is None:
            return "asked"
        return "active" if self.granted_at <= now < self.until else "over"


class BehalfRecord(models.Model):
    """Something was entered for a person: by whom, how it came in, and what it was. The person sees it."""

    class Channel(models.TextChoices):
        COUNTER = "counter", _("am Schalter")
        PHONE = "phone", _("am Telefon")
        PAPER = "paper", _("auf Papier")
        TRUST = "trust", _("durch eine Vertretung")

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("eingetragen von"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="entered_for_others",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("für"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="entered_for_me",
    )
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("Kommune"), on_delete=models.PROTECT, related_name="+"
    )
    channel = models.CharField(_("Eingang"), max_length=7, choices=Channel.choices)
    trust = models.ForeignKey(
        Trust, verbose_name=_("Vollmacht"), null=True, blank=True, on_delete=models.SET_NULL, related_name="records"
    )
    note = models.CharField(_("Notiz"), max_length=200, blank=True)
    action = models.CharField(_("Handlung"), max_length=60)
    what = models.CharField(_("was"), max_length=160)
    url = models.CharField(_("Adresse"), max_length=200, blank=True)
    object_label = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    created = models.DateTimeField(_("am"), default=timezone.now)

    class Meta:
        verbose_name = _("Eintrag für eine Person")
        verbose_name_plural = _("Einträge für Personen")
        ordering = ("-created", "-pk")
        indexes = [models.Index(fields=["person", "-created"], name="behalf_of_person")]
        constraints = [
            models.UniqueConstraint(fields=["action", "object_label", "object_id"], name="behalf_once"),
            models.CheckConstraint(
                condition=Q(channel__in=["counter", "phone", "paper", "trust"]), name="behalf_channel_known"
            ),
        ]

    def __str__(self) -> str:
        return self.what
