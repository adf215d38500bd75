# SPDX-License-Identifier: EUPL-1.2
"""Pages of ideas for citizens."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allmende.commons.dialogue import actions as dialogue
from allmende.commons.dialogue import limits
from allmende.commons.dialogue import rules as dialogue_rules
from allmende.commons.dialogue.voices import Speaker, remember, with_token
from allmende.commons.places import index
from allmende.commons.places.spots import spots
from allmende.core.behalf.actions import remember_if_acting
from allmende.core.behalf.context import current
from allmende.core.municipality.queries import family_keys
from allmende.core.throttle.actions import Limit, attempt, caller_of
from allmende.core.throttle.pace import Pace
from allmende.decide.participation import idea_queries as queries
from allmende.decide.participation import ideas, rules
from allmende.decide.participation.audience import Who
from allmende.decide.participation.exports import idea_csv, idea_json
from allmende.decide.participation.idea_cards import card
from allmende.decide.participation.idea_forms import KEPT, IdeaForm
from allmende.decide.participation.models import Idea, IdeaDraft, Phase
from allmende.decide.participation.page import phase_of, render_phase
from allmende.decide.participation.speakers import speaker_in

FORMAT = "ideas"
SAVING = Limit("participation.draft", 30, 3600)
SUPPORTING = Limit("participation.support", 120, 3600)
HINTS = Pace(burst=200, per_second=5)
"""A form asks about once a second while somebody types; a hall of people shares an address."""


def list_of(request: HttpRequest, phase: Phase, who: Who) -> tuple[str, dict[str, Any]]:
    """Return template and values of the list; htmx gets the results alone."""
    wish = queries.Wish.read(request.GET.dict())
    found = queries.idea_page(phase, wish)
    for idea in found.ideas:
        idea.phase = phase
    here = phase.get_absolute_url()
    categories = list(phase.process.categories.all())
    names = {category.pk: category.name for category in categories}
    chips = []
    if wish.q:
        chips.append((_("„%s“") % wish.q, wish.query(q="")))
    if wish.category:
        chips.append((names.get(wish.category, _("Thema")), wish.query(category=None)))
    if wish.stage:
        chips.append((Idea.Stage(wish.stage).label, wish.query(stage="")))
    if wish.tag:
        chips.append((_("Schlagwort"), wish.query(tag=None)))
    partial = request.headers.get("HX-Request") == "true" and not request.headers.get("HX-History-Restore-Request")
    features = _features(phase)
    context = {
        "wish": wish,
        "found": found,
        "cards": [card(idea, can_rate=features["rate"]) for idea in found.ideas],
        "here": here,
        "categories": categories,
        "stages": queries.STAGES,
        "sorts": [(key, label, wish.query(sort=key)) for key, label in queries.SORTS.items()],
        "chips": chips,
        "more": wish.query(after=found.next) if found.next else "",
        "with_map": phase.option("map", True),
        "points": None if found.points is None else _collection(found.points),
        "points_at": "" if found.points is not None else here + "punkte.json" + wish.query(sort=queries.NEWEST),
        "link": here + "ideen/{id}/",
        "may_write": rules.may("write", ideas.KIND)(who, phase),
        "features": features,
    }
    return ("participation/ideas/results.html" if partial else "participation/ideas/list.html"), context


def _collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features}


@require_safe
def points(request: HttpRequest, process: str, phase: int) -> JsonResponse:
    """Return the ideas that a list found and that have a place, as GeoJSON for its map; takes the filters of the list."""
    found, _who = phase_of(request, process, phase, format=FORMAT)
    wish = queries.Wish.read(request.GET.dict())
    features = queries.points_of(queries.matching(found, wish)) if found.option("map", True) else []
    return JsonResponse(_collection(features), json_dumps_params={"ensure_ascii": False})


def _features(phase: Phase) -> dict[str, bool]:
    return {name: phase.has_feature(name, ideas.KIND) for name in ("write", "rate", "comment")}


# --- One idea ---------------------------------------------------------------------------------------------------------


@require_safe
def idea(request: HttpRequest, process: str, phase: int, idea: int) -> HttpResponse:
    """Show an idea: text, place, pictures, what became of it, and the conversation."""
    found, who = phase_of(request, process, phase, format=FORMAT)
    return _show(request, found, who, idea)


def _show(request: HttpRequest, phase: Phase, who: Who, key: int) -> HttpResponse:
    speaker = speaker_in(request, phase, who)
    is_staff = rules.may_see_staff(request.user, phase.process)
    detail = queries.idea_detail(phase, key, speaker.voice, staff=is_staff)
    if detail is None:
        raise Http404
    one = detail.idea
    now = timezone.now()
    can_rate = rules.may("rate", ideas.KIND)(who, phase, now)
    context = {
        "idea": one,
        "detail": detail,
        "speaker": speaker,
        "points": _points(one),
        "may_support": can_rate and not detail.is_own and one.post.is_public and one.merged_into_id is None,
        "may_edit": detail.is_own and dialogue_rules.may_change(speaker.voice, one.post, now),
        "may_withdraw": detail.is_own and dialogue_rules.may_withdraw(speaker.voice, one.post, now),
        "may_follow": speaker.is_somebody and one.post.is_public and not detail.is_own,
        "needs_code": phase.is_open(now)
        and phase.has_feature("rate", ideas.KIND)
        and not can_rate
        and not who.is_known,
        "features": _features(phase),
        "foreign": one.post.language.split("-")[0] != (get_language() or "de").split("-")[0],
        "staff_url": reverse("participation_staff:idea", args=[one.pk]) if is_staff else "",
    }
    return render_phase(request, phase, who, "participation/ideas/idea.html", context)


def _points(one: Idea) -> dict[str, Any]:
    if one.geom is None:
        return {}
    x, y = one.geom.x, one.geom.y
    feature = {
        "type": "Feature", "id": one.pk, "geometry": {"type": "Point", "coordinates": [x, y]}, "properties": {"name": one.title},
    }  # fmt: skip
    return {
        "data": _collection([feature]),
        "bounds": [x - 0.004, y - 0.0025, x + 0.004, y + 0.0025],
    }


def _idea_of(phase: Phase, key: int) -> Idea:
    found = Idea.objects.select_related("post__voice").filter(phase=phase, pk=key).first()
    if found is None:
        raise Http404
    found.phase = phase
    return found


# --- Bringing one in --------------------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, process: str, phase: int) -> HttpResponse:
    """Show the form, keep a draft, or take an idea in and lead to it."""
    found, who = phase_of(request, process, phase, format=FORMAT)
    speaker = speaker_in(request, found, who)
    options: dict[str, Any] = {"phase": found, "who": who, "municipality": request.municipality}  # type: ignore[attr-defined]
    if request.method != "POST":
        draft = _draft_of(speaker, found)
        initial = draft.data if draft else {"name": speaker.voice.display_name if speaker.voice else ""}
        return _form_page(request, found, who, IdeaForm(initial=initial, **options), draft=draft, speaker=speaker)
    if request.POST.get("do") == "save":
        return _keep(request, found, speaker)
    form = IdeaForm(request.POST, request.FILES, **options)
    if form.is_valid() and speaker.refusal:
        form.add_error(None, speaker.refusal)
    verdict = None
    if form.is_valid():
        verdict = limits.check(request, speaker, form)
        if not verdict.allowed:
            form.add_error(None, verdict.text)
    if verdict is not None and form.is_valid():
        try:
            return _store(request, found, who, speaker, form, review=verdict.review)
        except PermissionDenied:
            form.add_error(
                None,
                _("Diese Phase ist inzwischen zu Ende. Ihr Text steht noch hier; wir haben ihn nicht gespeichert."),
            )
        except ValidationError as error:
            form.add_error(None, error)
    form.renew()
    return _form_page(request, found, who, form, speaker=speaker, status=422)


def _store(
    request: HttpRequest, phase: Phase, who: Who, speaker: Speaker, form: IdeaForm, *, review: bool
) -> HttpResponse:
    speaker = with_token(speaker)
    with transaction.atomic():
        stored, is_new = ideas.submit(
            who,
            speaker.speak(form.cleaned_data["name"]),
            phase,
            form.draft(),
            key=_own_key(form.cleaned_data["key"]),
            language=get_language() or "de",
            channel=Idea.Channel.STAFF if current(request) else Idea.Channel.WEB,
            review=review,
        )
        remember_if_acting(
            request, "participation.submit", obj=stored, what=stored.title, municipality=phase.process.municipality,
            url=stored.get_absolute_url(),
        )  # fmt: skip
    if is_new and stored.post.is_public:
        messages.success(request, _("Danke! Ihre Idee ist da. Hier sehen Sie, was daraus wird."))
    elif is_new:
        messages.success(request, _("Danke! Ihre Idee ist angekommen. Sie erscheint, sobald jemand sie angesehen hat."))
    if is_new and stored.contact_email:
        messages.info(request, _("Wir haben Ihnen eine E-Mail geschickt. Bitte bestätigen Sie darin Ihre Adresse."))
    elif is_new and form.cleaned_data.get("email"):
        messages.warning(
            request,
            _(
                "An diese Adresse haben wir heute schon mehrere Fragen geschickt. Für diese Idee haben wir sie deshalb nicht "
                "gespeichert. Was aus der Idee wird, lesen Sie auf dieser Seite."
            ),
        )
    response = redirect(stored.get_absolute_url())
    remember(request, response, speaker)
    return response


def _own_key(key: Any) -> UUID:
    return key if isinstance(key, UUID) else UUID(str(key))


def _draft_of(speaker: Speaker, phase: Phase) -> IdeaDraft | None:
    return IdeaDraft.objects.filter(voice=speaker.voice, phase=phase).first() if speaker.voice else None


def _keep(request: HttpRequest, phase: Phase, speaker: Speaker) -> HttpResponse:
    """Keep what is written so far, as it is. Works outside the phase too: a text is never lost to the clock."""
    if not attempt(SAVING, caller_of(request)):
        messages.error(request, _("Das waren viele Versuche in kurzer Zeit. Bitte warten Sie eine Stunde."))
        return redirect("participation:idea_new", phase.process.slug, phase.pk)
    speaker = with_token(speaker)
    ideas.keep_draft(speaker.speak(), phase, {name: request.POST.get(name, "") for name in KEPT})
    messages.success(
        request, _("Der Entwurf ist gespeichert. Nur Sie sehen ihn. Auf diesem Gerät können Sie weiterschreiben.")
    )
    response = redirect("participation:idea_new", phase.process.slug, phase.pk)
    remember(request, response, speaker)
    return response


def _form_page(
    request: HttpRequest,
    phase: Phase,
    who: Who,
    form: IdeaForm,
    *,
    speaker: Speaker,
    status: int = 200,
    draft: Any = None,
) -> HttpResponse:
    border = phase.process.area.geom if phase.process.area else phase.process.municipality.geom
    context = {
        "form": form,
        "draft": draft,
        "speaker": speaker,
        "bounds": list(border.bounds) if border is not None else None,
        "is_new": True,
    }
    return render_phase(request, phase, who, "participation/ideas/form.html", context, status)


@require_safe
def similar(request: HttpRequest, process: str, phase: int) -> HttpResponse:
    """Return ideas that say something alike, for whoever is writing one (htmx)."""
    found, _who = phase_of(request, process, phase, format=FORMAT)
    allowed = HINTS.take(caller_of(request))  # else no hints, and whoever writes goes on writing
    title, text = request.GET.get("title", "")[:200], request.GET.get("text", "")[:4000]
    matches = queries.similar(found, title, text, get_language() or "de") if allowed else []
    context = {"matches": [idea for idea, _match in matches]}
    response = render(request, "participation/ideas/similar.html", context, status=200 if allowed else 429)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def spot(request: HttpRequest, process: str, phase: int) -> HttpResponse:
    """Return where the words for a place are on the map (htmx): the keyboard's way to a pin."""
    found, _who = phase_of(request, process, phase, format=FORMAT)
    words = request.GET.get("wo", "")[:160]
    keys = family_keys(request.municipality)  # type: ignore[attr-defined]
    context = {"words": words, "spots": spots(index.current(), keys, words) if words.strip() else [], "phase": found}
    return render(request, "participation/ideas/spot.html", context)


