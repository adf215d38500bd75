# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetConfig(AppConfig):
    name = "allmende.decide.participation.budget"
    label = "budget"
    verbose_name = _("Abstimmungen und Bürgerbudgets")

    def ready(self) -> None:
        from allmende.commons.ballots import actions as ballots
        from allmende.decide.participation.budget.actions import require_budget_ballot
        from allmende.decide.participation.budget.formats import BudgetFormat, PollFormat, VoteFormat
        from allmende.decide.participation.budget.queries import numbers_of_codes
        from allmende.decide.participation.formats.registry import register

        for known in (VoteFormat(), PollFormat(), BudgetFormat()):
            register(known)
        if require_budget_ballot not in ballots.requirements:
            ballots.requirements.append(require_budget_ballot)
        if numbers_of_codes not in ballots.named_beside:
            ballots.named_beside.append(numbers_of_codes)
