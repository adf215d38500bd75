# SPDX-License-Identifier: EUPL-1.2
"""What actions and objects of the log are called for people. Apps name theirs in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

_names: dict[str, Any] = {
    "privacy.looked": _("angesehen"),
    "audit.seal_renewed": _("Siegel des Protokolls erneuert"),
    "audit.accepted": _("Erneuertes Siegel bestätigt"),
}


def name(names: Mapping[str, Any]) -> None:
    """Say what actions are called: `name({"cases.answer": _("Vorgang beantwortet")})`."""
    _names.update(names)


def actions() -> dict[str, str]:
    """Return all named actions."""
    return {action: str(text) for action, text in _names.items()}


def action_name(action: str) -> str:
    """Return what an action is called; its code where nobody named it."""
    return str(_names.get(action, action))


def object_name(label: str) -> str:
    """Return what a kind of object is called, "" for none; its label where the model is gone."""
    if not label:
        return ""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label
