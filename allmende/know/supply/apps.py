# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupplyConfig(AppConfig):
    name = "allmende.know.supply"
    label = "supply"
    verbose_name = _("Versorgung")

    def ready(self) -> None:
        from allmende.core.freshness.memory import follow
        from allmende.core.ops.worker import register_chore
        from allmende.core.ui import navigation
        from allmende.know.supply.models import Population, Preparation, Standard, Topic

        follow("supply", Topic, Standard, Population)
        follow("supply-state", Preparation)
        register_chore("supply-changes", 60, _look_for_changes)
        register_chore("forget-scenarios", 24 * 3600, _forget_scenarios)
        navigation.register(
            navigation.MAIN, navigation.Entry(_("Versorgung"), "supply:overview", order=35, icon="target")
        )


def _look_for_changes() -> int:
    from allmende.know.supply.actions import look_for_changes

    return look_for_changes()


def _forget_scenarios() -> int:
    from allmende.know.supply.scenario_actions import forget_ended

    return forget_ended()
