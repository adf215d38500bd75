# SPDX-License-Identifier: EUPL-1.2
"""Pages of the demo county in three languages: home, information, guides, contacts, news."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from allmende.commons.pages import actions, content
from allmende.commons.pages.queries import home_for
from allmende.core.media.models import Picture
from allmende.core.municipality.models import Municipality, Presence
from allmende.engines.townscape import County
from allmende.engines.townscape.model import Facility
from allmende.site.demo import Progress, county, pictures, translations
from allmende.site.demo.texts.guides import CONTACTS, GUIDES
from allmende.site.demo.texts.information import HOME, LEGAL, LIFE, LIVING, SERVICE
from allmende.site.demo.texts.model import DE, EASY, EN, Contact, Guide, GuideWords, Info, News, Words
from allmende.site.demo.texts.news_older import OLDER
from allmende.site.demo.texts.news_recent import RECENT

LANGUAGES = (EN, EASY)
_IN = re.compile(r"\{in:(\d+)\}")
_MONTHS = {
    DE: "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    EN: "January February March April May June July August September October November December".split(),
}

_INDEX = {
    "news": {DE: ("Aktuelles", "Was gerade los ist im Auental."), EN: ("News", "What is going on in the Auental."),
             EASY: ("Neues", "Das ist neu im Auental.")},
    "contacts": {DE: ("Kontakte", "Wer hilft wobei? Alle Stellen mit Telefon, Zeiten und Hinweisen zum Zugang."),
                 EN: ("Contacts", "Who helps with what? All offices with phone, hours and access."),
                 EASY: ("Wer hilft mir?", "Hier finden Sie alle Ämter.")},
}  # fmt: skip
_TILES = (
    ("/orte/", "pin", {DE: ("Orte in der Nähe", "Ärztin, Kita, Bäcker, Bus: mit Zeiten und Zugang"),
                       EN: ("Places nearby", "Doctor, nursery, baker, bus: with hours and access"),
                       EASY: ("Orte finden", "Zum Beispiel Ärzte und Geschäfte")}),
    ("buergerservice", "file", {DE: ("Bürgerservice", "Ausweis, Umzug, Wohngeld: Schritt für Schritt"),
                                EN: ("Citizens' service", "Identity card, moving, housing: step by step"),
                                EASY: ("Hilfe vom Amt", "Ausweis und Umzug")}),
    ("kontakte", "phone", {DE: ("Kontakte", "Menschen, die weiterhelfen"), EN: ("Contacts", "People who help"),
                           EASY: ("Wer hilft mir?", "Telefon und Adresse")}),
    ("/gebiete/", "map", {DE: ("Mein Quartier", "Was gibt es in meinem Ort?"), EN: ("My neighbourhood", "What is there in my village?"),
                               EASY: ("Mein Ort", "Was gibt es bei mir?")}),
    ("/rundgaenge/", "route", {DE: ("Rundgänge", "Durch die Altstadt und am Fluss entlang"),
                                    EN: ("Walks", "Through the old town and along the river"), EASY: ("Spazier-Gänge", "In der Stadt und am Fluss")}),
    ("unterwegs", "clock", {DE: ("Unterwegs", "Bus, Bahn und Mitfahren"), EN: ("Getting around", "Bus, train and sharing rides"),
                               EASY: ("Bus und Bahn", "So kommen Sie ans Ziel")}),
)  # fmt: skip


def fill(made: County, progress: Progress) -> int:
    """Add the pages where the county's page tree is still empty; return how many pages were added."""
    home = county.row()
    presence = Presence.objects.get(municipality=home)
    actions.ensure_site(presence)
    root = home_for(presence)
    if root is None:
        return 0
    builder = _Builder(made, root, progress)
    if root.get_children().exists():
        return translations.fill(root, builder.names)
    added = builder.build() + translations.fill(Page.objects.get(pk=root.pk), builder.names)
    for other in Presence.objects.exclude(pk=presence.pk):
        added += _small_site(other, made)
    return added


