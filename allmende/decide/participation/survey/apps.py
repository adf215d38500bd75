# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveyConfig(AppConfig):
    name = "allmende.decide.participation.survey"
    label = "survey"
    verbose_name = _("Befragungen in Beteiligungsverfahren")

    def ready(self) -> None:
        from allmende.core.ops.worker import register_chore
        from allmende.decide.participation.formats.registry import register
        from allmende.decide.participation.survey import tasks
        from allmende.decide.participation.survey.formats import SurveyFormat

        register(SurveyFormat())
        register_chore("close-surveys", 3600, tasks.close_old)
