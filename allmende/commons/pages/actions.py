# SPDX-License-Identifier: EUPL-1.2
"""Every change of pages that code makes: page trees of presences, new pages, translations, sign-off.

Editors change pages through Wagtail's own forms, which check the same group permissions. The functions here take the
acting person where a person acts; `None` stands for the system itself (demo town, importers).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

from allmende.commons.pages import rules
from allmende.commons.pages.content import Block, stream
from allmende.commons.pages.models import (
    ContactIndexPage,
    ContactPage,
    EasyLanguageReview,
    GuidePage,
    HomePage,
    InformationPage,
    NewsIndexPage,
    NewsPage,
    PageTree,
    TranslationSource,
)
from allmende.commons.pages.queries import SOURCE_LANGUAGE
from allmende.core.audit.actions import record
from allmende.core.municipality.models import Presence
from allmende.core.people.models import Person

STREAMS = ("body", "steps", "tiles")

# --- Trees ----------------------------------------------------------------------------------------------------------


def ensure_locales() -> dict[str, Locale]:
    """Make sure that every language of the installation can have pages. Running it again changes nothing."""
    return {
        code: Locale.objects.get_or_create(language_code=code)[0] for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES
    }


@transaction.atomic
def ensure_site(presence: Presence) -> Site:
    """Give a presence its page tree: a German front page and the address it is linked with.

    Running it again only brings host name and default flag up to date. The address is the first host name of the presence; without one, the host of ALLMENDE_BASE_URL for the default
    presence and `<slug>.<that host>` for others. Requests find the tree through the presence, whatever name they used.
    """
    locale = ensure_locales()[SOURCE_LANGUAGE]
    base = urlsplit(settings.BASE_URL)
    port = base.port or (443 if base.scheme == "https" else 80)
    host = presence.hosts.values_list("name", flat=True).first()
    if host is None:
        host = (base.hostname or "localhost") if presence.is_default else f"{presence.slug}.{base.hostname}"
    if presence.is_default:
        Site.objects.filter(is_default_site=True).exclude(page_tree__presence=presence).update(is_default_site=False)
        # The former default without a host name of its own gives the main address away.
        for other in PageTree.objects.select_related("site", "presence").filter(site__hostname=host, site__port=port):
            if other.presence_id != presence.pk:
                Site.objects.filter(pk=other.site_id).update(hostname=f"{other.presence.slug}.{base.hostname}")

    tree = PageTree.objects.select_related("site").filter(presence=presence).first()
    if tree is None:
        root = Page.get_first_root_node()
        home = HomePage(title=presence.display_name, slug=presence.slug, locale=locale, summary=presence.claim)
        root.add_child(instance=home)
        home.save_revision().publish()
        site = Site(root_page_id=home.pk)
    else:
        site = tree.site
    site.hostname, site.port, site.site_name = host, port, presence.display_name
    site.is_default_site = presence.is_default
    site.full_clean()
    site.save()
    if tree is None:
        PageTree.objects.create(presence=presence, site=site)
        record("pages.plant_tree", actor=None, obj=presence)
    return site


# --- New pages ------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_page(parent: Page, page: Page, *, publish: bool = True, person: Person | None = None) -> Any:
    """Store `page` below `parent` with its first revision; publish it unless told otherwise. Returns the page.

    Raises `ValidationError` for a wrong value and `PermissionDenied` where `person` may not do it.
    """
    if person is not None:
        rules.may_add_below.require(person, parent)
        if publish:
            rules.may_publish_below.require(person, parent)
    if type(page) not in parent.specific_class.allowed_subpage_models():
        raise ValidationError(_("Unter „%s“ ist diese Art von Seite nicht vorgesehen.") % parent.title)
    page.locale_id = parent.locale_id
    page.live = False
    page.owner = person
    parent.add_child(instance=page)
    revision = page.save_revision(user=person, log_action=True)
    if publish:
        revision.publish(user=person)
        page.refresh_from_db()
    return page


def _add(
    kind: type[Page], parent: Page, title: str, publish: bool, in_menu: bool, slug: str | None, /, **fields: Any
) -> Any:
    for name in STREAMS:
        if name in fields:
            fields[name] = stream(fields[name])
    page = kind(title=title, show_in_menus=in_menu, **({"slug": slug} if slug else {}), **fields)
    # `add_child` reads the parent's place in the tree; another child may have been added since it was loaded.
    return add_page(Page.objects.get(pk=parent.pk), page, publish=publish)


def add_information_page(
    parent: Page,
    title: str,
    body: Iterable[Block] = (),
    *,
    summary: str = "",
    slug: str | None = None,
    in_menu: bool = False,
    in_footer: bool = False,
    publish: bool = True,
    **fields: Any,
) -> InformationPage:
    """Add a page of information; `body` is made with the functions of `content`. Further fields: picture, checked_on."""
    page: InformationPage = _add(
        InformationPage,
        parent,
        title,
        publish,
        in_menu,
        slug,
        summary=summary,
        body=body,
        in_footer=in_footer,
        **fields,
    )
    return page


def add_news_index(
    parent: Page, title: str, *, summary: str = "", slug: str | None = None, in_menu: bool = True
) -> NewsIndexPage:
    """Add the overview of news; a front page has one at most."""
    page: NewsIndexPage = _add(NewsIndexPage, parent, title, True, in_menu, slug, summary=summary)
    return page


def add_news(
    index: NewsIndexPage,
    title: str,
    date: datetime.date,
    body: Iterable[Block] = (),
    *,
    summary: str = "",
    slug: str | None = None,
    publish: bool = True,
    **fields: Any,
) -> NewsPage:
    """Add a piece of news. Further fields: picture."""
    page: NewsPage = _add(NewsPage, index, title, publish, False, slug, date=date, summary=summary, body=body, **fields)
    return page


def add_guide(
    parent: Page,
    title: str,
    steps: Iterable[Block],
    *,
    summary: str = "",
    needs: Iterable[str] = (),
    body: Iterable[Block] = (),
    slug: str | None = None,
    in_menu: bool = False,
    publish: bool = True,
    **fields: Any,
) -> GuidePage:
    """Add a guide; `steps` are made with `content.step`. Further fields: costs, duration, deadline, contact."""
    page: GuidePage = _add(
        GuidePage, parent, title, publish, in_menu, slug,
        summary=summary, needs="\n".join(needs), steps=steps, body=body, **fields,
    )  # fmt: skip
    return page


def add_contact_index(
    parent: Page, title: str, *, summary: str = "", slug: str | None = None, in_menu: bool = False
) -> ContactIndexPage:
    """Add the directory of contacts."""
    page: ContactIndexPage = _add(ContactIndexPage, parent, title, True, in_menu, slug, summary=summary)
    return page


def add_contact(
    index: ContactIndexPage, title: str, *, slug: str | None = None, publish: bool = True, **fields: Any
) -> ContactPage:
    """Add a person or an office to the directory.

    Fields: kind (`office` or `person`), role, unit, summary, phone, email, street, postcode, city, room, hours (lines),
    accessibility_note (lines), picture.
    """
    page: ContactPage = _add(ContactPage, index, title, publish, False, slug, **fields)
    return page


@transaction.atomic
def change_page(page: Page, *, publish: bool = True, person: Person | None = None, **fields: Any) -> Any:
    """Change fields of a page (streams as lists of blocks) as a new revision; returns the page."""
    newest = Page.objects.get(pk=page.pk).specific
    for name, value in fields.items():
        setattr(newest, name, stream(value) if name in STREAMS else value)
    revision = newest.save_revision(user=person, log_action=True)
    if publish:
        revision.publish(user=person)
    return Page.objects.get(pk=page.pk).specific


# --- Languages ------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_translation(
    source: Page, language: str, *, title: str, slug: str | None = None, publish: bool = True,
    person: Person | None = None, **fields: Any,
) -> Any:  # fmt: skip
    """Add the version of a page in another language and remember from which revision it was made. Returns the page.

    Parents that lack the language are not made silently: translate from the top. Fields that are not given keep the
    source's value. Raises `ValidationError` when the page exists in that language or its parent does not.
    """
    locale = ensure_locales()[language]
    source = Page.objects.get(pk=source.pk).specific
    if source.has_translation(locale):
        raise ValidationError(
            _("„%(title)s“ gibt es schon auf %(language)s.") % {"title": source.title, "language": locale}
        )
    parent = source.get_parent()
    if not parent.is_root() and not parent.has_translation(locale):
        raise ValidationError(_("Bitte übersetzen Sie zuerst „%s“.") % parent.title)
    page = source.copy_for_translation(locale)
    page.title, page.draft_title = title, title
    if slug:
        page.slug = slug
    for name, value in fields.items():
        setattr(page, name, stream(value) if name in STREAMS else value)
    revision = page.save_revision(user=person, clean=False)
    if publish:
        revision.publish(user=person)
    remember_source(page, person=person)
    return Page.objects.get(pk=page.pk).specific


def remember_source(page: Page, *, person: Person | None = None) -> TranslationSource | None:
    """Store that a translation says what the source's published (else newest) revision says. None without a source."""
    source = page.get_translations().filter(locale__language_code=SOURCE_LANGUAGE).first()
    if source is None:
        return None
    return TranslationSource.objects.update_or_create(
        page_id=page.pk,
        defaults={
            "revision_id": source.live_revision_id or source.latest_revision_id,
            "next_revision": None,
            "next_in": None,
            "marked_by": person,
        },
    )[0]


