# SPDX-License-Identifier: EUPL-1.2
"""Who is asking, how they signed in, and the second factor of staff."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from allmende.core.access.table import find, key_of
from allmende.core.people import second_factor
from allmende.core.people.sign_in import sign_in_of
from allmende.core.rules import anyone


class PersonMiddleware(AuthenticationMiddleware):
    """Django's own, with the way somebody signed in on the person (`person.signed_in`). Reads nothing until asked."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _person(request))  # type: ignore[assignment]


def _person(request: HttpRequest) -> Any:
    person = get_user(request)
    if person.is_authenticated:
        person.signed_in = sign_in_of(request, person)
    return person


class SecondFactorMiddleware:
    """No way around the second factor of staff.

    On every route that is not open to everybody: a member of staff who has a second factor must have used it in this
    session; one who must have it but has none is led to set it up. The account pages themselves stay open for that.
    """

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = self.get_response(request)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Let the request pass (None) or lead to the second factor."""
        match = request.resolver_match
        assert match is not None  # a view was found  # noqa: S101
        known = find(key_of(match.url_name, match.namespaces, match.route))
        if known is None or known.rule is anyone or request.path.startswith(reverse("people:overview")):
            return None
        person: Any = request.user
        if not person.is_authenticated or not person.is_staff or person.signed_in.second_factor:
            return None
        here = urlencode({"next": request.get_full_path()})
        if second_factor.has_one(person):
            return redirect(f"{second_factor_address(person)}?{here}")
        if second_factor.must_have_one(person):
            messages.warning(request, _("Für die Arbeit in der Verwaltung brauchen Sie einen zweiten Faktor."))
            return redirect("mfa_index")
        return None


def second_factor_address(person: Any) -> str:
    """Return where somebody shows a second factor they have: by a code, or by a key where they have no code app."""
    from allauth.mfa.models import Authenticator

    has_codes = Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.WEBAUTHN).exists()
    return reverse("mfa_reauthenticate" if has_codes else "mfa_reauthenticate_webauthn")
