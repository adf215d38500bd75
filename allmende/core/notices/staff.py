# SPDX-License-Identifier: EUPL-1.2
"""The staff screen "Briefe": open letters, batches, and what could not be delivered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allmende.core.audit.actions import looked_at
from allmende.core.letters.pdf import LetterPressMissing
from allmende.core.notices import batches, queries
from allmende.core.notices.letters import delivery_pdf
from allmende.core.notices.models import Delivery, LetterBatch

PER_PAGE = 200
"""Open letters on one screen, and so in one batch: what one tray of paper holds."""


def _crumbs(*steps: tuple[str, str]) -> list[dict[str, str]]:
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("letters_staff:index") if steps else "", "label": _("Briefe")},
        *({"url": url, "label": label} for url, label in steps),
    ]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Show open letters, batches and undeliverable notices; form a batch."""
    if request.method == "POST":
        chosen = [int(value) for value in request.POST.getlist("letter") if value.isdecimal()]
        try:
            batch = batches.form_batch(request.user, request.municipality, chosen)  # type: ignore[attr-defined]
        except ValidationError as error:
            messages.error(
                request, " ".join(error.messages) if chosen else _("Bitte wählen Sie mindestens einen Brief.")
            )
            return redirect("letters_staff:index")
        messages.success(request, _("Der Stapel ist gebildet. Drucken Sie ihn jetzt aus."))
        return redirect("letters_staff:batch", batch.pk)
    letters = Paginator(queries.open_letters(request.user), PER_PAGE).get_page(request.GET.get("seite"))
    if letters.object_list:
        looked_at(request.user, None, "notices.delivery", _("Offene Briefe"))  # type: ignore[arg-type]
    context = {
        "letters": letters,
        "batches": Paginator(queries.batches_for(request.user), 20).get_page(request.GET.get("stapel")),
        "undeliverable": queries.undeliverable(request.user)[:PER_PAGE],
        "breadcrumbs_items": _crumbs(),
        "header_title": _("Briefe"),
        "header_icon": "mail",
    }
    return render(request, "notices/staff/index.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a batch, and take a step with it."""
    found = get_object_or_404(queries.batches_for(request.user), pk=pk)
    if request.method == "POST":
        return _step(request, found, request.POST.get("do", ""))
    letters = queries.letters_of(found)
    for letter in letters:
        looked_at(request.user, letter.notice.person, letter, _("Briefstapel"))  # type: ignore[arg-type]
    context = {
        "batch": found,
        "letters": letters,
        "breadcrumbs_items": _crumbs(("", str(found))),
        "header_title": str(found),
        "header_icon": "mail",
    }
    return render(request, "notices/staff/batch.html", context)


def _step(request: HttpRequest, found: LetterBatch, what: str) -> HttpResponse:
    staff: Any = request.user
    try:
        if what == "printed":
            batches.mark_printed(staff, found)
            messages.success(request, _("Vermerkt: gedruckt."))
        elif what == "posted":
            batches.mark_posted(staff, found)
            messages.success(request, _("Vermerkt: zur Post gegeben."))
        elif what == "undo":
            if batches.take_back(staff, found) is None:
                messages.success(request, _("Der Stapel ist aufgelöst. Die Briefe sind wieder offen."))
                return redirect("letters_staff:index")
            messages.success(request, _("Der letzte Schritt ist zurückgenommen."))
        elif what == "remove" and request.POST.get("letter", "").isdecimal():
            letter = get_object_or_404(found.letters.select_related("notice"), pk=int(request.POST["letter"]))
            batches.remove_letter(staff, letter)
            messages.success(request, _("Der Brief ist wieder offen."))
        else:
            return HttpResponseBadRequest()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("letters_staff:batch", found.pk)


@never_cache
@require_safe
def batch_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the PDF of a batch; `?beidseitig` begins every letter on a new sheet."""
    found = get_object_or_404(queries.batches_for(request.user), pk=pk)
    back = reverse("letters_staff:batch", args=[pk])
    return _pdf(
        request,
        queries.letters_of(found),
        f"briefe-{pk}.pdf",
        back,
        duplex="beidseitig" in request.GET,
        moment=found.created,
    )


@never_cache
@require_safe
def letter_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the PDF of one letter."""
    letter = get_object_or_404(queries.letters_for(request.user), pk=pk)
    looked_at(request.user, letter.notice.person, letter, _("Brief gedruckt"))  # type: ignore[arg-type]
    return _pdf(request, [letter], f"brief-{pk}.pdf", reverse("letters_staff:index"), moment=letter.done)


def _pdf(
    request: HttpRequest, letters: list[Delivery], name: str, back: str, *, duplex: bool = False, moment: Any = None
) -> HttpResponse:
    printable = [letter for letter in letters if letter.notice.address_lines]
    if not printable:
        messages.error(request, _("Es gibt keinen Brief mit vollständiger Anschrift."))
        return redirect(back)
    try:
        content = delivery_pdf(printable, duplex=duplex, moment=moment)
    except LetterPressMissing as error:
        messages.error(request, str(error))
        return redirect(back)
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


@require_POST
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Do something with one delivery: hand a letter over, settle an undeliverable notice, or write a letter instead."""
    notices = queries.letters_for(request.user) | queries.undeliverable(request.user).order_by()
    found = get_object_or_404(notices.distinct(), pk=pk)
    what, target = request.POST.get("do", ""), request.POST.get("back", "")
    try:
        if what == "hand_over":
            batches.hand_over(request.user, found)
            messages.success(request, _("Vermerkt: Der Brief ist übergeben."))
        elif what == "settle":
            batches.settle(request.user, found)
            messages.success(request, _("Vermerkt: geklärt."))
        elif what == "write":
            values = {key: request.POST.get(key, "") for key in ("name", "street", "postcode", "city")}
            batches.write_instead(request.user, found, **values)
            messages.success(request, _("Die Nachricht liegt jetzt als Brief bei den offenen Briefen."))
        else:
            return HttpResponseBadRequest()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    # Only to pages of the staff area: the value comes from the form.
    inside = target.startswith(reverse("wagtailadmin_home")) and "\\" not in target
    return redirect(target if inside else reverse("letters_staff:index"))


app_name = "letters_staff"
urlpatterns = [
    path("", index, name="index"),
    path("stapel/<int:pk>/", batch, name="batch"),
    path("stapel/<int:pk>/briefe.pdf", batch_pdf, name="batch_pdf"),
    path("<int:pk>/brief.pdf", letter_pdf, name="letter_pdf"),
    path("<int:pk>/", one, name="one"),
]