def on_copied_for_translation(target_obj: Any, **kwargs: Any) -> None:
    """Remember the source when an editor asks Wagtail for a new translation."""
    if isinstance(target_obj, Page):
        remember_source(target_obj)


@transaction.atomic
def mark_translation_current(page: Page, *, person: Person) -> None:
    """An editor says that a translation is up to date with its source. Raises `PermissionDenied`, `ValidationError`."""
    rules.may_edit.require(person, page)
    if remember_source(page, person=person) is None:
        raise ValidationError(_("Zu dieser Seite gibt es keine deutsche Vorlage."))
    record("pages.mark_current", actor=person, obj=page)


@transaction.atomic
def sign_off_easy_language(
    page: Page, *, group: str, reviewed_on: datetime.date, person: Person | None
) -> EasyLanguageReview:
    """Store that a test group has read the published revision. From now on it is called Leichte Sprache, until it changes.

    Raises `PermissionDenied` for people who may not publish the page, `ValidationError` for a page that is not in easy
    language or not published, for a missing group and for a date in the future.
    """
    if person is not None:
        rules.may_publish.require(person, page)
    if page.locale.language_code != "de-simple":
        raise ValidationError(_("Nur Seiten in Einfacher Sprache können geprüft werden."))
    if not page.live_revision_id:
        raise ValidationError(_("Bitte veröffentlichen Sie die Seite zuerst. Geprüft wird, was Menschen lesen."))
    if not group.strip():
        raise ValidationError({"group": _("Bitte nennen Sie die Prüfgruppe.")})
    if reviewed_on > timezone.localdate():
        raise ValidationError({"reviewed_on": _("Das Datum liegt in der Zukunft.")})
    review = EasyLanguageReview.objects.update_or_create(
        page_id=page.pk,
        revision_id=page.live_revision_id,
        defaults={"group": group.strip(), "reviewed_on": reviewed_on, "entered_by": person},
    )[0]
    record("pages.sign_off", actor=person, obj=page)
    return review
