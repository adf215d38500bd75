# SPDX-License-Identifier: EUPL-1.2
"""Starting, running and deleting searches for sites."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allmende.core.audit.actions import record
from allmende.know.supply import rules
from allmende.know.supply.models import SiteSearch
from allmende.know.supply.site_search import MOST_CANDIDATES, NoSearch, candidates_of, find_sites
from allmende.know.supply.world import world_of

STUCK = timedelta(minutes=30)


@transaction.atomic
def start_search(person: Any, search: SiteSearch) -> SiteSearch:
    """Store a search and have it done in the background. Raises `PermissionDenied`, `ValidationError`."""
    from allmende.know.supply.tasks import search_sites

    rules.may_search_sites.require(person, search)
    search.created_by = person
    search.full_clean(exclude=["created_by"])
    found = len(candidates_of(search))
    if not found:
        raise ValidationError(
            {"categories": _("Hier gibt es keine Orte. Wählen Sie andere Kategorien oder nennen Sie eigene.")}
        )
    if found > MOST_CANDIDATES:
        raise ValidationError(
            {
                "categories": _("Das sind %(many)d mögliche Standorte. Höchstens %(most)d gehen auf einmal.")
                % {"many": found, "most": MOST_CANDIDATES}
            }
        )
    search.save()
    search_sites.enqueue(search.pk)
    record("supply.search_started", actor=person, obj=search, details={"candidates": found, "count": search.count})
    return search


@transaction.atomic
def delete_search(person: Any, search: SiteSearch) -> None:
    """Delete a search with its result. Raises `PermissionDenied`."""
    rules.may_delete_search.require(person, search)
    record("supply.search_deleted", actor=person, obj=search)
    search.delete()


@transaction.atomic
def _begin(pk: int) -> SiteSearch | None:
    """Mark a waiting search as running; None where it is over, gone, or running (a task may come twice)."""
    search = (
        SiteSearch.objects.select_for_update(of=("self",)).filter(pk=pk).select_related("topic", "municipality").first()
    )
    if search is None or search.state in (SiteSearch.State.DONE, SiteSearch.State.FAILED):
        return None
    if search.state == SiteSearch.State.RUNNING and search.begun and search.begun > timezone.now() - STUCK:
        return None
    search.state, search.begun, search.progress = SiteSearch.State.RUNNING, timezone.now(), 0
    search.save(update_fields=["state", "begun", "progress"])
    return search


def run_search(pk: int) -> None:
    """Do a search and store what came out. Run twice, it does the work once."""
    search = _begin(pk)
    if search is None:
        return

    def progress(percent: int) -> None:
        SiteSearch.objects.filter(pk=pk).update(progress=percent)

    world = world_of(search.municipality)
    try:
        if world is None:
            raise NoSearch(_("Die Daten sind noch nicht aufbereitet."))  # noqa: TRY301 (told like any other reason)
        search.result = find_sites(search, world, progress)
    except NoSearch as reason:
        _end(search, SiteSearch.State.FAILED, str(reason))
    except BaseException:
        _end(search, SiteSearch.State.FAILED, _("Die Suche ist gescheitert. Näheres steht im Protokoll des Servers."))
        raise
    else:
        _end(search, SiteSearch.State.DONE)


def _end(search: SiteSearch, state: str, problem: str = "") -> None:
    search.state, search.problem, search.finished, search.progress = state, problem[:300], timezone.now(), 100
    search.save(update_fields=["state", "problem", "finished", "progress", "result"])
