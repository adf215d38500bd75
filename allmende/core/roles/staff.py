# SPDX-License-Identifier: EUPL-1.2
"""The part of the staff area called "Personen und Rollen": who holds what, granting, ending, history, units."""

from __future__ import annotations

import datetime
from typing import Any

import django_filters
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from allmende.core.audit.actions import looked_at
from allmende.core.people.models import Person
from allmende.core.roles import actions, queries, rules
from allmende.core.roles.declared import ROLES
from allmende.core.roles.forms import EndForm, GrantForm, UnitForm, end_of
from allmende.core.roles.models import Grant, Unit


class GrantFilterSet(WagtailFilterSet):
    """What holds today, unless something else is asked for."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Gültigkeit"),
        empty_label=gettext_lazy("gilt heute"),
        choices=[
            ("later", gettext_lazy("beginnt später")),
            ("over", gettext_lazy("ist beendet")),
            ("all", gettext_lazy("alle, auch beendete")),
        ],
        method="by_state",
    )

    class Meta:
        model = Grant
        fields = ("state", "role", "municipality", "unit")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = queries.places_of(self.request.user)
        municipalities = {municipality.pk for _key, _label, municipality, _unit in places}
        units = {unit.pk for *_rest, unit in places if unit is not None}
        self.filters["municipality"].queryset = queries.served().filter(pk__in=municipalities)
        self.filters["unit"].queryset = Unit.objects.filter(pk__in=units)

    def by_state(self, rows: Any, name: str, value: str) -> Any:
        """Leave the rest to `filter_queryset`: an empty choice means something too."""
        return rows

    def filter_queryset(self, queryset: Any) -> Any:
        rows, now = super().filter_queryset(queryset), timezone.now()
        over = Q(end__lte=now) | Q(revoked_from__lte=now)
        state = self.form.cleaned_data.get("state")
        if state == "later":
            return rows.filter(~over, start__gt=now)
        if state == "over":
            return rows.filter(over)
        return rows if state == "all" else rows.active(now)


def day_of(moment: Any) -> str:
    """Return the day of an instant here, as it stands in lists."""
    return date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT") if moment else ""


def last_day_of(grant: Grant) -> str:
    """Return the last day on which a grant holds; with the time where it ends in the middle of a day."""
    if grant.until is None:
        return ""
    moment = timezone.localtime(grant.until)
    if moment.time() != datetime.time.min:
        return date_format(moment, "SHORT_DATETIME_FORMAT")
    return date_format(moment.date() - datetime.timedelta(days=1), "SHORT_DATE_FORMAT")


class WhereColumn(Column):
    """Municipality and unit."""

    def get_value(self, instance: Grant) -> str:
        return where(instance)


def where(grant: Grant) -> str:
    """Return where a grant holds, in words."""
    if grant.unit is not None:
        return f"{grant.municipality}: {grant.unit}"
    return _("%s mit allen Gemeinden") % grant.municipality if grant.with_towns else str(grant.municipality)


class GrantIndexView(IndexView):
    """Who holds what; each line leads to the person."""

    page_title = gettext_lazy("Personen und Rollen")
    add_item_label = gettext_lazy("Rolle vergeben")

    def get_base_queryset(self) -> Any:
        return queries.grants_for(self.request.user)

    def get_edit_url(self, instance: Grant) -> str:
        return reverse("roles_staff:person", args=[instance.person_id])

    def get_add_url(self) -> str:
        return reverse("roles_staff:grant")

    def get_delete_url(self, instance: Grant) -> None:
        return None

    @property
    def header_more_buttons(self) -> list[Any]:
        from wagtail.admin.widgets.button import Button

        return [
            Button(_("Organisationseinheiten"), url=reverse("roles_staff:units"), icon_name="group", priority=10),
            Button(_("Konten"), url=reverse("wagtailusers_users:index"), icon_name="user", priority=20),
            *super().header_more_buttons,
        ]


class GrantViewSet(ModelViewSet):
    """The list of grants. They are granted and ended, never edited or deleted."""

    model = Grant
    name = "grants_staff"
    url_prefix = "rollen"
    icon = "group"
    menu_label = gettext_lazy("Personen und Rollen")
    menu_order = 270
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = GrantIndexView
    filterset_class = GrantFilterSet
    list_display = [
        "person",
        Column("role", label=gettext_lazy("Rolle"), accessor="get_role_display", sort_key="role"),
        WhereColumn("where", label=gettext_lazy("Wo")),
        Column("start", label=gettext_lazy("gilt ab"), accessor=lambda grant: day_of(grant.start), sort_key="start"),
        Column("end", label=gettext_lazy("letzter Tag"), accessor=last_day_of, sort_key="end"),
        Column("granted_by", label=gettext_lazy("vergeben von"), accessor=lambda grant: grant.granted_by or ""),
    ]
    list_export = [
        "person", "person.email", "get_role_display", "municipality", "unit", "with_towns", "start", "end", "reason",
        "granted_by", "granted_at", "revoked_from", "revoked_by", "revoke_reason",
    ]  # fmt: skip
    export_filename = "rollen"
    list_per_page = 50
    search_fields = ["person__first_name", "person__last_name", "person__email"]
    search_backend_name = None
    ordering = ["person__last_name", "person__first_name", "-start", "-pk"]
    form_fields = ["role"]

    def get_urlpatterns(self) -> list[Any]:
        """Return the routes of the list alone."""
        return [route for route in super().get_urlpatterns() if route.name in ("index", "index_results")]


def _page(request: HttpRequest, template: str, title: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("grants_staff:index"), "label": _("Personen und Rollen")},
        {"url": "", "label": title},
    ]
    frame = {"header_title": title, "breadcrumbs_items": crumbs, "header_icon": "group"}
    return render(request, f"roles/staff/{template}.html", frame | context, status=status)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show which roles a person holds, will hold and held, as far as one may see it."""
    found = get_object_or_404(Person, pk=pk)
    history = queries.history_of(found, request.user)
    may_end = {grant.pk for grant in (*history["now"], *history["later"]) if rules.may_end(request.user, grant)}
    looked_at(request.user, found, "roles.Grant")  # type: ignore[arg-type]
    sections = [
        (_("Gilt jetzt"), [(grant, where(grant), grant.pk in may_end) for grant in history["now"]]),
        (_("Beginnt später"), [(grant, where(grant), grant.pk in may_end) for grant in history["later"]]),
        (_("Beendet"), [(grant, where(grant), False) for grant in history["over"]]),
    ]
    return _page(request, "person", str(found), {"person": found, "sections": sections, "last_day_of": last_day_of})


