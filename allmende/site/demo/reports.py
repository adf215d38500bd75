# SPDX-License-Identifier: EUPL-1.2
"""A few reports about places, as citizens write them, so that the staff's queue shows what it is for."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from allmende.commons.cases.models import Case
from allmende.commons.places.actions import report_place
from allmende.commons.places.forms import TOPICS
from allmende.commons.places.models import Place
from allmende.engines.townscape import County
from allmende.site.demo import Progress, county

# category, topic, what the person wrote, address for the answer
_REPORTS = (
    ("doctor", "hours", "Die Praxis hat seit Oktober mittwochs ganz geschlossen, ich stand vor der Tür.", "buergerin@auental.example"),
    ("toilets", "access", "Die Tür der Toilette ist nur 70 cm breit, mit meinem Rollstuhl komme ich nicht hinein.", "buerger@auental.example"),
    ("bus_stop", "other", "An der Haltestelle fehlt seit dem Sturm der Fahrplan.", ""),
    ("bakery", "gone", "Die Bäckerei ist zum Monatsende in den Ruhestand gegangen. Schade!", ""),
)  # fmt: skip


def fill(made: County, progress: Progress) -> int:
    """Store the reports where there are no cases yet; return how many were added."""
    if Case.objects.exists():
        return 0
    added = 0
    for category, topic, text, email in _REPORTS:
        place = Place.objects.filter(source=county.SOURCE, category=category).order_by("source_id").first()
        if place is not None:
            report_place(
                place,
                topic=str(TOPICS[topic]),
                text=text,
                email=email,
                submission_key=uuid5(NAMESPACE_URL, f"demo:{text}"),
            )
            added += 1
    return added
