# SPDX-License-Identifier: EUPL-1.2
"""The success criteria of WCAG 2.2, levels A and AA, which EN 301 549 takes over in its chapters 9, 10 and 11.

Source: W3C Recommendation "Web Content Accessibility Guidelines (WCAG) 2.2", 12 December 2024; German names follow the
authorised translation. 4.1.1 is gone in 2.2. A self-assessment answers each of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Criterion:
    """One success criterion. `key` is its number in WCAG ("1.4.3"); EN 301 549 puts "9." before it."""

    key: str
    level: str
    name: StrPromise


CRITERIA = tuple(
    Criterion(*row)
    for row in (
        ("1.1.1", "A", _("Bilder und anderes ohne Text haben eine Beschreibung")),
        ("1.2.1", "A", _("Reiner Ton und reines Video haben eine Alternative")),
        ("1.2.2", "A", _("Aufgezeichnete Videos haben Untertitel")),
        ("1.2.3", "A", _("Videos haben Audiodeskription oder eine Textfassung")),
        ("1.2.4", "AA", _("Live-Videos haben Untertitel")),
        ("1.2.5", "AA", _("Aufgezeichnete Videos haben Audiodeskription")),
        ("1.3.1", "A", _("Aufbau und Zusammenhänge sind im Code erkennbar")),
        ("1.3.2", "A", _("Die Reihenfolge ergibt Sinn")),
        ("1.3.3", "A", _("Hinweise hängen nicht nur an Form, Ort oder Klang")),
        ("1.3.4", "AA", _("Hoch- und Querformat sind möglich")),
        ("1.3.5", "AA", _("Der Zweck von Eingabefeldern ist erkennbar")),
        ("1.4.1", "A", _("Farbe ist nicht der einzige Hinweis")),
        ("1.4.2", "A", _("Ton lässt sich abschalten")),
        ("1.4.3", "AA", _("Text hat genug Kontrast")),
        ("1.4.4", "AA", _("Text lässt sich auf 200 % vergrößern")),
        ("1.4.5", "AA", _("Text steht nicht in Bildern")),
        ("1.4.10", "AA", _("Inhalte brechen um, ohne seitliches Rollen")),
        ("1.4.11", "AA", _("Bedienelemente und Grafiken haben genug Kontrast")),
        ("1.4.12", "AA", _("Größere Textabstände schaden nicht")),
        ("1.4.13", "AA", _("Eingeblendetes lässt sich schließen und erreichen")),
        ("2.1.1", "A", _("Alles geht mit der Tastatur")),
        ("2.1.2", "A", _("Die Tastatur bleibt nirgends hängen")),
        ("2.1.4", "A", _("Tastenkürzel lassen sich ändern oder abschalten")),
        ("2.2.1", "A", _("Zeitgrenzen lassen sich verlängern")),
        ("2.2.2", "A", _("Bewegtes lässt sich anhalten")),
        ("2.3.1", "A", _("Nichts blitzt öfter als dreimal in der Sekunde")),
        ("2.4.1", "A", _("Wiederholtes lässt sich überspringen")),
        ("2.4.2", "A", _("Jede Seite hat einen Titel")),
        ("2.4.3", "A", _("Die Reihenfolge beim Durchgehen ergibt Sinn")),
        ("2.4.4", "A", _("Linkziele sind erkennbar")),
        ("2.4.5", "AA", _("Es gibt mehrere Wege zu jeder Seite")),
        ("2.4.6", "AA", _("Überschriften und Beschriftungen sagen, worum es geht")),
        ("2.4.7", "AA", _("Man sieht, wo man gerade ist")),
        ("2.4.11", "AA", _("Das gewählte Element wird nicht verdeckt")),
        ("2.5.1", "A", _("Gesten haben einfache Alternativen")),
        ("2.5.2", "A", _("Ein Druck lässt sich zurücknehmen")),
        ("2.5.3", "A", _("Sichtbare Beschriftung steht auch im Namen")),
        ("2.5.4", "A", _("Nichts verlangt, das Gerät zu bewegen")),
        ("2.5.7", "AA", _("Ziehen hat eine Alternative")),
        ("2.5.8", "AA", _("Ziele sind groß genug")),
        ("3.1.1", "A", _("Die Sprache der Seite ist angegeben")),
        ("3.1.2", "AA", _("Die Sprache fremder Textteile ist angegeben")),
        ("3.2.1", "A", _("Auswählen löst nichts Unerwartetes aus")),
        ("3.2.2", "A", _("Eingeben löst nichts Unerwartetes aus")),
        ("3.2.3", "AA", _("Die Navigation ist überall gleich")),
        ("3.2.4", "AA", _("Gleiches heißt überall gleich")),
        ("3.2.6", "A", _("Hilfe steht immer an derselben Stelle")),
        ("3.3.1", "A", _("Fehler werden erkannt und benannt")),
        ("3.3.2", "A", _("Felder haben Beschriftungen und Hinweise")),
        ("3.3.3", "AA", _("Fehler kommen mit einem Vorschlag")),
        ("3.3.4", "AA", _("Wichtige Eingaben lassen sich prüfen und ändern")),
        ("3.3.7", "A", _("Nichts muss doppelt eingegeben werden")),
        ("3.3.8", "AA", _("Anmelden geht ohne Rätsel und Merken")),
        ("4.1.2", "A", _("Bedienelemente haben Name, Rolle und Wert")),
        ("4.1.3", "AA", _("Meldungen werden auch vorgelesen")),
    )
)

BY_KEY = {criterion.key: criterion for criterion in CRITERIA}
