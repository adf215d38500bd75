# SPDX-License-Identifier: EUPL-1.2
"""Conversations that the browser tests look at: an idea with a thread in every state, reports, an appeal."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.utils import timezone


def fill(county: Any) -> dict[str, str]:
    """Store them; return the addresses of single objects by name."""
    from allmende.commons.dialogue import actions, moderation
    from allmende.commons.dialogue.models import Post
    from allmende.commons.dialogue.voices import voice_for_visitor, voice_of
    from allmende.core.people.models import Person
    from allmende.decide.participation import ideas
    from allmende.decide.participation.audience import Who
    from allmende.decide.participation.models import Phase, Process
    from tests.browser.content import EVIL, LONG

    now, day = timezone.now(), datetime.timedelta(days=1)
    process = Process.objects.create(
        municipality=county, slug="brunnenplatz", title="Der Brunnenplatz", goal="Der Platz wird schöner.", state="published",
        deciders="Der Stadtrat entscheidet.", contact_name="Frau Weber", contact_phone="03999 1", published=now,
    )  # fmt: skip
    phase = Phase.objects.create(
        process=process, position=1, title="Ideen sammeln", opens=now - day, closes=now + 30 * day, audience="everyone", format="ideas"
    )  # fmt: skip
    admin = Person.objects.get(email="admin@auental.example")
    other = Person.objects.create_superuser("moderation@auental.example", "ein sehr langes Kennwort", first_name="Mona")
    anna = voice_of(Person.objects.create_user("anna@auental.example", "ein sehr langes Kennwort"), "Anna")
    idea = ideas.submit(
        Who(person=None), voice_for_visitor("idee", "Kai"), phase, ideas.Draft(title="Ein Trinkbrunnen", text="Für heiße Tage."),
        key=uuid.uuid4(),
    )[0]  # fmt: skip
    thread = idea.thread

    def say(name: str, text: str, **more: Any) -> Post:
        voice = anna if name == "Anna" else voice_for_visitor(f"browser-{name}", name)
        return actions.write(voice, thread=thread, text=text, key=uuid.uuid4(), **more)[0]

    first = say("Anna", "Im Sommer ist es dort sehr heiß.\n\nEin Brunnen mit Trinkwasser hilft allen, auch Hunden.")
    say("Bert", "Und wer putzt ihn?", parent=first)
    say("Bauhof", "Das würden wir übernehmen.", parent=first, official_by=admin)
    for number in range(4):
        say("Carla", f"Dafür, zum {number + 1}. Mal.", parent=first)
    rude = say("Dora", "So ein Unfug, ihr Trottel.")
    say("Anna", "Bitte freundlich bleiben.", parent=rude)
    say(EVIL[:50], f"{EVIL} {LONG}")
    say("أمل", "فكرة جميلة، شكرًا لكم.", language="ar")
    reported = say("Emil", "Das kostet nur Geld.")
    for number in range(26):
        say("Fred", f"Noch ein Gedanke dazu, der {number + 1}.")
    waiting = say("Werber", "Kauft bei www.billig.example oder http://x.example, Tel. 0171 1234567", review=True)
    hidden = moderation.decide(admin, rude, "hide", reason="insult", facts="„Trottel“ über andere.")
    appeal = moderation.appeal(hidden, "Das war ein Scherz.", voice=rude.voice)
    own = moderation.decide(other, say("Anna", "Werbung für mein Café."), "hide", reason="spam")
    notice = moderation.report(county, post=reported, reason="tone", text="Unhöflich.", good_faith=True)[0]
    page = moderation.report(
        county, page="/orte/", reason="copyright", text="Mein Bild.", good_faith=True, name="Eva", email="eva@auental.example"
    )[0]  # fmt: skip
    return {
        "thread": f"/dialog/{thread.pk}/",
        "comment": f"/dialog/beitrag/{first.pk}/",
        "comment_key": str(first.pk),
        "report": f"/meldung/stand/{notice.reference}/",
        "appeal": f"/einspruch/{own.reference}/",
        "staff_post": f"/verwaltung/moderation/beitrag/{reported.pk}/",
        "staff_appeal": f"/verwaltung/moderation/einspruch/{appeal.pk}/",
        "staff_notice": f"/verwaltung/moderation/meldung/{page.pk}/",
        "waiting_key": str(waiting.pk),
    }
