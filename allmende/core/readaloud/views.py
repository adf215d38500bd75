# SPDX-License-Identifier: EUPL-1.2
"""The player's questions, its sound, and a page to listen to without JavaScript."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseForbidden, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST, require_safe

from allmende.core.readaloud import ranges, store
from allmende.core.readaloud.fetch import is_inner, own_address, own_page
from allmende.core.readaloud.page import pieces, title
from allmende.core.readaloud.speaker import SPEAKER, SpeakerBusy, SpeakerError
from allmende.core.readaloud.texts import Piece, plan, spoken_language
from allmende.core.readaloud.words import words
from allmende.core.throttle.actions import Limit, attempt, caller_of

log = structlog.get_logger("allmende.readaloud")

LONGEST = 4_000
"""Signs of one question; the player asks for about 1,500 at a time, which are a minute and a half of speech."""
MOST_PIECES = 60
QUESTIONS = Limit("readaloud.plan", 120, 10 * 60)
"""Enough for some dozen listeners behind one address, too little to be of use as a service for others."""
PAGES = Limit("readaloud.page", 20, 10 * 60)
MOST_SENTENCES = 1_000
"""Of one page without JavaScript: about an hour and a half."""


def _from_elsewhere(request: HttpRequest) -> bool:
    """Whether another site's page asks (browsers say so): this is no speaking service for others."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return True
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc != request.get_host()


def _refuse(text: str, status: int) -> JsonResponse:
    return JsonResponse({"error": text}, status=status)


def _asked(request: HttpRequest) -> tuple[list[Piece], bool] | None:
    """Return the pieces of a question and whether sound is wanted, or None where it is not a question."""
    try:
        data = json.loads(request.body)
        given = [Piece(str(piece["text"]), str(piece["lang"])[:35]) for piece in data["pieces"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return given, bool(data.get("sound", True))


@csrf_exempt
@require_POST
def sentences(request: HttpRequest) -> HttpResponse:
    """Tell for pieces of a page their sentences, what is said for each, and the address of its sound.

    Nothing is changed for anybody, so that no CSRF token (and no cookie) is needed. Question and answer are JSON:
    {"pieces": [{"text", "lang"}], "sound": true} and {"pieces": [[{"start", "end", "spoken", "lang", "url"}]]}; a piece in a
    language without voice has no sentences.
    """
    if _from_elsewhere(request):
        return HttpResponseForbidden()
    if int(request.headers.get("Content-Length") or 0) > 8 * LONGEST:
        return _refuse(_("Das ist zu viel Text auf einmal."), 413)
    asked = _asked(request)
    if asked is None:
        return _refuse(_("Diese Anfrage ist nicht zu verstehen."), 400)
    given, sound = asked
    if len(given) > MOST_PIECES or sum(len(piece.text) for piece in given) > LONGEST:
        return _refuse(_("Das ist zu viel Text auf einmal."), 413)
    if not attempt(QUESTIONS, caller_of(request)):
        return _refuse(_("Es wurde sehr viel vorgelesen. Bitte warten Sie einige Minuten."), 429)
    if sound:
        SPEAKER.warm()
    planned = [
        [
            {"start": one.start, "end": one.end, "spoken": one.spoken, "lang": one.language}
            | ({"url": _url([(one.language, one.spoken)])} if sound else {})
            for one in sayings
        ]
        for sayings in plan(given)
    ]
    response = JsonResponse({"pieces": planned})
    response["Cache-Control"] = "no-store"
    return response


def _url(script: store.Script) -> str:
    return reverse("readaloud:sound", args=[store.keep(script)])


@require_safe
def sound(request: HttpRequest, key: str) -> HttpResponseBase:
    """Send what is stored under the key, as MP3."""
    script = store.script(key)
    if script is None or _from_elsewhere(request):
        raise Http404
    try:
        return ranges.answer(request, script)
    except SpeakerBusy:
        response = _refuse(_("Gerade wird viel vorgelesen. Bitte versuchen Sie es gleich noch einmal."), 503)
        response["Retry-After"] = "5"
        return response
    except SpeakerError as error:
        log.exception("cannot speak", error=str(error))
        return _refuse(_("Dieser Satz kann gerade nicht vorgelesen werden."), 503)


@require_GET
@cache_control(public=True, max_age=3600)
def player(request: HttpRequest) -> HttpResponse:
    """Show the controls, which the script puts on the page when they are first wanted."""
    return render(request, "readaloud/player.html", {"words": json.dumps(words())})


@require_GET
@never_cache
def listen(request: HttpRequest) -> HttpResponse:
    """Show a page to listen to (`?seite=/orte/`): the way without JavaScript."""
    address = own_address(request.GET.get("seite", ""))
    if not address or is_inner(request):
        raise Http404
    if not attempt(PAGES, caller_of(request)):
        context: dict[str, Any] = {"address": address, "problem": "throttled"}
        return render(request, "readaloud/page.html", context, status=429)
    html = own_page(request, address)
    if html is None:
        raise Http404
    found = pieces(html, words())
    said = [(one.language, one.spoken) for sayings in plan(found) for one in sayings]
    context = {
        "address": address,
        "name": title(html).partition(" – ")[0],
        "problem": "" if said else "silent",
        "sound": _url(said[:MOST_SENTENCES]) if said else "",
        "cut": len(said) > MOST_SENTENCES,
        "skipped": any(piece.text and not spoken_language(piece.language) for piece in found),
    }
    if said:
        SPEAKER.warm()
    return render(request, "readaloud/page.html", context)
