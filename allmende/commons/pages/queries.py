# SPDX-License-Identifier: EUPL-1.2
"""Reads on pages, each with a number of SQL queries that does not grow with the rows."""

from __future__ import annotations

import calendar
import copy
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db.models import CharField, Count, Exists, ExpressionWrapper, F, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncMonth
from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction, Revision, Site

# The page types render themselves with these queries, so both modules know each other; names are looked up when called.
from allmende.commons.pages import models
from allmende.core.freshness.memory import remember
from allmende.core.media.models import Picture
from allmende.core.municipality.models import Presence

P = TypeVar("P", bound=Model)

SOURCE_LANGUAGE = "de"
NEWS_PER_PAGE = 10
CONTACTS_PER_PAGE = 30
TEASER = ("fill-640x400", "fill-320x200")
"""Renditions of pictures in lists; they are fetched with the list."""


def site_for(presence: Presence | None) -> Site | None:
    """Return the page tree of a presence (one query, none where remembered), or None before `ensure_site`."""
    if not presence:
        return None
    site = remember("pages", ("site", presence.pk), lambda: _site_for(presence))
    if site:
        # Copies, because an answer may write on them.
        site = copy.copy(site)
        site.root_page = copy.copy(site.root_page)
    return site


def _site_for(presence: Presence) -> Site | None:
    sites = Site.objects.select_related("root_page__homepage", "root_page__locale")
    site = sites.filter(page_tree__presence=presence).order_by("pk").first()
    if site:
        # The front page itself instead of its part in the page table: what Wagtail would fetch next.
        home = site.root_page.homepage
        home.locale = site.root_page.locale
        site.root_page = home
    return site


def public(pages: QuerySet[P]) -> QuerySet[P]:
    """Filter pages that everybody may see: published, and neither they nor a page above is restricted.

    One condition in SQL; Wagtail's own `public()` asks for the restrictions first, each time.
    """
    outer = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    restricted = PageViewRestriction.objects.alias(outer=outer).filter(outer__startswith=F("page__path"))
    return pages.filter(~Exists(restricted), live=True)


def pages_on_way(home: models.HomePage, slugs: Sequence[str]) -> list[Page]:
    """Return the pages that the parts of an address name, from below the front page down, as far as they exist.

    One query for the whole address, where one per part would be usual.
    """
    addresses, address = [], home.url_path
    for slug in slugs:
        address += f"{slug}/"
        addresses.append(address)
    below = Page.objects.filter(url_path__in=addresses, path__startswith=home.path)
    found = {page.url_path: page for page in below}
    way = []
    for address in addresses:
        if address not in found:
            break
        way.append(found[address])
    return way


def home_for(presence: Presence, language: str = SOURCE_LANGUAGE) -> models.HomePage | None:
    """Return the front page of a presence in a language, or None."""
    site = site_for(presence)
    if site is None:
        return None
    return models.HomePage.objects.filter(
        translation_key=site.root_page.translation_key, locale__language_code=language
    ).first()


Menu = dict[str, list[tuple[str, str]]]


def menu_pages(request: HttpRequest) -> Menu:
    """Return title and address of the pages of the main menu and of the footer, in the language of the request.

    Imprint and privacy must be there in every language: German ones stand in for missing translations. At most
    two queries, none where the answer is remembered.
    """
    site = Site.find_for_request(request)
    if not site:
        return {"main": [], "footer": []}
    return remember("pages", ("menu", site.pk, get_language()), lambda: _menu_pages(site, request))


def _menu_pages(site: Site, request: HttpRequest) -> Menu:
    source = own = site.root_page
    if get_language() != SOURCE_LANGUAGE:
        translated = Page.objects.live().filter(
            translation_key=source.translation_key, locale__language_code=get_language() or ""
        )
        own = translated.first() or source
    inside = Q(path__startswith=own.path) | Q(path__startswith=source.path)
    below = public(Page.objects.filter(inside, depth=own.depth + 1))
    pages = list(below.select_related("informationpage").order_by("path"))
    footer = [page for page in pages if getattr(getattr(page, "informationpage", None), "in_footer", False)]
    there = {page.translation_key for page in footer if page.path.startswith(own.path)}
    menus = {
        "main": [page for page in pages if page.show_in_menus and page.path.startswith(own.path)],
        "footer": [p for p in footer if p.path.startswith(own.path) or p.translation_key not in there],
    }
    linked = {menu: [(page.title, _in_frame(page, own, request)) for page in found] for menu, found in menus.items()}
    return {menu: [(title, url) for title, url in found if url] for menu, found in linked.items()}


def _in_frame(page: Page, own: Page, request: HttpRequest) -> str | None:
    """Return the address of a page; of a German one that stands in, the one in the frame of the visitor's language."""
    url: str | None = page.get_url(request)
    inside = page.path.startswith(own.path)
    return url if inside or not url or not url.startswith("/") else f"/{get_language()}{url}"


