# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "allmende.core.notices"
    label = "notices"
    verbose_name = _("Nachrichten")

    def ready(self) -> None:
        from allmende.core.notices.postman import Postman
        from allmende.core.ops.worker import register_chore

        register_chore("deliver-notices", 2, Postman().round)
