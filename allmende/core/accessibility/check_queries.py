# SPDX-License-Identifier: EUPL-1.2
"""Reads on the checks of other sites, each with a fixed number of SQL queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone

from allmende.core.accessibility.check_models import CheckedSite, Fault, Run
from allmende.core.municipality.models import Municipality

WAITING = Q(state__in=[Fault.State.OPEN, Fault.State.MENDING])
SHOWN_RUNS, SHOWN_FAULTS = 24, 300


def sites(municipality: Municipality) -> Iterable[Any]:
    """Return the sites with `open_count`, `late_count` and `last_checked` (one query)."""
    waiting = Q(faults__state__in=[Fault.State.OPEN, Fault.State.MENDING])
    done = Run.objects.filter(site=OuterRef("pk"), state=Run.State.DONE).order_by("-created")
    return (
        CheckedSite.objects.filter(municipality=municipality)
        .select_related("owner")
        .annotate(
            open_count=Count("faults", filter=waiting, distinct=True),
            late_count=Count("faults", filter=waiting & Q(faults__due__lt=timezone.localdate()), distinct=True),
            last_checked=Subquery(done.values("finished")[:1]),
        )
    )


@dataclass(frozen=True)
class SitePage:
    """What the page of a site shows."""

    faults: list[Any]
    counts: dict[str, int]
    runs: list[Run]
    newest: Run | None


def site_page(site: CheckedSite, state: str = "") -> SitePage:
    """Return faults (those of one state, else all that wait), figures and runs. Three queries."""
    chosen = Q(state=state) if state else WAITING
    faults = (
        site.faults.filter(chosen)
        .select_related("owner")
        .annotate(page_count=Count("places"))
        .order_by("due", "-page_count", "rule", "pk")[:SHOWN_FAULTS]
    )
    counts = dict(site.faults.order_by().values_list("state").annotate(Count("pk")))
    runs = list(site.runs.all()[:SHOWN_RUNS])
    return SitePage(
        list(faults), {key: counts.get(key, 0) for key in Fault.State.values}, runs, runs[0] if runs else None
    )


def all_faults(site: CheckedSite) -> Iterable[Fault]:
    """Return every fault with its pages (two queries)."""
    return site.faults.select_related("owner").prefetch_related("places__page").order_by("state", "rule", "pk")
