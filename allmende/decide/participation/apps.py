# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticipationConfig(AppConfig):
    name = "allmende.decide.participation"
    label = "participation"
    verbose_name = _("Beteiligung")

    def ready(self) -> None:
        from allmende.core.letters import doors
        from allmende.core.ui import navigation
        from allmende.decide.participation import codes

        doors.register(codes.open_door)
        navigation.register(
            navigation.MAIN, navigation.Entry(_("Mitreden"), "participation:processes", order=45, icon="people")
        )
