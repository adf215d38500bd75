# SPDX-License-Identifier: EUPL-1.2
"""Tags on languages: `{% load languages %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from allmende.core.languages.addresses import in_language
from allmende.core.languages.choice import PARAMETER, direction_of, offered
from allmende.core.languages.words import OFFERS

register = template.Library()

EASY = "de-simple"


@register.simple_tag(takes_context=True)
def languages(context: Context) -> list[dict[str, Any]]:
    """Return code, name, address and state of every language for the switch.

    A page that knows its translations puts `translations` (language code to address) into the context. In a language it
    does not list, its German version is shown with a notice; `missing` says so. All other pages have the same address
    below the language prefix. `easy_name` in the context is what easy language is called on this page.
    """
    request = context.get("request")
    if request is None:
        return []
    known: dict[str, str] | None = context.get("translations")
    current = get_language()
    result = []
    for code, name in settings.LANGUAGES:
        result.append(
            {
                "code": code,
                "name": context.get("easy_name") or name if code == EASY else name,
                "dir": direction_of(code),
                "url": _remembering(address_in(code, request, known), code),
                "current": code == current,
                "missing": bool(known) and code not in (known or {}),
            }
        )
    return result


def address_in(code: str, request: HttpRequest, translations: dict[str, str] | None) -> str:
    """Return the address of the page of a request in another language."""
    if not translations:
        return in_language(request.get_full_path(), code)
    if code in translations:
        return translations[code]
    source = translations.get(settings.LANGUAGE_CODE)
    # The same path below the prefix of the language: the German page in a frame of that language.
    return f"/{code}{source}" if source and source.startswith("/") else in_language("/", code)


def _remembering(url: str, code: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}{PARAMETER}={code}"


@register.simple_tag(takes_context=True)
def language_offer(context: Context) -> dict[str, Any] | None:
    """Return what the notice on another language says, or None where there is nothing to offer."""
    request = context.get("request")
    current = get_language() or settings.LANGUAGE_CODE
    code = offered(request, current) if request is not None else ""
    if request is None or not code:
        return None
    url = address_in(code, request, context.get("translations"))
    stay = _remembering(request.get_full_path(), current)
    return {
        "code": code,
        "dir": direction_of(code),
        "url": _remembering(url, code),
        "stay": stay,
        "words": OFFERS[code],
    }


@register.simple_tag
def languages_without(translations: dict[str, str]) -> list[dict[str, str]]:
    """Return code, name and direction of the languages that a page is missing in."""
    return [
        {"code": code, "name": name, "dir": direction_of(code)}
        for code, name in settings.LANGUAGES
        if code not in translations
    ]


@register.filter
def writing(code: str) -> str:
    """Return the direction of writing of a language, as the attribute `dir` wants it."""
    return direction_of(code)


@register.simple_tag(takes_context=True)
def account_link(context: Context) -> dict[str, str] | None:
    """Return where people sign in, or their account. Visitors without session cookie cost neither session nor query."""
    request = context.get("request")
    if request is None:
        return None
    user = getattr(request, "user", None) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
    if user is not None and user.is_authenticated:
        return {"url": route("people:overview"), "label": _("Mein Konto")}
    return {"url": route("account_login"), "label": _("Anmelden")}


@register.simple_tag
def route(name: str) -> str:
    """Return the address of a route, or an empty text where its app is not installed."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
