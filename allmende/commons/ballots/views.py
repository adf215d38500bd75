# SPDX-License-Identifier: EUPL-1.2
"""Published results, for everybody: sums, data, the list of receipts, and the program that counts again."""

from __future__ import annotations

import json
from pathlib import Path

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from allmende.commons.ballots import queries, recount, rules
from allmende.commons.ballots.actions import RECEIPT_SIGNS
from allmende.commons.ballots.models import Vote
from allmende.core.letters.codes import grouped, plain

PER_PAGE = 20


class ReceiptForm(forms.Form):
    """The code of a receipt, however it is typed."""

    code = forms.CharField(
        label=_("Code auf Ihrer Quittung"), max_length=40, help_text=_("Zwölf Zeichen, zum Beispiel K7QF3M-9ZTAX2.")
    )

    def clean_code(self) -> str:
        """Return the code as it is stored. Raises `ValidationError`."""
        code = plain(self.cleaned_data["code"], RECEIPT_SIGNS)
        if not code:
            raise forms.ValidationError(_("Der Code hat zwölf Zeichen aus Ziffern und Buchstaben, ohne 0, 1, I und O."))
        return code


def _vote(request: HttpRequest, key: str) -> Vote:
    vote = queries.public_votes(request.municipality).filter(key=key).first()  # type: ignore[attr-defined]
    if vote is None:
        raise Http404
    return vote


def _published(request: HttpRequest, key: str) -> Vote:
    vote = _vote(request, key)
    if vote.state != Vote.State.PUBLISHED:
        raise Http404
    return vote


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the votes and polls of the municipality."""
    page = Paginator(queries.public_votes(request.municipality), PER_PAGE).get_page(request.GET.get("seite"))  # type: ignore[attr-defined]
    return render(request, "ballots/index.html", {"page": page})


@require_safe
def result(request: HttpRequest, key: str) -> HttpResponse:
    """Show the result of a vote, or where it stands."""
    vote = _vote(request, key)
    context = {
        "vote": vote,
        "is_published": vote.state == Vote.State.PUBLISHED,
        "is_open": rules.takes_ballots(None, vote),
        "result": queries.shown_result(vote) if rules.shows_result(None, vote) else None,
        "areas": queries.turnout_by_area(vote) if vote.state == Vote.State.PUBLISHED else [],
        "lists_ballots": vote.result is not None and vote.result["accepted"] >= vote.list_from,
        "fewest": queries.FEWEST,
    }
    return render(request, "ballots/result.html", context)


@require_safe
def receipts(request: HttpRequest, key: str) -> HttpResponse:
    """Check one receipt, or look through all of them. The code stays in the address of this page only."""
    vote = _published(request, key)
    form = ReceiptForm(request.GET or None) if "code" in request.GET else ReceiptForm()
    found = queries.is_listed(vote, form.cleaned_data["code"]) if form.is_bound and form.is_valid() else None
    page = Paginator([grouped(code) for code in queries.receipts(vote)], 300).get_page(request.GET.get("seite"))
    context = {"vote": vote, "form": form, "found": found, "page": page}
    response = render(
        request, "ballots/receipts.html", context, status=422 if form.is_bound and not form.is_valid() else 200
    )
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def data(request: HttpRequest, key: str) -> HttpResponse:
    """Return everything that is published, for `nachzaehlen.py`."""
    vote = _published(request, key)
    response = JsonResponse(queries.publication(vote), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{vote.key}.json"'
    return response


@require_safe
def table(request: HttpRequest, key: str) -> HttpResponse:
    """Return the sums as CSV."""
    vote = _published(request, key)
    response = HttpResponse(queries.as_csv(vote), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{vote.key}.csv"'
    return response


@require_safe
def ballots(request: HttpRequest, key: str) -> HttpResponse:
    """Return the ballots one by one, in no order and question by question, where they are many enough."""
    vote = _published(request, key)
    listed = queries.publication(vote)["ballots"]
    if listed is None:
        raise Http404
    lines = [
        f"{question}\t{json.dumps(answer, ensure_ascii=False)}"
        for question, answers in listed.items()
        for answer, number in answers
        for _copy in range(number)
    ]
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{vote.key}-stimmzettel.txt"'
    return response


@require_safe
def program(request: HttpRequest) -> HttpResponse:
    """Return the program that counts again: the very file the platform counts with."""
    text = Path(recount.__file__).read_text("utf-8")
    response = HttpResponse(text, content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="nachzaehlen.py"'
    return response
