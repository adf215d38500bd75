# SPDX-License-Identifier: EUPL-1.2
"""Where a case stands, for whoever has its number."""

from __future__ import annotations

import re

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from allmende.commons.cases.models import READABLE, Case, Entry
from allmende.commons.cases.states import EXPLANATIONS
from allmende.core.throttle.actions import Limit, attempt, caller_of

GUESSES = Limit("case.status", 30, 600)


class ReferenceForm(forms.Form):
    """The number of a case, however it is typed."""

    nummer = forms.CharField(
        label=_("Vorgangsnummer"),
        max_length=20,
        help_text=_("Sie steht auf Ihrer Bestätigung, zum Beispiel K7QF-3M9-ZTA."),
    )

    def clean_nummer(self) -> str:
        """Return the number as it is stored. Raises `ValidationError`."""
        signs = re.sub(r"[\s-]", "", self.cleaned_data["nummer"]).upper()
        if len(signs) != 10 or not set(signs) <= set(READABLE):
            raise forms.ValidationError(
                _("Eine Vorgangsnummer hat zehn Zeichen aus Ziffern und Buchstaben, zum Beispiel K7QF-3M9-ZTA.")
            )
        return f"{signs[:4]}-{signs[4:7]}-{signs[7:]}"


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the number of a case."""
    form = ReferenceForm(request.GET or None)
    if form.is_bound and form.is_valid():
        return redirect("cases:status", form.cleaned_data["nummer"])
    return render(request, "cases/ask.html", {"form": form})


@never_cache
@require_safe
def status(request: HttpRequest, reference: str) -> HttpResponse:
    """Show where a case stands: no name, no address, not what was written. Few guesses are allowed."""
    case = Case.objects.filter(
        reference=reference.upper(), municipality__ars__startswith=request.municipality.ars[:5]
    ).first()  # type: ignore[attr-defined]
    if case is None:
        allowed = attempt(GUESSES, caller_of(request))
        form = ReferenceForm({"nummer": reference})
        form.full_clean()
        return render(
            request,
            "cases/ask.html",
            {"form": form, "unknown": reference, "blocked": not allowed},
            status=404 if allowed else 429,
        )
    answers = [] if case.contact_email else list(case.entries.filter(kind=Entry.Kind.ANSWER))
    context = {"case": case, "explanation": EXPLANATIONS[case.state], "answers": answers}
    response = render(request, "cases/status.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
