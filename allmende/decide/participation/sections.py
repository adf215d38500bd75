# SPDX-License-Identifier: EUPL-1.2
"""The format "text": sections of a text or plan, each with a conversation. Actions and pages."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _now
from django.views.decorators.http import require_safe

from allmende.commons.dialogue import actions as dialogue
from allmende.commons.dialogue.models import Post, Thread
from allmende.core.audit.actions import record
from allmende.decide.participation import rules
from allmende.decide.participation.models import Phase, Section
from allmende.decide.participation.page import phase_of, render_phase
from allmende.decide.participation.speakers import speaker_in

KIND = "section"


@transaction.atomic
def save(staff: Any, phase: Phase, section: Section) -> Section:
    """Store a new or changed section; a new one gets a conversation. Raises `PermissionDenied`, `ValidationError`."""
    rules.may_run.require(staff, phase.process)
    section.phase = phase
    if section.pk is None:
        highest = Section.objects.filter(phase=phase).aggregate(at=Max("position"))["at"] or 0
        section.position = highest + 1
        section.thread = dialogue.open_thread(phase.process.municipality, KIND, moderation=phase.moderation)
    section.full_clean(exclude=["phase", "thread"])
    section.save()
    record("participation.section", actor=staff, obj=section)
    return section


def sections_of(phase: Phase) -> list[Section]:
    """Return the sections with `comments`, how many public comments each has. One query."""
    visible = Q(thread__posts__state=Post.State.VISIBLE)
    rows = Section.objects.filter(phase=phase).annotate(comments=Count("thread__posts", filter=visible))
    return list(rows.select_related("picture").order_by("position"))


@require_safe
def section(request: HttpRequest, process: str, phase: int, section: int) -> HttpResponse:
    """Show one section with its conversation."""
    found, who = phase_of(request, process, phase, format="text")
    every = sections_of(found)
    here = next((number for number, one in enumerate(every) if one.pk == section), None)
    if here is None:
        raise Http404
    one = every[here]
    one.thread = Thread.objects.get(pk=one.thread_id)
    one.phase = found
    context = {
        "section": one,
        "before": every[here - 1] if here else None,
        "after": every[here + 1] if here + 1 < len(every) else None,
        "number": here + 1,
        "total": len(every),
        "speaker": speaker_in(request, found, who),
    }
    return render_phase(request, found, who, "participation/text/section.html", context)


def words_about(phase: Phase) -> str:
    """Return how many comments there are, for the list of phases."""
    number = Post.objects.filter(thread__section__phase=phase, state=Post.State.VISIBLE).count()
    return _now("%s Kommentare sind da.") % number if number else ""
