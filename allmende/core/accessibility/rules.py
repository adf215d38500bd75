# SPDX-License-Identifier: EUPL-1.2
"""Who may do what about accessibility."""

from __future__ import annotations

from allmende.core.roles.declared import allow
from allmende.core.rules import anyone, has_permission

WORDS = ("statement", "barrier", "signvideo", "easytext")
CHECKS = ("checkedsite", "checkedpage", "run", "fault")

may_write = has_permission("accessibility.change_statement")
may_check = has_permission("accessibility.change_checkedsite")
may_look = has_permission("accessibility.view_checkedsite")

_TEXTS = [f"accessibility.{what}_{model}" for model in WORDS for what in ("view", "add", "change", "delete")]
_CHECKS = [f"accessibility.{what}_{model}" for model in CHECKS for what in ("view", "add", "change", "delete")]
allow("approver", *_TEXTS, *_CHECKS)
allow("administrator", *_TEXTS, *_CHECKS)
allow("editor", *_TEXTS, "accessibility.view_checkedsite", "accessibility.view_fault")

ROUTES = {
    "accessibility:*": anyone,
    "accessibility_checks:*": may_look,
    "accessibility_statement": may_write,
    "accessibility_barriers:*": may_write,
    "accessibility_videos:*": may_write,
    "accessibility_easy:*": may_write,
}
