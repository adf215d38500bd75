# SPDX-License-Identifier: EUPL-1.2
"""What the supply analysis feeds into the search of the whole site: its topics, with the words people call the places."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from allmende.commons.places.categories import catalogue
from allmende.core.municipality.queries import family_keys
from allmende.core.search.registry import Document, Kind, Scope, Shown, Source
from allmende.know.supply.models import Topic

KIND = "supply"


def _topics(scope: Scope, keys: Collection[str] | None) -> Any:
    rows = Topic.objects.filter(municipality__in=family_keys(scope.municipality), is_public=True).order_by("position")
    return rows if keys is None else rows.filter(pk__in=[int(key) for key in keys if key.isdecimal()])


def documents(scope: Scope, keys: Collection[str] | None = None) -> Iterator[Document]:
    """Yield the public topics (two queries)."""
    with override(scope.language):
        known = catalogue().categories
        for topic in _topics(scope, keys):
            words = [
                str(word) for key in topic.categories if key in known for word in (known[key].one, known[key].many)
            ]
            body = ", ".join([topic.label, *words, translated("Versorgung, Erreichbarkeit, Weg, Entfernung")])
            yield Document(str(topic.pk), KIND, topic.asks, body)


def shown(scope: Scope, keys: Collection[str]) -> Mapping[str, Shown]:
    """Return how these are shown now (two queries)."""
    with override(scope.language):
        return {
            str(topic.pk): Shown(reverse("supply:topic", args=[topic.key]), topic.asks, translated("Versorgung"))
            for topic in _topics(scope, keys)
        }


SOURCES = [
    Source(
        name="supply",
        kinds={KIND: Kind(_("Frage zur Versorgung"), _("Fragen zur Versorgung"))},
        documents=documents,
        shown=shown,
    )
]
