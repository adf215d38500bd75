# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "allmende.core.search"
    label = "search"
    verbose_name = _("Suche")

    def ready(self) -> None:
        from allmende.core.freshness.memory import follow
        from allmende.core.ops.worker import register_chore
        from allmende.core.search.actions import forget_misses, keep_in_step
        from allmende.core.search.models import Synonym

        follow("search", Synonym)
        register_chore("search-in-step", 6 * 3600, keep_in_step)
        register_chore("forget-search-words", 24 * 3600, forget_misses)