# --- Languages ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TranslationState:
    """What is known about a translated page."""

    page: Page
    source: Page | None
    source_revision: Revision | None
    outdated: bool
    review: models.EasyLanguageReview | None
    live_revision_reviewed: bool

    @property
    def is_easy(self) -> bool:
        return bool(self.page.locale.language_code == "de-simple")

    @property
    def label(self) -> str:
        return easy_label(self.live_revision_reviewed)


def easy_label(signed_off: bool) -> str:
    """Return what a page in easy German is called: only what its readers have tested may bear the name Leichte Sprache."""
    return "Leichte Sprache" if signed_off else "Einfache Sprache (Entwurf)"


def _is_outdated(source: Page | None, made_from: int | None) -> bool:
    """Outdated: the source has a published revision, and the translation was made from another one (or from none)."""
    return bool(source and source.live_revision_id and source.live_revision_id != made_from)


def translation_state(page: Page) -> TranslationState:
    """Return source, freshness and sign-off of a translated page. Three queries."""
    source = page.get_translations().filter(locale__language_code=SOURCE_LANGUAGE).first()
    link = (
        models.TranslationSource.objects.with_made_from()
        .select_related("revision", "next_revision")
        .filter(page=page)
        .first()
    )
    reviews = list(page.easy_language_reviews.select_related("revision")[:20])
    signed = [review for review in reviews if review.revision_id == page.live_revision_id]
    revision = link.source_of_live if link else None
    return TranslationState(
        page=page,
        source=source,
        source_revision=revision,
        outdated=_is_outdated(source, revision.pk if revision else None),
        review=reviews[0] if reviews else None,
        live_revision_reviewed=bool(signed and page.live_revision_id),
    )


def language_context(page: Page, request: HttpRequest) -> dict[str, Any]:
    """Return the template variables on languages: `translations`, `page_language` and more.

    `translations` maps language codes to addresses, as the language switch of the UI kit wants it. At most three queries.
    """
    versions = Page.objects.live().filter(translation_key=page.translation_key).select_related("locale")
    live = {version.locale.language_code: version for version in versions}
    own = next((code for code, version in live.items() if version.pk == page.pk), None) or page.locale.language_code
    source = live.get(SOURCE_LANGUAGE)
    context: dict[str, Any] = {
        "translations": {code: version.get_url(request) for code, version in live.items()},
        "page_language": own,
        # The tree has no page in the asked language: the German one is shown, and says so.
        "shown_in_other_language": own != (get_language() or own),
        "crumbs": crumbs(page, request),
        "source_page": source if own != SOURCE_LANGUAGE else None,
        "is_outdated": False,
        "easy_label": "",
    }
    if own != SOURCE_LANGUAGE and source:
        made_from = (
            models.TranslationSource.objects.with_made_from()
            .filter(page=page)
            .values_list("made_from", flat=True)
            .first()
        )
        context["is_outdated"] = _is_outdated(source, made_from)
    if own == "de-simple":
        review = (
            page.easy_language_reviews.filter(revision_id=page.live_revision_id).first()
            if page.live_revision_id
            else None
        )
        context["easy_label"], context["easy_review"] = easy_label(review is not None), review
    return context


def crumbs(page: Page, request: HttpRequest) -> list[tuple[str, str]]:
    """Return title and address of the pages above, without the front page. No query for a page found by its address."""
    above = getattr(page, "pages_above", None)
    if above is None:
        above = page.get_ancestors().filter(depth__gt=2)
    return [(str(parent.title), parent.get_url(request) or "") for parent in above]


def outdated_translations(limit: int = 10) -> list[Page]:
    """Return live translations that were made from another revision than the German page's published one. One query."""
    source = Page.objects.filter(
        translation_key=OuterRef("translation_key"), locale__language_code=SOURCE_LANGUAGE, live_revision__isnull=False
    )
    made_from = models.TranslationSource.objects.with_made_from().filter(page=OuterRef("pk")).values("made_from")
    lagging = (
        Page.objects.live()
        .exclude(locale__language_code=SOURCE_LANGUAGE)
        .annotate(now=Subquery(source.values("live_revision_id")[:1]), then=Subquery(made_from[:1]))
        .filter(Q(then__isnull=True) | ~Q(then=F("now")), now__isnull=False)
    )
    return list(lagging.select_related("locale").order_by("-latest_revision_created_at")[:limit])


# --- Lists ----------------------------------------------------------------------------------------------------------


def with_pictures(pages: Sequence[Any], *specs: str) -> list[Any]:
    """Fetch the pictures of listed pages with their renditions: two queries for any number of pages."""
    pages = list(pages)
    wanted = {page.picture_id for page in pages if page.picture_id}
    pictures = {p.pk: p for p in Picture.objects.filter(pk__in=wanted).prefetch_renditions(*(specs or TEASER))}
    for page in pages:
        if page.picture_id:
            page.picture = pictures.get(page.picture_id)
    return pages


