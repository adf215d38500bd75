# SPDX-License-Identifier: EUPL-1.2
"""The staff area's part: choose or add the person, and enter agreements on paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from allmende.core.audit.actions import looked_at
from allmende.core.behalf import actions, queries, registry
from allmende.core.behalf.context import OnBehalf, current, switch_on
from allmende.core.behalf.forms import ChannelForm, NewPersonForm, PaperForm, in_a_year
from allmende.core.people.models import Person


def _page(request: HttpRequest, template: str, title: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    frame = {
        "header_title": title,
        "header_icon": "user",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("behalf_staff:choose"), "label": _("Für eine Person eintragen")},
            {"url": "", "label": title},
        ],
    }
    return render(request, f"behalf/staff/{template}.html", frame | context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Find the person; or, while acting for somebody, show what can be entered. POST: the search (no names in addresses)."""
    behalf = current(request)
    words = request.POST.get("q", "")[:100] if request.method == "POST" else ""
    found = queries.find_people(words)
    if found:
        looked_at(request.user, None, "people.Person", reason=_("Suche: Für eine Person eintragen"))  # type: ignore[arg-type]
    context = {
        "words": words,
        "found": found,
        "too_short": bool(words) and len(words.replace(" ", "")) < queries.SHORTEST_QUERY,
        "full": len(found) == queries.FOUND_AT_MOST,
        "behalf": behalf,
        "entries": registry.entries(request) if behalf else [],
    }
    return _page(request, "choose", _("Person suchen") if behalf is None else _("Eintragen"), context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who it is, ask how it comes in, and switch on."""
    person = get_object_or_404(Person, pk=pk, is_active=True)
    looked_at(request.user, person, person, reason=_("Für die Person eintragen"))  # type: ignore[arg-type]
    form = ChannelForm(request.POST if request.method == "POST" else None, initial={"channel": "counter"})
    if form.is_bound and form.is_valid():
        return _start(request, person, form)
    context = {
        "person": person,
        "form": form,
        "trusts": [
            (trust, trust.state_at(timezone.now()), registry.matter_label(trust.scope))
            for trust in queries.trusts_given(person)
        ],
        "records": queries.records_for(person),
    }
    return _page(request, "begin", str(person), context, 422 if form.errors else 200)


def _start(request: HttpRequest, person: Person, form: ChannelForm) -> HttpResponse:
    behalf = OnBehalf(request.user, person, form.cleaned_data["channel"], form.cleaned_data["note"])
    actions.begin(behalf)
    response = redirect("behalf_staff:choose")
    switch_on(request, response, behalf)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Add somebody without account, and switch on for them."""
    sent = request.POST if request.method == "POST" else None
    form, channel = NewPersonForm(sent), ChannelForm(sent, initial={"channel": "counter"})
    if form.is_bound and form.is_valid() and channel.is_valid():
        try:
            person = actions.add_person(request.user, **form.cleaned_data)
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        else:
            return _start(request, person, channel)
    status = 422 if form.errors or channel.errors else 200
    return _page(request, "new", _("Person anlegen"), {"form": form, "channel": channel}, status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter an agreement that the person gave on paper."""
    person = get_object_or_404(Person, pk=pk, is_active=True)
    form = PaperForm(request.POST if request.method == "POST" else None, initial={"until": in_a_year()})
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            actions.enter_trust(
                request.user, person, data["email"], scope=data["scope"], until=form.end, paper=data["paper"]
            )
        except ValidationError as problem:
            form.add_error(None, problem) if hasattr(problem, "error_dict") else form.add_error(None, problem.messages)
        else:
            messages.success(request, _("Die Vollmacht ist eingetragen."))
            return redirect("behalf_staff:begin", person.pk)
    return _page(
        request, "paper", _("Vollmacht auf Papier"), {"person": person, "form": form}, 422 if form.errors else 200
    )


app_name = "behalf_staff"
urlpatterns = [
    path("", choose, name="choose"),
    path("neu/", new, name="new"),
    path("<int:pk>/", begin, name="begin"),
    path("<int:pk>/vollmacht/", paper, name="paper"),
]
