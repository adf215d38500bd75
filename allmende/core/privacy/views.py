# SPDX-License-Identifier: EUPL-1.2
"""Meine Daten: what we hold about somebody, who looked, consents, a copy to take along, and erasure."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allmende.core.audit.actions import record
from allmende.core.privacy import actions, consents, erasing, sheet
from allmende.core.privacy.exports.archive import archive
from allmende.core.privacy.forms import EraseForm
from allmende.core.privacy.models import Erasure, Officer
from allmende.core.throttle.actions import Limit, attempt, caller_of

DOWNLOADS = Limit("privacy.download", 10, 3600)
LOOKS_PER_PAGE = 50
ROWS_SHOWN = 5


@never_cache
@require_safe
def own_data(request: HttpRequest) -> HttpResponse:
    """Show what is stored about the person who is signed in."""
    person: Any = request.user
    looks = sheet.looks_at(person)
    latest = list(looks[:4])
    given = list(sheet.consents_of(person))
    active = {consent.key: consent for consent in given if consent.withdrawn is None}
    context = {
        "person": person,
        "sections": sheet.sections(person, ROWS_SHOWN),
        "looks": sheet.looks_in_words(latest[:3]),
        "more_looks": len(latest) > 3,
        "offers": [
            {"key": one.key, "words": one.in_words(), "active": active.get(one.key)}
            for one in consents.purposes()
            if one.offered or one.key in active
        ],
        "past": [consent for consent in given if consent.withdrawn is not None],
        "erasure": Erasure.objects.filter(person=person, cancelled__isnull=True, done__isnull=True).first(),
        "officer": _officer(request),
    }
    return render(request, "privacy/own_data.html", context)


def _officer(request: HttpRequest) -> Officer | None:
    presence = getattr(request, "presence", None)
    return Officer.objects.filter(presence=presence).first() if presence is not None else None


@never_cache
@require_safe
def looks(request: HttpRequest) -> HttpResponse:
    """Show who looked at or changed the person's data, when and why."""
    page = Paginator(sheet.looks_at(request.user), LOOKS_PER_PAGE).get_page(request.GET.get("seite"))
    return render(request, "privacy/looks.html", {"page": page, "looks": sheet.looks_in_words(page)})


@never_cache
@require_POST
@transaction.atomic
def download(request: HttpRequest) -> HttpResponse:
    """Hand out everything in one file."""
    person: Any = request.user
    if not attempt(DOWNLOADS, caller_of(request)):
        messages.error(
            request, _("Das waren viele Abrufe in kurzer Zeit. Bitte versuchen Sie es in einer Stunde noch einmal.")
        )
        return redirect("privacy:own_data")
    content = archive(person)
    record("privacy.exported", actor=person, subject=person)
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="meine-daten-{timezone.localdate():%Y-%m-%d}.zip"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required  # type: ignore[untyped-decorator]
def erase(request: HttpRequest) -> HttpResponse:
    """Ask whether and when to be erased, and do it."""
    person: Any = request.user
    form = EraseForm(request.POST or None)
    if form.is_bound and form.is_valid():
        at_once = form.cleaned_data["when"] == "now"
        try:
            erasure = actions.request_erasure(person, person, at_once=at_once)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if at_once:
                logout(request)
                return redirect("privacy:erased")
            messages.success(
                request,
                _("Wir löschen Ihr Konto am %s. Bis dahin können Sie es sich anders überlegen.")
                % sheet.text_of(erasure, Erasure._meta.get_field("due")),
            )
            return redirect("privacy:own_data")
    context = {"form": form, "plan": erasing.plan(person)}
    return render(request, "privacy/erase.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Take the wish to be erased back."""
    person: Any = request.user
    if actions.cancel_erasure(person, person):
        messages.success(request, _("Ihr Konto bleibt bestehen."))
    return redirect("privacy:own_data")


@never_cache
@require_POST
def consent(request: HttpRequest) -> HttpResponse:
    """Give a consent or take it back."""
    person: Any = request.user
    key = request.POST.get("key", "")
    if request.POST.get("do") == "withdraw":
        present = sheet.consents_of(person).filter(key=key, withdrawn__isnull=True).first()
        if present is not None:
            consents.withdraw_consent(present, actor=person)
            messages.success(request, _("Ihre Einwilligung ist widerrufen."))
        return redirect("privacy:own_data")
    try:
        offered = consents.purpose(key).offered
    except KeyError:
        offered = False
    if not offered:
        raise Http404
    consents.give_consent(key, person=person)
    messages.success(request, _("Danke. Ihre Einwilligung ist gespeichert. Sie können sie jederzeit hier widerrufen."))
    return redirect("privacy:own_data")


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Say good-bye."""
    return render(request, "privacy/erased.html")
