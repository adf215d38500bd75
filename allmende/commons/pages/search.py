# SPDX-License-Identifier: EUPL-1.2
"""What pages feed into the search. A page has the same key in all languages: its translation key."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from allmende.commons.pages import models
from allmende.commons.pages.queries import site_for
from allmende.core.rules import Rule
from allmende.core.search.actions import changed, follow
from allmende.core.search.registry import PUBLIC, Document, Kind, Scope, Shown, Source

KIND_OF = {
    models.InformationPage: "information",
    models.GuidePage: "guide",
    models.ContactPage: "contact",
    models.NewsPage: "news",
    models.HomePage: "information",
    models.NewsIndexPage: "information",
    models.ContactIndexPage: "information",
}
LOGIN, GROUP = "login", "group:"
STREAMS = ("tiles", "steps", "body")
TEXTS = ("greeting", "summary", "role", "unit", "needs", "costs", "duration", "deadline", "phone", "email", "street", "city", "room",
         "hours", "accessibility_note")  # fmt: skip


def _tree(scope: Scope) -> str | None:
    """Return the place in the tree below which the pages of a scope lie (one query), or None."""
    site = site_for(scope.presence)
    if site is None:
        return None
    key = site.root_page.translation_key
    home = Page.objects.filter(translation_key=key, locale__language_code=scope.language)
    path: str | None = home.values_list("path", flat=True).first()
    return path


def _below(scope: Scope, model: type[Page], keys: Collection[str] | None) -> Any:
    path = _tree(scope)
    if path is None:
        return model.objects.none()
    rows = model.objects.live().filter(path__startswith=path)
    return rows if keys is None else rows.filter(translation_key__in=[key for key in keys if _UUID.fullmatch(key)])


class Restrictions:
    """Who may see which part of the tree (one query, two where groups are named)."""

    def __init__(self) -> None:
        rows = PageViewRestriction.objects.select_related("page").prefetch_related("groups")
        self._of = [(row.page.path, audience_of(row)) for row in rows]

    def audience(self, path: str) -> str:
        """Return the audience of a page: all conditions of the pages above, joined by spaces."""
        return " ".join(sorted({audience for above, audience in self._of if path.startswith(above)}))


def audience_of(row: PageViewRestriction) -> str:
    """Return one condition as a word: "login", "group:3,7", or "nobody" for shared passwords, which we do not have."""
    if row.restriction_type == PageViewRestriction.LOGIN:
        return LOGIN
    if row.restriction_type == PageViewRestriction.GROUPS:
        return GROUP + ",".join(str(group.pk) for group in row.groups.all())
    return "nobody"


def _fulfils(person: Any, audience: Any, now: Any) -> bool:
    if not person or not person.is_authenticated or not person.is_active:
        return False
    own: set[str] | None = None
    for condition in str(audience).split():
        if condition.startswith(GROUP) and not person.is_superuser:
            own = own if own is not None else {str(pk) for pk in person.groups.values_list("pk", flat=True)}
            if not own & set(condition.removeprefix(GROUP).split(",")):
                return False
        elif condition != LOGIN and not person.is_superuser:
            return False
    return True


may_read = Rule("fulfils the conditions of the pages above", _fulfils)


_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

UNSPOKEN = frozenset({"kind", "icon", "address", "decorative", "row_headings"})
"""Parts of blocks that are settings, not text."""


def words_in(block: Any, value: Any) -> Iterator[str]:
    """Yield the texts of a block in order. Wagtail's own list would have names of icons and addresses among them."""
    if isinstance(block, blocks.StreamBlock):
        for child in value:
            yield from words_in(child.block, child.value)
    elif isinstance(block, blocks.ListBlock):
        for item in value:
            yield from words_in(block.child_block, item)
    elif isinstance(block, blocks.StructBlock):
        for name, child_block in block.child_blocks.items():
            if name not in UNSPOKEN:
                yield from words_in(child_block, value.get(name))
    elif value:
        yield from block.get_searchable_content(value)


def text_of(page: Page) -> str:
    """Return the text of a page without markup."""
    parts = [str(getattr(page, name, "") or "") for name in TEXTS]
    for name in STREAMS:
        stream = getattr(page, name, None)
        if stream:
            parts += words_in(stream.stream_block, stream)
    return "\n".join(part.strip() for part in parts if part.strip())


def documents(scope: Scope, keys: Collection[str] | None = None) -> Iterator[Document]:
    """Yield the published pages of a scope: two queries per type of page and three more."""
    restrictions = Restrictions()
    for model, kind in KIND_OF.items():
        for page in _below(scope, model, keys):
            yield Document(
                str(page.translation_key), kind, page.title, text_of(page), restrictions.audience(page.path) or PUBLIC
            )


def shown(scope: Scope, keys: Collection[str]) -> Mapping[str, Shown]:
    """Return how these pages are shown now (five queries at most)."""
    pages = list(_below(scope, Page, keys))
    restrictions = Restrictions()
    site = site_for(scope.presence)
    above = {page.path[:end] for page in pages for end in range(page.steplen * 3, len(page.path), page.steplen)}
    titles = dict(Page.objects.filter(path__in=above).values_list("path", "title")) if above else {}
    result = {}
    for page in pages:
        trail = [titles.get(page.path[:end], "") for end in range(page.steplen * 3, len(page.path), page.steplen)]
        url = page.get_url(current_site=site)
        if url:
            audience = restrictions.audience(page.path) or PUBLIC
            result[str(page.translation_key)] = Shown(url, page.title, " › ".join(filter(None, trail)), audience)
    return result


def keys_below(page: Page) -> list[Any]:
    """Return the keys of a page and of everything below it (one query)."""
    return list(Page.objects.descendant_of(page, inclusive=True).values_list("translation_key", flat=True))


def follow_tree() -> None:
    """Keep the search in step with what Wagtail does to whole parts of the tree, for which it has only signals.

    Publishing, changing and withdrawing a page pass through `ContentPage.save`.
    """
    follow("pages", PageViewRestriction, lambda restriction: keys_below(restriction.page))
    m2m_changed.connect(
        _on_groups_changed, sender=PageViewRestriction.groups.through, dispatch_uid="pages.search.groups"
    )
    post_delete.connect(_on_deleted, sender=Page, dispatch_uid="pages.search.deleted")
    post_page_move.connect(_on_moved, dispatch_uid="pages.search.moved")


def _on_groups_changed(instance: Any, action: str, **_: Any) -> None:
    if action.startswith("post_") and isinstance(instance, PageViewRestriction):
        with transaction.atomic():
            changed("pages", keys_below(instance.page))


def _on_deleted(instance: Page, **_: Any) -> None:
    with transaction.atomic():
        changed("pages", [instance.translation_key])


def _on_moved(instance: Page, **_: Any) -> None:
    with transaction.atomic():
        changed("pages", keys_below(instance))


SOURCES = [
    Source(
        name="pages",
        kinds={
            "information": Kind(_("Information"), _("Informationen")),
            "guide": Kind(_("Anleitung"), _("Anleitungen")),
            "contact": Kind(_("Kontakt"), _("Kontakte")),
            "news": Kind(_("Nachricht"), _("Nachrichten")),
        },
        documents=documents,
        shown=shown,
        visible=may_read,
    )
]
