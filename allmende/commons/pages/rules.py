# SPDX-License-Identifier: EUPL-1.2
"""Who may do what with a page. The rights themselves are Wagtail's: groups hold them for a part of the tree."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from wagtail.models import Page

from allmende.commons.pages.records import PageTree
from allmende.core.rules import anyone, rule, staff_area


def _active(person: Any) -> bool:
    return bool(person and person.is_authenticated and person.is_active)


@rule
def may_edit(person: Any, page: Page, now: datetime) -> bool:
    """Has the right to change the page."""
    return _active(person) and bool(page.permissions_for_user(person).can_edit())


@rule
def may_publish(person: Any, page: Page, now: datetime) -> bool:
    """Has the right to publish the page."""
    return _active(person) and bool(page.permissions_for_user(person).can_publish())


@rule
def may_add_below(person: Any, parent: Page, now: datetime) -> bool:
    """Has the right to add pages below."""
    return _active(person) and bool(parent.permissions_for_user(person).can_add_subpage())


@rule
def may_publish_below(person: Any, parent: Page, now: datetime) -> bool:
    """Has the right to publish new pages below."""
    return _active(person) and bool(parent.permissions_for_user(person).can_publish_subpage())


def front_pages(municipalities: Iterable[int]) -> dict[int, list[Page]]:
    """Return the front pages of municipalities in all languages: where rights that come with a role begin. Two queries."""
    trees = PageTree.objects.filter(presence__municipality__in=list(municipalities)).values_list(
        "site__root_page__translation_key", "presence__municipality"
    )
    owner = dict(trees)
    found: dict[int, list[Page]] = {}
    for page in Page.objects.filter(translation_key__in=list(owner)):
        found.setdefault(owner[page.translation_key], []).append(page)
    return found


ROUTES = {
    "pages:*": anyone,
    "second_login": anyone,
    "pages_staff:*": staff_area,
    "place_chooser:*": staff_area,
}
