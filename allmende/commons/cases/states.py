# SPDX-License-Identifier: EUPL-1.2
"""The states of a case and the ways between them, in one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.commons.cases.models import Case

NEW, IN_PROGRESS, ANSWERED, CLOSED, REJECTED = Case.State.values


@dataclass(frozen=True)
class Step:
    """A way from some states to another."""

    key: str
    label: Any
    sources: frozenset[str]
    target: str
    needs_text: bool = False


STEPS = {
    step.key: step
    for step in (
        Step("take_up", _("In Arbeit nehmen"), frozenset({NEW}), IN_PROGRESS),
        Step("answer", _("Beantworten"), frozenset({NEW, IN_PROGRESS, ANSWERED}), ANSWERED, needs_text=True),
        Step("close", _("Erledigt"), frozenset({NEW, IN_PROGRESS, ANSWERED}), CLOSED),
        Step("reject", _("Nicht weiterverfolgen"), frozenset({NEW, IN_PROGRESS}), REJECTED, needs_text=True),
        Step("reopen", _("Wieder aufnehmen"), frozenset({CLOSED, REJECTED, ANSWERED}), IN_PROGRESS),
    )
}

OPEN_STATES = (NEW, IN_PROGRESS)

EXPLANATIONS = {
    NEW: _("Ihr Hinweis ist angekommen. Noch hat ihn niemand bearbeitet."),
    IN_PROGRESS: _("Jemand kümmert sich darum."),
    ANSWERED: _("Wir haben geantwortet."),
    CLOSED: _("Der Vorgang ist abgeschlossen. Danke für Ihre Hilfe!"),
    REJECTED: _("Wir haben den Hinweis geprüft und können nichts weiter tun."),
}


def steps_from(state: str) -> list[Step]:
    """Return the steps that lead out of a state."""
    return [step for step in STEPS.values() if state in step.sources]
