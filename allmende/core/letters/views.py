# SPDX-License-Identifier: EUPL-1.2
"""Short addresses: from the code on a letter to the page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from allmende.core.letters import actions, queries
from allmende.core.letters.codes import grouped, plain
from allmende.core.letters.doors import try_doors
from allmende.core.letters.models import ShortAddress
from allmende.core.throttle.actions import Limit, attempt, caller_of, exhausted

GUESSES = Limit("letters.code", 30, 600)


class CodeForm(forms.Form):
    """The code of a letter, however it is typed."""

    code = forms.CharField(
        label=_("Code vom Brief"),
        max_length=30,
        help_text=_("Zehn Zeichen, zum Beispiel K7QF3-M9ZTA. Groß oder klein ist gleich."),
    )

    def clean_code(self) -> str:
        """Return the code as it stands on paper. Raises `ValidationError`."""
        code = plain(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(
                _(
                    "Ein Code hat zehn Zeichen aus Ziffern und Buchstaben, ohne 0, 1, I und O. Bitte vergleichen Sie ihn."
                )
            )
        return grouped(code)


@require_safe
def enter(request: HttpRequest) -> HttpResponse:
    """Ask for a code."""
    form = CodeForm(request.GET or None)
    if form.is_bound and form.is_valid():
        return redirect("letters:open", form.cleaned_data["code"])
    return render(request, "letters/enter.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_code(request: HttpRequest, code: str) -> HttpResponse:
    """Lead to the page of a code.

    Unknown, expired and used codes get the same answer, and few wrong ones are allowed: after them no code is looked up
    for a while, for otherwise guessing would go on with the right one as the only answer that differs. A code for one use is used up
    by a button, not by looking: programs that preview links must not take it away.
    """
    if exhausted(GUESSES, caller_of(request)):
        return _unknown(request, code)
    address = queries.find(code)
    target = address and _target(address)
    if address is None and plain(code):
        opened = try_doors(request, plain(code))
        if opened is not None:
            return _quiet(opened)
    if address is None or not target:
        return _unknown(request, code)
    if address.single_use:
        if request.method != "POST":
            return _quiet(render(request, "letters/confirm.html", {"code": address.grouped}))
        if not actions.use(address):
            return _unknown(request, code)
    response = redirect(target)
    queries.remember(request, response, address)
    return _quiet(response)


def _target(address: ShortAddress) -> str:
    with override(address.language):
        try:
            return reverse(address.route, args=address.arguments)
        except NoReverseMatch:  # the page no longer exists in this version
            return ""


def _unknown(request: HttpRequest, code: str) -> HttpResponse:
    allowed = attempt(GUESSES, caller_of(request))
    form = CodeForm({"code": code})
    context: dict[str, Any] = {"form": form, "unknown": form.is_valid(), "blocked": not allowed}
    return _quiet(render(request, "letters/enter.html", context, status=404 if allowed else 429))


def _quiet(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
