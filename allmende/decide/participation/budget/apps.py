# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetConfig(AppConfig):
    name = "allmende.decide.participation.budget"
    label = "budget"
    verbose_name = _("Abstimmungen und Bürgerbudgets")

    def ready(self) -> None:
        from allmende.decide.participation.budget.formats import BudgetFormat, PollFormat, VoteFormat
        from allmende.decide.participation.formats.registry import register

        for known in (VoteFormat(), PollFormat(), BudgetFormat()):
            register(known)
