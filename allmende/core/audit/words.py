# SPDX-License-Identifier: EUPL-1.2
"""What actions and objects of the log are called for people: `names`, and what apps outside this house add."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from allmende.core.audit.names import NAMES

_names: dict[str, Any] = dict(NAMES)
_objects: dict[str, Any] = {"people.person": _("Angaben zur Person"), "audit.entry": _("Protokoll")}


def name_objects(names: Mapping[str, Any]) -> None:
    """Say what kinds of objects are called where the model's own name would not do."""
    _objects.update(names)


def name(names: Mapping[str, Any]) -> None:
    """Say what actions are called: `name({"cases.answer": _("Vorgang beantwortet")})`."""
    _names.update(names)


def actions() -> dict[str, str]:
    """Return all named actions."""
    return {action: str(text) for action, text in _names.items()}


def action_name(action: str) -> str:
    """Return what an action is called; its code where nobody named it."""
    if action not in _names and action.startswith("wagtail"):
        from allmende.core.audit.wagtail_bridge import action_label

        return action_label(action) or action
    return str(_names.get(action, action))


def object_name(label: str) -> str:
    """Return what a kind of object is called, "" for none; its label where the model is gone."""
    if not label or label in _objects:
        return str(_objects.get(label, ""))
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label
