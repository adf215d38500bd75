# SPDX-License-Identifier: EUPL-1.2
"""Consents, requests to be erased, and who answers for data protection."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allmende.core.municipality.models import Presence


class ConsentText(models.Model):
    """The words that people agreed to, in one version and one language. What was agreed to once is never changed."""

    key = models.CharField(_("Zweck"), max_length=60)
    version = models.PositiveSmallIntegerField(_("Fassung"))
    language = models.CharField(_("Sprache"), max_length=12)
    title = models.CharField(_("Überschrift"), max_length=160)
    text = models.TextField(_("Wortlaut"))
    created = models.DateTimeField(_("seit"), auto_now_add=True)

    class Meta:
        verbose_name = _("Wortlaut einer Einwilligung")
        verbose_name_plural = _("Wortlaute von Einwilligungen")
        default_permissions = ()
        ordering = ("key", "-version", "language")
        constraints = [
            models.UniqueConstraint(fields=["key", "version", "language"], name="privacy_consent_text_unique")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"


class Consent(models.Model):
    """Somebody agreed to a text, and perhaps took it back. Rows are kept as evidence (Art. 7 (1) GDPR)."""

    class Way(models.TextChoices):
        ONLINE = "online", _("im Netz")
        PAPER = "paper", _("auf Papier")
        COUNTER = "counter", _("am Schalter")
        PHONE = "phone", _("am Telefon")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="consents",
    )
    reference = models.CharField(
        _("Bezug"),
        max_length=60,
        blank=True,
        help_text=_("zum Beispiel eine Vorgangsnummer, wenn niemand ein Konto hat"),
    )
    text = models.ForeignKey(ConsentText, verbose_name=_("Wortlaut"), on_delete=models.PROTECT, related_name="consents")
    key = models.CharField(_("Zweck"), max_length=60, editable=False)
    given = models.DateTimeField(_("erteilt am"), default=timezone.now)
    way = models.CharField(_("erteilt"), max_length=8, choices=Way.choices, default=Way.ONLINE)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("eingetragen von"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    withdrawn = models.DateTimeField(_("widerrufen am"), null=True, blank=True)
    withdrawn_way = models.CharField(_("widerrufen"), max_length=8, choices=Way.choices, blank=True)

    class Meta:
        verbose_name = _("Einwilligung")
        verbose_name_plural = _("Einwilligungen")
        default_permissions = ("view", "change")
        ordering = ("-given", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "key"],
                condition=Q(withdrawn__isnull=True, person__isnull=False),
                name="privacy_consent_once_person",
            ),
            models.UniqueConstraint(
                fields=["reference", "key"],
                condition=Q(withdrawn__isnull=True) & ~Q(reference=""),
                name="privacy_consent_once_reference",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(reference=""), name="privacy_consent_of_somebody"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn__isnull=True) | Q(withdrawn__gte=F("given")), name="privacy_consent_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.given:%d.%m.%Y}"


class Erasure(models.Model):
    """Somebody wants to be erased. Until `due` they may change their mind."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Person"), on_delete=models.CASCADE, related_name="erasures"
    )
    requested = models.DateTimeField(_("verlangt am"), default=timezone.now)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("verlangt durch"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    due = models.DateTimeField(_("wird gelöscht am"))
    cancelled = models.DateTimeField(_("zurückgenommen am"), null=True, blank=True)
    done = models.DateTimeField(_("gelöscht am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Löschung")
        verbose_name_plural = _("Löschungen")
        default_permissions = ("view", "change")
        ordering = ("-requested", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(cancelled__isnull=True, done__isnull=True),
                name="privacy_one_open_erasure",
            ),
            models.CheckConstraint(
                condition=Q(cancelled__isnull=True) | Q(done__isnull=True), name="privacy_erasure_one_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.due:%d.%m.%Y}"


class Officer(models.Model):
    """Whom people ask about data protection, for one presence. Names an office; the person behind it may change."""

    presence = models.OneToOneField(
        Presence, verbose_name=_("Auftritt"), on_delete=models.CASCADE, related_name="data_protection"
    )
    name = models.CharField(_("Datenschutzbeauftragte Stelle"), max_length=120)
    street = models.CharField(_("Straße und Hausnummer"), max_length=120, blank=True)
    postcode = models.CharField(_("Postleitzahl"), max_length=5, blank=True)
    city = models.CharField(_("Ort"), max_length=80, blank=True)
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)
    authority = models.CharField(
        _("Aufsichtsbehörde"),
        max_length=160,
        blank=True,
        help_text=_("bei der sich Menschen beschweren können, zum Beispiel die Landesbeauftragte für den Datenschutz"),
    )
    authority_website = models.URLField(_("Website der Aufsichtsbehörde"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("Datenschutzkontakt")
        verbose_name_plural = _("Datenschutzkontakte")
        default_permissions = ("add", "change", "view")
        permissions = [
            ("see_record", "Can see the record of processing and the audit log"),
            ("answer_requests", "Can answer requests of data subjects: print, erase, consents"),
        ]

    def __str__(self) -> str:
        return self.name
