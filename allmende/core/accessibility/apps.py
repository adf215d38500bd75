# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessibilityConfig(AppConfig):
    name = "allmende.core.accessibility"
    label = "accessibility"
    verbose_name = _("Barrierefreiheit")

    def ready(self) -> None:
        from allmende.core.accessibility.checking import give_up_stuck_runs
        from allmende.core.accessibility.models import EasyText, SignVideo
        from allmende.core.accessibility.queries import TOPIC
        from allmende.core.freshness.memory import follow
        from allmende.core.media.models import Picture
        from allmende.core.ops.worker import register_chore
        from allmende.core.ui import navigation

        register_chore("accessibility-stuck-runs", 600, give_up_stuck_runs)
        follow(TOPIC, EasyText, SignVideo, Picture)
        for label, route, order in (
            (_("Barrierefreiheit"), "accessibility:statement", 90),
            (_("Barriere melden"), "accessibility:report", 91),
        ):
            navigation.register(navigation.LEGAL, navigation.Entry(label, route, order=order))
