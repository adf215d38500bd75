# SPDX-License-Identifier: EUPL-1.2
"""Background work of pages."""

from __future__ import annotations

from django.utils.translation import override
from django_tasks import task


@task()
def draft_by_machine(draft_id: int, asked_at: str) -> None:
    """Let a machine draft a translation. Run twice, it goes on where it stopped."""
    from allmende.commons.pages.translating import run_draft

    with override("de"):
        run_draft(draft_id, asked_at)
