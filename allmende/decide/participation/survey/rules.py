# SPDX-License-Identifier: EUPL-1.2
"""Who may prepare the survey of a phase: who runs the process and may edit questionnaires."""

from __future__ import annotations

from allmende.commons.forms import rules as forms
from allmende.core.rules import Rule
from allmende.decide.participation.rules import may, may_run, may_see_staff

sees = Rule("sees the process of the phase", lambda person, phase, now: may_see_staff(person, phase.process, now))
may_prepare = Rule(
    "runs the process of the phase", lambda person, phase, now: may_run(person, phase.process, now)
) & Rule("may edit questionnaires", lambda person, phase, now: forms.may_edit(person, phase.process, now))
may_answer = may("answer", "survey")
"""Feature, time and audience of the phase; the person is a `Who`, and no role counts."""

ROUTES = {"survey_staff_phase": may_see_staff}
