# SPDX-License-Identifier: EUPL-1.2
"""Ideas as CSV for German spreadsheets: UTF-8 with byte order mark, semicolons, decimal commas, WGS84 coordinates."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone

from allmende.commons.places.exports.csv import safe
from allmende.decide.participation.idea_queries import public
from allmende.decide.participation.models import Phase

HEAD = (
    "nummer", "titel", "text", "sprache", "thema", "schlagwoerter", "ort", "lat", "lon", "name", "unterstuetzung", "stand",
    "letzte_antwort", "eingegangen", "adresse",
)  # fmt: skip


class _Line:
    """A file whose `write` gives the line back."""

    def write(self, text: str) -> str:
        return text


def lines(phase: Phase) -> Iterator[str]:
    """Yield the lines of the file, the head first. Three queries for each 500 ideas."""
    writer = csv.writer(_Line(), delimiter=";")
    yield "\ufeff" + writer.writerow(HEAD)
    rows = public(phase).select_related("post__voice", "category").prefetch_related("tags", "steps").order_by("pk")
    for idea in rows.iterator(chunk_size=500):
        idea.phase = phase
        steps = list(idea.steps.all())
        cells = [
            idea.pk, idea.title, idea.post.text, idea.post.language, idea.category or "",
            ", ".join(tag.name for tag in idea.tags.all()), idea.address, _decimal(idea.geom.y if idea.geom else None),
            _decimal(idea.geom.x if idea.geom else None), idea.post.voice.name, idea.support, idea.get_stage_display(),
            steps[-1].text if steps else "", f"{timezone.localtime(idea.post.created):%Y-%m-%d}",
            settings.BASE_URL + idea.get_absolute_url(),
        ]  # fmt: skip
        yield writer.writerow([safe(cell) for cell in cells])


def _decimal(number: float | None) -> str:
    return "" if number is None else f"{number:.6f}".replace(".", ",")
