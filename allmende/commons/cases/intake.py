# SPDX-License-Identifier: EUPL-1.2
"""Entering a case for somebody at the counter, on the phone or from paper."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from allmende.commons.cases import actions, contact
from allmende.commons.cases.models import Case
from allmende.core.behalf.actions import remember_if_acting
from allmende.core.behalf.context import OnBehalf, current
from allmende.core.people.lines import single_line


def _line(label: Any, length: int, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=False, validators=[single_line], **options)


class IntakeForm(forms.Form):
    """What somebody wants, and how they are told about it. Only the matter itself is required."""

    channel = forms.ChoiceField(
        label=gettext_lazy("Wie kam es herein?"),
        choices=[(value, label) for value, label in Case.Channel.choices if value != Case.Channel.WEB],
        widget=forms.RadioSelect,
    )
    subject = forms.CharField(
        label=gettext_lazy("Worum geht es?"),
        max_length=160,
        validators=[single_line],
        help_text=gettext_lazy("Kurz, so wie es auf dem Brief stehen soll, zum Beispiel: Laterne im Weidenweg defekt"),
    )
    text = forms.CharField(
        label=gettext_lazy("Was sagt die Person?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Steht als „Das haben wir notiert“ in der Bestätigung."),
    )
    name = _line(gettext_lazy("Name"), 120)
    street = _line(gettext_lazy("Straße und Hausnummer"), 120)
    postcode = _line(gettext_lazy("Postleitzahl"), 10)
    city = _line(gettext_lazy("Ort"), 80)
    phone = _line(gettext_lazy("Telefon"), 40)
    email = forms.EmailField(
        label=gettext_lazy("E-Mail-Adresse"),
        required=False,
        help_text=gettext_lazy("Wenn es eine gibt, gehen Bestätigung und Antwort dorthin, sonst mit der Post."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Sprache der Briefe"), choices=settings.LANGUAGES, initial="de")
    confirm = forms.BooleanField(
        label=gettext_lazy("Bestätigung mit Vorgangsnummer und Code erstellen"), required=False, initial=True
    )
    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    PERSON = ("name", "street", "postcode", "city", "phone", "email", "language")

    def clean(self) -> dict[str, Any]:
        """Want a whole postal address or none, and somewhere to send the confirmation to."""
        data = super().clean() or {}
        parts = {name: data.get(name, "") for name in ("name", "street", "postcode", "city")}
        if parts["street"] or parts["postcode"] or parts["city"]:
            for name, value in parts.items():
                if not value and name not in self.errors:
                    self.add_error(
                        name, _("Für einen Brief fehlt noch: %(label)s") % {"label": self.fields[name].label}
                    )
        return data

    @property
    def contact(self) -> contact.Contact:
        """How the person can be reached."""
        data = self.cleaned_data
        return contact.Contact(**{name: data[name] for name in self.PERSON if name != "language"})


def _known(behalf: OnBehalf | None) -> dict[str, Any]:
    """Fill in what is known of the person for whom staff is acting."""
    if behalf is None or behalf.person is None:
        return {}
    person = behalf.person
    known = {name: getattr(person, name) or "" for name in ("street", "postcode", "city", "phone", "email", "language")}
    return known | {"name": person.get_full_name(), "channel": behalf.channel}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Show the form, or store the case and lead to it."""
    behalf = current(request)
    form = IntakeForm(request.POST or None, initial=_known(behalf))
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        with transaction.atomic():
            case, _new = actions.enter_case(
                request.user,
                municipality=request.municipality,  # type: ignore[attr-defined]
                contact=form.contact,
                person=behalf.person if behalf else None,
                **{
                    name: data[name] for name in ("channel", "subject", "text", "language", "confirm", "submission_key")
                },
            )
            remember_if_acting(
                request,
                "cases.enter",
                obj=case,
                what=case.subject,
                municipality=case.municipality,
                url=reverse("cases:status", args=[case.reference]),
            )
        messages.success(request, _("Eingetragen unter der Nummer %s.") % case.reference)
        return redirect("cases_staff_detail", case.pk)
    context = {
        "form": form,
        "person_fields": [form[name] for name in IntakeForm.PERSON],
        "matter_fields": [form[name] for name in ("channel", "subject", "text")],
        "header_title": _("Anliegen aufnehmen"),
        "header_icon": "plus",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("cases_staff:index"), "label": _("Vorgänge")},
            {"url": "", "label": _("Anliegen aufnehmen")},
        ],
    }
    return render(request, "cases/staff/enter.html", context, status=422 if form.is_bound else 200)