class CountedPaginator(Paginator):  # type: ignore[type-arg]
    """A paginator that is told how many rows there are."""

    def __init__(self, rows: Any, per_page: int, total: int) -> None:
        super().__init__(rows, per_page)
        self.__dict__["count"] = total


def page_of(rows: Any, per_page: int, number: str | None, total: int | None = None) -> Any:
    """Return one page of a list. An unknown number gives `Http404`, no number the first page."""
    paginator = Paginator(rows, per_page) if total is None else CountedPaginator(rows, per_page, total)
    try:
        return paginator.page(number or 1)
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404 from error


def home_context(home: models.HomePage) -> dict[str, Any]:
    """Return the newest news and their overview for the front page. Four queries, none where remembered."""
    return remember("pages", ("home", home.pk), lambda: _home_context(home)) | {"places_url": _places_url()}


def _home_context(home: models.HomePage) -> dict[str, Any]:
    news = public(models.NewsPage.objects.descendant_of(home)).defer("body").order_by("-date", "-pk")[:3]
    index = models.NewsIndexPage.objects.live().child_of(home).first()
    return {"news": with_pictures(news), "news_index": index}


def _places_url() -> str:
    try:
        return reverse("places:search")
    except NoReverseMatch:
        return ""


def teasers_below(page: Page) -> list[Page]:
    """Return the live pages below a page with their summaries, in the order of the tree."""
    return list(public(page.get_children()).specific()) if page.numchild else []


def news_below(index: Page) -> QuerySet[models.NewsPage]:
    """Return public news, newest first."""
    return public(models.NewsPage.objects.child_of(index)).defer("body").order_by("-date", "-pk")


def news_context(index: Page, number: str | None, month: tuple[int, int] | None = None) -> dict[str, Any]:
    """Return one page of news and the months that have any. Raises `Http404` for a month or page that does not exist."""
    rows = news_below(index)
    months = list(
        rows.order_by()
        .annotate(month=TruncMonth("date"))
        .values("month")
        .annotate(count=Count("pk"))
        .order_by("-month")
    )
    first, total = None, sum(entry["count"] for entry in months)
    if month:
        try:
            first = datetime.date(month[0], month[1], 1)
        except ValueError as error:
            raise Http404 from error
        last = first.replace(day=calendar.monthrange(*month)[1])
        rows = rows.filter(date__range=(first, last))
        total = sum(entry["count"] for entry in months if entry["month"] == first)
    page = page_of(rows, NEWS_PER_PAGE, number, total)
    page.object_list = with_pictures(page.object_list)
    return {"news": page, "months": months, "month": first}


def news_neighbours(page: models.NewsPage) -> dict[str, Any]:
    """Return the overview that a piece of news belongs to and three newer or older ones to read on."""
    index = _parent(page)
    others = news_below(index).exclude(pk=page.pk)[:3] if index else []
    return {"news_index": index, "more_news": list(others)}


def _parent(page: Page) -> Page | None:
    above = getattr(page, "pages_above", None)
    return above[-1] if above else page.get_parent()


def step_context(guide: models.GuidePage, number: int) -> dict[str, Any]:
    """Return one step of a guide and the way before and behind it. Raises `Http404` for a step that does not exist."""
    steps = [block.value for block in guide.steps]
    if not 1 <= number <= len(steps):
        raise Http404
    return {
        "number": number,
        "count": len(steps),
        "step": steps[number - 1],
        "titles": [step["title"] for step in steps],
        "previous": number - 1 or None,
        "next": number + 1 if number < len(steps) else None,
    }


_FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def fold(text: str) -> str:
    """Return a text for comparing: lower case, umlauts spelled out."""
    return text.lower().translate(_FOLD)


def directory_context(index: Page, words: str, number: str | None) -> dict[str, Any]:
    """Return one page of the directory; every word must occur in name, task, unit, summary or telephone number.

    The words are compared here and not in SQL: the databases disagree about upper and lower case of umlauts, and a
    directory has hundreds of entries, not thousands.
    """
    rows = list(public(models.ContactPage.objects.child_of(index)).order_by("title", "pk"))
    wanted = fold(words).split()[:8]
    if wanted:
        rows = [row for row in rows if _matches(row, wanted)]
    contacts = page_of(rows, CONTACTS_PER_PAGE, number)
    contacts.object_list = with_pictures(contacts.object_list, "fill-160x160")
    return {"contacts": contacts, "words": words.strip()}


def _matches(row: models.ContactPage, wanted: list[str]) -> bool:
    hay = fold(" ".join((row.title, row.role, row.unit, row.summary, row.room, row.phone, row.phone.replace(" ", ""))))
    return all(word in hay for word in wanted)
