# SPDX-License-Identifier: EUPL-1.2
"""What participation feeds into the search of the whole site: public processes and public ideas."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from allmende.commons.dialogue.models import Post
from allmende.core.municipality.queries import family
from allmende.core.search.registry import Document, Kind, Scope, Shown, Source
from allmende.decide.participation.models import Idea, Process

IDEA, PROCESS = "idea", "process"


def _numbers(keys: Collection[str] | None) -> list[int] | None:
    return None if keys is None else [int(key) for key in keys if key.isdecimal()]


def _processes(scope: Scope, keys: Collection[str] | None) -> Any:
    rows = Process.objects.filter(municipality__in=family(scope.municipality)).exclude(state=Process.State.DRAFT)
    numbers = _numbers(keys)
    return rows if numbers is None else rows.filter(pk__in=numbers)


def _ideas(scope: Scope, keys: Collection[str] | None) -> Any:
    rows = Idea.objects.filter(
        phase__process__municipality__in=family(scope.municipality), post__state=Post.State.VISIBLE, merged_into=None
    ).exclude(phase__process__state=Process.State.DRAFT)
    numbers = _numbers(keys)
    rows = rows if numbers is None else rows.filter(pk__in=numbers)
    return rows.select_related("post", "phase__process", "category")


def process_documents(scope: Scope, keys: Collection[str] | None = None) -> Iterator[Document]:
    """Yield public processes; they are written in German. One query."""
    if scope.language != settings.LANGUAGE_CODE:
        return
    for process in _processes(scope, keys).iterator(chunk_size=500):
        yield Document(
            str(process.pk),
            PROCESS,
            process.title,
            "\n".join(filter(None, [process.goal, process.text, process.results])),
        )


def idea_documents(scope: Scope, keys: Collection[str] | None = None) -> Iterator[Document]:
    """Yield public ideas in the language they were written in. One query."""
    for idea in _ideas(scope, keys).filter(post__language=scope.language).iterator(chunk_size=500):
        theme = idea.category.name if idea.category else ""
        yield Document(str(idea.pk), IDEA, idea.title, "\n".join(filter(None, [idea.post.text, theme, idea.address])))


def processes_shown(scope: Scope, keys: Collection[str]) -> Mapping[str, Shown]:
    """Return how processes are shown now. One query."""
    with override(scope.language):
        return {str(one.pk): Shown(one.get_absolute_url(), one.title) for one in _processes(scope, keys)}


def ideas_shown(scope: Scope, keys: Collection[str]) -> Mapping[str, Shown]:
    """Return how ideas are shown now. One query."""
    with override(scope.language):
        return {
            str(one.pk): Shown(one.get_absolute_url(), one.title, one.phase.process.title)
            for one in _ideas(scope, keys)
        }


SOURCES = [
    Source(
        name="processes",
        kinds={PROCESS: Kind(_("Beteiligung"), _("Beteiligungen"))},
        documents=process_documents,
        shown=processes_shown,
    ),
    Source(name="ideas", kinds={IDEA: Kind(_("Idee"), _("Ideen"))}, documents=idea_documents, shown=ideas_shown),
]