# --- What one does with it --------------------------------------------------------------------------------------------


@never_cache
@require_POST
def support(request: HttpRequest, process: str, phase: int, idea: int) -> HttpResponse:
    """Support an idea, or take that back (`an=0`); htmx gets the button anew."""
    found, who = phase_of(request, process, phase, format=FORMAT)
    one, speaker = _idea_of(found, idea), speaker_in(request, found, who)
    if not rules.may("rate", ideas.KIND)(who, found) or speaker.refusal:
        return _refused(request, one, speaker.refusal or _("Zum Unterstützen brauchen wir ein Konto oder einen Code."))
    if not attempt(SUPPORTING, caller_of(request)):
        return _refused(request, one, _("Das war sehr viel auf einmal. Bitte warten Sie etwas."))
    on = request.POST.get("an") != "0"
    try:
        one = ideas.support(who, speaker.speak(), one, on=on)
    except PermissionDenied:
        return _refused(request, one, _("Das geht gerade nicht: Die Phase ist zu Ende, oder es ist Ihre eigene Idee."))
    if request.headers.get("HX-Request") == "true":
        one.phase = found
        context = {"idea": one, "process": found.process, "phase": found, "supports": on, "may_support": True}
        return render(request, "participation/ideas/support.html", context)
    return redirect(one.get_absolute_url())


