# SPDX-License-Identifier: EUPL-1.2
"""Where pictures of citizens are kept (in a collection of their own, apart from those of the editors), and who sees them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.models import Collection

from allmende.commons.dialogue.voices import voices_of
from allmende.decide.participation import rules
from allmende.decide.participation.models import Idea

NAME = "Beteiligung"


def collection() -> Any:
    """Return the collection, made when first needed."""
    root = Collection.get_first_root_node()
    return root.get_children().filter(name=NAME).first() or root.add_child(name=NAME)


def sees_pictures(request: HttpRequest, key: str) -> bool:
    """Whether a visitor may see the pictures of an idea: while it is public everybody, else its author and staff."""
    found = Idea.objects.select_related("post", "phase__process").filter(pk=key).first() if key.isdecimal() else None
    if found is None:
        return False
    process = found.phase.process
    if found.post.is_public and process.is_public:
        return True
    if rules.may_see_staff(request.user, process):
        return True
    return process.is_public and any(voice.pk == found.post.voice_id for voice in voices_of(request))
