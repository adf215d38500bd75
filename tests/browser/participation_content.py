# SPDX-License-Identifier: EUPL-1.2
"""Processes for the browser tests: ideas in every state, hostile and long ones, a text, a meeting, a draft."""

from __future__ import annotations

import uuid
from typing import Any


def fill(county: Any) -> dict[str, str]:
    """Return addresses of participation: a process with ideas in every state, a coming one, a draft, a text, a meeting."""
    from datetime import timedelta

    from django.contrib.auth import get_user_model
    from django.utils import timezone
    from shapely import Point

    from allmende.commons.dialogue import actions as dialogue
    from allmende.commons.dialogue.voices import voice_for_visitor
    from allmende.decide.participation import actions, contact, ideas, live, sections
    from allmende.decide.participation.audience import NOBODY
    from allmende.decide.participation.models import Phase, Process, Section
    from tests.browser.content import EVIL, LONG

    admin = get_user_model().objects.get(email="admin@auental.example")
    now, day = timezone.now(), timedelta(days=1)

    def process(title: str, kind: str, begin: Any, *, publish: bool = True, **fields: Any) -> Phase:
        made = Process(
            municipality=county, title=title, goal="Der Marktplatz wird schöner. Sagen Sie, was fehlt.", deciders="Der Rat entscheidet.",
            contact_name="Aylin Yıldız", contact_phone="03999 1234-21", **fields,
        )  # fmt: skip
        phase = Phase(
            title="Ideen sammeln",
            format=kind,
            audience="everyone",
            opens=begin,
            closes=begin + 20 * day,
            text="Schreiben Sie.",
        )
        later = Phase(
            title="Die Verwaltung prüft", format="information", opens=begin + 20 * day, closes=begin + 40 * day
        )
        actions.set_up(admin, made, [phase, later], categories=["Grün", LONG[:50]])
        if kind == "text":
            for heading in ("Wege", LONG[:60]):
                sections.save(admin, phase, Section(heading=heading, text=f"{EVIL}\n\nHier soll ein Weg entstehen."))
        if publish:
            actions.publish(admin, made)
        phase.process = Process.objects.get(pk=made.pk)
        return phase

    running = process("Ideen für den Marktplatz", "ideas", now - 5 * day, results="Zwölf Bänke sind gebaut.")
    stored = []
    for number, (title, text, language) in enumerate(
        [
            ("Mehr Bänke", "Im Schatten der Linden.", "de"),
            (EVIL, f"{EVIL} {LONG}", "de"),
            ("مقاعد أكثر", "في الظل", "ar"),
            ("Bänke im Schatten", "Unter den Linden.", "de"),
        ]
    ):
        draft = ideas.Draft(
            title=title,
            text=text,
            point=Point(10.22 + number / 900, 51.12),
            address="Am Markt",
            category=running.process.categories.first(),
        )
        voice = voice_for_visitor(f"participation:{number}", "Anna")
        stored.append(
            ideas.submit(NOBODY, voice, running, draft, key=uuid.UUID(int=900 + number), language=language)[0]
        )
    dialogue.write(voice_for_visitor("participation:9"), text=f"Gute Idee! {EVIL}", thread=stored[0].thread)
    for stage, words in (("checking", "Wir sehen uns das an."), ("planned", "Vier Bänke kommen im Frühjahr.")):
        ideas.answer(admin, stored[0], stage=stage, text=words, office="Bauhof")
    ideas.merge(admin, stored[3], stored[0])
    coming = process("Unser neuer Spielplatz", "ideas", now + 5 * day, for_youth=True)
    draft = process("Noch nicht fertig", "ideas", now + 5 * day, publish=False)
    text = process("Entwurf zum Mitreden", "text", now - day)
    meeting = process("Einwohnerversammlung", "live", now - day)
    for number in range(3):
        question, _new = live.ask(
            NOBODY,
            voice_for_visitor(f"q{number}"),
            meeting,
            f"Wann wird gebaut? {number}",
            key=uuid.UUID(int=950 + number),
        )
        live.move(admin, question, ("screen", "waiting", "answered")[number])
    here = running.get_absolute_url()
    asked = stored[0]
    asked.contact_email = "erika@example.org"
    asked.save(update_fields=["contact_email"])
    return {
        "contact": f"{here}ideen/{asked.pk}/nachrichten/{contact.token_of(asked)}/",
        "process": running.process.get_absolute_url(), "coming_process": coming.process.get_absolute_url(), "ideas": here,
        "idea": f"{here}ideen/{stored[0].pk}/", "evil_idea": f"{here}ideen/{stored[1].pk}/", "merged_idea": f"{here}ideen/{stored[3].pk}/",
        "new_idea": f"{here}neu/", "own_ideas": f"{running.process.get_absolute_url()}meine/", "ask_code": f"{running.process.get_absolute_url()}code/",
        "text_phase": text.get_absolute_url(), "section": f"{text.get_absolute_url()}abschnitt/{text.sections.first().pk}/",
        "live_phase": meeting.get_absolute_url(), "live_screen": f"{meeting.get_absolute_url()}leinwand/",
        "staff_process": f"/verwaltung/beteiligung/{running.process.pk}/", "staff_draft": f"/verwaltung/beteiligung/{draft.process.pk}/",
        "staff_phase": f"/verwaltung/beteiligung/{running.process.pk}/phase/{running.pk}/", "staff_codes": f"/verwaltung/beteiligung/{running.process.pk}/codes/",
        "staff_ideas": f"/verwaltung/beteiligung/phase/{running.pk}/ideen/", "staff_idea": f"/verwaltung/beteiligung/idee/{stored[0].pk}/",
        "staff_text": f"/verwaltung/beteiligung/phase/{text.pk}/abschnitte/",
    }  # fmt: skip


def examples() -> dict[str, dict[str, Any]]:
    """Return values for the parameters of our routes, for the crawl with GET."""
    from allmende.decide.participation import contact
    from allmende.decide.participation.models import Idea, LiveQuestion, Section

    idea = Idea.objects.select_related("phase__process").filter(steps__isnull=False).first()
    section = Section.objects.select_related("phase__process").first()
    question = LiveQuestion.objects.select_related("phase__process").first()
    assert idea is not None
    assert section is not None
    assert question is not None

    def at(phase: Any, **more: Any) -> dict[str, Any]:
        return {"process": phase.process.slug, "phase": phase.pk, **more}

    live = at(question.phase, question=question.pk)
    return {
        "participation": at(idea.phase, idea=idea.pk),
        "participation:idea_contact": at(idea.phase, idea=idea.pk, token=contact.token_of(idea)),
        "participation:section": at(section.phase, section=section.pk),
        **{f"participation:question{end}": live for end in ("s", "_ask", "_screen", "_like", "_step")},
        "participation_staff": {"pk": idea.phase.process_id, "phase": idea.phase_id, "key": "market"},
        "participation_staff:ideas": {"pk": idea.phase_id},
        "participation_staff:idea": {"pk": idea.pk},
        "participation_staff:sections": {"pk": section.phase_id},
        "participation_staff:section": {"pk": section.phase_id, "section": section.pk},
    }
