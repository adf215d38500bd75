# SPDX-License-Identifier: EUPL-1.2
"""From the audience of a phase to the voices of the dialogue: who speaks, and what they may do there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.commons.dialogue.models import Post, Thread, Voice
from allmende.commons.dialogue.registry import EDIT, REACT, WRITE
from allmende.commons.dialogue.voices import Speaker, token_of, voices_of
from allmende.decide.participation import codes, rules
from allmende.decide.participation.audience import Who, credential_of, may_take_part, who_of
from allmende.decide.participation.models import Phase


def speaker_in(request: HttpRequest, phase: Phase, who: Who) -> Speaker:
    """Return who speaks in a phase, with the reason where they may not. The time of the phase is part of it."""
    admission = may_take_part(phase, who)
    refusal, remedy = "", None
    if not phase.is_open():
        refusal = _("Diese Phase ist gerade nicht offen. Lesen können Sie alles.")
    elif not admission.allowed:
        refusal = str(admission.reason)
        remedy = {
            "code": (_("Code eingeben"), reverse("letters:enter")),
            "sign_in": (_("Anmelden"), f"{reverse('account_login')}?next={request.path}"),
        }.get(admission.way)
    if who.person is not None and phase.audience != Phase.Audience.CODES:
        return Speaker(person=who.person, refusal=refusal, remedy=remedy)
    if who.code is not None:
        credential = credential_of(phase.process_id, None, who.code)
        return Speaker(credential=credential, refusal=refusal, remedy=remedy)
    return Speaker(visitor=token_of(request), refusal=refusal, remedy=remedy)


def own_voice(request: HttpRequest, phase: Phase, who: Who) -> Voice | None:
    """Return the voice with which the visitor has spoken in this phase; None where they have not. One query."""
    return speaker_in(request, phase, who).voice


def fits(phase: Phase, voice: Voice) -> bool:
    """Whether a voice is of the sort that the audience of a phase has: the second lock behind `speaker_in`.

    What cannot be seen from a voice (the level at which its person signed in, the place they live in) was asked there.
    """
    match phase.audience:
        case Phase.Audience.EVERYONE:
            return True
        case Phase.Audience.CODES:
            return voice.person_id is None and voice.key_hash is not None and not voice.is_visitor
        case Phase.Audience.AREA | Phase.Audience.ASSURANCE:
            return voice.person_id is not None
    return False


def allowed_in(phase: Phase, what: str, kind: str, voice: Voice, now: datetime) -> bool:
    """Decide for the dialogue whether a voice may do something in a phase at an instant. No role is asked."""
    feature = {WRITE: "write", REACT: "rate", EDIT: "write"}.get(what, what)
    if what == REACT and voice.is_visitor:
        return False
    return phase.has_feature(feature, kind) and phase.is_open(now) and fits(phase, voice)


def speaker_of_thread(request: HttpRequest, thread: Thread) -> Speaker:
    """Return who speaks in a thread of an idea or a section."""
    phase = phase_of_thread(thread)
    speaker = speaker_in(request, phase, who_of(request, phase.process))
    if not speaker.refusal and not owner_is_public(thread):
        return replace(speaker, refusal=_("Auf diesen Beitrag kann niemand antworten."))
    return speaker


def phase_of_thread(thread: Thread) -> Phase:
    """Return the phase to which a thread belongs."""
    owner: Any = thread.idea if thread.kind == "idea" else thread.section  # type: ignore[attr-defined]
    phase: Phase = owner.phase
    return phase


def owner_is_public(thread: Thread) -> bool:
    """Whether everybody may read what a thread belongs to: the process is public, and so is the idea."""
    if thread.kind == "idea" and not thread.idea.post.is_public:  # type: ignore[attr-defined]
        return False
    return phase_of_thread(thread).process.is_public


def shows_thread(request: HttpRequest, thread: Thread) -> bool:
    """Whether a visitor may read a thread: like the page of its idea or section, for others than its author and staff."""
    if owner_is_public(thread):
        return True
    process = phase_of_thread(thread).process
    if rules.may_see_staff(request.user, process):
        return True
    if thread.kind != "idea" or not process.is_public:
        return False
    author: int = thread.idea.post.voice_id  # type: ignore[attr-defined]
    return any(voice.pk == author for voice in voices_of(request))


def allows_in_thread(what: str, voice: Voice, thread: Thread, now: datetime) -> bool:
    """Whether comments may be written and reacted to: feature "comment" of what the thread belongs to, while it is public."""
    if not owner_is_public(thread):
        return False
    phase = phase_of_thread(thread)
    kind = thread.kind
    if what == REACT and voice.is_visitor:  # what is counted needs somebody who can be recognised
        return False
    return phase.has_feature("comment", kind) and phase.is_open(now) and fits(phase, voice)


def allows_idea(what: str, voice: Voice, post: Post, now: datetime) -> bool:
    """Whether the post of an idea may be edited or supported. Ideas that were merged are supported at their target."""
    idea = post.idea  # type: ignore[attr-defined]
    return (what != REACT or idea.merged_into_id is None) and allowed_in(idea.phase, what, "idea", voice, now)


def allows_question(what: str, voice: Voice, post: Post, now: datetime) -> bool:
    """Whether the post of a question may be edited or supported."""
    phase: Phase = post.live_question.phase  # type: ignore[attr-defined]
    if what == REACT:  # pushing a question up orders a list; it is no vote, so a browser is enough
        return phase.has_feature("like", "question") and phase.is_open(now) and fits(phase, voice)
    return allowed_in(phase, what, "question", voice, now)


def reviewed_idea(post: Post) -> bool:
    """Whether somebody looks at ideas before they appear in the phase of this one."""
    phase: Phase = post.idea.phase  # type: ignore[attr-defined]
    return phase.moderation == Phase.Moderation.PRE


def reviewed_question(post: Post) -> bool:
    """Whether somebody looks at questions before they appear in the phase of this one."""
    phase: Phase = post.live_question.phase  # type: ignore[attr-defined]
    return phase.moderation == Phase.Moderation.PRE


def credentials_of(request: HttpRequest) -> list[Any]:
    """Return the credentials of all codes that this browser holds, for "my contributions". One query at most."""
    return [credential_of(code.process_id, None, code) for code in codes.all_of(request)]
