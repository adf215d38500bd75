# SPDX-License-Identifier: EUPL-1.2
"""Notices to people, and how each of them reaches its recipient: the outbox."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from allmende.core.municipality.models import Municipality
from allmende.core.notices.kinds import label_of


class Notice(models.Model):
    """Something that a person is told once. The key makes sure of the "once".

    To a person with an account, or to a name and address that stand in the notice itself.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("Kommune")
    )
    key = models.CharField(_("Schlüssel"), max_length=200, unique=True, editable=False)
    kind = models.CharField(_("Art"), max_length=60)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Person"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="notices",
    )
    name = models.CharField(_("Name"), max_length=160, blank=True)
    street = models.CharField(_("Straße und Hausnummer"), max_length=120, blank=True)
    postcode = models.CharField(_("Postleitzahl"), max_length=10, blank=True)
    city = models.CharField(_("Ort"), max_length=80, blank=True)
    email = models.EmailField(_("E-Mail-Adresse"), max_length=254, blank=True)
    language = models.CharField(_("Sprache"), max_length=12, default="de")
    subject = models.CharField(_("Betreff"), max_length=200)
    text = models.TextField(_("Text"))
    url = models.CharField(_("Seite"), max_length=500, blank=True)
    created = models.DateTimeField(_("vom"), default=timezone.now)
    read = models.DateTimeField(_("gelesen"), null=True, blank=True)
    archived = models.DateTimeField(_("abgelegt"), null=True, blank=True)

    class Meta:
        verbose_name = _("Nachricht")
        verbose_name_plural = _("Nachrichten")
        ordering = ("-created", "-pk")
        indexes = [models.Index(fields=["person", "archived", "-created"], name="notice_inbox")]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, name="", email="") | (Q(person__isnull=True) & ~Q(name="", email="")),
                name="notice_one_recipient",
            )
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def kind_label(self) -> str:
        """What the kind is called."""
        return label_of(self.kind)

    @property
    def recipient_name(self) -> str:
        """Who gets it."""
        return str(self.person) if self.person else self.name or self.email

    @property
    def recipient_email(self) -> str:
        """The address for mails as it is now; empty for none."""
        return (self.person.email or "") if self.person else self.email

    @property
    def address_lines(self) -> list[str]:
        """Name, street and town for a letter; empty when one of them is missing."""
        if self.person:
            lines: list[str] = self.person.address_lines
            return [self.person.get_full_name(), *lines] if lines and self.person.get_full_name() else []
        if not (self.name and self.street and self.city):
            return []
        return [self.name, self.street, f"{self.postcode} {self.city}".strip()]


