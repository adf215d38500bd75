# SPDX-License-Identifier: EUPL-1.2
"""Page types, and what ties a page to its source language and to the readers who tested its easy language."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Page, Revision, Site
from wagtail.search import index

from allmende.commons.pages import queries
from allmende.commons.pages.blocks import BodyBlock, StepsBlock, TilesBlock
from allmende.commons.pages.outline import render_body
from allmende.commons.pages.panels import HintsPanel, TranslationPanel
from allmende.core.media.models import Picture
from allmende.core.municipality.models import Presence

PICTURE = {"verbose_name": _("Bild"), "null": True, "blank": True, "on_delete": models.SET_NULL, "related_name": "+"}


class ContentPage(Page):
    """What all pages share: a summary, language links, and no shared passwords."""

    summary = models.TextField(
        _("Kurz gesagt"),
        max_length=300,
        blank=True,
        help_text=_("Ein bis zwei Sätze. Sie stehen am Anfang der Seite, in Übersichten und in Suchmaschinen."),
    )

    private_page_options: ClassVar[list[str]] = ["login", "groups"]
    search_fields = [*Page.search_fields, index.SearchField("summary")]
    content_panels = [*Page.content_panels, FieldPanel("summary")]
    hint_panels = [TranslationPanel(), HintsPanel()]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context.update(queries.language_context(self, request))
        if hasattr(self, "body"):
            context["body"] = render_body(self.body, context)
        return context


class HomePage(ContentPage):
    """The front page of a municipality."""

    hero_picture = models.ForeignKey(Picture, **{**PICTURE, "verbose_name": _("Großes Bild")})
    greeting = models.CharField(
        _("Überschrift"),
        max_length=100,
        blank=True,
        help_text=_("Bleibt das Feld leer, steht dort der Titel der Seite."),
    )
    tiles = StreamField(TilesBlock(required=False, max_num=8), verbose_name=_("Schnellzugriff"), blank=True)
    body = StreamField(BodyBlock(required=False), verbose_name=_("Weiterer Inhalt"), blank=True)

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["pages.InformationPage", "pages.NewsIndexPage", "pages.GuidePage", "pages.ContactIndexPage"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("greeting"),
        FieldPanel("summary"),
        FieldPanel("hero_picture"),
        FieldPanel("tiles"),
        FieldPanel("body"),
        *ContentPage.hint_panels,
    ]

    class Meta:
        verbose_name = _("Startseite")
        verbose_name_plural = _("Startseiten")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | queries.home_context(self)


class InformationPage(ContentPage):
    """A page of information; with pages below it, also their overview."""

    picture = models.ForeignKey(Picture, **PICTURE)
    body = StreamField(BodyBlock(required=False), verbose_name=_("Inhalt"), blank=True)
    in_footer = models.BooleanField(
        _("in der Fußzeile zeigen"), default=False, help_text=_("Für Impressum, Datenschutz und Barrierefreiheit.")
    )
    checked_on = models.DateField(
        _("zuletzt geprüft am"),
        null=True,
        blank=True,
        help_text=_("Wann hat zuletzt jemand nachgesehen, ob alles stimmt?"),
    )

    parent_page_types = ["pages.HomePage", "pages.InformationPage"]
    subpage_types = ["pages.InformationPage", "pages.GuidePage", "pages.ContactIndexPage"]
    search_fields = [*ContentPage.search_fields, index.SearchField("body")]
    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("picture"),
        FieldPanel("body"),
        FieldPanel("checked_on"),
        *ContentPage.hint_panels,
    ]
    promote_panels = [*Page.promote_panels, FieldPanel("in_footer")]

    class Meta:
        verbose_name = _("Informationsseite")
        verbose_name_plural = _("Informationsseiten")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"children": queries.teasers_below(self)}


class NewsIndexPage(RoutablePageMixin, ContentPage):
    """News in order of date, by month, and as feeds."""

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.NewsPage"]
    max_count_per_parent = 1
    content_panels = [*ContentPage.content_panels, TranslationPanel()]

    class Meta:
        verbose_name = _("Nachrichtenübersicht")
        verbose_name_plural = _("Nachrichtenübersichten")

    @path("")
    def index_route(self, request: HttpRequest) -> HttpResponse:
        """Show the newest news."""
        return self.render(request, context_overrides=queries.news_context(self, request.GET.get("seite")))

    @path("<int:year>/<int:month>/")
    def month_route(self, request: HttpRequest, year: int, month: int) -> HttpResponse:
        """Show the news of one month."""
        return self.render(
            request, context_overrides=queries.news_context(self, request.GET.get("seite"), (year, month))
        )

    @path("feed/")
    def atom_route(self, request: HttpRequest) -> HttpResponse:
        """Return the newest 30 news as an Atom feed (RFC 4287)."""
        from allmende.commons.pages.exports.feeds import news_feed

        return news_feed(self, request, "atom")

    @path("rss/")
    def rss_route(self, request: HttpRequest) -> HttpResponse:
        """Return the newest 30 news as RSS 2.0."""
        from allmende.commons.pages.exports.feeds import news_feed

        return news_feed(self, request, "rss")


class NewsPage(ContentPage):
    """One piece of news."""

    date = models.DateField(_("Datum"), default=timezone.localdate, db_index=True)
    picture = models.ForeignKey(Picture, **PICTURE)
    body = StreamField(BodyBlock(required=False), verbose_name=_("Text"), blank=True)

    parent_page_types = ["pages.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields = [*ContentPage.search_fields, index.SearchField("body"), index.FilterField("date")]
    content_panels = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("body"),
        *ContentPage.hint_panels,
    ]

    class Meta:
        verbose_name = _("Nachricht")
        verbose_name_plural = _("Nachrichten")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | queries.news_neighbours(self)


class GuidePage(RoutablePageMixin, ContentPage):
    """A guide: what you need, what it costs, and one step per page."""

    needs = models.TextField(
        _("Das brauchen Sie"), blank=True, help_text=_("Eine Sache pro Zeile, zum Beispiel Unterlagen.")
    )
    costs = models.CharField(_("Kosten"), max_length=200, blank=True)
    duration = models.CharField(_("Dauer"), max_length=100, blank=True)
    deadline = models.CharField(_("Frist"), max_length=200, blank=True)
    contact = models.ForeignKey(
        "pages.ContactPage",
        verbose_name=_("Kontakt bei Fragen"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    steps = StreamField(StepsBlock(min_num=1), verbose_name=_("Schritte"))
    body = StreamField(BodyBlock(required=False), verbose_name=_("Nach dem letzten Schritt"), blank=True)

    parent_page_types = ["pages.HomePage", "pages.InformationPage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields = [*ContentPage.search_fields, index.SearchField("needs"), index.SearchField("steps")]
    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("needs"),
        FieldRowPanel([FieldPanel("costs"), FieldPanel("duration"), FieldPanel("deadline")]),
        FieldPanel("contact"),
        FieldPanel("steps"),
        FieldPanel("body"),
        *ContentPage.hint_panels,
    ]

    class Meta:
        verbose_name = _("Anleitung")
        verbose_name_plural = _("Anleitungen")

    @path("")
    def index_route(self, request: HttpRequest) -> HttpResponse:
        """Show what is needed before the first step."""
        return self.render(request)

    @path("schritt/<int:number>/", name="step")
    def step_route(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show one step."""
        return self.render(
            request, context_overrides=queries.step_context(self, number), template="pages/guide_step.html"
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"step_crumbs": [*context["crumbs"], (self.title, self.get_url(request))]}

    @path("alles/", name="whole")
    def whole_route(self, request: HttpRequest) -> HttpResponse:
        """Show the whole guide on one page, for print."""
        return self.render(request, template="pages/guide_whole.html")

    @property
    def needs_list(self) -> list[str]:
        """What is needed, one thing per entry."""
        return [line.strip() for line in self.needs.splitlines() if line.strip()]


