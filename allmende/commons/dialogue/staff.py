# SPDX-License-Identifier: EUPL-1.2
"""The staff screens "Moderation": queue, one post, reports, appeals, words, the year in figures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allmende.commons.dialogue import actions, moderation, report, rules, statements, translating, voices
from allmende.commons.dialogue.forms import DecisionForm
from allmende.commons.dialogue.models import Appeal, Decision, Notice, Post, Word
from allmende.commons.dialogue.queue import VIEWS, WAITING, items_of, own_decisions, posts_of, queue
from allmende.commons.dialogue.registry import related
from allmende.core.audit.actions import looked_at, record
from allmende.core.numbers import key_in
from allmende.core.people.lines import single_line, tidy_line
from allmende.engines.language.which import language_of

LABELS = {
    "wartet": gettext_lazy("Wartet auf Prüfung"),
    "gemeldet": gettext_lazy("Gemeldet"),
    "einsprueche": gettext_lazy("Einsprüche"),
    "neu": gettext_lazy("Neueste Beiträge"),
}
BUTTONS = {
    "publish": gettext_lazy("Veröffentlichen"),
    "keep": gettext_lazy("Stehen lassen"),
    "hide": gettext_lazy("Ausblenden"),
    "restore": gettext_lazy("Wieder zeigen"),
}


def _page(
    request: HttpRequest, template: str, title: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    start = reverse("moderation_staff:index")
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": "" if request.path == start else start, "label": _("Moderation")},
    ]
    if request.path != start:
        crumbs.append({"url": "", "label": title})
    frame = {"header_title": title, "header_icon": "comment", "breadcrumbs_items": crumbs, "buttons": BUTTONS}
    return render(request, f"dialogue/staff/{template}.html", frame | context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Show a view of the queue, or decide about one post or several that are marked."""
    view = request.GET.get("ansicht", WAITING)
    view = view if view in VIEWS else WAITING
    form, error = DecisionForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            return _decide(request, form, view)
        except ValidationError as problem:
            error = " ".join(problem.messages)
    found = queue(request.user, view, after=key_in(request.GET.get("nach")))
    context = {
        "queue": found,
        "views": [(key, LABELS[key], found.counts.get(key)) for key in VIEWS],
        "form": form,
        "error": error,
        "decided": own_decisions(request.user),
        "may_moderate": rules.may_moderate(request.user),
        "may_edit_words": rules.may_edit_words(request.user),
        "year": timezone.localdate().year,
    }
    return _page(request, "index", _("Moderation"), context, status=422 if error or form.errors else 200)


def _decide(request: HttpRequest, form: DecisionForm, view: str) -> HttpResponse:
    """Decide about the posts that are marked, or the one whose button was pressed. Raises `ValidationError`."""
    action, _colon, single = request.POST.get("do", "").partition(":")
    marked = [single] if single else request.POST.getlist("post")
    posts = list(
        posts_of(request.user).filter(pk__in=[key_in(pk) for pk in marked]).select_related("voice", "municipality")
    )
    if not posts:
        raise ValidationError(_("Bitte markieren Sie mindestens einen Beitrag."))
    if not any(rules.may_decide(request.user, post) for post in posts):
        raise PermissionDenied
    made, left = moderation.decide_many(request.user, posts, action, **form.cleaned_data)
    if made:
        messages.success(
            request,
            ngettext("Ein Beitrag: %(what)s.", "%(n)s Beiträge: %(what)s.", len(made))
            % {"n": len(made), "what": made[0].get_action_display()},
        )
    if left:
        messages.warning(
            request,
            ngettext(
                "Ein Beitrag blieb, wie er war: Jemand war schneller, oder er ist von Ihnen.",
                "%(n)s Beiträge blieben, wie sie waren: Jemand war schneller, oder sie sind von Ihnen.",
                left,
            )
            % {"n": left},
        )
    back = request.POST.get("back", "")
    if back.startswith(reverse("moderation_staff:index")):
        return redirect(back)
    place = key_in(request.POST.get(f"next-{single}"))
    return redirect(f"{reverse('moderation_staff:index')}?ansicht={view}{f'#eintrag-{place}' if place else ''}")


