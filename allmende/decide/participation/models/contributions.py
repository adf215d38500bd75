# SPDX-License-Identifier: EUPL-1.2
"""What the formats "text" and "live" hold: sections that are discussed, and questions in a meeting."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from allmende.commons.dialogue.models import Post, Thread
from allmende.core.media.models import Picture
from allmende.decide.participation.models.process import Phase


class Section(models.Model):
    """A piece of a text or plan, with a conversation of its own."""

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="sections", verbose_name=_("Phase"))
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    heading = models.CharField(_("Überschrift"), max_length=160)
    text = models.TextField(_("Text"), max_length=20000)
    picture = models.ForeignKey(
        Picture, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Bild oder Plan")
    )
    thread = models.OneToOneField(Thread, on_delete=models.PROTECT, related_name="section", verbose_name=_("Gespräch"))

    class Meta:
        verbose_name = _("Abschnitt")
        verbose_name_plural = _("Abschnitte")
        ordering = ("position", "pk")
        constraints = [models.UniqueConstraint(fields=["phase", "position"], name="section_position_unique")]

    def __str__(self) -> str:
        return self.heading


class LiveQuestion(models.Model):
    """A question from the audience of a meeting. `on_screen`: the one that is being answered now."""

    class State(models.TextChoices):
        WAITING = "waiting", _("offen")
        ANSWERED = "answered", _("beantwortet")

    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="questions", verbose_name=_("Phase"))
    post = models.OneToOneField(Post, on_delete=models.PROTECT, related_name="live_question", verbose_name=_("Beitrag"))
    state = models.CharField(_("Stand"), max_length=8, choices=State.choices, default=State.WAITING)
    on_screen = models.BooleanField(_("ist gerade dran"), default=False)

    class Meta:
        verbose_name = _("Frage")
        verbose_name_plural = _("Fragen")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["phase"], condition=Q(on_screen=True), name="question_one_on_screen"),
            models.CheckConstraint(condition=Q(state__in=["waiting", "answered"]), name="question_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
