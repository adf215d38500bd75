# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupplyConfig(AppConfig):
    name = "allmende.know.supply"
    label = "supply"
    verbose_name = _("Versorgung")

    def ready(self) -> None:
        from allmende.commons.places import area_links
        from allmende.core.freshness.memory import follow
        from allmende.core.ops.worker import register_chore
        from allmende.core.search.actions import follow as follow_search
        from allmende.core.ui import navigation
        from allmende.know.supply.models import Population, Preparation, Standard, Topic

        follow("supply", Topic, Standard, Population)
        follow_search("supply", Topic, lambda topic: [topic.pk])
        follow("supply-state", Preparation)
        register_chore("supply-changes", 60, _look_for_changes)
        register_chore("forget-scenarios", 24 * 3600, _forget_scenarios)
        area_links.register(_link_of_area)
        navigation.register(
            navigation.MAIN, navigation.Entry(_("Versorgung"), "supply:overview", order=35, icon="target")
        )


def _link_of_area(municipality: Any, division: str, slug: str) -> tuple[Any, str] | None:
    from django.urls import reverse

    from allmende.know.supply.page_queries import find_area
    from allmende.know.supply.world import world_of

    world = world_of(municipality)
    if world is None or find_area(world, division, slug) is None:
        return None
    return _("Wie gut ist es hier versorgt?"), reverse("supply:area", args=[division, slug])


def _look_for_changes() -> int:
    from allmende.know.supply.actions import look_for_changes

    return look_for_changes()


def _forget_scenarios() -> int:
    from allmende.know.supply.scenario_actions import forget_ended

    return forget_ended()
