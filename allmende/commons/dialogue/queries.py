# SPDX-License-Identifier: EUPL-1.2
"""Reads of dialogues, each with a number of SQL queries that does not grow with the rows."""

from __future__ import annotations

from django.urls import reverse

from allmende.commons.dialogue.models import Post
from allmende.commons.dialogue.registry import host_of


def url_of_comment(post: Post) -> str:
    """Return where a comment stands: its own page, with what it belongs to."""
    return reverse("dialogue:post", args=[post.pk])


def title_of_comment(post: Post) -> str:
    """Return what a comment is about: the title of what its thread belongs to."""
    return host_of(post.thread).title_of(post.thread) if post.thread else str(post)