class AnswerForm(forms.Form):
    """What the office answers below a post."""

    text = forms.CharField(
        label=gettext_lazy("Antwort der Verwaltung"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    name = forms.CharField(
        label=gettext_lazy("Wer antwortet"), max_length=60, validators=[single_line],
        help_text=gettext_lazy("So steht es öffentlich dabei, zum Beispiel: Grünflächenamt"),
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show everything about one post, and decide about it."""
    post = get_object_or_404(posts_of(request.user).select_related(*related(), "parent__voice", "municipality"), pk=pk)
    form, answer, error = DecisionForm(request.POST or None), AnswerForm(), ""
    if request.method == "POST":
        try:
            if request.POST.get("do") == "answer":
                answer = AnswerForm(request.POST)
                if answer.is_valid():
                    return _answer(request, post, answer.cleaned_data)
            elif request.POST.get("do") == "translate":
                translating.ask(post, settings.LANGUAGE_CODE)
                messages.info(
                    request, _("Die Übersetzung entsteht gerade. Laden Sie die Seite in ein paar Sekunden neu.")
                )
                return redirect("moderation_staff:post", pk)
            elif form.is_valid():
                made = moderation.decide(request.user, post, request.POST.get("do", ""), **form.cleaned_data)
                messages.success(request, _("Entschieden: %s.") % made.get_action_display())
                return redirect("moderation_staff:post", pk)
        except ValidationError as problem:
            error = " ".join(problem.messages)
            post.refresh_from_db()
    (item,) = items_of(request.user, [post])
    for notice in item.notices:
        if notice.name or notice.email or notice.person_id:
            looked_at(request.user, notice.person, notice, _("Meldung %s") % notice.reference)  # type: ignore[arg-type]
    decisions = list(post.decisions.select_related("made_by", "undone_by").prefetch_related("appeals"))
    context = {
        "item": item,
        "form": form,
        "answer_form": answer,
        "error": error,
        "steps": list(post.steps.select_related("staff", "decision")),
        "revisions": list(post.revisions.all()),
        "decisions": decisions,
        "may_decide": rules.may_decide(request.user, post),
        "can_answer": post.thread is not None and post.is_public and rules.may_moderate(request.user, post),
        "undoable": {one.pk for one in decisions[:1] if one.undone is None and not one.appeals.all()},
    }
    return _page(request, "post", _("Beitrag %s") % pk, context, status=422 if error or answer.errors else 200)


def _answer(request: HttpRequest, post: Post, data: dict[str, str]) -> HttpResponse:
    """Answer for the office, in the times of the thread like everybody else."""
    person: Any = request.user
    # The office speaks with a name of its own, not with that of the member of staff.
    voice = voices.voice_for_code(f"office:{post.municipality_id}:{tidy_line(data['name'], 60)}", data["name"])
    try:
        actions.write(
            voice,
            thread=post.thread,
            parent=post,
            text=data["text"],
            language=language_of(data["text"], "de"),
            official_by=person,
        )
    except PermissionDenied as error:
        raise ValidationError(
            _("In diesem Gespräch kann gerade niemand schreiben, auch die Verwaltung nicht.")
        ) from error
    messages.success(request, _("Die Antwort ist öffentlich."))
    return redirect("moderation_staff:post", post.pk)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back."""
    decision = get_object_or_404(rules.may_see_queue.filter(Decision.objects.all(), request.user), pk=pk)
    try:
        moderation.undo(request.user, decision)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, _("Zurückgenommen. Der Beitrag ist wieder, wie er war."))
    back = request.POST.get("back", "")
    return redirect(back if back.startswith(reverse("moderation_staff:index")) else "moderation_staff:index")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a report on a page that is no post, and answer it."""
    notice = get_object_or_404(
        rules.may_see_queue.filter(Notice.objects.filter(post=None), request.user).select_related("decision__made_by"),
        pk=pk,
    )
    error = ""
    if request.method == "POST":
        try:
            done = request.POST.get("do") == "done"
            moderation.answer_report(request.user, notice, done=done, facts=request.POST.get("facts", ""))
        except ValidationError as problem:
            error = " ".join(problem.messages)
        else:
            messages.success(request, _("Beantwortet. Wer gemeldet hat, erfährt es."))
            return redirect(f"{reverse('moderation_staff:index')}?ansicht=gemeldet")
    looked_at(request.user, notice.person, notice, _("Meldung %s") % notice.reference)  # type: ignore[arg-type]
    context = {
        "notice": notice, "error": error, "facts": request.POST.get("facts", ""),
        "may_decide": rules.may_moderate(request.user, notice) and notice.decision_id is None,
    }  # fmt: skip
    return _page(request, "notice", _("Meldung %s") % notice.reference, context, status=422 if error else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an appeal with the decision it is about, and answer it."""
    allowed = rules.may_judge.filter(Decision.objects.all(), request.user)
    found = get_object_or_404(
        Appeal.objects.filter(decision__in=allowed.values("pk")).select_related(
            "decision__post__voice",
            "decision__post__thread",
            "decision__municipality",
            "against",
            "decided_by",
            "notice",
        ),
        pk=pk,
    )
    error = ""
    if request.method == "POST":
        try:
            moderation.decide_appeal(
                request.user, found, agree=request.POST.get("do") == "agree", answer=request.POST.get("answer", "")
            )
        except ValidationError as problem:
            error = " ".join(problem.messages)
        else:
            messages.success(request, _("Beantwortet. Wer Einspruch erhoben hat, erfährt es."))
            return redirect(f"{reverse('moderation_staff:index')}?ansicht=einsprueche")
    context = {
        "appeal": found,
        "statement": statements.statement_of(found.decision) if found.decision.action == "hide" else None,
        "may_decide": found.state == Appeal.State.OPEN and rules.may_decide_appeal(request.user, found),
        "answer": request.POST.get("answer", ""),
        "error": error,
    }
    return _page(
        request, "appeal", _("Einspruch zu %s") % found.decision.reference, context, status=422 if error else 200
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    """Show and change the list of words that moderators are pointed at."""
    rules.may_edit_words.require(request.user)
    municipality = request.municipality  # type: ignore[attr-defined]
    known = Word.objects.filter(municipality=municipality)
    error = ""
    if request.method == "POST":
        rules.may_edit_words.require(request.user, municipality)
        if request.POST.get("remove"):
            gone = known.filter(pk=key_in(request.POST["remove"])).first()
            if gone is not None:
                _change_words(request, removed=gone)
            return redirect("moderation_staff:words")
        text = tidy_line(request.POST.get("text", ""), 60)
        if text:
            _change_words(request, added=text)
            return redirect("moderation_staff:words")
        error = _("Bitte geben Sie ein Wort ein.")
    return _page(
        request, "words", _("Wörter für Hinweise"), {"words": known, "error": error}, status=422 if error else 200
    )


def _change_words(request: HttpRequest, *, added: str = "", removed: Word | None = None) -> None:
    from django.db import transaction

    with transaction.atomic():
        if removed is not None:
            removed.delete()
        else:
            Word.objects.get_or_create(municipality=request.municipality, text=added)  # type: ignore[attr-defined]
        record("dialogue.words", actor=request.user, obj=request.municipality)  # type: ignore[arg-type, attr-defined]


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """Show the figures of a year."""
    this = timezone.localdate().year
    year = min(max(year, 2000), this)
    groups: dict[str, list[report.Figure]] = {}
    for figure in report.figures(request.user, year):
        groups.setdefault(figure.group, []).append(figure)
    years = [one for one in (year - 1, year + 1) if one <= this]
    return _page(request, "year", _("Moderation %s in Zahlen") % year, {"groups": groups, "year": year, "years": years})


@require_safe
def year_csv(request: HttpRequest, year: int) -> StreamingHttpResponse:
    """Return the figures of a year for spreadsheets."""
    year = min(max(year, 2000), timezone.localdate().year)
    rows = report.as_csv(report.figures(request.user, year), year)
    answer = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="moderation-{year}.csv"'
    return answer


app_name = "moderation_staff"
urlpatterns = [
    path("", index, name="index"),
    path("beitrag/<int:pk>/", detail, name="post"),
    path("zuruecknehmen/<int:pk>/", undo, name="undo"),
    path("meldung/<int:pk>/", page_notice, name="notice"),
    path("einspruch/<int:pk>/", appeal, name="appeal"),
    path("woerter/", words, name="words"),
    path("zahlen/<int:year>/", year, name="year"),
    path("zahlen/<int:year>/tabelle.csv", year_csv, name="year_csv"),
]
