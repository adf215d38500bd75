# SPDX-License-Identifier: EUPL-1.2
"""Checks of the municipality's other sites in the staff area: sites, runs, faults, progress, CSV."""

from __future__ import annotations

import csv
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from allmende.core.accessibility import check_queries, checking, rules
from allmende.core.accessibility.chart import line_chart
from allmende.core.accessibility.check_models import CheckedSite, Fault
from allmende.core.audit.exports import safe
from allmende.core.roles.backend import people_with


class SiteForm(forms.ModelForm):  # type: ignore[type-arg]
    """A site and its pages, one address per line."""

    urls = forms.CharField(
        label=gettext_lazy("Seiten"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "Eine Adresse je Zeile, höchstens 50. Nehmen Sie von jeder Art eine: Startseite, Suche, Formular, Artikel, Kontakt."
        ),
    )

    class Meta:
        model = CheckedSite
        fields = ("name", "hosts", "is_ours", "owner")
        widgets = {"hosts": forms.Textarea(attrs={"rows": 3})}

    field_order = ("name", "hosts", "is_ours", "urls", "owner")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people_with("accessibility.view_fault")  # type: ignore[attr-defined]


class FaultForm(forms.Form):
    """What becomes of a fault."""

    state = forms.ChoiceField(label=gettext_lazy("Stand"), choices=Fault.State.choices)
    owner: Any = forms.ModelChoiceField(
        label=gettext_lazy("Zuständig"), queryset=None, required=False, empty_label=gettext_lazy("niemand")
    )
    due = forms.DateField(
        label=gettext_lazy("Frist"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(
        label=gettext_lazy("Begründung oder Notiz"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Nötig, wenn es so bleibt."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people_with("accessibility.view_fault")  # type: ignore[attr-defined]


def _frame(request: HttpRequest, title: str, *way: tuple[str, str]) -> dict[str, Any]:
    """Return what the frame of every page here needs."""
    steps = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    steps += [{"url": url, "label": label} for label, url in way]
    return {
        "header_title": title,
        "header_icon": "view",
        "breadcrumbs_items": [*steps, {"url": "", "label": title}],
        "may_check": rules.may_check(request.user),
    }


def _list_step() -> tuple[str, str]:
    return (_("Prüfung"), reverse("accessibility_checks:sites"))


def _site(request: HttpRequest, pk: int) -> CheckedSite:
    rules.may_look.require(request.user)
    return get_object_or_404(CheckedSite, pk=pk, municipality=request.municipality)  # type: ignore[attr-defined]


@require_safe
def sites(request: HttpRequest) -> HttpResponse:
    """List the sites with their newest figures."""
    rules.may_look.require(request.user)
    context = _frame(request, _("Prüfung anderer Angebote")) | {
        "rows": check_queries.sites(request.municipality)  # type: ignore[attr-defined]
    }
    return render(request, "accessibility/staff/sites.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Add or change a site."""
    site = _site(request, pk) if pk else CheckedSite(municipality=request.municipality)  # type: ignore[attr-defined]
    rules.may_check.require(request.user, site)
    initial = {"urls": "\n".join(page.url for page in site.pages.filter(is_active=True)) if pk else ""}
    form = SiteForm(request.POST or None, instance=site, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                checking.save_site(request.user, form.save(commit=False), form.cleaned_data["urls"].splitlines())
            except ValidationError as problem:
                for name, texts in problem.message_dict.items():
                    form.add_error(name if name in form.fields else None, texts)
            else:
                messages.success(request, _("Gespeichert."))
                return redirect("accessibility_checks:site", site.pk)
    title = site.name if pk else _("Angebot hinzufügen")
    context = _frame(request, title, _list_step()) | {"form": form, "site": site}
    return render(request, "accessibility/staff/site_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def site(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a site: progress and faults. POST starts a check or removes the site."""
    found = _site(request, pk)
    if request.method == "POST":
        if request.POST.get("do") == "remove":
            checking.remove_site(request.user, found)
            messages.success(request, _("Das Angebot und seine Befunde sind gelöscht."))
            return redirect("accessibility_checks:sites")
        try:
            checking.start_run(request.user, found)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        else:
            messages.success(request, _("Die Prüfung ist angestoßen. Sie dauert etwa zehn Sekunden je Seite."))
        return redirect("accessibility_checks:site", pk)
    state = request.GET.get("stand", "")
    state = state if state in Fault.State.values else ""
    details = check_queries.site_page(found, state)
    runs = [run for run in reversed(details.runs) if run.state == run.State.DONE]
    context = _frame(request, found.name, _list_step()) | {
        "site": found,
        "details": details,
        "chosen": state,
        "states": Fault.State.choices,
        "chart": line_chart([(f"{run.created:%d.%m.%Y}", run.open_faults) for run in runs]),
    }
    return render(request, "accessibility/staff/site.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def fault(request: HttpRequest, pk: int, key: int) -> HttpResponse:
    """Show a fault with the pages it is on; POST says what becomes of it."""
    found = _site(request, pk)
    one = get_object_or_404(found.faults.select_related("owner"), pk=key)
    initial = {"state": one.state, "owner": one.owner, "due": one.due, "reason": one.reason}
    form = FaultForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        rules.may_check.require(request.user, one)
        status = 422
        if form.is_valid():
            try:
                checking.change_fault(request.user, one, **form.cleaned_data)
            except ValidationError as problem:
                for name, texts in problem.message_dict.items():
                    form.add_error(name, texts)
            else:
                messages.success(request, _("Gespeichert."))
                return redirect("accessibility_checks:site", pk)
    way = (_list_step(), (found.name, reverse("accessibility_checks:site", args=[pk])))
    context = _frame(request, one.title[:80], *way) | {
        "site": found,
        "fault": one,
        "form": form,
        "places": one.places.select_related("page").order_by("page_id"),
    }
    return render(request, "accessibility/staff/fault.html", context, status=status)


@require_safe
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """Return all faults of a site as CSV: UTF-8 with byte order mark, semicolons."""
    found = _site(request, pk)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="barrieren-{found.pk}.csv"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow(
        [_("Regel"), _("Fehler"), _("Schwere"), _("Stand"), _("Zuständig"), _("Frist"), _("Seiten"), _("Stelle"),
         _("Begründung"), _("zuerst gesehen"), _("zuletzt gesehen")]
    )  # fmt: skip
    for row in check_queries.all_faults(found):
        writer.writerow(
            [safe(str(cell)) for cell in (
                row.rule, row.title, row.get_impact_display(), row.get_state_display(), row.owner or "", row.due or "",
                ", ".join(place.page.path for place in row.places.all()), row.sample, row.reason,
                f"{row.first_seen:%Y-%m-%d}", f"{row.last_seen:%Y-%m-%d}",
            )]
        )  # fmt: skip
    return response


urlpatterns = [
    path("", sites, name="sites"),
    path("neu/", edit, name="add"),
    path("<int:pk>/", site, name="site"),
    path("<int:pk>/bearbeiten/", edit, name="edit"),
    path("<int:pk>/fehler/<int:key>/", fault, name="fault"),
    path("<int:pk>/tabelle.csv", table, name="table"),
]
