# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BehalfConfig(AppConfig):
    name = "allmende.core.behalf"
    label = "behalf"
    verbose_name = _("Für andere handeln")

    def ready(self) -> None:
        from allmende.core.notices.kinds import register_kind

        register_kind("behalf.trust", _("Wer für Sie handeln darf"), stoppable=False)
        register_kind("behalf.entered", _("Was jemand für Sie eingetragen hat"))
