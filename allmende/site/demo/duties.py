# SPDX-License-Identifier: EUPL-1.2
"""Accessibility duties of the demo county: its statement, two known barriers, the way to the easy text.

No video in sign language: it would have to be a real one, signed by somebody.
"""

from __future__ import annotations

import datetime

from allmende.core.accessibility.criteria import CRITERIA
from allmende.core.accessibility.models import Barrier, EasyText, Statement
from allmende.core.municipality.models import Presence
from allmende.engines.townscape import County
from allmende.site.demo import Progress

_ABSENT = ("1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.4.2", "2.1.4", "2.5.4")
"""Criteria about things that the demo does not have: videos, live sound, shortcuts, shaking the phone."""

_STATEMENT = {
    "law": "ThürBarrWebG und ThürBITVO (die des Landes, in dem der erfundene Landkreis läge)",
    "body_name": "Beispielstelle für Schlichtung (erfunden)",
    "body_address": "Musterweg 1\n99999 Auenstadt",
    "body_email": "schlichtung@auental.example",
    "answer_weeks": 4,
    "body_checked_on": datetime.date(2026, 11, 2),
    "contact": "Arbeitsgruppe Barrierefreiheit im Landratsamt",
    "contact_phone": "03999 1234-55",
    "contact_email": "barrierefrei@auental.example",
    "assessed_on": datetime.date(2026, 10, 26),
    "prepared_on": datetime.date(2026, 11, 2),
    "reviewed_on": datetime.date(2026, 11, 2),
    "is_published": True,
}

_BARRIERS = (
    Barrier(
        where="Karten",
        what="Die Karte selbst lässt sich nicht vorlesen.",
        why=Barrier.Why.OUT_OF_SCOPE,
        reason="Karten sind ausgenommen, wenn es die Angaben auch anders gibt.",
        alternative="Neben jeder Karte steht dieselbe Auswahl als Liste, mit Adresse und Entfernung.",
        criterion="1.1.1",
    ),
    Barrier(
        where="Bereich für Mitarbeitende: Bilder",
        what="Den wichtigen Ausschnitt eines Bildes wählt man mit der Maus; mit der Tastatur sieht man dabei nicht, wo man ist.",
        criterion="2.4.7",
        alternative="Ohne Auswahl nimmt das System die Bildmitte. Die Redaktion im Landratsamt hilft gern.",
        until=datetime.date(2027, 6, 30),
    ),
)


def fill(made: County, progress: Progress) -> int:
    """Store what is missing; return how much. What somebody changed stays."""
    municipality = Presence.objects.select_related("municipality").get(is_default=True).municipality
    if Statement.objects.filter(municipality=municipality).exists():
        return 0
    answers = {criterion.key: "na" if criterion.key in _ABSENT else "yes" for criterion in CRITERIA} | {"2.4.7": "no"}
    statement = Statement(municipality=municipality, answers=answers, **_STATEMENT)
    statement.full_clean()
    statement.save()
    for barrier in _BARRIERS:
        barrier.pk, barrier.municipality = None, municipality
        barrier.save()
    EasyText.objects.get_or_create(
        municipality=municipality,
        defaults={
            "title": "Der Landkreis in einfachen Worten",
            "address": "/de-simple/",
            "summary": "Die wichtigsten Seiten, leicht zu lesen.",
        },
    )
    return len(_BARRIERS) + 2
