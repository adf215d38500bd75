# SPDX-License-Identifier: EUPL-1.2
"""Personal data of budgets."""

from django.utils.translation import gettext_lazy as _

from allmende.core.privacy.registry import EMPLOYMENT, SYSTEM, WITH_ROW, Blank, Declaration, Personal

DECLARATIONS = [
    Declaration(model="budget.PhaseVote", none="phase vote"),
    Declaration(model="budget.Budget", none="phase amount style rule least most"),
    Declaration(
        model="budget.Project",
        subject="checked_by",
        title=_("Vorschläge für Bürgerbudgets, die Sie geprüft haben"),
        fields={"checked_by": Personal(_("nachvollziehen, wer geprüft hat"), EMPLOYMENT, WITH_ROW, SYSTEM)},
        none="budget number idea title text state cost reason",
        shown="title state",
        erase=Blank("checked_by"),
    ),
]