class LetterBatch(models.Model):
    """Letters that are printed and posted together."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("Kommune")
    )
    created = models.DateTimeField(_("gebildet"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("von")
    )
    printed = models.DateTimeField(_("gedruckt"), null=True, blank=True)
    posted = models.DateTimeField(_("zur Post gegeben"), null=True, blank=True)

    class Meta:
        verbose_name = _("Briefstapel")
        verbose_name_plural = _("Briefstapel")
        ordering = ("-created", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(posted__isnull=True) | Q(printed__isnull=False), name="batch_printed_before_posted"
            )
        ]

    def __str__(self) -> str:
        return str(_("Stapel %(number)s") % {"number": self.pk})

    @property
    def state_label(self) -> str:
        """How far it is."""
        if self.posted:
            return str(_("zur Post gegeben"))
        return str(_("gedruckt")) if self.printed else str(_("noch nicht gedruckt"))


class Delivery(models.Model):
    """One way of one notice to its recipient. For mails this is the state machine of ADR "Notices through an outbox"."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("E-Mail")
        INBOX = "inbox", _("Postfach")
        LETTER = "letter", _("Brief")

    class State(models.TextChoices):
        WAITING = "waiting", _("wartet")
        SENDING = "sending", _("wird gesendet")
        DOUBTFUL = "doubtful", _("unklar, wird geprüft")
        SENT = "sent", _("zugestellt")
        FAILED = "failed", _("unzustellbar")
        WITHDRAWN = "withdrawn", _("zurückgezogen")

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries", verbose_name=_("Nachricht"))
    channel = models.CharField(_("Weg"), max_length=6, choices=Channel.choices)
    state = models.CharField(_("Stand"), max_length=9, choices=State.choices, default=State.WAITING)
    digest = models.BooleanField(_("in einer Sammelmail"), default=False)
    attempts = models.PositiveSmallIntegerField(_("Versuche"), default=0)
    next_try = models.DateTimeField(_("nächster Versuch"), default=timezone.now)
    claimed = models.DateTimeField(_("übernommen"), null=True, editable=False)
    message_id = models.CharField(_("Kennung der Mail"), max_length=120, blank=True, editable=False)
    done = models.DateTimeField(_("erledigt"), null=True, editable=False)
    problem = models.CharField(_("Fehler"), max_length=300, blank=True)
    settled = models.DateTimeField(_("von Menschen geklärt"), null=True, blank=True)
    batch = models.ForeignKey(
        LetterBatch, null=True, blank=True, on_delete=models.SET_NULL, related_name="letters", verbose_name=_("Stapel")
    )

    class Meta:
        verbose_name = _("Zustellung")
        verbose_name_plural = _("Zustellungen")
        ordering = ("pk",)
        indexes = [
            models.Index(fields=["channel", "state", "next_try"], name="delivery_due"),
            models.Index(fields=["message_id"], name="delivery_message"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="delivery_one_way_once"),
            models.CheckConstraint(
                condition=Q(batch__isnull=True) | Q(channel="letter"), name="delivery_batch_letters"
            ),
            models.CheckConstraint(condition=~Q(state="sending") | Q(claimed__isnull=False), name="delivery_claimed"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}: {self.get_state_display()}"


class Wish(models.Model):
    """How a person wants notices of one kind. Without a row the kind's own way holds."""

    class Rhythm(models.TextChoices):
        NOW = "now", pgettext_lazy("rhythm", "sofort")
        DAILY = "daily", pgettext_lazy("rhythm", "einmal am Tag gesammelt")
        WEEKLY = "weekly", pgettext_lazy("rhythm", "einmal in der Woche gesammelt")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_wishes", verbose_name=_("Person")
    )
    kind = models.CharField(_("Art"), max_length=60)
    channel = models.CharField(_("Weg"), max_length=6, choices=Delivery.Channel.choices)
    rhythm = models.CharField(_("Wann"), max_length=6, choices=Rhythm.choices, default=Rhythm.NOW)

    class Meta:
        verbose_name = _("Wunsch zu Nachrichten")
        verbose_name_plural = _("Wünsche zu Nachrichten")
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="wish_one_per_kind")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.get_channel_display()}"


class QuietHours(models.Model):
    """When a person wants no mails, in local time. May span midnight."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="quiet_hours", verbose_name=_("Person")
    )
    begin = models.TimeField(_("Beginn"))
    end = models.TimeField(_("bis"))

    class Meta:
        verbose_name = _("Ruhezeit")
        verbose_name_plural = _("Ruhezeiten")

    def __str__(self) -> str:
        return f"{self.begin:%H:%M}-{self.end:%H:%M}"


class Stop(models.Model):
    """An address without account that wants no more mails of one kind. Holds a keyed hash, not the address."""

    address = models.CharField(_("Adresse (Prüfwert)"), max_length=64)
    kind = models.CharField(_("Art"), max_length=60)
    created = models.DateTimeField(_("seit"), default=timezone.now)

    class Meta:
        verbose_name = _("Abbestellung")
        verbose_name_plural = _("Abbestellungen")
        constraints = [models.UniqueConstraint(fields=["address", "kind"], name="stop_once")]

    def __str__(self) -> str:
        return self.kind
