# SPDX-License-Identifier: EUPL-1.2
"""What is known about pages beside their content: whose tree, made from which revision, tested by whom."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, Site

from allmende.core.municipality.models import Presence


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
