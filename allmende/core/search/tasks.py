# SPDX-License-Identifier: EUPL-1.2
"""Background work of the search. Repeatable: each run brings the index to what the database says now."""

from __future__ import annotations

from django_tasks import task


@task()  # type: ignore[untyped-decorator]
def index_documents(source: str, keys: list[str]) -> None:
    """Bring these documents of a source up to date in every index."""
    from allmende.core.search.actions import index_now

    index_now(source, keys)
