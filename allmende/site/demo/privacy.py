# SPDX-License-Identifier: EUPL-1.2
"""Data protection in the demo county: who is asked, consents of two citizens, and what staff did with their data.

The looks are real entries of the log, written with the time of the filling: a log cannot be backdated.
"""

from __future__ import annotations

from allmende.core.audit.actions import looked_at
from allmende.core.municipality.models import Presence
from allmende.core.people.models import Person
from allmende.core.privacy.actions import change_officer
from allmende.core.privacy.consents import give_consent, withdraw_consent
from allmende.core.privacy.models import Consent, Officer
from allmende.core.privacy.texts import PHONE
from allmende.engines.townscape import County
from allmende.site.demo import Progress

# who, whose data, the kind of thing, why
_LOOKS = (
    ("sachbearbeitung@auental.example", "buergerin@auental.example", "people.person", "Rückfrage zu einem Hinweis"),
    ("sachbearbeitung@auental.example", "buergerin@auental.example", "cases.case", "Hinweis bearbeitet"),
    ("verwaltung@auental.example", "buergerin@auental.example", "people.person", "Auskunft verlangt (Art. 15 DSGVO), Az. 12/2026"),
    ("verwaltung@auental.example", "buerger@auental.example", "people.person", "Berichtigung verlangt (Art. 16 DSGVO)"),
)  # fmt: skip


def fill(made: County, progress: Progress) -> int:
    """Add what is missing; return how much."""
    if Officer.objects.exists() or Consent.objects.exists():
        return 0
    people = {person.email: person for person in Person.objects.filter(email__endswith="@auental.example")}
    chief = people.get("verwaltung@auental.example")
    added = 0
    for presence in Presence.objects.all() if chief else ():
        change_officer(
            chief,
            Officer(
                presence=presence,
                name="Behördliche Datenschutzbeauftragte",
                street=presence.street,
                postcode=presence.postcode,
                city=presence.city,
                phone=presence.phone,
                email="datenschutz@auental.example",
                authority="Die Landesbeauftragte für den Datenschutz",
            ),
        )
        added += 1
    oksana, karl = people.get("buergerin@auental.example"), people.get("buerger@auental.example")
    clerk = people.get("sachbearbeitung@auental.example")
    if oksana is not None:
        give_consent(PHONE, person=oksana)
        added += 1
    if karl is not None and clerk is not None:
        # Karl Uhlig came to the counter, and changed his mind.
        consent, _new = give_consent(PHONE, person=karl, actor=clerk, way=Consent.Way.COUNTER)
        withdraw_consent(consent, actor=clerk, way=Consent.Way.PHONE)
        added += 1
    for who, whose, what, why in _LOOKS:
        if who in people and whose in people and looked_at(people[who], people[whose], what, why):
            added += 1
    return added