class _Builder:
    """Builds one tree; keeps what later pages refer to."""

    def __init__(self, made: County, root: Any, progress: Progress) -> None:
        self.made, self.root, self.progress = made, root, progress
        self.pictures: dict[str, Picture] = pictures.by_name()
        self.today = timezone.localdate()
        self.contacts: dict[tuple[str, str], Any] = {}
        self.pages: dict[tuple[str, str], Any] = {}
        self.count = 0
        villages = [s.name for s in made.settlements if s.role == "village"]
        office = next((f for f in made.facilities if f.name.startswith("Landratsamt")), made.facilities[0])
        self.names = {
            "core": made.settlements[0].name,
            "people": f"{made.inhabitants:,}".replace(",", "."),
            "villages": str(len(villages)),
            "office": f"{office.street} {office.number}, {office.postcode} {office.place}",
            **{f"v{n}": villages[(n - 1) % len(villages)] for n in range(1, 7)},
        }

    def build(self) -> int:
        self._home_versions()
        self._info(SERVICE, self.root)
        self._contacts(self.pages["buergerservice", DE])
        for guide in GUIDES:
            self._guide(guide, self.pages["buergerservice", DE])
        self._info(LIFE, self.root)
        for info in LIVING:
            self._info(info, self.pages["leben-im-auental", DE])
        self._news()
        for info in LEGAL:
            self._info(info, self.root)
        self._finish_home()
        return self.count

    # --- words

    def words(self, text: str, language: str, date: datetime.date | None = None) -> str:
        """The text with names and dates filled in."""
        day = date or self.today
        text = _IN.sub(lambda m: spoken(day + datetime.timedelta(days=int(m[1])), language), text)
        names = self.names
        if language == EN:
            names = names | {"people": f"{self.made.inhabitants:,}"}
        return text.format_map(names)

    def body(self, words: Words, language: str, date: datetime.date | None = None) -> list[content.Block]:
        """Blocks of a page: text, then the hint, then the questions."""
        blocks = [content.text(markup(self.words(words.text, language, date)))] if words.text else []
        if words.tip:
            title, text = (self.words(part, language, date) for part in words.tip)
            blocks.append(content.callout("tip", markup(text), title))
        if words.ask:
            blocks.append(content.details([(q, markup(a)) for q, a in words.ask], _ASK[language]))
        return blocks

    # --- pages

    def _translate(self, source: Page, language: str, slug: str, **fields: Any) -> Any:
        page = actions.add_translation(source, language, slug=slug, **fields)
        self.pages[slug, language] = page
        self.count += 1
        return page

    def _home_versions(self) -> None:
        words = HOME[DE]
        self.root = actions.change_page(
            self.root, greeting=words.title, summary=self.words(words.summary, DE), body=self.body(words, DE),
            hero_picture=self.pictures.get("auental"),
        )  # fmt: skip
        for language in LANGUAGES:
            words = HOME[language]
            self.pages["home", language] = actions.add_translation(
                self.root, language, title=self.root.title, greeting=words.title,
                summary=self.words(words.summary, language), body=self.body(words, language),
            )  # fmt: skip
            self.count += 1

    def _info(self, info: Info, parent: Page) -> None:
        page = actions.add_information_page(
            parent, info.words[DE].title, self._info_body(info, DE), slug=info.slug, in_menu=info.in_menu,
            in_footer=info.in_footer, summary=self.words(info.words[DE].summary, DE),
            picture=self.pictures.get(info.scene), checked_on=self.today - datetime.timedelta(days=30),
        )  # fmt: skip
        self.pages[info.slug, DE] = page
        self.count += 1
        for language in LANGUAGES:
            words = info.words[language]
            self._translate(
                page, language, info.slug, title=words.title, summary=self.words(words.summary, language),
                body=self._info_body(info, language),
            )  # fmt: skip

    def _info_body(self, info: Info, language: str) -> list[content.Block]:
        blocks = self.body(info.words[language], language)
        if info.links:
            entries = [content.link(address, label[language]) for label, address in info.links]
            blocks.append(content.links(_LINKS[language], entries))
        return blocks

    def _contacts(self, parent: Page) -> None:
        titles = _INDEX["contacts"]
        index = actions.add_contact_index(parent, titles[DE][0], summary=titles[DE][1], slug="kontakte")
        self.pages["kontakte", DE] = index
        self.count += 1
        for language in LANGUAGES:
            self._translate(index, language, "kontakte", title=titles[language][0], summary=titles[language][1])
        for contact in CONTACTS:
            title, role, summary = contact.words[DE]
            page = actions.add_contact(
                index, title, slug=contact.slug, role=role, summary=summary, unit=contact.unit, room=contact.room,
                hours=contact.hours, accessibility_note=contact.access, **self._where(contact),
            )  # fmt: skip
            self.contacts[contact.slug, DE] = page
            self.count += 1
            for language in LANGUAGES:
                title, role, summary = contact.words[language]
                self.contacts[contact.slug, language] = self._translate(
                    page, language, contact.slug, title=title, role=role, summary=summary
                )

    def _where(self, contact: Contact) -> dict[str, Any]:
        category, name = contact.place
        fits = [f for f in self.made.facilities if f.category == category and name in f.name]
        place: Facility = (fits or [f for f in self.made.facilities if f.category == "townhall"])[0]
        return {
            "phone": place.phone, "email": f"{contact.mailbox}@auental.example", "street": f"{place.street} {place.number}",
            "postcode": place.postcode, "city": place.place,
        }  # fmt: skip

    def _guide(self, guide: Guide, parent: Page) -> None:
        def fields(words: GuideWords, language: str) -> dict[str, Any]:
            return {
                "summary": words.summary, "costs": words.costs, "duration": words.duration, "deadline": words.deadline,
                "contact": self.contacts.get((guide.contact, language)),
                "steps": [content.step(title, markup(text), time) for title, text, time in words.steps],
                "body": [content.text(markup(words.after))] if words.after else [],
            }  # fmt: skip

        words = guide.words[DE]
        page = actions.add_guide(parent, words.title, slug=guide.slug, needs=words.needs, **fields(words, DE))
        self.pages[guide.slug, DE] = page
        self.count += 1
        for language in LANGUAGES:
            words = guide.words[language]
            self._translate(
                page, language, guide.slug, title=words.title, needs="\n".join(words.needs), **fields(words, language)
            )

    def _news(self) -> None:
        titles = _INDEX["news"]
        index = actions.add_news_index(self.root, titles[DE][0], summary=titles[DE][1], slug="aktuelles")
        self.pages["aktuelles", DE] = index
        self.count += 1
        for language in LANGUAGES:
            self._translate(index, language, "aktuelles", title=titles[language][0], summary=titles[language][1])
        news: tuple[News, ...] = RECENT + OLDER
        for done, item in enumerate(reversed(news)):
            self.progress("Seiten und Nachrichten", done, len(news))
            date = self.today - datetime.timedelta(days=item.days)
            words = item.words[DE]
            page = actions.add_news(
                index, self.words(words.title, DE, date), date, self.body(words, DE, date), slug=item.slug,
                summary=self.words(words.summary, DE, date), picture=self.pictures.get(item.scene),
            )  # fmt: skip
            self.count += 1
            for language in LANGUAGES:
                words = item.words[language]
                self._translate(
                    page, language, item.slug, title=self.words(words.title, language, date),
                    summary=self.words(words.summary, language, date), body=self.body(words, language, date),
                )  # fmt: skip

    def _finish_home(self) -> None:
        """Quick links last: they lead to pages that now exist."""
        for language in (DE, *LANGUAGES):
            tiles = []
            for target, icon, labels in _TILES:
                goal = target if target.startswith("/") else self.pages[target, language]
                tiles.append(content.tile(goal, *labels[language], icon=icon))
            page = self.root if language == DE else self.pages["home", language]
            actions.change_page(page, tiles=tiles)
        for language in LANGUAGES:
            actions.remember_source(self.pages["home", language])


