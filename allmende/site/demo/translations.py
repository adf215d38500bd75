# SPDX-License-Identifier: EUPL-1.2
"""A part of the demo county's pages in Ukrainian, Arabic and Turkish, one of them outdated for the register.

The rest is missing on purpose: there German pages stand in, and the register has something to show.
"""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from allmende.commons.pages import actions, content
from allmende.commons.pages.models import GuidePage
from allmende.site.demo.texts import more_languages as texts
from allmende.site.demo.texts.more_languages import LANGUAGES, TR

NEWS_SLUG, GUIDE_SLUG, SERVICE_SLUG = "mitfahrbaenke", "umziehen", "buergerservice"


def fill(root: Page, names: dict[str, str]) -> int:
    """Add the translations below the German front page where they are missing; return how many pages were added.

    names: what stands for the placeholders in the texts.
    """
    from allmende.site.demo.pages import markup

    if root.get_translations().filter(locale__language_code=LANGUAGES[0]).exists():
        return 0
    pages = {page.slug: page for page in root.get_descendants().live()}
    if not {NEWS_SLUG, GUIDE_SLUG, SERVICE_SLUG, "aktuelles"} <= set(pages):
        return 0

    def words(text: str) -> str:
        return text.format_map(names)

    def body(text: str) -> list[content.Block]:
        return [content.text(markup(words(text)))]

    added = 0
    for language in LANGUAGES:
        home, service, guide, news = (t[language] for t in (texts.HOME, texts.SERVICE, texts.GUIDE, texts.NEWS))
        own_home = actions.add_translation(
            root, language, title=texts.TITLE[language], greeting=home.title, summary=words(home.summary), body=body(home.text),
            tiles=[],
        )  # fmt: skip
        tip = [content.callout("tip", markup(service.tip[1]), service.tip[0])] if service.tip else []
        own_service = actions.add_translation(
            pages[SERVICE_SLUG], language, slug=SERVICE_SLUG, title=service.title, summary=service.summary,
            body=[*body(service.text), *tip],
        )  # fmt: skip
        actions.add_translation(
            pages[GUIDE_SLUG], language, slug=GUIDE_SLUG, title=guide.title, summary=guide.summary,
            needs="\n".join(guide.needs), costs=guide.costs, duration=guide.duration, deadline=guide.deadline, contact=None,
            steps=[content.step(title, markup(text), time) for title, text, time in guide.steps],
            body=body(guide.after),
        )  # fmt: skip
        title, summary = texts.NEWS_INDEX[language]
        actions.add_translation(pages["aktuelles"], language, slug="aktuelles", title=title, summary=summary)
        actions.add_translation(
            pages[NEWS_SLUG], language, slug=NEWS_SLUG, title=news.title, summary=news.summary, body=body(news.text)
        )
        actions.change_page(own_home, tiles=_tiles(language, {SERVICE_SLUG: own_service}))
        actions.remember_source(own_home)
        added += 5
    _outdate(pages[GUIDE_SLUG])
    return added


def _tiles(language: str, own: dict[str, Any]) -> list[content.Block]:
    return [
        content.tile(own.get(target, target), *labels[language], icon=texts.ICONS[target])
        for target, labels in texts.TILES.items()
    ]


def _outdate(guide: Page) -> None:
    """Change the German guide; all translations but the Turkish one have followed."""
    page = GuidePage.objects.get(pk=guide.pk)
    changed = actions.change_page(page, duration=f"{page.duration}, mit Termin ohne Warten")
    for translation in changed.get_translations():
        if translation.locale.language_code != TR:
            actions.remember_source(translation)
