# SPDX-License-Identifier: EUPL-1.2
"""Which questionnaire belongs to a phase, and the survey in which it is answered."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.forms.models import Form, Survey
from allmende.decide.participation.models import Phase


class PhaseSurvey(models.Model):
    """The questionnaire of a phase; `survey` once its questions were taken over."""

    phase = models.OneToOneField(Phase, on_delete=models.CASCADE, related_name="phase_survey", verbose_name=_("Phase"))
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="+", verbose_name=_("Fragebogen"))
    survey = models.OneToOneField(
        Survey,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="phase_survey",
        verbose_name=_("Befragung"),
    )

    class Meta:
        verbose_name = _("Fragebogen einer Phase")
        verbose_name_plural = _("Fragebögen von Phasen")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.form)