_ASK = {DE: "Häufige Fragen", EN: "Frequent questions", EASY: "Fragen und Antworten"}
_LINKS = {DE: "Auf der Karte", EN: "On the map", EASY: "Auf der Karte"}


def _small_site(presence: Presence, made: County) -> int:
    """The core town's own address: a short front page that leads to its places."""
    if presence.municipality.kind != Municipality.Kind.TOWN or presence.municipality.ars != made.towns[0].ars:
        return 0
    actions.ensure_site(presence)
    home = home_for(presence)
    if home is None or home.body:
        return 0
    text = (
        f"## Schön, dass Sie da sind\n\n{made.settlements[0].name} hat {made.towns[0].area.inhabitants:,} Einwohnerinnen und "
        "Einwohner, einen Markt, auf dem zweimal in der Woche das Leben tobt, und einen Fluss, an dem man das wieder vergisst."
    ).replace(",", ".", 1)
    tiles = [content.tile(target, *labels[DE], icon=icon) for target, icon, labels in _TILES if target.startswith("/")]
    actions.change_page(
        home, greeting=f"Willkommen in {made.settlements[0].name}", summary="Die Stadt an der Aue.",
        hero_picture=pictures.by_name().get("markt"), tiles=tiles, body=[content.text(markup(text))],
    )  # fmt: skip
    return 1


def spoken(date: datetime.date, language: str) -> str:
    """A date as people write it: 5. Dezember, 5 December."""
    if language == EN:
        return f"{date.day} {_MONTHS[EN][date.month - 1]}"
    return f"{date.day}. {_MONTHS[DE][date.month - 1]}"


def markup(text: str) -> str:
    """Plain text as HTML: paragraphs apart by empty lines, ``## `` headings, ``- `` points. All of it is escaped."""
    return "".join(_block(part.strip()) for part in text.split("\n\n") if part.strip())


def _block(part: str) -> str:
    lines: Iterable[str] = part.splitlines()
    if part.startswith("## "):
        return f"<h2>{html.escape(part[3:], quote=False)}</h2>"
    if part.startswith("- "):
        points = "".join(f"<li>{html.escape(line[2:].strip(), quote=False)}</li>" for line in lines)
        return f"<ul>{points}</ul>"
    return f"<p>{html.escape(' '.join(lines), quote=False)}</p>"
