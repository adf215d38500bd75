# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FormsConfig(AppConfig):
    name = "allmende.commons.forms"
    label = "questionnaires"  # "forms" is Django's own
    verbose_name = _("Fragebögen")

    def ready(self) -> None:
        from allmende.commons.forms import guard, tasks
        from allmende.core.audit.guard import also
        from allmende.core.ops.worker import register_chore

        also(guard)
        register_chore("forget-form-drafts", 3600, tasks.forget_drafts)
        register_chore("mix-answers", 3600, tasks.mix_answers)
