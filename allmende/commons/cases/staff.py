# SPDX-License-Identifier: EUPL-1.2
"""The queue of cases in the staff area, and the page on which one is handled."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from allmende.commons.cases import actions, rules
from allmende.commons.cases.contact import deliveries_of
from allmende.commons.cases.links import links_of
from allmende.commons.cases.models import Case
from allmende.commons.cases.states import OPEN_STATES, STEPS, steps_from
from allmende.core.audit.actions import looked_at
from allmende.core.notices.rules import may_post
from allmende.core.roles.backend import people_with


def handlers(case: Case | None = None) -> Any:
    """Return the people who may handle a case (None: any case at all)."""
    return people_with("cases.change_case", case).order_by("last_name", "first_name", "email")


class AssignForm(forms.Form):
    """Who handles it."""

    assignee = forms.ModelChoiceField(
        label=gettext_lazy("Zuständig"), queryset=None, required=False, empty_label=gettext_lazy("niemand")
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = handlers(case)  # type: ignore[attr-defined]


class CaseIndexView(IndexView):
    """The queue; every line leads to the page of the case."""

    def get_edit_url(self, instance: Case) -> str:
        return reverse("cases_staff_detail", args=[instance.pk])

    def get_add_url(self) -> str | None:
        return reverse("cases_staff_enter") if rules.may_enter(self.request.user) else None

    add_item_label = gettext_lazy("Anliegen aufnehmen")

    def get_delete_url(self, instance: Case) -> None:
        return None

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("assignee")


def due_text(case: Case) -> str:
    """Return the day by which an answer is owed, marked where it has passed."""
    if case.due is None:
        return "–"
    day = f"{case.due:%d.%m.%Y}"
    return _("%s (überfällig)") % day if case.is_overdue else day


def _address(case: Case) -> str:
    return reverse("cases_staff_detail", args=[case.pk])


class CaseViewSet(ModelViewSet):
    """The queue of cases. They are neither added nor deleted here."""

    model = Case
    name = "cases_staff"
    url_prefix = "vorgaenge"
    icon = "mail"
    menu_label = gettext_lazy("Vorgänge")
    menu_order = 240
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = CaseIndexView
    list_display = [
        # The number belongs to the link: two people may report the same thing.
        TitleColumn("subject", label=gettext_lazy("Vorgang"), accessor=str, sort_key="subject", get_url=_address),
        Column("state", label=gettext_lazy("Bearbeitungsstand"), accessor="get_state_display", sort_key="state"),
        "assignee",
        Column("due", label=gettext_lazy("Frist"), accessor=due_text, sort_key="due"),
        DateColumn("created", label=gettext_lazy("eingegangen")),
    ]
    list_filter = ["state", "kind", "assignee"]
    search_fields = ["subject", "reference"]
    search_backend_name = None
    ordering = ["-created", "-pk"]
    form_fields = ["assignee"]

    def get_urlpatterns(self) -> list[Any]:
        """Return the routes of the queue alone: every change goes through the page of the case."""
        return [route for route in super().get_urlpatterns() if route.name in ("index", "index_results")]


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a case, and do one thing with it: a step, an assignment or a note."""
    case = get_object_or_404(Case.objects.select_related("assignee", "municipality", "person", "entered_by"), pk=pk)
    rules.may_see.require(request.user, case)
    text, error = "", ""
    looked_at(request.user, case.person, case, _("Vorgang %s") % case.reference)  # type: ignore[arg-type]
    if request.method == "POST":
        text = request.POST.get("text", "")[:4000]
        try:
            return _act(request, case, request.POST.get("do", ""), text)
        except ValidationError as problem:
            error = " ".join(problem.messages)
        except PermissionDenied:
            case.refresh_from_db()
            if not rules.may_handle(request.user, case):
                raise
            error = _("Das geht nicht mehr: Der Vorgang hat inzwischen den Stand „%s“.") % case.get_state_display()
    may_handle = rules.may_handle(request.user, case)
    deliveries = list(deliveries_of(case))
    context = {
        "case": case,
        "deliveries": deliveries,
        "may_post": may_post(request.user, case),
        "can_confirm": may_handle and case.can_be_told and not deliveries and case.state in OPEN_STATES,
        "entries": case.entries.select_related("author"),
        "steps": steps_from(case.state) if may_handle else [],
        "may_handle": may_handle,
        "assign_form": AssignForm(initial={"assignee": case.assignee}, case=case),
        "links": links_of(case),
        "text": text,
        "error": error,
        "header_title": case.reference,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("cases_staff:index"), "label": _("Vorgänge")},
            {"url": "", "label": case.reference, "sublabel": case.subject},
        ],
        "header_icon": "mail",
    }
    return render(request, "cases/staff/detail.html", context, status=422 if error else 200)


def _act(request: HttpRequest, case: Case, what: str, text: str) -> HttpResponse:
    if what == "note":
        actions.add_note(request.user, case, text)
        messages.success(request, _("Notiz gespeichert."))
    elif what == "confirm":
        actions.confirm_receipt(request.user, case)
        messages.success(request, _("Die Bestätigung ist unterwegs oder liegt bei den offenen Briefen."))
    elif what == "assign":
        form = AssignForm(request.POST, case=case)
        if not form.is_valid():
            raise ValidationError(_("Diese Person darf keine Vorgänge bearbeiten."))
        actions.assign(request.user, case, form.cleaned_data["assignee"])
        messages.success(request, _("Zuständigkeit gespeichert."))
    elif what in STEPS:
        moved = actions.take_step(request.user, case, what, text)
        if what == "answer" and (case.person_id or case.contact_email):
            messages.success(request, _("Die Antwort ist gespeichert und wird gleich verschickt."))
        elif what == "answer" and case.has_address:
            messages.success(request, _("Die Antwort ist gespeichert. Der Brief liegt bei den offenen Briefen."))
        else:
            messages.success(request, _("Neuer Stand: %s.") % moved.get_state_display())
    else:
        raise ValidationError(_("Bitte wählen Sie, was geschehen soll."))
    return redirect("cases_staff_detail", case.pk)
