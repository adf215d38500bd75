# SPDX-License-Identifier: EUPL-1.2
"""Participation: processes with a goal in plain words, phases with dates, and formats that fill the phases.

What other parts use:

    from allmende.decide.participation.models import Process, Phase, AccessCode
    from allmende.decide.participation.formats.registry import Check, Format, register   # a format of your own
    from allmende.decide.participation.audience import Admission, Who, may_take_part, who_of
    from allmende.decide.participation.page import phase_of, render_phase                # views of a format

A format registers itself in `AppConfig.ready()`; its `urls` are mounted below
`/beteiligung/<process>/<phase>/` in the namespace `participation`, before the URL configuration is read. A view gets
`(request, process: str, phase: int, ...)` and begins with `phase_of(request, process, phase)`, which answers 404 for what
the visitor must not see. Whether somebody may do something is asked in this order, with no way round for any role:

    phase.has_feature("rate", "idea")  and  phase.is_open(now)  and  may_take_part(phase, who, now).allowed

`Admission.credential` is an opaque text, stable per person (or code) and process; it is empty for visitors who cannot be
recognised again, who therefore have no vote.
"""