class ContactIndexPage(ContentPage):
    """The directory of offices and people."""

    parent_page_types = ["pages.HomePage", "pages.InformationPage"]
    subpage_types = ["pages.ContactPage"]
    content_panels = [*ContentPage.content_panels, TranslationPanel()]

    class Meta:
        verbose_name = _("Kontaktverzeichnis")
        verbose_name_plural = _("Kontaktverzeichnisse")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        words, page = request.GET.get("q", ""), request.GET.get("seite")
        return super().get_context(request, *args, **kwargs) | queries.directory_context(self, words, page)


class ContactPage(ContentPage):
    """A person or an office: what for, how to reach it, when, and whether one gets in."""

    class Kind(models.TextChoices):
        OFFICE = "office", _("Stelle oder Amt")
        PERSON = "person", _("Person")

    kind = models.CharField(_("Art"), max_length=8, choices=Kind.choices, default=Kind.OFFICE)
    role = models.CharField(
        _("Aufgabe"), max_length=160, blank=True, help_text=_("Womit kann man sich hierher wenden?")
    )
    unit = models.CharField(_("gehört zu"), max_length=120, blank=True, help_text=_("Amt, Fachbereich oder Abteilung"))
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)
    street = models.CharField(_("Straße und Hausnummer"), max_length=120, blank=True)
    postcode = models.CharField(_("Postleitzahl"), max_length=5, blank=True)
    city = models.CharField(_("Ort"), max_length=80, blank=True)
    room = models.CharField(_("Raum"), max_length=60, blank=True)
    hours = models.TextField(_("Sprechzeiten"), blank=True, help_text=_("Eine Zeile pro Tag oder Zeitraum."))
    accessibility_note = models.TextField(
        _("Hinweis zur Barrierefreiheit"), blank=True, help_text=_("Zugang, Aufzug, Toilette, Gebärdensprache …")
    )
    picture = models.ForeignKey(Picture, **PICTURE)

    parent_page_types = ["pages.ContactIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("role"),
        index.SearchField("unit"),
    ]
    content_panels = [
        *Page.content_panels,
        FieldPanel("kind"),
        FieldPanel("role"),
        FieldPanel("unit"),
        FieldPanel("summary"),
        MultiFieldPanel([FieldRowPanel([FieldPanel("phone"), FieldPanel("email")])], heading=_("Erreichen")),
        MultiFieldPanel(
            [
                FieldPanel("street"),
                FieldRowPanel([FieldPanel("postcode"), FieldPanel("city"), FieldPanel("room")]),
                FieldPanel("hours"),
                FieldPanel("accessibility_note"),
            ],
            heading=_("Besuchen"),
        ),
        FieldPanel("picture"),
        *ContentPage.hint_panels,
    ]

    class Meta:
        verbose_name = _("Kontakt")
        verbose_name_plural = _("Kontakte")

    @property
    def hours_list(self) -> list[str]:
        """Opening hours, one line per entry."""
        return [line.strip() for line in self.hours.splitlines() if line.strip()]


