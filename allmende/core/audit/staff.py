# SPDX-License-Identifier: EUPL-1.2
"""The log in the staff area: search, page, take along as a table."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from allmende.core.audit import anchors, queries
from allmende.core.audit.actions import looked_at
from allmende.core.audit.exports import HEADINGS, person_name, row_of
from allmende.core.audit.forms import FilterForm
from allmende.core.audit.models import Entry, Head
from allmende.core.audit.words import action_name, object_name

PER_PAGE = 50


class _Pages(Paginator[Entry]):
    """Pages of the whole log without counting it: the last number says how many there are."""

    def __init__(self, *args: Any, whole: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._whole = whole

    @cached_property
    def count(self) -> int:
        return queries.last_sequence() if self._whole else super().count


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show entries, the newest first."""
    form = FilterForm(request.GET or None)
    wanted = form.filter
    page = _Pages(queries.entries(wanted), PER_PAGE, whole=wanted == queries.Filter()).get_page(request.GET.get("p"))
    rows = [
        {
            "entry": entry,
            "actor": person_name(entry.actor, entry.actor_id) or _("System"),
            "acting_for": person_name(entry.acting_for, entry.acting_for_id),
            "subject": person_name(entry.subject, entry.subject_id),
            "action": action_name(entry.action),
            "object": object_name(entry.object_label),
        }
        for entry in page
    ]
    _note_look(request, wanted)
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "head": Head.objects.filter(pk=1).first(),
        "anchor": _latest_anchor(),
        "query": _without_page(request),
        "header_title": _("Protokoll"),
        "header_icon": "history",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Start")},
            {"url": "", "label": _("Protokoll")},
        ],
    }
    return render(request, "audit/staff/index.html", context, status=422 if form.is_bound and form.errors else 200)


@never_cache
@require_safe
def table(request: HttpRequest) -> StreamingHttpResponse:
    """Return the entries that match as a table, whatever their number."""
    wanted = FilterForm(request.GET or None).filter
    _note_look(request, wanted)
    writer = csv.writer(_Echo(), delimiter=";")

    def lines() -> Iterator[str]:
        yield "\ufeff" + writer.writerow(HEADINGS)
        for entry in queries.entries(wanted).iterator(chunk_size=2000):
            yield writer.writerow(row_of(entry))

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="protokoll.csv"'
    return response


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, value: str) -> str:
        return value


def _note_look(request: HttpRequest, wanted: queries.Filter) -> None:
    """Reading what happened with somebody's data is a look at that person's data."""
    if wanted.subject is not None:
        from allmende.core.people.models import Person

        subject = Person.objects.filter(pk=wanted.subject).first()
        if subject is not None:
            looked_at(request.user, subject, "audit.entry", _("Suche im Protokoll"))  # type: ignore[arg-type]


def _latest_anchor() -> anchors.Anchor | None:
    try:
        known = anchors.read_anchors()
    except anchors.BadAnchors:
        return None
    return known[-1] if known else None


def _without_page(request: HttpRequest) -> str:
    values = request.GET.copy()
    values.pop("p", None)
    return values.urlencode()
