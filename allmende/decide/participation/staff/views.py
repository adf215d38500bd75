# SPDX-License-Identifier: EUPL-1.2
"""The staff area "Beteiligung": list, templates, one process with its checklist, phases, codes."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from allmende.core.letters.codes import plain
from allmende.core.letters.pdf import LetterPressMissing
from allmende.core.numbers import key_in
from allmende.core.people.models import Person
from allmende.core.roles.backend import people_with
from allmende.decide.participation import (
    actions,
    blueprints,
    checklist,
    code_batches,
    code_requests,
    codes,
    minors,
    queries,
    rules,
)
from allmende.decide.participation.formats.registry import format_of
from allmende.decide.participation.models import AccessCode, CodeBatch, ParentalConsent, Phase, Process
from allmende.decide.participation.staff import forms


def crumbs(*steps: tuple[str, Any]) -> list[dict[str, Any]]:
    """Return the way to a page of this part."""
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("participation_staff:index") if steps else "", "label": _("Beteiligung")},
        *({"url": url, "label": label} for url, label in steps),
    ]


def process_of(request: HttpRequest, pk: int) -> Process:
    """Return a process of this municipality that the person may see. Raises `Http404`, `PermissionDenied`."""
    found = queries.processes_of(request.municipality).select_related("municipality", "area").filter(pk=pk).first()  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    rules.may_see_staff.require(request.user, found)
    return found


def crumbs_of(process: Process, *steps: tuple[str, Any]) -> list[dict[str, Any]]:
    """Return the way to a page of a process."""
    return crumbs((reverse("participation_staff:process", args=[process.pk]) if steps else "", process.title), *steps)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show all processes, one's own first."""
    now = timezone.now()
    seen = rules.may_see_staff.filter(queries.staff_list(request.municipality, request.user), request.user)  # type: ignore[attr-defined]
    page = Paginator(seen, 30).get_page(request.GET.get("seite"))
    context = {
        "page": page,
        "rows": [(one, queries.process_moment(one, list(one.phases.all()), now)) for one in page],
        "may_set_up": rules.may_set_up(request.user),
        "breadcrumbs_items": crumbs(),
        "header_title": _("Beteiligung"),
        "header_icon": "group",
    }
    return render(request, "participation/staff/index.html", context)


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Show the templates."""
    rules.may_set_up.require(request.user)
    context = {
        "blueprints": blueprints.offered(),
        "breadcrumbs_items": crumbs(("", _("Neues Verfahren"))),
        "header_title": _("Neues Verfahren"),
        "header_icon": "plus",
    }
    return render(request, "participation/staff/choose.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for what a template leaves open, and make a draft."""
    rules.may_set_up.require(request.user)
    blueprint = blueprints.BLUEPRINTS.get(key)
    if blueprint is None or not blueprint.is_offered:
        raise Http404
    municipality = request.municipality  # type: ignore[attr-defined]
    initial = {
        "title": blueprint.title,
        "goal": blueprint.goal,
        "deciders": blueprint.deciders,
        "first_day": timezone.localdate() + timedelta(days=14),
        "contact_name": str(request.user),
        "contact_email": getattr(request.user, "email", ""),
    }
    form = forms.CreateForm(request.POST or None, initial=initial, municipality=municipality, person=request.user)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        phases = blueprint.phases(data["first_day"])
        for phase in phases:
            found = format_of(phase.format)
            if found is not None and found.features:
                phase.audience, phase.audience_area = data["audience"], data["audience_area"]
                phase.audience_level = data["audience_level"]
        process = Process(
            municipality=municipality, template=key, for_youth=blueprint.for_youth,
            **{name: data[name] for name in ("title", "goal", "deciders", "area", "contact_name", "contact_phone", "contact_email")},
        )  # fmt: skip
        try:
            process, _new = actions.set_up(
                request.user,
                process,
                phases,
                categories=[str(name) for name in blueprint.categories],
                team=data["team"],
                key=data["key"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request,
                _(
                    "Der Entwurf ist da. Gehen Sie die Liste durch, sehen Sie sich die Vorschau an und veröffentlichen Sie dann."
                ),
            )
            return redirect("participation_staff:process", process.pk)
    context = {
        "form": form,
        "blueprint": blueprint,
        "breadcrumbs_items": crumbs(
            (reverse("participation_staff:choose"), _("Neues Verfahren")), ("", blueprint.name)
        ),
        "header_title": blueprint.name,
        "header_icon": "plus",
    }
    return render(request, "participation/staff/create.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def process(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a process with what is missing, and do one thing with it."""
    found = process_of(request, pk)
    error = ""
    if request.method == "POST":
        try:
            _act(request, found, request.POST.get("do", ""))
        except ValidationError as problem:
            error = " ".join(problem.messages)
        else:
            return redirect("participation_staff:process", found.pk)
    now = timezone.now()
    phases = list(found.phases.select_related("audience_area").order_by("position"))
    for phase in phases:
        phase.process = found
    checks = checklist.of(found)
    known = people_with("participation.change_process", found).order_by("last_name", "email")
    team = set(found.team.values_list("person", flat=True))
    context = {
        "process": found,
        "phases": [(phase, queries.moment_of(phase, now), format_of(phase.format)) for phase in phases],
        "checks": checks,
        "ready": all(check.done for check in checks if check.required),
        "runs": rules.may_run(request.user, found),
        "people": [(person, person.pk in team) for person in known],
        "categories": "\n".join(found.categories.values_list("name", flat=True)),
        "code_count": AccessCode.objects.filter(process=found, revoked=False, batch__revoked=None).count(),
        "error": error,
        "breadcrumbs_items": crumbs_of(found),
        "header_title": found.title,
        "header_icon": "group",
    }
    return render(request, "participation/staff/process.html", context, status=422 if error else 200)


def _act(request: HttpRequest, process: Process, what: str) -> None:
    staff = request.user
    if what == "publish":
        actions.publish(staff, process)
        messages.success(request, _("Das Verfahren ist jetzt öffentlich."))
    elif what == "archive":
        actions.archive(staff, process)
        messages.success(request, _("Das Verfahren ist archiviert. Es bleibt lesbar."))
    elif what == "team":
        keys = [int(value) for value in request.POST.getlist("person") if value.isdecimal()]
        actions.set_team(staff, process, people_with("participation.change_process", process).filter(pk__in=keys))
        messages.success(request, _("Das Team ist gespeichert."))
    elif what == "categories":
        actions.set_categories(staff, process, request.POST.get("names", "")[:4000].splitlines())
        messages.success(request, _("Die Themen sind gespeichert."))
    elif what in ("end_now", "extend"):
        phase = get_object_or_404(process.phases, pk=key_in(request.POST.get("phase")))
        phase.process = process
        closes = timezone.now() if what == "end_now" else _end_of(request.POST.get("day", ""))
        actions.set_end(staff, phase, closes, now=min(closes, timezone.now()))
        messages.success(request, _("Das Ende der Phase ist geändert."))
    elif what == "remove_phase":
        phase = get_object_or_404(process.phases, pk=key_in(request.POST.get("phase")))
        phase.process = process
        actions.remove_phase(staff, phase)
        messages.success(request, _("Die Phase ist entfernt."))
    else:
        raise ValidationError(_("Bitte wählen Sie, was geschehen soll."))


def _end_of(text: str) -> datetime:
    try:
        day = datetime.strptime(text.strip(), "%d.%m.%Y").date()  # noqa: DTZ007 (a day, made aware below)
    except ValueError:
        raise ValidationError(_("Bitte geben Sie den letzten Tag so an: 31.03.2027")) from None
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the words of a process."""
    found = process_of(request, pk)
    rules.may_run.require(request.user, found)
    form = forms.ProcessForm(request.POST or None, instance=found, municipality=found.municipality)
    if form.is_bound and form.is_valid():
        actions.change(request.user, Process(pk=found.pk), **form.cleaned_data)
        messages.success(request, _("Gespeichert."))
        return redirect("participation_staff:process", pk)
    return _form(request, found, form, _("Texte und Angaben"))


def _form(
    request: HttpRequest, process: Process, form: Any, title: str, template: str = "form", **more: Any
) -> HttpResponse:
    context = {
        "form": form,
        "process": process,
        "breadcrumbs_items": crumbs_of(process, ("", title)),
        "header_title": title,
        "header_icon": "edit",
        **more,
    }
    return render(request, f"participation/staff/{template}.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def phase(request: HttpRequest, pk: int, phase: int = 0) -> HttpResponse:
    """Add a phase, or change one."""
    found = process_of(request, pk)
    rules.may_run.require(request.user, found)
    instance = get_object_or_404(Phase, pk=phase, process=found) if phase else Phase(process=found)
    instance.process = found
    form = forms.PhaseForm(request.POST or None, instance=instance, municipality=found.municipality)
    known = format_of(request.POST.get("format", "") or instance.format)
    options = None
    if known is not None and known.options_form is not None:
        saved = {name: instance.option(name, field.initial) for name, field in known.options_form.base_fields.items()}
        options = known.options_form(request.POST if "options" in request.POST else None, initial=saved, prefix="opt")
    if form.is_bound and form.is_valid() and (options is None or not options.is_bound or options.is_valid()):
        changed = form.save(commit=False)
        if options is not None and options.is_bound:
            changed.options = options.cleaned_data
        try:
            actions.save_phase(request.user, changed)
        except ValidationError as error:
            form.add_error(None, error.messages if hasattr(error, "error_dict") else error)
        else:
            messages.success(request, _("Die Phase ist gespeichert."))
            return redirect("participation_staff:process", found.pk)
    title = instance.title or _("Neue Phase")
    return _form(request, found, form, title, "phase", options=options, phase=instance)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def batches(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the batches of codes; make one, which answers with its file; declare one invalid.

    While a vote by codes runs: ask a second person for both, or be that person.
    """
    found = process_of(request, pk)
    rules.may_run.require(request.user, found)
    form = forms.BatchForm(municipality=found.municipality)
    ask_form = forms.CodeRequestForm(request.POST if request.POST.get("do") == "ask" else None, prefix="bitte")
    refusal = ""
    if request.method == "POST" and "do" in request.POST:
        try:
            if _code_step(request, found, request.POST["do"], ask_form):
                return redirect("participation_staff:codes", found.pk)
        except ValidationError as problem:
            refusal = " ".join(problem.messages)
        except PermissionDenied:
            refusal = _("Dem muss jemand anderes zustimmen.")
    elif request.method == "POST":
        form = forms.BatchForm(request.POST, request.FILES, municipality=found.municipality)
        if form.is_valid():
            try:
                return _made(request, found, form)
            except ValidationError as error:
                form.add_error(None, error)
            except LetterPressMissing as error:
                form.add_error(None, str(error))
    requests = list(code_requests.waiting(found))
    needs_two = code_requests.needs_two(found)
    context = {
        "batches": found.code_batches.select_related("created_by"),
        "needs_two": needs_two,
        "may_make": not needs_two or any(one.state == one.State.AGREED for one in requests),
        "requests": requests,
        "ask_form": ask_form,
        "error": refusal,
    }
    response = _form(request, found, form, _("Codes für Briefe und Schalter"), "codes", **context)
    if refusal or ask_form.is_bound:
        response.status_code = 422
    return response


def _code_step(request: HttpRequest, process: Process, what: str, ask_form: forms.CodeRequestForm) -> bool:
    """Do one thing with codes that makes no file; return whether it is done. Raises `ValidationError`, `PermissionDenied`."""
    if what == "ask":
        if not ask_form.is_valid():
            return False
        code_requests.ask(request.user, process, **ask_form.cleaned_data)
        messages.success(request, _("Jetzt muss jemand anderes aus dem Team zustimmen."))
    elif what in ("revoke", "ask_revoke"):
        batch = get_object_or_404(process.code_batches, pk=key_in(request.POST.get("batch")))
        if what == "ask_revoke":
            code_requests.ask(request.user, process, reason=request.POST.get("reason", ""), batch=batch)
            messages.success(request, _("Jetzt muss jemand anderes aus dem Team zustimmen."))
        else:
            code_batches.revoke(request.user, batch)
            messages.success(request, _("Die Codes dieses Stapels öffnen nichts mehr."))
    elif what in ("agree", "refuse"):
        wanted = get_object_or_404(process.code_requests, pk=key_in(request.POST.get("request")))
        code_requests.decide(request.user, wanted, agrees=what == "agree")
        messages.success(request, _("Gespeichert."))
    else:
        raise ValidationError(_("Bitte wählen Sie, was geschehen soll."))
    return True


def _made(request: HttpRequest, process: Process, form: forms.BatchForm) -> HttpResponse:
    data = form.cleaned_data
    file = data["addresses"]
    if file:
        recipients = code_batches.read_recipients(file.read(5 * 2**20), file.name)
    else:
        recipients = [[_("An alle, die mitmachen möchten")]] * data["count"]
    until = data["valid_until"]
    made = code_batches.make_batch(
        request.user, process, name=data["name"], kind=CodeBatch.Kind.LETTER if file else CodeBatch.Kind.COUNTER,
        recipients=recipients, form=data["form"], with_consent=data["with_consent"], key=data["key"],
        area=data["area"].name if data["area"] else "",
        valid_until=blueprints.midnight(until + timedelta(days=1)) if until else None,
    )  # fmt: skip
    response = HttpResponse(made.content, content_type=made.media_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    response["Cache-Control"] = "no-store"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def consents(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that parents have consented on paper, or took it back."""
    found = process_of(request, pk)
    rules.may_run.require(request.user, found)
    form = forms.ConsentForm(request.POST if request.POST.get("do") == "add" else None)
    if request.POST.get("do") == "withdraw":
        one = get_object_or_404(ParentalConsent, pk=key_in(request.POST.get("consent")), process=found)
        minors.withdraw_consent(request.user, one)
        return redirect("participation_staff:consents", pk)
    if form.is_bound and form.is_valid():
        code = codes.find(plain(form.cleaned_data["code"])) if form.cleaned_data["code"] else None
        person: Person | None = form.cleaned_data.get("person")
        if code is not None and code.process_id != found.pk:
            code = None
        if person is None and code is None:
            form.add_error("code", _("Diesen Code gibt es in diesem Verfahren nicht."))
        else:
            minors.record_consent(request.user, found, person=person, code=code, paper=form.cleaned_data["paper"])
            messages.success(request, _("Die Einwilligung ist eingetragen."))
            return redirect("participation_staff:consents", pk)
    rows = ParentalConsent.objects.filter(process=found, withdrawn=None).select_related("person").order_by("-recorded")
    return _form(request, found, form, _("Einwilligungen der Eltern"), "consents", consents=rows)


def require_run(request: HttpRequest, process: Process) -> None:
    """Raise `PermissionDenied` unless the person runs the process."""
    if not rules.may_run(request.user, process):
        raise PermissionDenied(rules.may_run.name)
