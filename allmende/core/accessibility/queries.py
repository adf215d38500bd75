# SPDX-License-Identifier: EUPL-1.2
"""Reads about accessibility, each with a fixed number of SQL queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from allmende.core.accessibility.laender import Land, land
from allmende.core.accessibility.models import Barrier, EasyText, SignVideo, Statement
from allmende.core.accessibility.status import Status, status_of
from allmende.core.freshness.memory import remember
from allmende.core.municipality.models import Municipality

TOPIC = "accessibility"


@dataclass(frozen=True)
class StatementPage:
    """What the page of the statement shows. `statement` is None before one is published."""

    statement: Statement | None
    status: Status
    open_barriers: list[Barrier]
    mended_barriers: list[Barrier]


def draft_of(municipality: Municipality) -> Statement:
    """Return the statement of a municipality, or a new one, not stored, with what Land law suggests."""
    present = Statement.objects.filter(municipality=municipality).first()
    return present or Statement(municipality=municipality, **suggested(land(municipality.land)))


def suggested(place: Land | None) -> dict[str, Any]:
    """Return values for the fields of the statement that Land law decides."""
    if place is None:
        return {}
    return {
        "law": place.law,
        "body_name": place.body,
        "body_address": place.address,
        "body_email": place.email,
        "body_phone": place.phone,
        "body_url": place.url,
        "answer_weeks": place.weeks,
    }


def statement_page(municipality: Municipality) -> StatementPage:
    """Return what the public page shows. Two queries."""
    statement = Statement.objects.filter(municipality=municipality, is_published=True).first()
    barriers = list(Barrier.objects.filter(municipality=municipality))
    waiting = [barrier for barrier in barriers if barrier.mended_on is None]
    return StatementPage(
        statement,
        status_of(statement.answers if statement else {}, waiting),
        waiting,
        [barrier for barrier in barriers if barrier.mended_on is not None],
    )


def answer_weeks(municipality: Municipality) -> int:
    """Return within how many weeks reported barriers are answered: as stated, else as usual in the Land. One query."""
    stated = Statement.objects.filter(municipality=municipality).values_list("answer_weeks", flat=True).first()
    place = land(municipality.land)
    return stated or (place.weeks if place else 4)


@dataclass(frozen=True)
class HomeHelp:
    """What the home page offers in sign language and in easy language; each None where there is nothing."""

    video: SignVideo | None
    easy: EasyText | None


def home_help(municipality: Municipality) -> HomeHelp:
    """Return the slots of the home page. Two queries, none where the answer is remembered."""
    return remember(TOPIC, ("home", municipality.pk), lambda: _home_help(municipality))


def _home_help(municipality: Municipality) -> HomeHelp:
    videos = SignVideo.objects.filter(municipality=municipality, is_shown=True).select_related("poster")
    return HomeHelp(
        next((video for video in videos[:1]), None), EasyText.objects.filter(municipality=municipality).first()
    )


@dataclass(frozen=True)
class ToDo:
    """What is still missing, for the first page of the staff area."""

    is_published: bool
    has_video: bool
    has_easy_text: bool
    overdue: list[Barrier]


def to_do(municipality: Municipality) -> ToDo:
    """Return what is still missing. At most four queries."""
    shown = home_help(municipality)
    return ToDo(
        Statement.objects.filter(municipality=municipality, is_published=True).exists(),
        shown.video is not None,
        shown.easy is not None,
        list(Barrier.objects.filter(municipality=municipality, mended_on=None, until__lt=timezone.localdate())[:5]),
    )
