# SPDX-License-Identifier: EUPL-1.2
"""Something that somebody must handle: state, who handles it, messages, and an answer to the person."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allmende.core.letters.codes import new_code
from allmende.core.letters.models import ShortAddress
from allmende.core.municipality.models import Municipality


def new_reference() -> str:
    """Return a reference of ten readable signs (50 bits), as it stands on a letter: `K7QF-3M9-ZTA`."""
    signs = new_code(10)
    return f"{signs[:4]}-{signs[4:7]}-{signs[7:]}"


class Case(models.Model):
    """A matter that citizens or staff brought in."""

    class State(models.TextChoices):
        NEW = "new", _("neu")
        IN_PROGRESS = "in_progress", _("in Arbeit")
        ANSWERED = "answered", _("beantwortet")
        CLOSED = "closed", _("erledigt")
        REJECTED = "rejected", _("nicht weiterverfolgt")

    class Channel(models.TextChoices):
        """How it came in. All but `web` is entered by staff for the person."""

        WEB = "web", _("im Netz")
        COUNTER = "counter", _("am Schalter")
        PHONE = "phone", _("am Telefon")
        PAPER = "paper", _("auf Papier")

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="cases", verbose_name=_("Kommune")
    )
    reference = models.CharField(_("Vorgangsnummer"), max_length=12, unique=True, default=new_reference, editable=False)
    kind = models.CharField(_("Art"), max_length=40)
    subject = models.CharField(_("Betreff"), max_length=160)
    text = models.TextField(_("Nachricht"), max_length=4000)
    state = models.CharField(_("Bearbeitungsstand"), max_length=12, choices=State.choices, default=State.NEW)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("zuständig"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="assigned_cases",
    )
    channel = models.CharField(_("Eingang"), max_length=7, choices=Channel.choices, default=Channel.WEB)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("von"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="own_cases",
        help_text=_("wer geschrieben hat, wenn die Person ein Konto hat"),
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("eingetragen von"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    language = models.CharField(_("Sprache"), max_length=12, default="de")
    contact_name = models.CharField(_("Name"), max_length=160, blank=True)
    contact_street = models.CharField(_("Straße und Hausnummer"), max_length=120, blank=True)
    contact_postcode = models.CharField(_("Postleitzahl"), max_length=10, blank=True)
    contact_city = models.CharField(_("Ort"), max_length=80, blank=True)
    contact_phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    contact_email = models.EmailField(_("E-Mail für die Antwort"), blank=True)
    short_address = models.OneToOneField(
        ShortAddress,
        verbose_name=_("Code auf dem Brief"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="case",
        editable=False,
    )
    due = models.DateField(
        _("Frist"), null=True, blank=True, help_text=_("Bis dahin soll die Person eine Antwort haben.")
    )
    created = models.DateTimeField(_("eingegangen"), auto_now_add=True)
    changed = models.DateTimeField(_("geändert"), auto_now=True)
    submission_key = models.UUIDField(
        _("Schlüssel der Absendung"),
        unique=True,
        editable=False,
        help_text=_("Zweimal abgeschickt wird einmal gespeichert."),
    )

    class Meta:
        verbose_name = _("Vorgang")
        verbose_name_plural = _("Vorgänge")
        ordering = ("-created", "-pk")
        indexes = [models.Index(fields=["municipality", "state", "-created"], name="case_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["new", "in_progress", "answered", "closed", "rejected"]), name="case_state_known"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["web", "counter", "phone", "paper"]), name="case_channel_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.subject}"

    @property
    def has_address(self) -> bool:
        """The postal address is known well enough for a letter."""
        return bool(self.contact_name and self.contact_street and self.contact_city)

    @property
    def can_be_told(self) -> bool:
        """An answer reaches the person by itself: in the inbox, by e-mail or by letter."""
        return bool(self.person_id or self.contact_email or self.has_address)

    @property
    def is_overdue(self) -> bool:
        """The person still waits for an answer, and the day has passed."""
        waits = self.state in (self.State.NEW, self.State.IN_PROGRESS)
        return waits and self.due is not None and self.due < timezone.localdate()


class Entry(models.Model):
    """One line in the history of a case: a change of state, a note among staff, or an answer to the person."""

    class Kind(models.TextChoices):
        CHANGE = "change", _("Änderung")
        NOTE = "note", _("interne Notiz")
        ANSWER = "answer", _("Antwort")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="entries", verbose_name=_("Vorgang"))
    kind = models.CharField(_("Art"), max_length=8, choices=Kind.choices)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("von")
    )
    text = models.TextField(_("Text"), max_length=4000)
    created = models.DateTimeField(_("am"), auto_now_add=True)

    class Meta:
        verbose_name = _("Eintrag")
        verbose_name_plural = _("Einträge")
        ordering = ("created", "pk")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.created:%d.%m.%Y %H:%M}"
