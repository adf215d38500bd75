# SPDX-License-Identifier: EUPL-1.2
"""Where a case stands, for whoever has its number."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from allmende.commons.cases import rules
from allmende.commons.cases.models import Case, Entry
from allmende.commons.cases.states import EXPLANATIONS
from allmende.core.letters.codes import grouped, plain
from allmende.core.letters.queries import came_by, find
from allmende.core.throttle.actions import Limit, attempt, caller_of

GUESSES = Limit("case.status", 30, 600)


class ReferenceForm(forms.Form):
    """The number of a case, however it is typed."""

    nummer = forms.CharField(
        label=_("Vorgangsnummer"),
        max_length=20,
        help_text=_("Sie steht auf Ihrer Bestätigung, zum Beispiel K7QF-3M9-ZTA. Der Code von einem Brief geht auch."),
    )

    def clean_nummer(self) -> str:
        """Return the number as it is stored. Raises `ValidationError`."""
        signs = plain(self.cleaned_data["nummer"])
        if not signs:
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
    """Show where a case stands: no name, no address, not what was written. Few guesses are allowed.

    The answer is shown to whoever came by the code on the letter and to the signed-in person whose case it is; with the
    number alone only where the answer reaches the person in no other way.
    """
    case = Case.objects.filter(
        reference=reference.upper(), municipality__ars__startswith=request.municipality.ars[:5]
    ).first()  # type: ignore[attr-defined]
    if case is None:
        if find(reference) is not None:  # somebody typed the code of a letter
            return redirect("letters:open", grouped(plain(reference)))
        allowed = attempt(GUESSES, caller_of(request))
        form = ReferenceForm({"nummer": reference})
        form.full_clean()
        return render(
            request,
            "cases/ask.html",
            {"form": form, "unknown": reference, "blocked": not allowed},
            status=404 if allowed else 429,
        )
    by_code = came_by(request, "cases:status", case.reference) is not None
    own = rules.is_own(request.user, case)
    answers = case.entries.filter(kind=Entry.Kind.ANSWER) if by_code or own or not case.can_be_told else []
    context = {
        "case": case,
        "explanation": EXPLANATIONS[case.state],
        "answers": list(answers),
        "answered_elsewhere": case.state == Case.State.ANSWERED and not (by_code or own) and case.can_be_told,
        "by_code": by_code,
    }
    response = render(request, "cases/status.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
