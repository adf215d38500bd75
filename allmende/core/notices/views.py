# SPDX-License-Identifier: EUPL-1.2
"""The inbox, the wishes, and the address that stops mails."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from allmende.core.notices import actions, queries
from allmende.core.notices.forms import QuietForm, WishesForm
from allmende.core.notices.kinds import kind_of, label_of
from allmende.core.notices.mails import read_stop_token
from allmende.core.notices.models import Notice
from allmende.core.people.models import Person

PER_PAGE = 25


@never_cache
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Show the notices to the person, newest first."""
    archived, unread = request.GET.get("ordner") == "abgelegt", request.GET.get("nur") == "ungelesen"
    words = request.GET.get("q", "").strip()[:100]
    found = queries.inbox(request.user, archived=archived, unread=unread, words=words)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "page": page,
        "archived": archived,
        "unread": unread,
        "words": words,
        "unread_count": queries.unread_count(request.user),
    }
    return render(request, "notices/inbox.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a notice; note it as read or unread, archive it or take it back. Other people's notices do not exist."""
    person: Any = request.user
    found = get_object_or_404(Notice, pk=pk, person=person)
    if request.method != "POST":
        return render(request, "notices/notice.html", {"notice": found, "folder": bool(found.archived)})
    what = request.POST.get("do", "")
    if what in ("read", "unread"):
        actions.mark_read(person, found, read=what == "read")
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204)
        return redirect("notices:notice", pk) if what == "read" else redirect("notices:inbox")
    if what in ("archive", "restore"):
        actions.archive(person, found, archived=what == "archive")
        messages.success(
            request,
            _("Die Nachricht ist abgelegt.") if what == "archive" else _("Die Nachricht liegt wieder im Eingang."),
        )
        return redirect("notices:inbox") if what == "archive" else redirect("notices:notice", pk)
    return HttpResponseBadRequest()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest) -> HttpResponse:
    """How the person wants notices: per kind the way and the rhythm; quiet hours."""
    person: Any = request.user
    bound = request.POST if request.method == "POST" else None
    form = WishesForm(bound, person=person)
    quiet = QuietForm(bound, person=person)
    if bound is not None and form.is_valid() and quiet.is_valid():
        form.save()
        quiet.save()
        messages.success(request, _("Ihre Wünsche sind gespeichert."))
        return redirect("notices:wishes")
    status = 422 if bound is not None else 200
    return render(request, "notices/wishes.html", {"form": form, "quiet": quiet, "person": person}, status=status)


@never_cache
@csrf_exempt  # mail programs send this with one click (RFC 8058); the signed token is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop mails of one kind: by the mail program with one click, by people with a button on this page."""
    try:
        asked = read_stop_token(token)
        kind = kind_of(asked.kind)
    except (signing.BadSignature, KeyError, ValueError):
        return render(request, "notices/stop.html", {"broken": True}, status=404)
    recipient: Person | str | None = asked.address
    if asked.person is not None:
        recipient = Person.objects.filter(pk=asked.person).first()
    done = False
    if request.method == "POST":
        if recipient:
            try:
                actions.stop_mails(recipient, kind.key)
            except ValidationError as error:
                return render(request, "notices/stop.html", {"refused": " ".join(error.messages)}, status=409)
        done = True
    context = {"label": label_of(kind.key), "done": done, "has_account": asked.person is not None}
    return render(request, "notices/stop.html", context)
