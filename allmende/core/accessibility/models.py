# SPDX-License-Identifier: EUPL-1.2
"""The statement on accessibility with its known barriers, videos in sign language, and the checks of other sites."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from allmende.core.accessibility.check_models import CheckedPage, CheckedSite, Fault, FaultPlace, Run
from allmende.core.accessibility.criteria import BY_KEY, CRITERIA
from allmende.core.accessibility.videos import validate_captions, validate_video
from allmende.core.municipality.models import Municipality

__all__ = ["Barrier", "CheckedPage", "CheckedSite", "Fault", "FaultPlace", "Run", "SignVideo", "Statement"]


class Answer(models.TextChoices):
    """What a self-assessment says about one criterion."""

    YES = "yes", _("erfüllt")
    NO = "no", _("nicht erfüllt")
    NOT_APPLICABLE = "na", _("kommt nicht vor")


def validate_answers(value: Any) -> None:
    """Raise `ValidationError` unless `value` maps numbers of criteria to answers."""
    if not isinstance(value, dict) or not set(value) <= set(BY_KEY) or not set(value.values()) <= set(Answer.values):
        raise ValidationError(_("Die Bewertung enthält unbekannte Kriterien oder Antworten."), code="answers")


class Statement(models.Model):
    """The accessibility statement of one municipality. What Land law adds comes from `laender.toml`."""

    class Method(models.TextChoices):
        SELF = "self", _("Selbstbewertung")
        EXTERNAL = "external", _("Prüfung durch andere")

    municipality = models.OneToOneField(
        Municipality, verbose_name=_("Kommune"), on_delete=models.PROTECT, related_name="accessibility_statement"
    )
    is_published = models.BooleanField(_("veröffentlicht"), default=False)
    method = models.CharField(_("Grundlage"), max_length=8, choices=Method.choices, default=Method.SELF)
    assessor = models.CharField(
        _("geprüft von"), max_length=160, blank=True, help_text=_("Nur bei einer Prüfung durch andere.")
    )
    assessed_on = models.DateField(_("bewertet am"), null=True, blank=True)
    answers = models.JSONField(_("Bewertung"), default=dict, blank=True, validators=[validate_answers])
    prepared_on = models.DateField(_("Erklärung erstellt am"), null=True, blank=True)
    reviewed_on = models.DateField(_("Erklärung zuletzt überprüft am"), null=True, blank=True)
    contact = models.CharField(
        _("Ansprechstelle"), max_length=160, blank=True, help_text=_("Wer kümmert sich um Barrierefreiheit?")
    )
    contact_phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    contact_email = models.EmailField(_("E-Mail"), blank=True)
    law = models.CharField(_("Rechtsgrundlage"), max_length=300, blank=True)
    body_name = models.CharField(_("Durchsetzungs- oder Schlichtungsstelle"), max_length=200, blank=True)
    body_address = models.TextField(_("Anschrift der Stelle"), max_length=300, blank=True)
    body_phone = models.CharField(_("Telefon der Stelle"), max_length=40, blank=True)
    body_email = models.EmailField(_("E-Mail der Stelle"), blank=True)
    body_url = models.URLField(_("Adresse der Stelle im Netz"), blank=True)
    answer_weeks = models.PositiveSmallIntegerField(
        _("Frist für Antworten in Wochen"), default=4, help_text=_("So schnell antworten Sie auf gemeldete Barrieren.")
    )
    body_checked_on = models.DateField(
        _("Angaben zum Landesrecht geprüft am"),
        null=True,
        blank=True,
        help_text=_("Erst danach lässt sich die Erklärung veröffentlichen."),
    )

    class Meta:
        verbose_name = _("Erklärung zur Barrierefreiheit")
        verbose_name_plural = _("Erklärungen zur Barrierefreiheit")
        constraints = [
            models.CheckConstraint(
                condition=Q(answer_weeks__gte=1, answer_weeks__lte=12), name="accessibility_answer_weeks"
            ),
            models.CheckConstraint(
                condition=Q(is_published=False)
                | Q(body_checked_on__isnull=False, prepared_on__isnull=False, reviewed_on__isnull=False),
                name="accessibility_published_is_complete",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.municipality}"

    @property
    def open_criteria(self) -> list[str]:
        """Numbers of the criteria without an answer."""
        return [criterion.key for criterion in CRITERIA if criterion.key not in self.answers]


class Barrier(models.Model):
    """Something that is not accessible yet, as the statement must name it."""

    class Why(models.TextChoices):
        NOT_CONFORMING = "fault", _("noch nicht behoben")
        BURDEN = "burden", _("unverhältnismäßige Belastung")
        OUT_OF_SCOPE = "scope", _("fällt nicht unter die Vorschriften")

    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="known_barriers", verbose_name=_("Kommune")
    )
    where = models.CharField(_("Seite oder Bereich"), max_length=160)
    what = models.TextField(_("Was ist die Barriere?"), max_length=600)
    criterion = models.CharField(
        _("Kriterium"),
        max_length=6,
        blank=True,
        choices=[(criterion.key, f"{criterion.key} {criterion.name}") for criterion in CRITERIA],
    )
    why = models.CharField(_("Grund"), max_length=8, choices=Why.choices, default=Why.NOT_CONFORMING)
    reason = models.TextField(
        _("Begründung"), max_length=600, blank=True, help_text=_("Nötig, wenn Sie sich auf eine Ausnahme berufen.")
    )
    alternative = models.TextField(
        _("Wie geht es trotzdem?"), max_length=600, blank=True, help_text=_("Zum Beispiel: am Telefon, als Ausdruck.")
    )
    until = models.DateField(_("behoben bis"), null=True, blank=True)
    mended_on = models.DateField(_("behoben am"), null=True, blank=True)

    class Meta:
        verbose_name = _("bekannte Barriere")
        verbose_name_plural = _("bekannte Barrieren")
        ordering = ("mended_on", "where", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(why__in=["fault", "burden", "scope"]), name="accessibility_barrier_why")
        ]

    def __str__(self) -> str:
        return f"{self.where}: {self.what[:60]}"

    def clean(self) -> None:
        super().clean()
        if self.why != self.Why.NOT_CONFORMING and not self.reason.strip():
            raise ValidationError({"reason": _("Bitte begründen Sie die Ausnahme.")})

    @property
    def is_overdue(self) -> bool:
        """Promised, and the day has passed."""
        return self.until is not None and self.mended_on is None and self.until < datetime.date.today()  # noqa: DTZ011


class SignVideo(models.Model):
    """A video in German Sign Language for the home page, with captions, a still picture and the text it says."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="sign_videos", verbose_name=_("Kommune")
    )
    title = models.CharField(_("Titel"), max_length=120)
    file = models.FileField(
        _("Video"),
        upload_to="videos/",
        validators=[validate_video],
        help_text=_("MP4 oder WebM, höchstens 100 MB."),
    )
    captions = models.FileField(
        _("Untertitel"),
        upload_to="videos/",
        blank=True,
        validators=[validate_captions],
        help_text=_("Als WebVTT (.vtt), damit auch mitlesen kann, wer keine Gebärden versteht."),
    )
    poster = models.ForeignKey(
        "media.Picture", verbose_name=_("Standbild"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    transcript = models.TextField(
        _("Text des Videos"), max_length=10_000, help_text=_("Was im Video gebärdet wird, in Worten.")
    )
    is_shown = models.BooleanField(_("auf der Startseite zeigen"), default=True)
    changed = models.DateTimeField(_("geändert"), auto_now=True)

    class Meta:
        verbose_name = _("Gebärdenvideo")
        verbose_name_plural = _("Gebärdenvideos")
        ordering = ("-is_shown", "-changed")

    def __str__(self) -> str:
        return self.title


class EasyText(models.Model):
    """The text in easy language to which the home page leads."""

    municipality = models.OneToOneField(
        Municipality, on_delete=models.CASCADE, related_name="easy_text", verbose_name=_("Kommune")
    )
    title = models.CharField(_("Titel"), max_length=120)
    address = models.CharField(
        _("Adresse"),
        max_length=300,
        validators=[
            RegexValidator(r"^/(?!/)[^\s\\]*$", _("Bitte eine Adresse dieser Website, zum Beispiel /leicht/."))
        ],
        help_text=_("Eine Seite dieser Website, zum Beispiel /de-simple/."),
    )
    summary = models.CharField(_("Was steht dort?"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("Text in Leichter Sprache")
        verbose_name_plural = _("Texte in Leichter Sprache")

    def __str__(self) -> str:
        return self.title
