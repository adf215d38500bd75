# SPDX-License-Identifier: EUPL-1.2
"""Reads on processes, each with a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allmende.core.municipality.models import Municipality
from allmende.core.municipality.queries import family_keys
from allmende.decide.participation.models import Member, Phase, Process

RUNNING, COMING, FINISHED, RESULTS = "laufend", "kommend", "beendet", "ergebnisse"
FILTERS = {
    RUNNING: gettext_lazy("Läuft gerade"),
    COMING: gettext_lazy("Kommt bald"),
    FINISHED: gettext_lazy("Abgeschlossen"),
    RESULTS: gettext_lazy("Mit Ergebnis"),
}


def processes_of(municipality: Municipality) -> QuerySet[Process]:
    """Return the processes of a municipality and its towns, drafts too."""
    return Process.objects.filter(municipality__in=family_keys(municipality))


def with_times(rows: QuerySet[Process], now: datetime) -> QuerySet[Process]:
    """Add `is_running` and `is_coming`, decided by the dates of the phases."""
    phases = Phase.objects.filter(process=OuterRef("pk"))
    return rows.annotate(
        is_running=Exists(phases.filter(opens__lte=now, closes__gt=now)) & Q(state=Process.State.PUBLISHED),
        is_coming=Exists(phases.filter(Q(opens__gt=now) | Q(opens__isnull=True))) & Q(state=Process.State.PUBLISHED),
    )


def matching(rows: QuerySet[Process], wanted: str) -> QuerySet[Process]:
    """Keep what one of `FILTERS` means; the rows need `with_times`."""
    match wanted:
        case "laufend":
            return rows.filter(is_running=True)
        case "kommend":
            return rows.filter(is_running=False, is_coming=True)
        case "beendet":
            return rows.filter(is_running=False, is_coming=False)
        case "ergebnisse":
            return rows.exclude(results="")
    return rows


def public_list(municipality: Municipality, wanted: str, now: datetime | None = None) -> QuerySet[Process]:
    """Return the processes that everybody sees, running ones first, then those that come, then the newest."""
    moment = now or timezone.now()
    rows = with_times(processes_of(municipality).exclude(state=Process.State.DRAFT), moment)
    return (
        matching(rows, wanted)
        .select_related("area", "picture", "municipality")
        .defer("area__geom", "municipality__geom")
        .prefetch_related("phases", "picture__renditions")
        .order_by("-is_running", "-is_coming", "-published", "-pk")
    )


def counts(municipality: Municipality, now: datetime | None = None) -> dict[str, int]:
    """Return how many processes each filter finds. One query."""
    rows = with_times(processes_of(municipality).exclude(state=Process.State.DRAFT), now or timezone.now())
    found: dict[str, int] = rows.aggregate(
        laufend=Count("pk", filter=Q(is_running=True)),
        kommend=Count("pk", filter=Q(is_running=False, is_coming=True)),
        beendet=Count("pk", filter=Q(is_running=False, is_coming=False)),
        ergebnisse=Count("pk", filter=~Q(results="")),
        alle=Count("pk"),
    )
    return found


def process_page(municipality: Municipality, slug: str) -> Process | None:
    """Return a process with its phases, drafts too. Two queries; area and picture come when a page shows them."""
    rows = processes_of(municipality).select_related("municipality").defer("municipality__geom")
    phases = Phase.objects.select_related("audience_area").order_by("position")
    return rows.filter(slug=slug).prefetch_related(Prefetch("phases", phases)).order_by("pk").first()


@dataclass(frozen=True)
class Moment:
    """Where a phase stands, for people."""

    key: str
    words: str


def moment_of(phase: Phase, now: datetime | None = None) -> Moment:
    """Return whether a phase runs, comes or is over, in words with its dates."""
    at = now or timezone.now()
    if phase.is_open(at) and phase.closes is not None:
        return Moment(RUNNING, _("läuft noch bis %s") % until_words(phase.closes))
    if phase.is_over(at) and phase.closes is not None:
        return Moment(FINISHED, _("ist seit %s zu Ende") % until_words(phase.closes))
    if phase.opens is None:
        return Moment(COMING, _("der Beginn steht noch nicht fest"))
    if phase.opens > at:
        return Moment(COMING, _("beginnt am %s") % date_format(timezone.localtime(phase.opens), "DATE_FORMAT"))
    return Moment(FINISHED, _("ist zu Ende"))


def until_words(instant: datetime) -> str:
    """Return an end as people say it: the day alone where it ends with the day, else with the time."""
    local = timezone.localtime(instant)
    if (local.hour, local.minute) == (0, 0):
        last = local - timedelta(minutes=1)
        return date_format(last, "DATE_FORMAT")
    return date_format(local, "DATETIME_FORMAT")


def process_moment(process: Process, phases: Sequence[Phase], now: datetime | None = None) -> Moment:
    """Return where a whole process stands: the phase that runs, else the next one, else that it is over."""
    at = now or timezone.now()
    for wanted in (lambda phase: phase.is_open(at), lambda phase: phase.is_coming(at)):
        for phase in phases:
            if wanted(phase) and process.state != Process.State.ARCHIVED:
                return moment_of(phase, at)
    return Moment(FINISHED, _("ist abgeschlossen"))


def staff_list(municipality: Municipality, person: Any) -> QuerySet[Process]:
    """Return all processes for the staff area, those of one's own team first."""
    return (
        with_times(processes_of(municipality), timezone.now())
        .annotate(own=Exists(Member.objects.filter(process=OuterRef("pk"), person=person.pk)))
        .select_related("municipality")
        .defer("municipality__geom")
        .prefetch_related("phases")
        .order_by("-own", "-created", "-pk")
    )
