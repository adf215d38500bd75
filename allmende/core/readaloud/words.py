# SPDX-License-Identifier: EUPL-1.2
"""Words that are said for what has no text: controls, pictures."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "picture": _("Bild: {}."),
    "input": _("Eingabefeld."),
    "file": _("Feld für Dateien."),
    "checked": _("Kästchen, angekreuzt:"),
    "unchecked": _("Kästchen, nicht angekreuzt:"),
    "chosen": _("Auswahl, gewählt:"),
    "choice": _("Auswahl:"),
    "select": _("Auswahlliste: {}."),
    "more": _("und {} weitere"),
    "selected": _("Gewählt ist: {}."),
    "button": _("Schaltfläche: {}."),
}
"""Each has at most one place, `{}`. The same words serve the browser (as JSON) and the server."""


def words() -> dict[str, str]:
    """Return the words in the language of the interface."""
    return {name: str(word) for name, word in WORDS.items()}
