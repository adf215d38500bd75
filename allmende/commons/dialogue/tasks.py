# SPDX-License-Identifier: EUPL-1.2
"""Background work of dialogues."""

from __future__ import annotations

from typing import Any

from django.utils.translation import override
from django_tasks import task


def _post(post_id: int) -> Any:
    from allmende.commons.dialogue.models import Post
    from allmende.commons.dialogue.registry import related

    return Post.objects.select_related(*related()).filter(pk=post_id).first()


@task()
def tell_new(post_id: int) -> None:
    """Tell whom it concerns that a post is public. Run twice, it tells once."""
    from allmende.commons.dialogue import notes

    post = _post(post_id)
    if post is not None:
        with override("de"):
            notes.tell_new(post)


@task()
def tell_followers(post_id: int, subject: str, text: str, key: str) -> None:
    """Tell the author and the followers of a post what became of it. Run twice, it tells once."""
    from allmende.commons.dialogue import notes

    post = _post(post_id)
    if post is not None:
        notes.tell_followers(post, subject, text, key)


@task()
def translate(translation_id: int) -> None:
    """Translate a post by machine."""
    from allmende.commons.dialogue import translating
    from allmende.commons.dialogue.models import Translation

    row = Translation.objects.select_related("post").filter(pk=translation_id).first()
    if row is not None:
        with override("de"):
            translating.run(row)
