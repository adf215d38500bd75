# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the demo provider."""

from __future__ import annotations

import base64
import binascii
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

from django import forms
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.request import split_domain_port, validate_host
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from allmende.core.people import providers
from allmende.core.people.assurance import LEVELS, Level
from allmende.core.people.demo_idp import grants, keys
from allmende.core.people.oidc import Provider

_ASKED = "allmende.demo.request"


class WhoForm(forms.Form):
    """Who to be, and how surely."""

    person = forms.ChoiceField(
        label=_("Wer möchten Sie sein?"),
        choices=[(key, " ".join(name)) for key, name in grants.PEOPLE.items()],
        widget=forms.RadioSelect,
        initial="erika",
    )
    level = forms.ChoiceField(
        label=_("Wie sicher soll die Anmeldung sein?"),
        choices=[(name, level.label) for name, level in LEVELS.items() if level > Level.NONE],
        widget=forms.RadioSelect,
        initial="substantial",
    )


def client() -> Provider:
    """Return our own entry for the demo provider: its client."""
    found = next((provider for provider in providers.all_providers() if provider.demo), None)
    assert found is not None  # the routes exist only with it  # noqa: S101
    return found


@require_GET
def configuration(request: HttpRequest) -> JsonResponse:
    """Say what this provider can do (OpenID Connect Discovery 1.0)."""
    issuer = client().issuer

    def address(name: str) -> str:
        return f"{settings.BASE_URL}{reverse(f'demo_idp:{name}')}"

    return JsonResponse(
        {
            "issuer": issuer,
            "authorization_endpoint": address("authorize"),
            "token_endpoint": address("token"),
            "userinfo_endpoint": address("user_info"),
            "jwks_uri": address("keys"),
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": [keys.ALGORITHM],
            "scopes_supported": ["openid", "profile"],
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
            "code_challenge_methods_supported": ["S256"],
            "acr_values_supported": [name for name in LEVELS if name != "none"],
            "claims_supported": ["sub", "given_name", "family_name", "name", "acr", "auth_time"],
        }
    )


@require_GET
def jwks(request: HttpRequest) -> JsonResponse:
    """Show the public key."""
    return JsonResponse(keys.public_keys())


@never_cache
@require_http_methods(["GET", "POST"])
def authorize(request: HttpRequest) -> HttpResponse:
    """Ask who to be; lead back with a code."""
    if request.method == "POST":
        return _decide(request)
    asked = request.GET
    redirect_uri = asked.get("redirect_uri", "")
    if asked.get("client_id") != client().client_id or not _may_lead_to(redirect_uri):
        # Never lead to an address that is not known: RFC 6749, section 4.1.2.1.
        return render(request, "people/demo_idp/refused.html", status=400)
    problem = ""
    if asked.get("response_type") != "code":
        problem = "unsupported_response_type"
    elif "openid" not in asked.get("scope", "").split():
        problem = "invalid_scope"
    elif asked.get("code_challenge_method") != "S256" or not asked.get("code_challenge"):
        problem = "invalid_request"
    if problem:
        return _lead_back(redirect_uri, {"error": problem, "state": asked.get("state", "")})
    sealed = signing.dumps(
        [redirect_uri, asked.get("state", ""), asked.get("nonce", ""), asked["code_challenge"]], salt=_ASKED
    )
    return _page(request, WhoForm(), sealed, redirect_uri)


def _decide(request: HttpRequest) -> HttpResponse:
    try:
        sealed = request.POST.get("request", "")
        redirect_uri, state, nonce, challenge = signing.loads(sealed, salt=_ASKED, max_age=3600)
    except signing.BadSignature:
        return render(request, "people/demo_idp/refused.html", status=400)
    if "cancel" in request.POST:
        return _lead_back(redirect_uri, {"error": "access_denied", "state": state})
    form = WhoForm(request.POST)
    if not form.is_valid():
        return _page(request, form, sealed, redirect_uri, status=422)
    grant = grants.Grant(**form.cleaned_data, client_id=client().client_id, redirect_uri=redirect_uri, nonce=nonce, challenge=challenge)  # fmt: skip
    return _lead_back(redirect_uri, {"code": grants.make_code(grant), "state": state})


def _page(request: HttpRequest, form: WhoForm, sealed: str, redirect_uri: str, status: int = 200) -> HttpResponse:
    response = render(request, "people/demo_idp/who.html", {"form": form, "sealed": sealed}, status=status)
    parts = urlsplit(redirect_uri)
    response._csp_update = {"form-action": [f"{parts.scheme}://{parts.netloc}"]}  # type: ignore[attr-defined]  # noqa: SLF001
    return response


def _may_lead_to(address: str) -> bool:
    parts = urlsplit(address)
    host, _port = split_domain_port(parts.netloc)
    callback = reverse("openid_connect_callback", args=[client().key])
    return parts.scheme == "http" and parts.path == callback and validate_host(host, settings.ALLOWED_HOSTS)


def _lead_back(address: str, answer: dict[str, str]) -> HttpResponse:
    query = urlencode({name: value for name, value in answer.items() if value})
    return HttpResponseRedirect(f"{address}?{query}")


@csrf_exempt
@never_cache
@require_POST
def token(request: HttpRequest) -> JsonResponse:
    """Give tokens for a code (OpenID Connect Core 1.0, section 3.1.3). Called by the client, not by a browser."""
    name, secret = _client_of(request)
    known = client()
    if name != known.client_id or not constant_time_compare(secret, known.client_secret):
        return JsonResponse({"error": "invalid_client"}, status=401, headers={"WWW-Authenticate": "Basic"})
    if request.POST.get("grant_type") != "authorization_code":
        return JsonResponse({"error": "unsupported_grant_type"}, status=400)
    grant = grants.redeem(
        request.POST.get("code", ""),
        client_id=name,
        redirect_uri=request.POST.get("redirect_uri", ""),
        verifier=request.POST.get("code_verifier", ""),
    )
    if grant is None:
        return JsonResponse({"error": "invalid_grant"}, status=400)
    return JsonResponse(grants.tokens(grant, known.issuer), headers={"Cache-Control": "no-store"})


def _client_of(request: HttpRequest) -> tuple[str, str]:
    scheme, _space, value = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return request.POST.get("client_id", ""), request.POST.get("client_secret", "")
    try:
        name, _colon, secret = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote(name), unquote(secret)


@never_cache
@require_GET
def user_info(request: HttpRequest) -> JsonResponse:
    """Say who the bearer of an access token is."""
    scheme, _space, value = request.headers.get("Authorization", "").partition(" ")
    claims: dict[str, Any] | None = grants.user_info(value) if scheme.lower() == "bearer" else None
    if claims is None:
        return JsonResponse({"error": "invalid_token"}, status=401, headers={"WWW-Authenticate": "Bearer"})
    return JsonResponse(claims)
