# SPDX-License-Identifier: EUPL-1.2
"""Where posts and threads stand: apps that own some say so in `AppConfig.ready`.

A *kind* is a sort of post ("comment", "idea", "question"); a *host* is a sort of thing that owns threads. Both say what is
allowed at an instant; what nobody allows is closed. `related` are names for `select_related` (from the post, or from the
thread), so that lists of many posts ask for no row alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

if TYPE_CHECKING:
    from allmende.commons.dialogue.models import Post, Thread, Voice
    from allmende.commons.dialogue.voices import Speaker

WRITE, REACT, EDIT = "write", "react", "edit"
LONGEST = 4000
"""Characters of a comment."""


def never(what: str, voice: Voice, thing: Any, now: datetime) -> bool:
    """Allow nothing."""
    return False


def unreviewed(post: Post) -> bool:
    """Say that nobody has to look at such a post before it appears."""
    return False


def everybody(request: HttpRequest, thread: Thread) -> bool:
    """Show a thread to everybody."""
    return True


def no_thread(post: Post) -> Thread | None:
    """Say that nothing is discussed below such a post."""
    return None


@dataclass(frozen=True)
class Kind:
    """A sort of post. `allows` and `speaker_of` are asked for posts without thread; comments ask the host of theirs.

    `thread_of` returns the thread that belongs to such a post (the comments on an idea), so that notices about it lose
    their words when the post is hidden. `reviewed` says whether somebody looks at such a post before it appears: then it
    waits again when its author changes it.
    """

    key: str
    label: Any
    url_of: Callable[[Post], str]
    title_of: Callable[[Post], str]
    allows: Callable[[str, Voice, Post, datetime], bool] = never
    speaker_of: Callable[[HttpRequest, Post], Speaker] | None = None
    thread_of: Callable[[Post], Thread | None] = no_thread
    reviewed: Callable[[Post], bool] = unreviewed
    related: tuple[str, ...] = ()
    longest: int = LONGEST


@dataclass(frozen=True)
class Host:
    """A sort of thing that owns threads. `speaker_of` says who wants to speak, and why they may not.

    `shows` says whether a visitor may see what the thread belongs to; if not, they see nothing of the thread either.
    """

    key: str
    label: Any
    url_of: Callable[[Thread], str]
    title_of: Callable[[Thread], str]
    speaker_of: Callable[[HttpRequest, Thread], Speaker]
    allows: Callable[[str, Voice, Thread, datetime], bool] = never
    shows: Callable[[HttpRequest, Thread], bool] = everybody
    related: tuple[str, ...] = ()


_kinds: dict[str, Kind] = {}
_hosts: dict[str, Host] = {}
_recognisers: list[Callable[[HttpRequest], list[Any]]] = []


def register_kind(key: str, label: Any, **fields: Any) -> None:
    """Make a sort of post known; fields as in `Kind`. Registering again replaces it."""
    _kinds[key] = Kind(key, label, **fields)


def register_host(key: str, label: Any, **fields: Any) -> None:
    """Make a sort of owner of threads known; fields as in `Host`. Registering again replaces it."""
    _hosts[key] = Host(key, label, **fields)


def register_recogniser(recogniser: Callable[[HttpRequest], list[Any]]) -> None:
    """Let somebody with a code find their posts: a function that returns the credentials of this visitor."""
    if recogniser not in _recognisers:
        _recognisers.append(recogniser)


def credentials_of(request: HttpRequest) -> list[str]:
    """Return the credentials by which apps recognise the visitor."""
    return [credential for recogniser in _recognisers for credential in recogniser(request)]


def kind_of(key: str) -> Kind:
    """Return a kind. Raises `KeyError` with the remedy."""
    try:
        return _kinds[key]
    except KeyError:
        raise KeyError(
            f"Posts of kind {key!r} are unknown. Register it in AppConfig.ready: register_kind(...)."
        ) from None


def host_of(thread: Thread) -> Host:
    """Return the host of a thread. Raises `KeyError` with the remedy."""
    try:
        return _hosts[thread.kind]
    except KeyError:
        raise KeyError(
            f"Threads of kind {thread.kind!r} are unknown. Register it in AppConfig.ready: register_host(...)."
        ) from None


def is_shown(request: HttpRequest, post: Post) -> bool:
    """Whether a visitor may see where a post stands. Raises `KeyError` for an unknown host."""
    return post.thread is None or host_of(post.thread).shows(request, post.thread)


def all_kinds() -> list[Kind]:
    """Return all kinds."""
    return list(_kinds.values())


def related() -> list[str]:
    """Return the names for `select_related` from a post that save single queries for title and address."""
    names = ["thread", "voice__person"]
    names += [name for kind in _kinds.values() for name in kind.related]
    names += [f"thread__{name}" for host in _hosts.values() for name in host.related]
    return names