@require_http_methods(["GET", "HEAD", "POST"])
def grant(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Give a role: to a person that was chosen, or to whoever has an e-mail address."""
    found = get_object_or_404(Person, pk=pk) if pk else None
    form = GrantForm(_sent(request), actor=request.user, person=found)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.grant_role(request.user, **form.wanted())
        except ValidationError as problem:
            form.add_problem(problem)
        else:
            said = _("%(person)s hat jetzt die Rolle „%(role)s“.")
            if made.start > timezone.now():
                said = _("%(person)s bekommt die Rolle „%(role)s“ zum gewünschten Tag.")
            messages.success(request, said % {"person": made.person, "role": made.get_role_display()})
            return redirect("roles_staff:person", made.person_id)
    context = {"form": form, "person": found, "roles": ROLES.values()}
    return _page(request, "grant", _("Rolle vergeben"), context, 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the last day and the reason, and end a role."""
    found = get_object_or_404(queries.grants_for(request.user), pk=pk)
    rules.may_end.require(request.user, found)
    form = EndForm(_sent(request), grant=found)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.end_grant(request.user, found, at=end_of(data["last_day"]), reason=data["reason"])
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("Gespeichert: Die Rolle „%s“ endet.") % found.get_role_display())
            if rules.may_see_grants(request.user):
                return redirect("roles_staff:person", found.person_id)
            return redirect("wagtailadmin_home")  # somebody has just stepped down
    context = {"form": form, "grant": found, "where": where(found), "last_day": last_day_of(found)}
    return _page(request, "end", _("Rolle beenden"), context, 422 if form.errors else 200)


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Show the tree of units."""
    return _page(request, "units", _("Organisationseinheiten"), {"groups": queries.units_for(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
def unit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Add or change a unit, or delete one that nobody needs."""
    found = get_object_or_404(Unit, pk=pk) if pk else Unit()
    if pk:
        rules.may_manage_units.require(request.user, found)
    if request.method == "POST" and request.POST.get("do") == "remove" and pk:
        try:
            actions.remove_unit(request.user, found)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
            return redirect("roles_staff:unit", pk)
        messages.success(request, _("„%s“ ist gelöscht.") % found.name)
        return redirect("roles_staff:units")
    form = UnitForm(_sent(request), instance=found, actor=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.save_unit(request.user, form.save(commit=False))
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        else:
            messages.success(request, _("„%s“ ist gespeichert.") % saved.name)
            return redirect("roles_staff:units")
    title = _("Einheit ändern") if pk else _("Einheit anlegen")
    return _page(request, "unit", title, {"form": form, "unit": found}, 422 if form.errors else 200)


app_name = "roles_staff"
urlpatterns = [
    path("neu/", grant, name="grant"),
    path("person/<int:pk>/", person, name="person"),
    path("person/<int:pk>/neu/", grant, name="grant_to"),
    path("<int:pk>/beenden/", end, name="end"),
    path("einheiten/", units, name="units"),
    path("einheiten/neu/", unit, name="add_unit"),
    path("einheiten/<int:pk>/", unit, name="unit"),
]
