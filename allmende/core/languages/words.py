# SPDX-License-Identifier: EUPL-1.2
"""Words that are always shown in their own language, whatever the language of the page. So they are in no catalogue."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Offer:
    """The notice that offers a language: what there is, yes, no."""

    text: str
    yes: str
    no: str


OFFERS = {
    "de": Offer("Diese Seiten gibt es auch auf Deutsch.", "Auf Deutsch lesen", "Nein, danke"),
    "en": Offer("These pages are also available in English.", "Read in English", "No, thank you"),
    "de-simple": Offer("Diese Seiten gibt es auch in Einfacher Sprache.", "In Einfacher Sprache lesen", "Nein, danke"),
    "uk": Offer("Ці сторінки є також українською мовою.", "Читати українською", "Ні, дякую"),
    "ar": Offer("هذه الصفحات متوفّرة أيضًا باللغة العربية.", "القراءة بالعربية", "لا، شكرًا"),
    "tr": Offer("Bu sayfalar Türkçe olarak da mevcut.", "Türkçe oku", "Hayır, teşekkürler"),
}
