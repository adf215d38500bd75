# SPDX-License-Identifier: EUPL-1.2
"""Data protection in the staff area: answer people who ask, the record of processing, and who is asked."""

from __future__ import annotations

import csv
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from allmende.core.audit.actions import looked_at
from allmende.core.people.models import Person
from allmende.core.privacy import actions, consents, erasing, rules, sheet
from allmende.core.privacy.exports.record import HEADINGS, record_of_processing, record_rows
from allmende.core.privacy.forms import OfficerForm, ReasonForm, StaffConsentForm
from allmende.core.privacy.models import Erasure, Officer

PEOPLE_PER_PAGE = 25


def _frame(title: str, *crumbs: tuple[str, str], icon: str = "lock") -> dict[str, Any]:
    """Return what the frame of the staff area shows above a page."""
    return {
        "header_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Start")},
            *({"url": url, "label": label} for label, url in crumbs),
            {"url": "", "label": title},
        ],
    }


# --- People who ask -------------------------------------------------------------------------------------------------


def find_people(text: str) -> QuerySet[Person]:
    """Return the people whose name, e-mail address or number fits; nobody for an empty text. One query."""
    words = text.split()[:5]
    if not words:
        return Person.objects.none()
    found = Person.objects.all()
    for word in words:
        fits = Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(email__icontains=word)
        if word.isdigit() and len(word) < 18:
            fits |= Q(pk=int(word))
        found = found.filter(fits)
    return found.order_by("last_name", "first_name", "pk")


@never_cache
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Find the person who asks. The search is noted, without the words: they may be a name."""
    text = request.GET.get("q", "").strip()[:100]
    page = Paginator(find_people(text), PEOPLE_PER_PAGE).get_page(request.GET.get("p"))
    if text:
        looked_at(request.user, None, "people.person", _("Suche nach einer Person"))  # type: ignore[arg-type]
    context = {**_frame(_("Auskunft und Löschung")), "q": text, "page": page}
    return render(request, "privacy/staff/people.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then show everything that is stored about somebody; print it, enter consents, erase."""
    subject = get_object_or_404(Person, pk=pk)
    staff: Any = request.user
    crumb = (_("Auskunft und Löschung"), reverse("privacy_staff:people"))
    asked = ReasonForm(request.GET if "grund" in request.GET else None)
    if not asked.is_bound or not asked.is_valid():
        context = {**_frame(_("Datenblatt"), crumb), "form": asked, "subject_id": pk}
        return render(request, "privacy/staff/reason.html", context, status=422 if asked.is_bound else 200)
    looked_at(staff, subject, subject, asked.reason)
    if request.method == "POST":
        with transaction.atomic():
            _act(request, staff, subject, asked.reason)
        return redirect(request.get_full_path())
    given = list(sheet.consents_of(subject))
    erasure = Erasure.objects.filter(person=subject, cancelled__isnull=True).order_by("-pk").first()
    context = {
        **_frame(str(subject), crumb),
        "subject": subject,
        "reason": asked.reason,
        "sections": sheet.sections(subject),
        "looks": sheet.looks_in_words(sheet.looks_at(subject)),
        "consents": given,
        "consent_form": StaffConsentForm(),
        "erasure": erasure,
        "plan": [] if erasure else erasing.plan(subject),
        "now": timezone.now(),
        "officer": Officer.objects.filter(presence=getattr(request, "presence", None)).first(),
    }
    return render(request, "privacy/staff/person.html", context)


def _act(request: HttpRequest, staff: Any, subject: Person, reason: str) -> None:
    match request.POST.get("do"):
        case "consent":
            form = StaffConsentForm(request.POST)
            if form.is_valid():
                data = form.cleaned_data
                consents.give_consent(data["purpose"], person=subject, actor=staff, way=data["way"])
                messages.success(request, _("Einwilligung eingetragen."))
        case "withdraw":
            consent = sheet.consents_of(subject).filter(pk=_number(request.POST.get("consent"))).first()
            if consent is not None:
                consents.withdraw_consent(consent, actor=staff, way="paper")
                messages.success(request, _("Widerruf eingetragen."))
        case "erase":
            _erase(request, staff, subject, reason)
        case "keep":
            if actions.cancel_erasure(staff, subject):
                messages.success(request, _("Die Löschung ist zurückgenommen."))


def _erase(request: HttpRequest, staff: Any, subject: Person, reason: str) -> None:
    if request.POST.get("sure") != "on":
        messages.error(request, _("Bitte setzen Sie das Häkchen, wenn Sie sicher sind."))
        return
    try:
        actions.request_erasure(staff, subject, at_once=True, reason=reason)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Die Person ist gelöscht. Was bleiben muss, führt zu niemandem mehr."))


def _number(text: str | None) -> int:
    """Return a key from a form; 0, which nobody has, for what is none."""
    return int(text) if text and text.isdigit() and len(text) < 18 else 0


# --- The record of processing ---------------------------------------------------------------------------------------


@never_cache
@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """Show the record of processing activities, to read and to print."""
    context = {
        **_frame(_("Verzeichnis der Verarbeitungstätigkeiten"), icon="doc-full"),
        "processings": record_of_processing(),
        "officer": Officer.objects.filter(presence=getattr(request, "presence", None)).first(),
        "controller": getattr(request, "presence", None),
        "now": timezone.now(),
    }
    return render(request, "privacy/staff/record.html", context)


@never_cache
@require_safe
def record_csv(request: HttpRequest) -> HttpResponse:
    """Return the record as a table for a spreadsheet."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="verarbeitungsverzeichnis.csv"'
    csv.writer(response, delimiter=";").writerows([HEADINGS, *record_rows()])
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def officer(request: HttpRequest) -> HttpResponse:
    """Show and change whom people ask about data protection."""
    presence = getattr(request, "presence", None)
    if presence is None:
        raise PermissionDenied
    rules.may_change_officer.require(request.user)
    present = Officer.objects.filter(presence=presence).first() or Officer(presence=presence)
    form = OfficerForm(request.POST or None, instance=present)
    if form.is_bound and form.is_valid():
        actions.change_officer(request.user, form.save(commit=False))  # type: ignore[arg-type]
        messages.success(request, _("Gespeichert. Die Angaben stehen jetzt unter „Meine Daten“ und im Verzeichnis."))
        return redirect("privacy_staff:officer")
    context = {**_frame(_("Datenschutzkontakt"), icon="mail"), "form": form, "presence_name": presence.display_name}
    return render(request, "privacy/staff/officer.html", context, status=422 if form.is_bound else 200)
