# SPDX-License-Identifier: EUPL-1.2
"""What apps offer for acting on behalf. They say so in `AppConfig.ready()`.

register_entry(_("Anliegen aufnehmen"), "cases_staff_enter", may_enter)   # a link after choosing the person
register_matter("cases", _("Hinweise und Anliegen"))                      # something to trust a helper with
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.core.behalf.models import EVERYTHING
from allmende.core.rules import Rule


class Entry(NamedTuple):
    """A form that staff can fill in for somebody."""

    label: Any
    route: str
    rule: Rule


_entries: dict[str, Entry] = {}
_matters: dict[str, Any] = {}


def register_entry(label: Any, route: str, rule: Rule) -> None:
    """Offer a form after the person was chosen. Registering twice changes nothing."""
    _entries[route] = Entry(label, route, rule)


def register_matter(app_label: str, label: Any) -> None:
    """Let people trust a helper with the matters of one app only: actions named `app_label.…`."""
    _matters[app_label] = label


def entries(request: HttpRequest) -> list[tuple[str, str]]:
    """Return (label, address) of what the person signed in may enter."""
    return [(str(entry.label), reverse(entry.route)) for entry in _entries.values() if entry.rule(request.user)]


def matters() -> list[tuple[str, Any]]:
    """Return what a helper can be trusted with, as choices."""
    return [(EVERYTHING, _("alles, was auf dieser Plattform geht")), *_matters.items()]


def matter_label(scope: str) -> str:
    """Return the words for a scope; itself when the app is gone."""
    return str(dict(matters()).get(scope, scope))
