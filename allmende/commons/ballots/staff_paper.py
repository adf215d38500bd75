# SPDX-License-Identifier: EUPL-1.2
"""Typing paper ballots: one sheet after the other, twice, by two people; and the paper ballot to print."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from allmende.commons.ballots import paper, rules
from allmende.commons.ballots.forms import BallotForm, hint_of, spoken
from allmende.commons.ballots.models import SPOILED, PaperBatch, PaperSheet, Vote
from allmende.commons.ballots.staff import crumbs
from allmende.core.letters.fonts import font_faces
from allmende.core.letters.pdf import LetterPressMissing, pages_pdf


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Type the next sheet of a pile, mend what differs, put the pile into the box."""
    pile = get_object_or_404(PaperBatch.objects.select_related("vote", "first", "second"), pk=pk)
    rules.enters_paper.require(request.user, pile.vote)
    half = paper.half_of(request.user, pile)
    sheet = _sheet(pile, half, request.POST.get("zettel") or request.GET.get("zettel") or "")
    form = BallotForm(pile.vote, request.POST if request.POST.get("do") == "type" else None)
    error = ""
    if request.method == "POST":
        try:
            if _act(request, pile, sheet, form):
                return redirect(request.path)
        except ValidationError as problem:
            error = " ".join(problem.messages)
        except PermissionDenied:
            error = _("Das geht nicht: Diesen Schritt macht jemand anderes, oder er ist schon getan.")
    pile.refresh_from_db()
    context = {
        "batch": pile,
        "vote": pile.vote,
        "half": half,
        "sheet": sheet,
        "form": form,
        "error": error,
        "done": pile.sheets.exclude(**{half: ""}).count() if half else 0,
        "differences": [_spoken_difference(pile.vote, one) for one in paper.differences(pile)],
        "may_confirm": rules.may_confirm(request.user, pile),
        "may_discard": pile.state not in (PaperBatch.State.CONFIRMED, PaperBatch.State.DISCARDED),
        "header_title": _("Stapel %d") % pile.number,
        "header_icon": "form",
        "breadcrumbs_items": crumbs(pile.vote, ("", _("Stapel %d") % pile.number)),
    }
    return render(request, "ballots/staff/batch.html", context, status=422 if request.method == "POST" else 200)


def _sheet(pile: PaperBatch, half: str, wanted: str) -> PaperSheet | None:
    """Return the sheet to type: the wanted one, else the first that this half has not typed; none while comparing."""
    if not half:
        return None
    if wanted.isdigit():
        return pile.sheets.filter(number=int(wanted)).first()
    return pile.sheets.filter(**{half: ""}).first()


def _act(request: HttpRequest, pile: PaperBatch, sheet: PaperSheet | None, form: BallotForm) -> bool:
    """Do one thing; return whether the page is done with it."""
    match request.POST.get("do", ""):
        case "confirm":
            paper.confirm(request.user, pile)
            messages.success(request, _("Der Stapel liegt in der Urne."))
        case "discard":
            paper.discard(request.user, pile)
            messages.success(request, _("Der Stapel ist verworfen."))
        case "spoiled" if sheet:
            paper.type_sheet(request.user, pile, sheet.number, None)
            messages.success(request, _("Zettel %d: ungültig.") % sheet.number)
        case "type" if sheet:
            if not form.is_valid():
                return False
            paper.type_sheet(request.user, pile, sheet.number, form.answers())
            messages.success(request, _("Zettel %d ist eingegeben.") % sheet.number)
        case _:
            raise ValidationError(_("Bitte wählen Sie, was geschehen soll."))
    return True


def _spoken_difference(vote: Vote, sheet: PaperSheet) -> dict[str, Any]:
    """Return a sheet that differs with both entries in words, question by question."""
    questions = list(vote.questions.prefetch_related("options"))

    def words(content: str) -> list[tuple[str, list[str]]]:
        if content == SPOILED:
            return [(question.text, [_("ungültig")]) for question in questions]
        return spoken(questions, json.loads(content))

    rows = [
        {"question": text, "first": one, "second": other, "differs": one != other}
        for (text, one), (_text, other) in zip(words(sheet.first), words(sheet.second), strict=True)
    ]
    return {"number": sheet.number, "rows": rows}


@require_safe
def sheet_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the paper ballot as PDF, to be printed and handed out."""
    vote = get_object_or_404(Vote.objects.select_related("municipality"), pk=pk)
    rules.may_see.require(request.user, vote)
    questions = [(question, hint_of(question)) for question in vote.questions.prefetch_related("options")]
    html = render_to_string(
        "ballots/paper.html",
        {"vote": vote, "questions": questions, "fonts": mark_safe(font_faces())},  # noqa: S308 (names of our own files)
    )
    try:
        content = pages_pdf([html])
    except LetterPressMissing as error:
        messages.error(request, str(error))
        return redirect("ballots_staff_detail", vote.pk)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="stimmzettel-{vote.key}.pdf"'
    return response
