# SPDX-License-Identifier: EUPL-1.2
"""Store the visitor's display settings: colours, contrast, text size."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from allmende.core.ui.display import Display


@csrf_exempt
@require_POST
def set_display(request: HttpRequest) -> HttpResponse:
    """Remember how pages shall look and go back to the page one came from.

    The form stands on every page. A CSRF token in it would give every visitor a cookie for nothing, so the browser's own
    word on where the form was is taken instead: all this can change is the look of the visitor's pages.
    """
    origin = request.headers.get("Origin", "")
    if origin and urlsplit(origin).netloc != request.get_host():
        return HttpResponseForbidden()
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = "/"
    response = HttpResponseRedirect(target)
    Display.from_values(request.POST.dict()).store(response, secure=request.is_secure())
    return response