class PageTree(models.Model):
    """Which page tree a presence shows. Requests find their tree through the presence, so there is one host matching."""

    presence = models.OneToOneField(
        Presence, on_delete=models.PROTECT, related_name="page_tree", verbose_name=_("Auftritt")
    )
    site = models.OneToOneField(Site, on_delete=models.PROTECT, related_name="page_tree", verbose_name=_("Seitenbaum"))

    class Meta:
        verbose_name = _("Seitenbaum eines Auftritts")
        verbose_name_plural = _("Seitenbäume der Auftritte")

    def __str__(self) -> str:
        return str(self.presence)


class TranslationSource(models.Model):
    """From which revision of the German page a translation was made. Whether it is outdated follows from this alone."""

    page = models.OneToOneField(
        Page, on_delete=models.CASCADE, related_name="translation_source", verbose_name=_("Übersetzung")
    )
    revision = models.ForeignKey(
        Revision, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Fassung der Vorlage")
    )
    marked_at = models.DateTimeField(_("vermerkt am"), auto_now=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("vermerkt von")
    )

    class Meta:
        verbose_name = _("Vorlage einer Übersetzung")
        verbose_name_plural = _("Vorlagen von Übersetzungen")

    def __str__(self) -> str:
        return f"{self.page_id} ← {self.revision_id}"


class EasyLanguageReview(models.Model):
    """A test group has read one revision of a page and found it easy. Only that revision may be called Leichte Sprache."""

    page = models.ForeignKey(
        Page, on_delete=models.CASCADE, related_name="easy_language_reviews", verbose_name=_("Seite")
    )
    revision = models.ForeignKey(
        Revision, on_delete=models.CASCADE, related_name="+", verbose_name=_("geprüfte Fassung")
    )
    group = models.CharField(_("Prüfgruppe"), max_length=160)
    reviewed_on = models.DateField(_("geprüft am"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("eingetragen von"),
    )
    entered_at = models.DateTimeField(_("eingetragen am"), auto_now_add=True)

    class Meta:
        verbose_name = _("Prüfung in Leichter Sprache")
        verbose_name_plural = _("Prüfungen in Leichter Sprache")
        ordering = ("-entered_at",)
        constraints = [models.UniqueConstraint(fields=["page", "revision"], name="easy_review_once_per_revision")]

    def __str__(self) -> str:
        return f"{self.group}, {self.reviewed_on:%d.%m.%Y}"
