# SPDX-License-Identifier: EUPL-1.2
"""Background work of the supply analysis. Repeatable: it brings the files to what the database says now."""

from __future__ import annotations

import contextlib

from django_tasks import task


@task()
def prepare_world(municipality_id: int) -> None:
    """Prepare the data of a municipality."""
    from allmende.core.municipality.models import Municipality
    from allmende.know.supply.actions import prepare
    from allmende.know.supply.prepare import NothingToPrepare

    municipality = Municipality.objects.filter(pk=municipality_id).first()
    if municipality is not None:
        with contextlib.suppress(NothingToPrepare):  # kept in the state, and shown
            prepare(municipality)


@task()
def search_sites(search_id: int) -> None:
    """Do a search for sites."""
    from allmende.know.supply.site_actions import run_search

    run_search(search_id)
