# SPDX-License-Identifier: EUPL-1.2
"""The register of translations: every German page in every language, with the state that follows from the revisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy
from wagtail.models import Page, Revision
from wagtail.permission_policies.pages import PagePermissionPolicy

from allmende.commons.pages.models import MachineDraft, TranslationSource
from allmende.commons.pages.queries import SOURCE_LANGUAGE, fold


class State(TextChoices):
    """The state of a page in a language, the most urgent first."""

    OUTDATED = "outdated", pgettext_lazy("translation", "veraltet")
    MISSING = "missing", pgettext_lazy("translation", "fehlt")
    DRAFT = "draft", pgettext_lazy("translation", "Entwurf")
    CURRENT = "current", pgettext_lazy("translation", "aktuell")


@dataclass(frozen=True)
class Line:
    """One page in one language. `since`: since when it waits (the source was published, or the draft was saved)."""

    source: Page
    language: str
    language_name: str
    state: State
    since: datetime | None
    page: Page | None
    machine: MachineDraft | None
    draft_open: bool

    @property
    def easy(self) -> bool:
        return self.language == "de-simple"


def lines(person: Any, *, language: str = "", state: str = "", words: str = "") -> list[Line]:
    """Return the register for the pages that a person may change, the longest waiting first. Seven queries at most."""
    editable = PagePermissionPolicy().instances_user_has_permission_for(person, "change").values("pk")
    german = (
        Page.objects.filter(pk__in=editable, locale__language_code=SOURCE_LANGUAGE, depth__gt=1, alias_of=None)
        .select_related("live_revision", "latest_revision")
        .order_by("path")
    )
    sources = [page for page in german if fold(words) in fold(page.title)]
    keys = {page.translation_key for page in sources}
    versions: dict[tuple[Any, str], Page] = {}
    others = Page.objects.exclude(locale__language_code=SOURCE_LANGUAGE).filter(depth__gt=1).select_related("locale")
    for page in others.defer_streamfields():
        if page.translation_key in keys:
            versions[page.translation_key, page.locale.language_code] = page
    made_from = dict(TranslationSource.objects.with_made_from().values_list("page_id", "made_from"))
    drafts = {(draft.source_id, draft.language): draft for draft in MachineDraft.objects.defer("texts", "faults")}
    found = []
    for source in sources:
        for code, name in settings.LANGUAGES:
            if code == SOURCE_LANGUAGE or (language and code != language):
                continue
            page = versions.get((source.translation_key, code))
            found.append(_line(source, code, name, page, made_from, drafts.get((source.pk, code))))
    if state:
        found = [line for line in found if line.state == state]
    waiting = [line for line in found if line.state != State.CURRENT]
    done = [line for line in found if line.state == State.CURRENT]
    return sorted(waiting, key=_age) + done


def _line(
    source: Page, code: str, name: str, page: Page | None, made_from: dict[int, int | None], draft: MachineDraft | None
) -> Line:
    published: Revision | None = source.live_revision or source.latest_revision
    since = published.created_at if published else source.first_published_at
    if page is None:
        state = State.MISSING
    elif not page.live:
        state, since = State.DRAFT, page.latest_revision_created_at
    elif source.live_revision_id and made_from.get(page.pk) != source.live_revision_id:
        state = State.OUTDATED
    else:
        state, since = State.CURRENT, page.last_published_at
    open_draft = bool(page and page.live and page.has_unpublished_changes)
    return Line(source, code, name, state, since, page, draft, open_draft)


def _age(line: Line) -> tuple[bool, float, int]:
    return (line.since is None, line.since.timestamp() if line.since else 0.0, list(State).index(line.state))


def counts(register: list[Line]) -> dict[str, int]:
    """Return how many lines there are of each state."""
    return {state.value: sum(line.state == state for line in register) for state in State}
