# SPDX-License-Identifier: EUPL-1.2
"""Reported barriers become cases with a deadline."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from allmende.commons.cases.actions import open_case
from allmende.commons.cases.links import Links
from allmende.commons.cases.models import Case
from allmende.core.accessibility.desk import BarrierReport, Receipt

KIND = "barrier"
PAGE = "Seite: "
"""How the first line of a case begins that names the page. Stored text, hence in the language of the house."""


def open_barrier_case(report: BarrierReport) -> Receipt:
    """Open a case for a reported barrier, once per key; return its number and the page that shows how it goes."""
    with override(settings.LANGUAGE_CODE):
        subject = _("Barriere: %s") % report.page if report.page else _("Barriere gemeldet")
    text = f"{PAGE}{report.page}\n\n{report.text}" if report.page else report.text
    case, _new = open_case(
        municipality=report.municipality,
        kind=KIND,
        subject=subject[:160],
        text=text[:4000],
        submission_key=report.key,
        contact_email=report.email,
        person=report.person,
        language=report.language,
        due=report.due,
    )
    return Receipt(case.reference, reverse("cases:status", args=[case.reference]))


def links_of_barrier(case: Case) -> Links:
    """Return the page that the report names, where it is one of ours."""
    first = case.text.partition("\n")[0]
    page = first.removeprefix(PAGE).strip()
    return [(_("Gemeldete Seite"), page)] if first.startswith(PAGE) and page.startswith("/") else []
