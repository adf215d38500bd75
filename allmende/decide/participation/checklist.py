# SPDX-License-Identifier: EUPL-1.2
"""What has to be ready before a process is published. What is required blocks it; the rest is advice."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from allmende.decide.participation.formats.registry import Check, format_of
from allmende.decide.participation.models import Phase, Process
from allmende.engines.language import measure

LONGEST_SENTENCE = 20
"""Words of an average sentence of the goal, above which it is called hard to read."""


def of(process: Process) -> list[Check]:
    """Return the whole list. A few queries for each phase."""
    phases = list(process.phases.select_related("audience_area").order_by("position"))
    for phase in phases:
        phase.process = process
    checks = [
        Check(_("Das Ziel steht in einfachen Worten da"), bool(process.goal.strip())),
        Check(
            _("Die Sätze des Ziels sind kurz (im Schnitt höchstens 20 Wörter)"), _is_plain(process.goal), required=False
        ),
        Check(_("Es ist gesagt, wer am Ende entscheidet"), bool(process.deciders.strip())),
        Check(_("Eine Ansprechperson mit Telefon oder E-Mail ist genannt"), _has_contact(process)),
        Check(_("Jemand im Team achtet auf Beiträge"), process.team.filter(moderates=True).exists()),
        Check(_("Es gibt mindestens eine Phase"), bool(phases)),
        Check(_("Mindestens eine Phase liegt noch vor uns oder läuft"), any(not phase.is_over() for phase in phases)),
        Check(_("Ein Bild mit Beschreibung ist dabei"), process.picture_id is not None, required=False),
    ]
    for phase in phases:
        checks.extend(_of_phase(phase))
    return checks


def is_ready(process: Process) -> bool:
    """Whether nothing that is required is missing."""
    return all(check.done for check in of(process) if check.required)


def _of_phase(phase: Phase) -> list[Check]:
    found = format_of(phase.format)
    checks = [
        Check(_("%s: Beginn und Ende stehen fest") % phase.title, phase.opens is not None and phase.closes is not None),
        Check(_("%s: das Format ist eingerichtet") % phase.title, found is not None),
    ]
    if found is None or not found.features_of(phase):
        return checks
    checks.append(Check(_("%s: Es ist gewählt, wer mitmachen darf") % phase.title, bool(phase.audience)))
    if phase.audience == Phase.Audience.AREA:
        checks.append(Check(_("%s: das Gebiet ist gewählt") % phase.title, phase.audience_area is not None))
    if phase.audience == Phase.Audience.CODES:
        has_codes = phase.process.code_batches.filter(revoked=None).exists()
        checks.append(Check(_("%s: Codes für die Briefe sind erstellt") % phase.title, has_codes, required=False))
    if found.needs_credential:
        recognised = phase.audience != Phase.Audience.EVERYONE
        checks.append(
            Check(_("%s: Bei einer Abstimmung zählt jede Person einmal, also nicht „alle“") % phase.title, recognised)
        )
    if phase.opens is not None and phase.opens < timezone.now() and phase.process.state == Process.State.DRAFT:
        checks.append(Check(_("%s: Der Beginn liegt nicht schon zurück") % phase.title, done=False, required=False))
    return [*checks, *found.checklist(phase)]


def _has_contact(process: Process) -> bool:
    return bool(process.contact_name and (process.contact_phone or process.contact_email))


def _is_plain(text: str) -> bool:
    found = measure(text) if text.strip() else None
    return found is not None and found.words_per_sentence <= LONGEST_SENTENCE
