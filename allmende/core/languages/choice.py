# SPDX-License-Identifier: EUPL-1.2
"""Which language a visitor has chosen or may want.

The language of a page follows from its address alone (`/uk/orte/`; German has no prefix), so that links, crawlers and
caches always see the same page. A choice is kept in one first-party cookie that holds the language code and nothing
else; it is set only after somebody has chosen. The choice leads from the front page to the front page in that language
and decides what is offered elsewhere; it never turns a page that was asked for into another one.
"""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_info
from django.utils.translation.trans_real import parse_accept_lang_header

COOKIE = PARAMETER = "sprache"
YEAR = 365 * 24 * 3600


def codes() -> tuple[str, ...]:
    """Return the codes of all languages of this installation."""
    return tuple(code for code, _name in settings.LANGUAGES)


def direction_of(code: str) -> str:
    """Return `rtl` for languages that are written from right to left, else `ltr`."""
    return "rtl" if get_language_info(code.partition("-")[0])["bidi"] else "ltr"


def known(code: str | None) -> str:
    """Return the code if this installation speaks the language, else an empty text."""
    return code if code in codes() else ""


def chosen(request: HttpRequest) -> str:
    """Return the language that the visitor has chosen: by cookie, else the one in the account of a person signed in.

    Empty when nothing was chosen. Visitors without session cookie cost no query, and their session is not touched.
    """
    by_cookie = known(request.COOKIES.get(COOKIE))
    if by_cookie or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return by_cookie
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    # German is the default of every account, so it says nothing.
    return known(user.language) if user.language != settings.LANGUAGE_CODE else ""


@lru_cache(maxsize=500)
def accepted(header: str) -> tuple[str, ...]:
    """Return our languages that an Accept-Language header names, the best first: `uk-UA,de;q=0.5` gives (uk, de).

    Malformed headers give nothing (RFC 9110, 12.5.4).
    """
    ours = codes()
    found: list[str] = []
    for tag, quality in parse_accept_lang_header(header[:500].lower()):
        code = tag if tag in ours else tag.partition("-")[0]
        if quality and code in ours and code not in found:
            found.append(code)
    return tuple(found)


def offered(request: HttpRequest, current: str) -> str:
    """Return the language that a small notice should offer on a page in the language `current`, or an empty text.

    Somebody who has chosen is offered that language. On a first visit it is the best one of the browser's languages:
    on German pages, which everybody gets who asks for no language, always; on others only when the browser does not
    name theirs. Crawlers name no language and get no offer.
    """
    wanted = chosen(request)
    if not wanted:
        speaks = accepted(request.headers.get("Accept-Language", ""))
        if current == "de-simple" or (current != settings.LANGUAGE_CODE and current in speaks):
            return ""
        wanted = speaks[0] if speaks else ""
    return wanted if wanted != current else ""


def store(response: HttpResponse, code: str, *, secure: bool) -> None:
    """Write the choice into the cookie."""
    response.set_cookie(COOKIE, code, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
