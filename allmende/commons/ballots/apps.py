# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BallotsConfig(AppConfig):
    name = "allmende.commons.ballots"
    label = "ballots"
    verbose_name = _("Abstimmungen")

    def ready(self) -> None:
        from allmende.commons.ballots import guard, tasks
        from allmende.core.audit.guard import also
        from allmende.core.ops.worker import register_chore
        from allmende.core.ui import navigation

        also(guard)
        navigation.register(
            navigation.FOOTER, navigation.Entry(_("Abstimmungen nachprüfen"), "ballots:index", order=65, icon="check")
        )
        register_chore("close-votes", 30, tasks.close_due)
        register_chore("mix-ballots", 3600, tasks.mix_open)
