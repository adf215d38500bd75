# SPDX-License-Identifier: EUPL-1.2
"""Pages of one's account: who may act for me, for whom I may act, and what was entered for me."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allmende.core.behalf import actions, queries, registry, rules
from allmende.core.behalf.context import OnBehalf, current, switch_off, switch_on
from allmende.core.behalf.forms import AnswerForm, AskForm, in_a_year
from allmende.core.behalf.models import BehalfRecord, Trust
from allmende.core.people.models import Person


@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show everything about acting for others and being helped."""
    return _overview(request, AskForm())


def _overview(request: HttpRequest, form: AskForm) -> HttpResponse:
    now, person = timezone.now(), cast("Person", request.user)

    def lines(trusts: list[Trust]) -> list[tuple[Trust, str, str]]:
        return [(trust, trust.state_at(now), registry.matter_label(trust.scope)) for trust in trusts]

    given, held = lines(queries.trusts_given(person)), lines(queries.trusts_held(person))
    context = {
        "asked": [line for line in given if line[1] == "asked"],
        "helpers": [line for line in given if line[1] == "active"],
        "held": [line for line in held if line[1] != "over"],
        "records": queries.records_for(person),
        "form": form,
    }
    return render(request, "behalf/overview.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Ask somebody for their trust. The answer is the same whether there is such an account or not."""
    form = AskForm(request.POST)
    if form.is_valid():
        try:
            actions.ask_trust(request.user, municipality=request.municipality, **form.cleaned_data)  # type: ignore[arg-type, attr-defined]
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        else:
            messages.success(
                request,
                _("Wenn es zu dieser Adresse ein Konto gibt, liegt Ihre Anfrage jetzt dort. Sie hören von uns."),
            )
            return redirect("behalf:overview")
    return _overview(request, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to what a helper asked, or change for what and how long."""
    trust = get_object_or_404(Trust.objects.select_related("helper"), pk=pk, giver=request.user.pk, ended_at=None)
    initial = {"scope": trust.scope, "until": trust.last_day or in_a_year()}
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            actions.grant_trust(
                request.user,  # type: ignore[arg-type]
                trust,
                scope=form.cleaned_data["scope"],
                until=form.end,
                municipality=request.municipality,  # type: ignore[attr-defined]
            )
        except ValidationError as problem:
            form.add_error(None, problem) if hasattr(problem, "error_dict") else form.add_error(None, problem.messages)
        else:
            messages.success(request, _("%s darf jetzt für Sie handeln.") % trust.helper)
            return redirect("behalf:overview")
    return render(request, "behalf/answer.html", {"trust": trust, "form": form}, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, and end a trust: withdraw, give back or refuse."""
    trust: Any = get_object_or_404(Trust.objects.select_related("helper", "giver"), pk=pk)
    rules.may_end.require(request.user, trust)
    if request.method == "POST":
        actions.end_trust(request.user, trust)
        messages.success(
            request,
            _("Beendet. Niemand handelt damit mehr für Sie.") if trust.giver_id == request.user.pk else _("Beendet."),
        )
        return redirect("behalf:overview")
    return render(request, "behalf/end.html", {"trust": trust, "mine": trust.giver_id == request.user.pk})


@never_cache
@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin to act for somebody who trusts the helper."""
    trust = get_object_or_404(Trust.objects.active().select_related("giver"), pk=pk, helper=request.user.pk)
    behalf = OnBehalf(request.user, trust.giver, BehalfRecord.Channel.TRUST, trust=trust)
    actions.begin(behalf)
    response = redirect("/")
    switch_on(request, response, behalf)
    return response


@never_cache
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Stop acting for somebody."""
    behalf = current(request)
    staff = behalf is not None and behalf.trust is None
    response = redirect("behalf_staff:choose" if staff else "behalf:overview")
    switch_off(request, response)
    messages.success(request, _("Fertig. Sie handeln wieder für sich selbst."))
    return response
