# SPDX-License-Identifier: EUPL-1.2
"""Questionnaires and their answers. Who has answered and what was answered share no key, no time and no order."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from allmende.core.municipality.models import Municipality
from allmende.core.privacy.fields import EncryptedJSONField, EncryptedTextField
from allmende.engines.questionnaire import Questionnaire, read


class Form(models.Model):
    """A questionnaire that staff work on. The draft may have faults; only what has none can be published."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("Kommune")
    )
    title = models.CharField(_("Titel"), max_length=200)
    draft = models.JSONField(_("Entwurf"), default=dict)
    revision = models.PositiveIntegerField(_("Stand"), default=0, editable=False)
    created = models.DateTimeField(_("angelegt"), auto_now_add=True)
    changed = models.DateTimeField(_("geändert"), auto_now=True)

    class Meta:
        verbose_name = _("Fragebogen")
        verbose_name_plural = _("Fragebögen")
        ordering = ("-changed", "-pk")
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="form_has_title")]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """A published state of a questionnaire. It never changes: answers name it."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="versions", verbose_name=_("Fragebogen"))
    number = models.PositiveIntegerField(_("Nummer"))
    definition = models.JSONField(_("Fragen"))
    published = models.DateTimeField(_("veröffentlicht"), auto_now_add=True)

    class Meta:
        verbose_name = _("Fassung eines Fragebogens")
        verbose_name_plural = _("Fassungen von Fragebögen")
        default_permissions = ()
        ordering = ("form", "-number")
        constraints = [models.UniqueConstraint(fields=["form", "number"], name="form_version_once")]

    def __str__(self) -> str:
        return f"{self.form} ({self.number})"

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """The questions, ready to use."""
        return read(self.definition)


class Survey(models.Model):
    """An occasion on which a version is answered. Its owner decides who may take part, and when."""

    class State(models.TextChoices):
        OPEN = "open", _("nimmt Antworten an")
        CLOSED = "closed", _("abgeschlossen")

    class Results(models.TextChoices):
        AFTER = "after", _("nach dem Abschluss für alle")
        STAFF = "staff", _("nur für die Verwaltung")

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("Kommune")
    )
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="surveys", verbose_name=_("Fassung"))
    state = models.CharField(_("Stand"), max_length=6, choices=State.choices, default=State.OPEN)
    one_per_person = models.BooleanField(
        _("jede Person antwortet einmal"),
        default=True,
        help_text=_("Erkannt wird, wer ein Konto oder einen Code hat; alle anderen nur im selben Browser."),
    )
    results = models.CharField(
        _("Wer sieht die Ergebnisse?"), max_length=5, choices=Results.choices, default=Results.AFTER
    )
    secret = EncryptedTextField(_("Schlüssel der Befragung"), null=True, blank=True, editable=False)
    created = models.DateTimeField(_("angelegt"), auto_now_add=True)

    class Meta:
        verbose_name = _("Befragung")
        verbose_name_plural = _("Befragungen")
        ordering = ("-created", "-pk")
        permissions = [("enter_answers", "Can enter answers from paper"), ("moderate_texts", "Can release free texts")]
        constraints = [
            models.CheckConstraint(condition=Q(results__in=["after", "staff"]), name="survey_results_known"),
            models.CheckConstraint(
                condition=Q(state="open", secret__isnull=False) | Q(state="closed", secret__isnull=True),
                name="survey_secret_only_while_open",
            ),
        ]

    def __str__(self) -> str:
        return self.version.form.title

    @property
    def questionnaire(self) -> Questionnaire:
        """The questions that are asked now."""
        return self.version.questionnaire


class Taken(models.Model):
    """Somebody has answered. The keyed hash of who, or of the form they sent, makes a second time impossible."""

    record = models.CharField(_("Kennung"), max_length=64, primary_key=True)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="+", verbose_name=_("Befragung"))

    class Meta:
        verbose_name = _("Teilnahme an einer Befragung")
        verbose_name_plural = _("Teilnahmen an Befragungen")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.record[:8]}…"


class Channel(models.TextChoices):
    """How an answer came in."""

    ONLINE = "online", _("im Netz")
    PAPER = "paper", _("auf Papier")


class Answer(models.Model):
    """One questionnaire, filled in: answers by path. No person, no time finer than the day; its key is random."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="answers", verbose_name=_("Befragung"))
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+", verbose_name=_("Fassung"))
    day = models.DateField(pgettext_lazy("date", "Tag"))
    channel = models.CharField(_("Weg"), max_length=6, choices=Channel.choices)
    language = models.CharField(_("Sprache"), max_length=12)
    content = models.JSONField(_("gegebene Antworten"))

    class Meta:
        verbose_name = _("Antwort auf eine Befragung")
        verbose_name_plural = _("Antworten auf Befragungen")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=["online", "paper"]), name="answer_channel_known")
        ]

    def __str__(self) -> str:
        return str(self.id)[:8]


class FreeText(models.Model):
    """What somebody wrote to one question, away from their other answers. Published only once somebody released it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("noch nicht angesehen")
        SHOWN = "shown", _("freigegeben")
        HIDDEN = "hidden", _("bleibt verborgen")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="texts", verbose_name=_("Befragung"))
    path = models.CharField(pgettext_lazy("questionnaire", "Frage"), max_length=90)
    text = models.TextField(pgettext_lazy("questionnaire", "Text"))
    state = models.CharField(_("Stand"), max_length=7, choices=State.choices, default=State.WAITING)

    class Meta:
        verbose_name = _("Freitext einer Befragung")
        verbose_name_plural = _("Freitexte von Befragungen")
        default_permissions = ()
        ordering = ("path", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["waiting", "shown", "hidden"]), name="text_state_known")
        ]
        indexes = [models.Index(fields=["survey", "path", "state"], name="forms_text_by_question")]

    def __str__(self) -> str:
        return self.text[:40]


class Draft(models.Model):
    """What somebody has filled in so far. Kept under a keyed hash of who, encrypted, and deleted when it is sent."""

    holder = models.CharField(_("Kennung"), max_length=64, primary_key=True)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="+", verbose_name=_("Befragung"))
    key = models.UUIDField(_("Schlüssel"), default=uuid.uuid4, editable=False)
    given: Any = EncryptedJSONField(_("Angaben"), default=dict)
    is_lasting = models.BooleanField(_("hat ein Konto oder einen Code"), default=False)
    changed = models.DateTimeField(_("geändert"))

    class Meta:
        verbose_name = _("angefangene Antwort")
        verbose_name_plural = _("angefangene Antworten")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.holder[:8]}…"
