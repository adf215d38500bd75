# SPDX-License-Identifier: EUPL-1.2
"""Pages of one's own account that are ours; the others are allauth's, with our forms and templates."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import structlog
from allauth.account import views as account
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import EmailAddress
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe
from requests import RequestException

from allmende.core.people import actions, providers
from allmende.core.people.assurance import Level, level_of
from allmende.core.people.forms import ProfileForm
from allmende.core.people.models import Person
from allmende.core.people.provider import Client
from allmende.core.people.second_factor import FACTORS, must_have_one
from allmende.core.throttle.actions import Limit, attempt, caller_of

View = Callable[..., HttpResponse]
log = structlog.get_logger("allmende.people")


def limited(limit: Limit, view: View) -> View:
    """Return `view`, answering 429 when one visitor posts more often than the limit allows."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not attempt(limit, caller_of(request)):
            return render(request, "people/too_many.html", status=429)
        return view(request, *args, **kwargs)

    return wrapped


def in_one_piece(view: View) -> View:
    """Return `view` with everything it changes on POST in one transaction, together with its line in the audit."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            return view(request, *args, **kwargs)

    return wrapped


def leads_to_providers(view: View) -> View:
    """Return `view` with leave for its forms to lead to the configured providers (CSP `form-action`)."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        origins = [origin for provider in providers.all_providers() for origin in provider.origins]
        if origins:
            response._csp_update = {"form-action": origins}  # type: ignore[attr-defined]  # noqa: SLF001
        return response

    return wrapped


class ConfirmEmailView(account.ConfirmEmailView):
    """Opening the link shows a button; only the button changes something, also who is signed in."""

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.object = self.get_object()
        except Http404:
            self.object = None
        context = self.get_context_data()
        response: HttpResponse = self.render_to_response(context, status=200 if context["can_confirm"] else 410)
        return response

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse
        try:
            response = super().post(*args, **kwargs)
        except Http404:
            self.object = None
            response = self.render_to_response(self.get_context_data(), status=410)
        return response


def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor. Where it was removed meanwhile, begin anew instead of leading in circles."""
    response: HttpResponse = mfa.authenticate(request)
    if response.status_code == 302 and response.headers["Location"] == reverse("account_login"):
        clear_login(request)
    return response


class PasswordResetFromKeyView(account.PasswordResetFromKeyView):
    """A new password. Who could open the link has shown that the address is theirs."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        actions.confirm_only_address(self.reset_user)
        return response


@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show one's account: who I am here, how I sign in, what I can change."""
    person: Any = request.user
    factors = list(Authenticator.objects.filter(user=person, type__in=FACTORS))
    context = {
        "person": person,
        "email": EmailAddress.objects.filter(user=person, primary=True).first(),
        "new_email": EmailAddress.objects.filter(user=person, verified=False).exclude(email=person.email or "").first(),
        "factors": factors,
        "must_have_factor": must_have_one(person),
        "level": level_of(person),
        "Level": Level,
        "sessions": UserSession.objects.filter(user=person).count(),
        "connections": list(SocialAccount.objects.filter(user=person)),
        "providers": providers.all_providers(),
        "staff_area": person.has_perm("wagtailadmin.access_admin"),
        "language_name": dict(settings.LANGUAGES).get(person.language, person.language),
        "own_data": _address("privacy:own_data"),
        "inbox": _address("notices:inbox"),
    }
    return render(request, "people/overview.html", context)


def _address(route: str) -> str:
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


@never_cache
def profile(request: HttpRequest) -> HttpResponse:
    """Change name, language, postal address and telephone."""
    person: Any = request.user
    form = ProfileForm(request.POST or None, instance=Person.objects.get(pk=person.pk))
    if request.method == "POST" and form.is_valid():
        actions.change_profile(person, form.cleaned_data)
        messages.success(request, _("Ihre Angaben sind gespeichert."))
        return redirect("people:overview")
    return render(request, "people/profile.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out one of one's devices."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    session.end()
    messages.success(request, _("Das Gerät ist abgemeldet."))
    return redirect("account_login" if session.is_current() else "usersessions_list")


@require_safe
def delete(request: HttpRequest) -> HttpResponse:
    """Explain how to delete the account, and lead to the page that does it."""
    return render(
        request, "people/delete.html", {"erase": _address("privacy:erase"), "own_data": _address("privacy:own_data")}
    )


@require_GET
def staff_login(request: HttpRequest) -> HttpResponse:
    """Lead staff to the one sign-in page; there is no other, so no way around the second factor."""
    query = request.GET.urlencode()
    return redirect(reverse("account_login") + (f"?{query}" if query else ""))


@require_GET
def staff_reset(request: HttpRequest, **_kwargs: Any) -> HttpResponse:
    """Lead staff to the one page for a new password."""
    return redirect("account_reset_password")


def _trouble(request: HttpRequest, provider_id: str, view: Callable[[], HttpResponse]) -> HttpResponse:
    """Return the answer of `view`, or a page that says so where the provider cannot be reached or talks nonsense."""
    if providers.find(provider_id) is None:
        raise Http404
    try:
        return view()
    except (RequestException, OAuth2Error, KeyError, ValueError) as error:
        log.warning("provider of identities failed", provider=provider_id, error=str(error))
        return render(request, "socialaccount/authentication_error.html", status=502)


def provider_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send somebody to a provider of identities. Asks first when opened by a link."""
    view = OAuth2LoginView.adapter_view(Client(request, provider_id))
    return _trouble(request, provider_id, lambda: view(request))


@never_cache
def provider_callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take somebody back from a provider of identities."""
    view = OAuth2CallbackView.adapter_view(Client(request, provider_id))
    return _trouble(request, provider_id, lambda: view(request))
