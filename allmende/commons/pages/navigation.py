# SPDX-License-Identifier: EUPL-1.2
"""What the page tree adds to the menus."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest

from allmende.commons.pages.queries import menu_pages
from allmende.core.ui.navigation import Entry


def main_entries(request: HttpRequest) -> Iterator[Entry]:
    """Give the pages that editors marked for the menu, in the order of the tree."""
    yield from _entries(request, "main", 30)


def footer_entries(request: HttpRequest) -> Iterator[Entry]:
    """Give imprint, privacy and the like."""
    yield from _entries(request, "footer", 30)


def _entries(request: HttpRequest, menu: str, order: int) -> Iterator[Entry]:
    for number, (title, url) in enumerate(menu_pages(request)[menu]):
        yield Entry(title, url, order=order + number)
