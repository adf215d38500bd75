# SPDX-License-Identifier: EUPL-1.2
"""At the counter: find a person, see an ID card, confirm the identity."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin.widgets import AdminDateInput

from allmende.core.audit.actions import looked_at
from allmende.core.people import actions, rules
from allmende.core.people.assurance import Level
from allmende.core.people.lines import single_line
from allmende.core.people.models import Assurance, Person

SHOWN = 20
"""So many people are listed at most; whoever looks for one knows more than three letters."""


class FindForm(forms.Form):
    """Words of a name, an e-mail address, or both."""

    q = forms.CharField(
        label=gettext_lazy("Name oder E-Mail-Adresse"),
        min_length=3,
        max_length=100,
        error_messages={"min_length": gettext_lazy("Bitte geben Sie mindestens drei Buchstaben ein.")},
    )


class ConfirmForm(forms.Form):
    """What was seen, how sure it makes us, and how long that holds."""

    level = forms.TypedChoiceField(
        label=gettext_lazy("Vertrauensniveau"),
        coerce=lambda value: Level(int(value)),
        choices=[(level.value, level.label) for level in (Level.SUBSTANTIAL, Level.HIGH)],
    )
    how = forms.CharField(
        label=gettext_lazy("Woran erkannt"),
        max_length=80,
        validators=[single_line],
        help_text=gettext_lazy("Zum Beispiel: Personalausweis gesehen. Bitte keine Ausweisnummer."),
    )
    valid_until = forms.DateField(
        label=gettext_lazy("Gilt bis"),
        required=False,
        widget=AdminDateInput,
        help_text=gettext_lazy("Spätestens, bis der Ausweis abläuft. Ohne Datum unbegrenzt."),
    )

    def clean_valid_until(self) -> datetime.datetime | None:
        """Return the instant at which the last day is over here."""
        day: datetime.date | None = self.cleaned_data["valid_until"]
        if day is None:
            return None
        midnight = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time.min)
        return timezone.make_aware(midnight)


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Find a person by name or address."""
    form = FindForm(request.GET or None)
    people: list[Person] = []
    if form.is_bound and form.is_valid():
        people = list(_matching(form.cleaned_data["q"])[:SHOWN])
        for person in people:
            looked_at(request.user, person, "people.Person", reason=_("am Schalter gesucht"))  # type: ignore[arg-type]
    context = {"form": form, "people": people, "asked": form.is_bound and form.is_valid(), "limit": SHOWN}
    return _page(request, "find", _("Identität bestätigen"), context)


def _matching(words: str) -> Any:
    people = Person.objects.filter(is_active=True)
    for word in words.split():
        people = people.filter(Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(email__icontains=word))
    return people


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is confirmed about somebody, and confirm it anew."""
    person = get_object_or_404(Person, pk=pk, is_active=True)
    rules.may_confirm_identity.require(request.user, person)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm_identity(request.user, person, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("Gespeichert: Die Identität von %s ist bestätigt.") % person)
            return redirect("identity_staff:confirm", person.pk)
    looked_at(request.user, person, "people.Assurance")  # type: ignore[arg-type]
    rows = Assurance.objects.filter(person=person).select_related("confirmed_by")
    context = {"form": form, "person": person, "rows": rows, "now": timezone.now(), "counter": Assurance.COUNTER}
    return _page(request, "confirm", _("Identität: %s") % person, context, 422 if form.errors else 200)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was confirmed at the counter."""
    person = get_object_or_404(Person, pk=pk)
    actions.withdraw_identity(request.user, person)  # type: ignore[arg-type]
    messages.success(request, _("Zurückgenommen: Die Bestätigung vom Schalter gilt nicht mehr."))
    return redirect("identity_staff:confirm", person.pk)


def _page(request: HttpRequest, template: str, title: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("identity_staff:find"), "label": _("Identität bestätigen")},
        *([{"url": "", "label": title}] if template != "find" else []),
    ]
    frame = {"header_title": title, "breadcrumbs_items": crumbs, "header_icon": "user"}
    return render(request, f"people/staff/{template}.html", frame | context, status=status)


app_name = "identity_staff"
urlpatterns = [
    path("", find, name="find"),
    path("<int:pk>/", confirm, name="confirm"),
    path("<int:pk>/zuruecknehmen/", withdraw, name="withdraw"),
]
