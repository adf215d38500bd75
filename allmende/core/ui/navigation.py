# SPDX-License-Identifier: EUPL-1.2
"""The registry of menus: apps say in `AppConfig.ready()` which entries they add; the page tree adds its own per request.

    from allmende.core.ui.navigation import MAIN, Entry, register

    register(MAIN, Entry(_("Orte"), "places:search", order=20))

Menus: `MAIN` (header), `SERVICE` (small line above it), `FOOTER` (link column), `LEGAL` (last line of the footer).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

MAIN, SERVICE, FOOTER, LEGAL = "main", "service", "footer", "legal"
MENUS = (MAIN, SERVICE, FOOTER, LEGAL)


@dataclass(frozen=True)
class Entry:
    """One entry of a menu. `target` is the name of a route, or an address that starts with `/`.

    `shown` decides per request; entries with a lower `order` come first.
    """

    label: Any
    target: str
    order: int = 50
    icon: str = ""
    shown: Callable[[HttpRequest], bool] | None = None


@dataclass(frozen=True)
class Item:
    """An entry as the template shows it."""

    label: str
    url: str
    icon: str
    current: bool


Provider = Callable[[HttpRequest], Iterable[Entry]]
_entries: dict[str, list[Entry]] = {menu: [] for menu in MENUS}
_providers: dict[str, list[Provider]] = {menu: [] for menu in MENUS}


def register(menu: str, entry: Entry) -> None:
    """Add an entry to a menu. Adding the same entry twice changes nothing. Raises `KeyError` for an unknown menu."""
    if entry not in _entries[menu]:
        _entries[menu].append(entry)


def provide(menu: str, provider: Provider) -> None:
    """Add entries that depend on the request, such as the pages of the municipality. One or no SQL query, please."""
    if provider not in _providers[menu]:
        _providers[menu].append(provider)


def items(menu: str, request: HttpRequest) -> list[Item]:
    """Return what `menu` shows on this request, in order, the entry of the current page marked."""
    entries = list(_entries[menu])
    for provider in _providers[menu]:
        entries.extend(provider(request))
    shown = [entry for entry in entries if entry.shown is None or entry.shown(request)]
    shown.sort(key=lambda entry: entry.order)
    urls = [_url(entry.target) for entry in shown]
    current = _longest_prefix(urls, request.path)
    # A page of the tree may have the address of an app's entry: one link is enough, the first in order.
    once: dict[str, Entry] = {}
    for entry, url in zip(shown, urls, strict=True):
        if url:
            once.setdefault(url, entry)
    return [Item(str(entry.label), url, entry.icon, url == current) for url, entry in once.items()]


def _url(target: str) -> str:
    if target.startswith(("/", "https://")):
        return target
    try:
        return reverse(target)
    except NoReverseMatch:
        # An app that is switched off leaves no dead link behind.
        return ""


def _longest_prefix(urls: list[str], path: str) -> str:
    matching = [
        url for url in urls if url and (path == url or (url.endswith("/") and url != "/" and path.startswith(url)))
    ]
    return max(matching, key=len, default="")
