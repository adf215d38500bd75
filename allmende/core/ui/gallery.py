# SPDX-License-Identifier: EUPL-1.2
"""The gallery at /gestaltung/: every component of the kit in its states, with the code to copy.

A sample is a template in `templates/ui/gallery/samples`; the page renders it and shows its source, so that both agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import gettext_lazy as _

from allmende.core.ui.dates import DateBoxesField
from allmende.core.ui.icons import ICONS

SECTIONS: tuple[tuple[str, Any, Any], ...] = (
    ("text", _("Text"), _("Lauftext steht in „ui-prose“. Eine Seite hat genau eine Überschrift erster Ordnung.")),
    ("knoepfe", _("Knöpfe"), _("Ein Hauptknopf je Seite. Was gesperrt ist, sagt daneben, warum.")),
    (
        "hinweise",
        _("Hinweise"),
        _("Sagen, was geschehen ist und was jetzt zu tun ist. Die Art steht nicht nur in der Farbe."),
    ),
    ("marken", _("Marken und Schlagworte"), _("Marken nennen einen Zustand, Schlagworte führen zu einer Auswahl.")),
    (
        "karten",
        _("Karten"),
        _("Eine Karte führt zu genau einer Seite; ihr Titel ist der Verweis, die ganze Fläche ist klickbar."),
    ),
    ("zeilen", _("Trefferliste"), _("Für Suchergebnisse: das Wichtigste in zwei Zeilen.")),
    ("angaben", _("Angaben"), _("Begriff und Wert, zum Nachlesen oder zum Prüfen vor dem Absenden.")),
    ("zahlen", _("Zahlen"), _("Wenige große Zahlen mit ihrer Bedeutung.")),
    ("tabellen", _("Tabellen"), _("Mit Überschrift und Kopfzellen. Auf dem Telefon wird jede Zeile zu einem Block.")),
    ("suche", _("Suchfeld"), _("Ein Feld, ein Knopf, ein Beispiel.")),
    ("filter", _("Filter"), _("Auf dem Telefon aufklappbar, auf breiten Seiten neben der Liste.")),
    ("reiter", _("Reiter"), _("Verweise auf Abschnitte derselben Seite; mit JavaScript werden sie zu Reitern.")),
    ("aufklappen", _("Aufklappen"), _("Für Fragen, die nicht alle haben.")),
    ("blaettern", _("Blättern"), _("Die übrigen Teile der Adresse bleiben erhalten.")),
    ("schritte", _("Schritte"), _("Zeigt, wo man in einem langen Formular steht.")),
    ("fortschritt", _("Fortschritt"), _("Mit Worten, nicht nur als Balken.")),
    ("leer", _("Leerer Zustand"), _("Sagt, warum hier nichts steht und was man tun kann.")),
    ("dateien", _("Hochgeladene Dateien"), _("Name, Größe, Fehler und ein Knopf zum Entfernen.")),
    (
        "formulare",
        _("Formulare"),
        _("„{{ form }}“ genügt: Beschriftung, Hinweis, Fehler und Übersicht kommen von selbst."),
    ),
    ("aktionen", _("Drucken und teilen"), _("Erscheinen nur, wenn JavaScript läuft.")),
    (
        "fehlerseiten",
        _("Fehlerseiten"),
        _("Sagen, was geschehen ist und wie es weitergeht. Sie brauchen keine Datenbank."),
    ),
    ("symbole", _("Symbole"), _("Schmücken den Text. Allein stehend brauchen sie einen Namen.")),
    ("rechts-nach-links", _("Von rechts nach links"), _("Alle Bausteine folgen der Schreibrichtung.")),
)


@dataclass(frozen=True)
class Section:
    """One component: its anchor, name, advice, template and source."""

    slug: str
    title: Any
    advice: Any
    template: str
    source: str


class SampleForm(forms.Form):
    """A form with one field of each kind."""

    about_visitor = True
    KINDS = (("schaden", _("Schaden an Weg oder Gerät")), ("muell", _("Müll")), ("sonstiges", _("etwas anderes")))

    name = forms.CharField(label=_("Ihr Name"), required=False, max_length=80)
    email = forms.EmailField(label=_("E-Mail-Adresse"), help_text=_("Dorthin schicken wir die Antwort."))
    kind = forms.ChoiceField(label=_("Worum geht es?"), choices=KINDS, widget=forms.RadioSelect)
    place = forms.ChoiceField(
        label=_("Ortsteil"), choices=[("", _("bitte wählen")), ("a", "Altstadt"), ("b", "Bad Liebenwerda-Zobersdorf")]
    )
    wishes = forms.MultipleChoiceField(
        label=_("Was hilft Ihnen?"),
        choices=(("anruf", _("ein Anruf")), ("brief", _("ein Brief"))),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Sie können mehreres ankreuzen."),
    )
    seen_on = DateBoxesField(
        label=_("Wann ist es Ihnen aufgefallen?"), help_text=_("Zum Beispiel 27 3 2026"), required=False
    )
    text = forms.CharField(label=_("Beschreibung"), widget=forms.Textarea, max_length=2000)
    picture = forms.FileField(label=_("Foto"), required=False, help_text=_("JPG oder PNG, höchstens 12 MB"))
    reference = forms.CharField(label=_("Nummer der Meldung"), disabled=True, required=False, initial="2026-0042")
    consent = forms.BooleanField(label=_("Ich habe die Hinweise zum Datenschutz gelesen"))


FILLED = {
    "name": "Erika Musterfrau",
    "email": "erika@example.org",
    "kind": "muell",
    "place": "b",
    "wishes": ["anruf"],
    "seen_on_0": "27",
    "seen_on_1": "3",
    "seen_on_2": "2026",
    "text": "Am Spielplatz liegt seit Tagen Müll.",
    "consent": "on",
}
FAULTY = {"email": "erika(at)example", "seen_on_0": "31", "seen_on_1": "2", "seen_on_2": "2026"}


def sample_form(state: str) -> SampleForm:
    """Return the sample form empty, `gefuellt` or with every kind of error (`fehler`)."""
    data: dict[str, dict[str, Any]] = {"gefuellt": FILLED, "fehler": FAULTY}
    return SampleForm(data.get(state))


def gallery(request: HttpRequest) -> HttpResponse:
    """Show all components; `?theme=dark`, `?dir=rtl` and `?zustand=fehler` show them in another state."""
    response = render(
        request,
        "ui/gallery/index.html",
        {
            "sections": [_section(*section) for section in SECTIONS],
            "sample_form": sample_form(request.GET.get("zustand", "")),
            "sample_page": Paginator(range(120), 10).get_page(4),
            "sample_steps": [_("Ort"), _("Angaben"), _("Prüfen"), _("Fertig")],
            "sample_files": [
                {"name": "Schlagloch-Bahnhofstraße.jpg", "size": 2_400_000, "key": "1"},
                {"name": "Sehr-langer-Name-einer-Bilddatei-vom-Telefon-20260327-141500.jpg", "size": 14_800_000, "key": "2",
                 "error": _("zu groß")},
            ],
            "icon_names": ICONS,
            "error_pages": ERROR_PAGES,
        },
    )  # fmt: skip
    response["X-Robots-Tag"] = "noindex"
    return response


ERROR_PAGES = ("400", "403", "403_csrf", "404", "500")


def error_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show an error page to look at; nothing has gone wrong."""
    if code not in ERROR_PAGES:
        raise Http404
    response = render(request, f"{code}.html")
    response["X-Robots-Tag"] = "noindex"
    return response


def _section(slug: str, title: Any, advice: Any) -> Section:
    template = f"ui/gallery/samples/{slug}.html"
    source = get_template(template).template.source  # type: ignore[attr-defined]
    return Section(slug, title, advice, template, source.removeprefix("{% load ui %}").strip())
