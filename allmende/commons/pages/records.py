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


class TranslationSources(models.QuerySet["TranslationSource"]):
    """Knows which source revision the *published* text of a translation was made from."""

    def with_made_from(self) -> TranslationSources:
        """Add `made_from`: a draft that was made from a newer source counts from the moment it is published."""
        drafted = models.When(
            next_in__isnull=False, next_in__lte=models.F("page__live_revision"), then=models.F("next_revision")
        )
        return self.annotate(made_from=models.Case(drafted, default=models.F("revision")))


class TranslationSource(models.Model):
    """From which revision of the German page a translation was made. Whether it is outdated follows from this alone.

    `revision` is the source of what readers see. A newer draft notes its own source in `next_revision` and from which
    revision of the translation on (`next_in`) it holds, so that saving a draft makes nobody believe the page is current.
    """

    page = models.OneToOneField(
        Page, on_delete=models.CASCADE, related_name="translation_source", verbose_name=_("Übersetzung")
    )
    revision = models.ForeignKey(
        Revision, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Fassung der Vorlage")
    )
    next_revision = models.ForeignKey(
        Revision, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Vorlage des Entwurfs")
    )
    next_in = models.ForeignKey(
        Revision, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Entwurf")
    )
    marked_at = models.DateTimeField(_("vermerkt am"), auto_now=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("vermerkt von")
    )

    objects = TranslationSources.as_manager()

    class Meta:
        verbose_name = _("Vorlage einer Übersetzung")
        verbose_name_plural = _("Vorlagen von Übersetzungen")

    def __str__(self) -> str:
        return f"{self.page_id} ← {self.revision_id}"

    @property
    def source_of_live(self) -> Revision | None:
        """The source revision of what readers see; needs `with_made_from`."""
        for revision in (self.next_revision, self.revision):
            if revision is not None and revision.pk == self.made_from:  # type: ignore[attr-defined]
                return revision
        return None


class MachineDraft(models.Model):
    """What a machine made of a page, for one language. It stays a draft until a person has read it.

    `texts` maps keys of segments to texts, `faults` to the reason why there is none.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("wartet")
        RUNNING = "running", _("läuft")
        DONE = "done", _("fertig")
        FAILED = "failed", _("gescheitert")

    source = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("Vorlage"))
    source_revision = models.ForeignKey(
        Revision, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("Fassung der Vorlage")
    )
    language = models.CharField(_("Sprache"), max_length=12)
    service = models.CharField(_("Dienst"), max_length=120)
    state = models.CharField(_("Stand"), max_length=8, choices=State.choices, default=State.WAITING)
    texts = models.JSONField(_("Texte"), default=dict)
    faults = models.JSONField(_("Hinweise"), default=dict)
    total = models.PositiveIntegerField(_("Abschnitte"), default=0)
    error = models.CharField(_("Fehler"), max_length=300, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("bestellt von")
    )
    asked_at = models.DateTimeField(_("bestellt am"), auto_now_add=True)
    beat_at = models.DateTimeField(_("zuletzt weitergekommen"), auto_now=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("geprüft von")
    )
    checked_at = models.DateTimeField(_("geprüft am"), null=True)

    class Meta:
        verbose_name = _("maschineller Entwurf")
        verbose_name_plural = _("maschinelle Entwürfe")
        constraints = [
            models.UniqueConstraint(fields=["source", "language"], name="machine_draft_once_per_page_and_language"),
            models.CheckConstraint(
                condition=models.Q(checked_at__isnull=True) | models.Q(state="done"),
                name="machine_draft_checked_when_done",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.language}"

    @property
    def at_work(self) -> bool:
        """Tell whether the machine still works or will."""
        return self.state in {self.State.WAITING, self.State.RUNNING}

    @property
    def unchecked(self) -> bool:
        """Tell whether its texts may be in the page and no person has said to have read them."""
        return self.state == self.State.DONE and self.checked_at is None


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