def _refused(request: HttpRequest, one: Idea, reason: str) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        return render(request, "participation/ideas/refused.html", {"reason": reason}, status=403)
    messages.error(request, reason)
    return redirect(one.get_absolute_url())


@never_cache
@require_POST
def follow(request: HttpRequest, process: str, phase: int, idea: int) -> HttpResponse:
    """Follow an idea, or stop (`an=0`)."""
    found, who = phase_of(request, process, phase, format=FORMAT)
    one, speaker = _idea_of(found, idea), speaker_in(request, found, who)
    if not speaker.is_somebody:
        return _refused(request, one, _("Zum Mitverfolgen melden Sie sich bitte an oder geben Ihren Code ein."))
    on = request.POST.get("an") != "0"
    dialogue.follow(speaker.speak(), one.post, on=on)
    messages.success(request, _("Sie hören, was daraus wird.") if on else _("Sie folgen dieser Idee nicht mehr."))
    return redirect(one.get_absolute_url())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, process: str, phase: int, idea: int) -> HttpResponse:
    """Change one's own idea."""
    found, who = phase_of(request, process, phase, format=FORMAT)
    one, speaker = _idea_of(found, idea), speaker_in(request, found, who)
    if not dialogue_rules.is_author(speaker.voice, one.post):
        raise Http404
    if not dialogue_rules.may_change(speaker.voice, one.post):
        return _refused(request, one, _("Diese Idee lässt sich nicht mehr ändern: Andere haben sie schon gelesen."))
    options: dict[str, Any] = {"phase": found, "who": who, "municipality": request.municipality}  # type: ignore[attr-defined]
    form = IdeaForm(request.POST or None, initial={"title": one.title, "text": one.post.text}, **options)
    for name in [name for name in form.fields if name not in {"title", "text", "key", "shown", "homepage"}]:
        del form.fields[name]
    if request.method == "POST" and form.is_valid():
        try:
            ideas.edit(who, speaker.speak(), one, title=form.cleaned_data["title"], text=form.cleaned_data["text"])
        except PermissionDenied:
            form.add_error(None, _("Diese Idee lässt sich nicht mehr ändern: Andere haben sie schon gelesen."))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Ihre Änderung ist gespeichert."))
            return redirect(one.get_absolute_url())
    if form.is_bound:
        form.renew()
    context = {"form": form, "idea": one, "is_new": False, "speaker": speaker}
    return render_phase(request, found, who, "participation/ideas/form.html", context, 422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, process: str, phase: int, idea: int) -> HttpResponse:
    """Take back one's own idea, after asking once."""
    found, who = phase_of(request, process, phase, format=FORMAT)
    one, speaker = _idea_of(found, idea), speaker_in(request, found, who)
    if not dialogue_rules.is_author(speaker.voice, one.post):
        raise Http404
    if request.method == "POST":
        dialogue.withdraw(speaker.speak(), one.post)
        messages.success(request, _("Ihre Idee ist zurückgenommen. Niemand sonst sieht sie mehr."))
        return redirect(found.get_absolute_url())
    return render_phase(request, found, who, "participation/ideas/withdraw.html", {"idea": one})


# --- Exports ----------------------------------------------------------------------------------------------------------


@require_safe
def csv_export(request: HttpRequest, process: str, phase: int) -> HttpResponse | StreamingHttpResponse:
    """Return all public ideas of a phase as a table."""
    found, _who = phase_of(request, process, phase, format=FORMAT)
    response = StreamingHttpResponse(idea_csv.lines(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="ideen-{found.process.slug}-{found.pk}.csv"'
    return response


@require_safe
def json_export(request: HttpRequest, process: str, phase: int) -> JsonResponse:
    """Return one page of public ideas for machines, with the address of the next: never all at once."""
    found, _who = phase_of(request, process, phase, format=FORMAT)
    return JsonResponse(idea_json.page(found, request.GET.get("ab", "")), json_dumps_params={"ensure_ascii": False})
